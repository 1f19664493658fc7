// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "pool.h"

#include <stdlib.h>
#include <string.h>

#include "policy/eval.h"
#include "base/mem.h"
#include "oracle.h"

uint32_t pool_random(uint64_t *seed, uint32_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return below ? (uint32_t)((*seed >> 16) % below) : 0;
}

static void add_cats(struct buf *out, const struct policy_index *ix, uint32_t sens, uint64_t *seed)
{
	uint32_t first, last, n = pool_random(seed, 4), v;
	char mark = ':';

	for (; n && ix->cats_max; n--) {
		first = 1 + pool_random(seed, ix->cats_max);
		last = first + (pool_random(seed, 3) ? 0 : pool_random(seed, 4));
		if (last > ix->cats_max)
			last = ix->cats_max;
		for (v = first; v <= last; v++)
			if (!policy_index_bit(ix->bits + ix->senses[sens].cats, v) &&
			    pool_random(seed, 20))
				break;
		if (v <= last)
			continue;
		buf_addf(out, "%c%s", mark, policy_index_name_of(ix, POLNAME_CAT, first));
		if (last > first)
			buf_addf(out, ".%s", policy_index_name_of(ix, POLNAME_CAT, last));
		mark = ',';
	}
}

static void add_level(struct buf *out, const struct policy_index *ix, uint32_t user, uint64_t *seed)
{
	uint32_t low = 1 + pool_random(seed, ix->senses_max);
	uint32_t high = 1 + pool_random(seed, ix->senses_max);

	switch (pool_random(seed, 8)) {
	case 0: /* the user's whole range */
		buf_adds(out, policy_index_name_of(ix, POLNAME_SENS, ix->users[user].low.sens));
		buf_addf(out, "-%s",
			 policy_index_name_of(ix, POLNAME_SENS, ix->users[user].high.sens));
		add_cats(out, ix, ix->users[user].high.sens, seed);
		return;
	case 1: /* any range */
		buf_adds(out, policy_index_name_of(ix, POLNAME_SENS, low));
		add_cats(out, ix, low, seed);
		buf_addf(out, "-%s", policy_index_name_of(ix, POLNAME_SENS, high));
		add_cats(out, ix, high, seed);
		return;
	case 2:
	case 3:
		low = 1;
		buf_adds(out, policy_index_name_of(ix, POLNAME_SENS, low));
		return;
	}
	buf_adds(out, policy_index_name_of(ix, POLNAME_SENS, low));
	add_cats(out, ix, low, seed);
}

static uint32_t any_type(const struct policy_index *ix, const struct eval_overlay *o,
			 uint64_t *seed)
{
	uint32_t v;

	if (o && o->type_count && pool_random(seed, 6) == 0)
		return ix->types_max + 1 + pool_random(seed, o->type_count);
	if (o && o->row_count && pool_random(seed, 2)) { /* one that it has a rule for */
		v = pool_random(seed, o->row_count);
		v = pool_random(seed, 2) ? o->rows[v].source : o->rows[v].target;
		if (v > ix->types_max || !ix->types[v].attribute)
			return v;
	}
	do
		v = 1 + pool_random(seed, ix->types_max);
	while (!ix->types[v].exists || ix->types[v].attribute);
	return v;
}

/* A role that may have the type, or the role of objects. */
static uint32_t fit_role(const struct policy_index *ix, uint32_t type, uint64_t *seed)
{
	uint32_t v, tries;

	for (tries = 0; type <= ix->types_max && tries < 20; tries++) {
		v = 1 + pool_random(seed, ix->roles_max);
		if (policy_index_bit(ix->bits + ix->roles[v].types, type))
			return v;
	}
	return 1;
}

static uint32_t fit_user(const struct policy_index *ix, uint32_t role, uint64_t *seed)
{
	uint32_t v, tries;

	for (tries = 0; tries < 20; tries++) {
		v = 1 + pool_random(seed, ix->users_max);
		if (policy_index_bit(ix->bits + ix->users[v].roles, role))
			break;
	}
	return v;
}

