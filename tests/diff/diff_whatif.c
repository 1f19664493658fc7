// SPDX-License-Identifier: GPL-2.0-or-later
/* The overlay against libsepol given the policy with the same statements really in it: written as
 * CIL and compiled, or as nodes of the binary policy written out and read again. TAP. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sepol/policydb/services.h>

#include "policy/load.h"
#include "base/mem.h"
#include "policy/whatif.h"
#include "oracle.h"
#include "pool.h"
#include "tests/distribution.h"

#define DISTRIBUTION distribution_policy()
#define STATEMENTS   12
#define BOOLS_MAX    3

static int tests, failed;

static void result(bool ok, const char *what)
{
	printf("%s %d - %s\n", ok ? "ok" : "not ok", ++tests, what);
	failed += !ok;
}

struct change {
	struct eval_overlay overlay;
	struct buf cil;
	struct oracle_rule rules[STATEMENTS * 4];
	size_t rule_count;
	const char *bools[BOOLS_MAX + 1];
};

static const char *type_name(const struct policy_index *ix, const struct eval_overlay *o,
			     uint32_t v)
{
	return v <= ix->types_max ? policy_index_name_of(ix, POLNAME_TYPE, v)
				  : o->types[v - ix->types_max - 1].name;
}

/* A type or, half of the time, an attribute. */
static uint32_t any_side(const struct policy_index *ix, const struct eval_overlay *o,
			 uint64_t *seed)
{
	bool attribute = pool_random(seed, 2);
	uint32_t v;

	if (o->type_count && pool_random(seed, 6) == 0)
		return ix->types_max + 1 + pool_random(seed, o->type_count);
	do
		v = 1 + pool_random(seed, ix->types_max);
	while (!ix->types[v].exists || ix->types[v].attribute != attribute);
	return v;
}

static void add_statement(struct change *c, const struct policy_index *ix, struct intern *names,
			  bool text, uint64_t *seed)
{
	struct statement s = { .kind = pool_random(seed, 4) ? STATEMENT_ALLOW
							    : STATEMENT_DONTAUDIT };
	uint32_t source = any_side(ix, &c->overlay, seed), target = any_side(ix, &c->overlay, seed);
	uint32_t class = 1 + pool_random(seed, ix->classes_max), i, perms = 0;

	s.self = text && pool_random(seed, 4) == 0; /* a node cannot say self of an attribute */
	s.source = intern_adds(names, type_name(ix, &c->overlay, source));
	s.target = intern_adds(names, type_name(ix, &c->overlay, target));
	s.classes = mem_zalloc(1, sizeof(name_id));
	s.class_count = 1;
	s.classes[0] = intern_adds(names, policy_index_name_of(ix, POLNAME_CLASS, class));
	for (i = 0; i < 32; i++)
		if (ix->classes[class].perms[i] && pool_random(seed, 3)) {
			statement_add_perm(
				&s, intern_adds(names, ix->strings + ix->classes[class].perms[i]),
				names);
			perms |= UINT32_C(1) << i;
		}
	if (perms && whatif_add(&c->overlay, ix, &s, names, NULL) == 0) {
		buf_addf(&c->cil, "(%s %s %s (%s (",
			 s.kind == STATEMENT_ALLOW ? "allow" : "dontaudit",
			 intern_str(names, s.source), s.self ? "self" : intern_str(names, s.target),
			 intern_str(names, s.classes[0]));
		for (i = 0; i < s.perm_count; i++)
			buf_addf(&c->cil, " %s", intern_str(names, s.perms[i]));
		buf_adds(&c->cil, ")))\n");
		c->rules[c->rule_count++] =
			(struct oracle_rule){ (uint16_t)source, (uint16_t)target, (uint16_t) class,
					      perms, s.kind == STATEMENT_DONTAUDIT };
	}
	statement_release(&s);
}

/* Roles may be given attributes in CIL, which a binary policy does not remember. */
static bool has_role(const struct policy_index *ix, uint32_t attribute)
{
	uint32_t role, i;

	for (role = 2; role <= ix->roles_max; role++)
		for (i = 0; i < ix->type_words; i++)
			if (ix->bits[ix->roles[role].types + i] &
			    ix->bits[ix->types[attribute].members + i])
				return true;
	return false;
}

