// SPDX-License-Identifier: GPL-2.0-or-later
/* A policy index with any words of it changed: it is refused, or everything that reads it stays
 * within it. Input: a count, so many changes (place, value, 32 bits each), then a context. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/boolean.h"
#include "policy/constraint.h"
#include "policy/labels.h"
#include "policy/load.h"
#include "base/mem.h"
#include "policy/ports.h"
#include "policy/reach.h"
#include "policy/whatif.h"
#include "src/policy/xperm_internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct policy *original(void)
{
	static struct policy *policy;
	struct policy_source source = { FUZZ_POLICY };
	struct diag d = { 0 };

	if (policy)
		return policy;
	policy = policy_load(&source, &d);
	if (!policy) {
		fprintf(stderr, "%s\n", diag_text(&d));
		exit(1);
	}
	return policy;
}

static void ask(const struct policy_index *ix, const struct eval_overlay *o,
		const struct policy_context *source, const struct policy_context *target)
{
	struct eval_query q = { source, target, 0, UINT32_MAX, 0x5401, true };
	struct constraint_words words = { 0 };
	struct boolean_fixes fixes;
	struct xperm_set commands;
	struct port_fix port;
	struct eval_answer a;
	struct buf out = { 0 };
	uint32_t types[4];

	for (q.class_value = 1; q.class_value <= ix->classes_max && q.class_value < 8;
	     q.class_value++) {
		policy_query(ix, &q, o, &a);
		if (a.constraint != EVAL_NONE)
			policy_constraint(ix, &q, o, a.constraint, &words);
		if (!source->type || !target->type)
			continue;
		q.perms = 0x3;
		q.assume = false;
		policy_booleans(ix, o, &q, 1, &fixes);
		policy_port_fix(ix, o, 80, &q, 1, &port);
		policy_label_candidates(ix, o, &q, 1, types, 4);
		q.perms = UINT32_MAX;
		q.assume = true;
		xperm_list(ix, o, source->type, target->type, q.class_value, &commands);
	}
	context_print_level(source, ix, 1, &out);
	constraint_words_release(&words);
	buf_release(&out);
}

static void exercise(const struct policy_index *ix, struct slice text)
{
	static const char *const contexts[] = { "user_u:user_r:web_t:s0:c1", "u:object_r:tty_t:s1",
						"system_u:system_r:mine_t:s0-s1:c0.c5" };
	const struct slice attribute = slice_of("domain");
	struct intern *names = intern_new();
	name_id class = intern_adds(names, "file");
	struct statement s = { .kind = STATEMENT_ALLOW,
			       .source = intern_adds(names, "domain"),
			       .target = intern_adds(names, "file_type"),
			       .classes = &class,
			       .class_count = 1 };
	struct eval_overlay o = { 0 };
	struct policy_context c[4];
	struct reach r = { 0 };
	size_t i, k;

	statement_add_perm(&s, intern_adds(names, "ioctl"), names);
	statement_add_perm(&s, intern_adds(names, "read"), names);
	statement_add_ioctl(&s, (struct ioctl_range){ 1, 2 });
	whatif_type(&o, ix, slice_of("mine_t"), &attribute, 1, NULL);
	whatif_add(&o, ix, &s, names, NULL);
	whatif_remove(&o, ix, &s, names);
	whatif_bool(&o, ix, 1, true);
	whatif_finish(&o, ix);
	for (i = 0; i < 3; i++)
		context_parse(&c[i], ix, &o, slice_of(contexts[i]));
	context_parse(&c[3], ix, &o, text);
	for (i = 0; i < 4; i++)
		for (k = 0; k < 4; k++)
			ask(ix, &o, &c[i], &c[k]);
	policy_reach(ix, &o, &s, names, 50, &r, NULL);
	policy_reach_bools(ix, &o, 50, &r);
	for (i = 0; i < 4; i++)
		context_release(&c[i]);
	reach_release(&r);
	whatif_release(&o);
	free(s.perms);
	free(s.ioctls);
	intern_free(names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct policy *p = original();
	size_t words = p->map_bytes / 4, n = size ? data[0] : 0, i;
	uint64_t *copy = mem_alloc(p->map_bytes + 8);
	struct policy_index ix;
	uint32_t at, value;

	memcpy(copy, p->map, p->map_bytes);
	if (size) {
		data++;
		size--;
	}
	for (i = 0; i < n && size >= 8; i++, data += 8, size -= 8) {
		memcpy(&at, data, 4);
		memcpy(&value, data + 4, 4);
		((uint32_t *)(void *)copy)[at % words] = value;
	}
	if (policy_index_attach(&ix, copy, p->map_bytes, NULL) == 0)
		exercise(&ix, (struct slice){ (const char *)data, size });
	free(copy);
	return 0;
}