static char *any_context(const struct policy_index *ix, const struct eval_overlay *o,
			 uint64_t *seed)
{
	uint32_t type = any_type(ix, o, seed), role, user;
	struct buf out = { 0 };

	role = pool_random(seed, 10) ? fit_role(ix, type, seed)
				     : 1 + pool_random(seed, ix->roles_max);
	user = pool_random(seed, 10) ? fit_user(ix, role, seed)
				     : 1 + pool_random(seed, ix->users_max);
	buf_addf(&out, "%s:%s:%s", policy_index_name_of(ix, POLNAME_USER, user),
		 policy_index_name_of(ix, POLNAME_ROLE, role),
		 type <= ix->types_max ? policy_index_name_of(ix, POLNAME_TYPE, type)
				       : o->types[type - ix->types_max - 1].name);
	if (ix->header->mls) {
		buf_adds(&out, ":");
		add_level(&out, ix, user, seed);
	}
	return buf_take(&out);
}

void pool_fill(struct pool *p, const struct policy *policy, const struct eval_overlay *overlay,
	       uint32_t count, uint64_t *seed)
{
	const struct policy_index *ix = &policy->ix;
	uint32_t types = ix->types_max + 1 + (overlay ? overlay->type_count : 0), i;

	p->count = count;
	p->first_of_type = mem_zalloc(types, sizeof(*p->first_of_type));
	for (i = 0; i < count; i++) {
		p->text[i] = any_context(ix, overlay, seed);
		context_parse(&p->parsed[i], ix, overlay, slice_of(p->text[i]));
		p->next[i] = p->first_of_type[p->parsed[i].type];
		p->first_of_type[p->parsed[i].type] = i + 1;
	}
}

void pool_ask_sids(struct pool *p, uint32_t *invalid, uint32_t *disagreed)
{
	uint32_t i;

	*invalid = *disagreed = 0;
	for (i = 0; i < p->count; i++) {
		p->sid[i] = oracle_sid(p->text[i]);
		*invalid += p->sid[i] == 0;
		*disagreed += (p->sid[i] == 0) != (p->parsed[i].flaws != 0);
	}
}

void pool_release(struct pool *p)
{
	uint32_t i;

	for (i = 0; i < p->count; i++) {
		free(p->text[i]);
		context_release(&p->parsed[i]);
	}
	free(p->first_of_type);
	*p = (struct pool){ 0 };
}

static uint32_t of_type(const struct pool *p, const struct policy_index *ix, uint32_t named,
			uint64_t *seed)
{
	uint32_t tries, at, skip;

	for (tries = 0; tries < 60; tries++) {
		at = pool_random(seed, p->count);
		if (p->parsed[at].type && p->parsed[at].type <= ix->types_max &&
		    policy_index_type_is(ix, p->parsed[at].type, named))
			return at;
	}
	if (named <= ix->types_max && p->first_of_type[named]) {
		at = p->first_of_type[named] - 1;
		for (skip = pool_random(seed, 3); skip && p->next[at]; skip--)
			at = p->next[at] - 1;
		return at;
	}
	return pool_random(seed, p->count);
}

void pool_query(const struct pool *p, const struct policy *policy, uint64_t *seed,
		struct pool_query *out)
{
	const struct policy_index *ix = &policy->ix;
	const struct policy_index_group *g;
	uint32_t i, known = 0;

	if (pool_random(seed, 2)) {
		do
			g = &ix->groups[pool_random(seed, ix->group_mask + 1)];
		while (!g->key);
		out->class_value = g->key >> 16;
		out->source = of_type(p, ix, g->key & 0xffff, seed);
		out->target = of_type(
			p, ix, ix->rules[g->rules.first + pool_random(seed, g->rules.count)].target,
			seed);
	} else {
		out->class_value = 1 + pool_random(seed, ix->classes_max);
		out->source = pool_random(seed, p->count);
		out->target = pool_random(seed, 4) ? pool_random(seed, p->count) : out->source;
	}
	for (i = 0; i < 32; i++)
		if (ix->classes[out->class_value].perms[i])
			known |= UINT32_C(1) << i;
	out->perms = pool_random(seed, 3) ? known & pool_random(seed, UINT32_MAX)
					  : UINT32_C(1) << pool_random(seed, 32);
	out->perms &= known;
	if (!out->perms)
		out->perms = known;
}