static uint32_t any_attribute(const struct policy_index *ix, uint64_t *seed)
{
	uint32_t v;

	do
		v = 1 + pool_random(seed, ix->types_max);
	while (!ix->types[v].attribute || has_role(ix, v));
	return v;
}

static void add_types(struct change *c, const struct policy_index *ix, uint64_t *seed)
{
	struct slice in[2];
	char name[16];
	uint32_t i, v;

	for (i = 0; i < 3; i++) {
		v = any_attribute(ix, seed);
		in[0] = slice_of(policy_index_name_of(ix, POLNAME_TYPE, v));
		snprintf(name, sizeof(name), "mine%u_t", i);
		whatif_type(&c->overlay, ix, slice_of(name), in, 1, NULL);
		buf_addf(&c->cil, "(type %s)(roletype object_r %s)(typeattributeset %s (%s))\n",
			 name, name, in[0].p, name);
	}
}

/* An attribute of the module's own, and types, its own and the policy's, that get one of either. */
static void add_members(struct change *c, const struct policy_index *ix, uint64_t *seed)
{
	struct slice type, attribute;
	uint32_t i, v;

	whatif_attribute(&c->overlay, ix, slice_of("mine_attr"));
	buf_adds(&c->cil, "(typeattribute mine_attr)\n");
	for (i = 0; i < 5; i++) {
		do
			v = 1 + pool_random(seed, ix->types_max);
		while (!ix->types[v].exists || ix->types[v].attribute);
		type = slice_of(i == 0 ? "mine0_t" : policy_index_name_of(ix, POLNAME_TYPE, v));
		attribute = i < 3 ? slice_of("mine_attr")
				  : slice_of(policy_index_name_of(ix, POLNAME_TYPE,
								  any_attribute(ix, seed)));
		if (whatif_member(&c->overlay, ix, type, attribute, NULL) == 0)
			buf_addf(&c->cil, "(typeattributeset %s (%s))\n", attribute.p, type.p);
	}
}

static void make_change(struct change *c, const struct policy *policy, struct intern *names,
			bool text, uint64_t *seed)
{
	const struct policy_index *ix = &policy->ix;
	uint32_t i, v;

	*c = (struct change){ 0 };
	buf_addc(&c->cil, '\n');
	if (text) {
		add_types(c, ix, seed);
		add_members(c, ix, seed);
	}
	for (i = 0; i < STATEMENTS; i++)
		add_statement(c, ix, names, text, seed);
	for (i = 0; i < BOOLS_MAX && i < ix->bools_max; i++) {
		/* Distinct ones: a boolean flipped twice is not flipped. */
		v = 1 + i + pool_random(seed, ix->bools_max / BOOLS_MAX) * BOOLS_MAX;
		c->bools[i] = policy_index_name_of(ix, POLNAME_BOOL, v);
		whatif_bool(&c->overlay, ix, v, !ix->bools[v].state);
	}
	whatif_finish(&c->overlay, ix);
}

struct counts {
	uint32_t asked, wrong, changed;
};

static void compare(const struct pool *p, const struct policy *policy, const struct eval_overlay *o,
		    const struct pool_query *q, struct counts *n)
{
	struct eval_query query = { &p->parsed[q->source],
				    &p->parsed[q->target],
				    q->class_value,
				    q->perms,
				    IOCTL_NONE,
				    false };
	struct eval_answer ours, before;
	struct oracle_answer theirs;
	unsigned reasons;

	if (!p->sid[q->source] || !p->sid[q->target])
		return;
	oracle_ask(p->sid[q->source], p->sid[q->target], (uint16_t)q->class_value, q->perms,
		   &theirs);
	policy_query(&policy->ix, &query, o, &ours);
	policy_query(&policy->ix, &query, NULL, &before);
	n->asked++;
	n->changed += ours.allowed != before.allowed || ours.auditdeny != before.auditdeny;
	reasons = (ours.reasons & (EVAL_NO_RULE | EVAL_CONSTRAINT | EVAL_ROLE)) |
		  (ours.bounded ? EVAL_BOUNDS : 0);
	if (ours.allowed == theirs.allowed && ours.auditdeny == theirs.auditdeny &&
	    reasons == theirs.reasons)
		return;
	if (n->wrong++ < 5)
		printf("# %s %s class %s: ours %x deny %x why %x, libsepol %x %x %x\n",
		       p->text[q->source], p->text[q->target],
		       policy_index_name_of(&policy->ix, POLNAME_CLASS, q->class_value),
		       ours.allowed, ours.auditdeny, reasons, theirs.allowed, theirs.auditdeny,
		       theirs.reasons);
}

