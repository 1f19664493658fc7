// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the domain that a program enters, and the domain it should run in if its file were
 * labelled correctly. */
#include "config.h"

#include "policy/transition.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/mem.h"
#include "denial/record.h"

uint32_t policy_transition(const struct policy_index *ix, uint32_t source, uint32_t exec)
{
	uint32_t i;

	if (!source || !exec || source > ix->types_max || exec > ix->types_max)
		return 0;
	for (i = 0; i < ix->transition_count; i++)
		if (policy_index_type_is(ix, source, ix->transitions[i].source) &&
		    policy_index_type_is(ix, exec, ix->transitions[i].target))
			return ix->transitions[i].type;
	return 0;
}

void domain_fix_release(struct domain_fix *f)
{
	free(f->domain);
	free(f->exec_type);
	free(f->command);
	*f = (struct domain_fix){ 0 };
}

static bool allowed_in(const struct policy_index *ix, const struct eval_overlay *overlay,
		       const struct eval_query *queries, size_t count, uint32_t domain)
{
	struct policy_context source, target;
	struct eval_answer a;
	size_t i;

	for (i = 0; i < count; i++) {
		struct eval_query q = queries[i];
		uint32_t before = q.source->type;

		source = *q.source; /* shares its sets */
		source.type = domain;
		target = *q.target;
		if (target.type == before) /* an access to itself */
			target.type = domain;
		q.source = &source;
		q.target = &target;
		policy_query(ix, &q, overlay, &a);
		if (a.reasons || a.invalid || context_check(&source, ix, overlay))
			return false;
	}
	return count > 0;
}

/* Domains that start services: the first one with a transition decides the new domain. */
static uint32_t started_in(const struct policy_index *ix, uint32_t exec)
{
	static const char *const starters[] = { "init_t", "initrc_t", "systemd_user_t" };
	uint32_t domain = 0;
	size_t i;

	for (i = 0; !domain && i < AV_ARRAY_LEN(starters); i++)
		domain = policy_transition(
			ix, policy_index_value(ix, POLNAME_TYPE, slice_of(starters[i])), exec);
	return domain;
}

bool policy_domain_fix(const struct policy_index *ix, const struct eval_overlay *overlay,
		       struct labels *l, const char *exe, const struct eval_query *queries,
		       size_t count, struct domain_fix *out)
{
	char *context = count ? labels_lookup(l, exe, "file") : NULL;
	struct context_parts parts;
	struct buf command = { 0 };
	uint32_t exec, domain = 0;

	domain_fix_release(out);
	if (context && record_context_parts(slice_of(context), &parts)) {
		exec = policy_index_value(ix, POLNAME_TYPE, parts.type);
		domain = started_in(ix, exec);
	}
	if (domain && domain != queries[0].source->type) {
		out->domain = mem_strdup(policy_index_name_of(ix, POLNAME_TYPE, domain));
		out->exec_type = mem_strndup(parts.type.p, parts.type.n);
		out->allows = allowed_in(ix, overlay, queries, count, domain);
		label_restorecon(exe, false, &command);
		out->command = buf_take(&command);
	}
	free(context);
	return out->domain != NULL;
}
