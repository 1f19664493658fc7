// SPDX-License-Identifier: GPL-2.0-or-later
/* modules POLICY N DIR: writes N random modules probe1.te … to DIR, and to DIR/opened every tuple
 * that they open together as "source target class permission", by reach, as a comparison of rules
 * sees it: conditional rules count as absent, whatever the booleans are. store.sh installs the
 * modules in a copy of the store and compares. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fileio.h"
#include "policy/load.h"
#include "base/mem.h"
#include "policy/reach.h"
#include "policy/whatif.h"
#include "tests/diff/pool.h"

#define STATEMENTS 4
#define LIST_MAX   2000000

/* Attributes larger than this make comparing slow, not better. */
#define ATTRIBUTE_MAX 120

static uint32_t members(const struct policy_index *ix, uint32_t attribute)
{
	uint32_t v, n = 0;

	for (v = 1; v <= ix->types_max; v++)
		n += policy_index_bit(ix->bits + ix->types[attribute].members, v);
	return n;
}

static uint32_t any_side(const struct policy_index *ix, uint64_t *seed)
{
	bool attribute = pool_random(seed, 4) == 0;
	uint32_t v;

	for (;;) {
		v = 1 + pool_random(seed, ix->types_max);
		if (!ix->types[v].exists || ix->types[v].attribute != attribute)
			continue;
		/* Generated ones are gone when the store is built again. */
		if (!attribute || (!strstr(policy_index_name_of(ix, POLNAME_TYPE, v), "typeattr") &&
				   members(ix, v) > 0 && members(ix, v) <= ATTRIBUTE_MAX))
			return v;
	}
}

static void require(struct buf *out, const struct policy_index *ix, uint32_t v)
{
	buf_addf(out, "\t%s %s;\n", ix->types[v].attribute ? "attribute" : "type",
		 policy_index_name_of(ix, POLNAME_TYPE, v));
}

struct module {
	struct buf requires, rules;
};

static void add_rule(struct module *m, const struct policy_index *ix, struct intern *names,
		     struct eval_overlay *o, FILE *opened, uint64_t *seed)
{
	struct statement s = { .kind = STATEMENT_ALLOW, .class_count = 1 };
	uint32_t source = any_side(ix, seed), target = any_side(ix, seed), bit;
	uint32_t class = 1 + pool_random(seed, ix->classes_max);
	struct reach r = { 0 };
	struct buf perms = { 0 };
	size_t i;

	s.self = pool_random(seed, 8) == 0;
	s.source = intern_adds(names, policy_index_name_of(ix, POLNAME_TYPE, source));
	s.target = intern_adds(names, policy_index_name_of(ix, POLNAME_TYPE, target));
	s.classes = mem_zalloc(1, sizeof(name_id));
	s.classes[0] = intern_adds(names, policy_index_name_of(ix, POLNAME_CLASS, class));
	for (bit = 0; bit < 32; bit++)
		if (ix->classes[class].perms[bit] && pool_random(seed, 4) == 0) {
			statement_add_perm(
				&s, intern_adds(names, ix->strings + ix->classes[class].perms[bit]),
				names);
			buf_addf(&perms, " %s", ix->strings + ix->classes[class].perms[bit]);
		}
	if (s.perm_count && policy_reach(ix, o, &s, names, LIST_MAX, &r, NULL) == 0) {
		require(&m->requires, ix, source);
		if (!s.self)
			require(&m->requires, ix, target);
		buf_addf(&m->requires, "\tclass %s {%s };\n",
			 policy_index_name_of(ix, POLNAME_CLASS, class), buf_str(&perms));
		statement_print(&s, names, &m->rules);
		for (i = 0; i < r.tuple_count; i++)
			fprintf(opened, "%s %s %s %s\n",
				policy_index_name_of(ix, POLNAME_TYPE, r.tuples[i].source),
				policy_index_name_of(ix, POLNAME_TYPE, r.tuples[i].target),
				policy_index_name_of(ix, POLNAME_CLASS, class),
				ix->strings +
					ix->classes[class].perms[__builtin_ctz(r.tuples[i].perm)]);
		whatif_add(o, ix, &s, names, NULL);
		whatif_finish(o, ix);
	}
	reach_release(&r);
	buf_release(&perms);
	statement_release(&s);
}

static int write_module(const struct module *m, const char *dir, unsigned number)
{
	struct buf text = { 0 }, path = { 0 };
	int rc;

	buf_addf(&path, "%s/probe%u.te", dir, number);
	buf_addf(&text, "module probe%u 1.0;\nrequire {\n%s}\n%s", number, buf_str(&m->requires),
		 buf_str(&m->rules));
	rc = fileio_write(buf_str(&path), text.data, text.len, NULL);
	buf_release(&text);
	buf_release(&path);
	return rc;
}

int main(int argc, char **argv)
{
	struct policy_source source = { argc > 1 ? argv[1] : NULL };
	struct intern *names = intern_new();
	struct eval_overlay o = { 0 };
	uint64_t seed = 20261120;
	struct policy *p;
	unsigned i, k;
	char *path;
	FILE *opened;

	if (argc != 4)
		return 2;
	p = policy_load(&source, NULL);
	path = fileio_join(argv[3], "opened");
	opened = fopen(path, "w");
	if (!p || !opened)
		return 1;
	o.cond_states = mem_alloc(p->ix.cond_count + 1);
	memset(o.cond_states, 2, p->ix.cond_count + 1); /* neither branch */
	for (i = 1; i <= strtoul(argv[2], NULL, 10); i++) {
		struct module m = { 0 };

		for (k = 0; k < STATEMENTS; k++)
			add_rule(&m, &p->ix, names, &o, opened, &seed);
		if (m.rules.len && write_module(&m, argv[3], i) < 0)
			return 1;
		buf_release(&m.requires);
		buf_release(&m.rules);
	}
	fclose(opened);
	free(path);
	whatif_release(&o);
	intern_free(names);
	policy_free(p);
	return 0;
}