/* Half of the queries along the changed rules. */
static void next_query(const struct pool *p, const struct change *c, const struct policy_index *ix,
		       const struct policy *policy, uint64_t *seed, struct pool_query *q)
{
	const struct oracle_rule *r;
	uint32_t tries;

	pool_query(p, policy, seed, q);
	if (!c->rule_count || pool_random(seed, 2))
		return;
	r = &c->rules[pool_random(seed, (uint32_t)c->rule_count)];
	q->class_value = r->class_value;
	q->perms = r->perms;
	for (tries = 0; tries < 40; tries++) {
		q->source = pool_random(seed, p->count);
		if (eval_type_is(ix, &c->overlay, p->parsed[q->source].type, r->source))
			break;
	}
	for (tries = 0; tries < 40; tries++) {
		q->target = pool_random(seed, p->count);
		if (eval_type_is(ix, &c->overlay, p->parsed[q->target].type, r->target))
			break;
	}
}

static void compare_policy(const char *name, const char *path, unsigned rounds, uint64_t seed)
{
	static struct pool pool;
	size_t length = strlen(path);
	bool text = strcmp(path + length - 4, ".cil") == 0;
	struct policy_source source = { path };
	struct policy *policy = policy_load(&source, NULL);
	struct counts n = { 0 };
	struct pool_query q;
	struct change c;
	uint32_t invalid, disagreed, disagreements = 0, i;
	char what[256];

	if (!policy) {
		result(false, path);
		return;
	}
	while (rounds--) {
		struct intern *names = intern_new();
		struct oracle_change change;

		make_change(&c, policy, names, text, &seed);
		change = (struct oracle_change){ text ? buf_str(&c.cil) : NULL, c.rules,
						 text ? 0 : c.rule_count, c.bools };
		oracle_load(path, &change);
		pool_fill(&pool, policy, &c.overlay, 600, &seed);
		pool_ask_sids(&pool, &invalid, &disagreed);
		disagreements += disagreed;
		for (i = 0; i < 3000; i++) {
			next_query(&pool, &c, &policy->ix, policy, &seed, &q);
			compare(&pool, policy, &c.overlay, &q, &n);
		}
		pool_release(&pool);
		whatif_release(&c.overlay);
		buf_release(&c.cil);
		intern_free(names);
	}
	snprintf(what, sizeof(what),
		 "%s: %u queries alike, %u mismatches (%u changed), %u contexts", name, n.asked,
		 n.wrong, n.changed, disagreements);
	result(n.wrong == 0 && disagreements == 0 && n.changed > 100, what);
	policy_free(policy);
}

int main(void)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".", *word;
	uint64_t seed = 20261121;
	char path[4096];

	word = getenv("AVCURATE_DIFF_SEED");
	if (word)
		seed = strtoull(word, NULL, 10) | 1;
	snprintf(path, sizeof(path), "%s/tests/data/features.cil", dir);
	compare_policy("features with statements, types, attributes and booleans", path, 20, seed);
	if (access(DISTRIBUTION, R_OK) == 0)
		compare_policy("Debian with rules and booleans", DISTRIBUTION, 4, seed + 4);
	else
		printf("ok %d - Debian # SKIP needs the package selinux-policy-default\n", ++tests);
	printf("1..%d\n", tests);
	return failed != 0;
}
