// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds booleans that would allow what was denied: singles first, then pairs of the rest. Judges
 * by policy_query, with the caller's overlay and the booleans flipped; knows nothing of what a
 * boolean is for. */
#include "config.h"

#include "policy/boolean.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "policy/whatif.h"

/* Pairs are tried only up to this many booleans in the conditionals of one (source, target,
 * class). */
#define CANDIDATES_MAX 48

struct search {
	const struct policy_index *ix;
	const struct eval_query *queries;
	size_t count;
	uint32_t wanted;             /* permissions that rules must allow */
	struct eval_overlay overlay; /* the caller's, with our own copy of the booleans */
	uint32_t candidates[CANDIDATES_MAX];
	size_t candidate_count;
	struct boolean_fixes *out;
};

static void add_candidate(struct search *s, uint32_t value)
{
	size_t i;

	for (i = 0; i < s->candidate_count; i++)
		if (s->candidates[i] == value)
			return;
	if (s->candidate_count < CANDIDATES_MAX)
		s->candidates[s->candidate_count++] = value;
}

static void candidates_of_cond(struct search *s, uint32_t cond)
{
	struct policy_index_run run = s->ix->conds[cond].expr;
	uint32_t i;

	for (i = run.first; i < run.first + run.count; i++)
		if (s->ix->cond_exprs[i].op == COND_IS)
			add_candidate(s, s->ix->cond_exprs[i].bool_value);
}

/* Collect the booleans of inactive conditional rules that would give a missing permission. */
static void find_candidates(struct search *s)
{
	const struct eval_overlay *o = &s->overlay;
	uint32_t source = s->queries[0].source->type, target = s->queries[0].target->type;
	uint32_t count, i, k;
	const uint32_t *in = eval_type_in(s->ix, o, source, &count);

	for (i = 0; i < count; i++) {
		struct policy_index_run run;

		if (in[i] > s->ix->types_max)
			continue;
		run = policy_index_group(s->ix, s->queries[0].class_value, in[i]);
		for (k = run.first; k < run.first + run.count; k++) {
			const struct policy_index_rule *r = &s->ix->rules[k];

			if (r->kind == RULE_ALLOW && r->cond != RULE_ALWAYS &&
			    (r->data & s->wanted) && !eval_cond(s->ix, o, r->cond, r->branch) &&
			    eval_type_is(s->ix, o, target, r->target))
				candidates_of_cond(s, r->cond);
		}
	}
}

static bool cond_has(const struct policy_index *ix, uint32_t cond, uint32_t boolean)
{
	struct policy_index_run run = ix->conds[cond].expr;
	uint32_t i;

	for (i = run.first; i < run.first + run.count; i++)
		if (ix->cond_exprs[i].op == COND_IS && ix->cond_exprs[i].bool_value == boolean)
			return true;
	return false;
}

bool boolean_concerns(const struct policy_index *ix, uint32_t boolean, uint32_t source,
		      uint32_t target, uint32_t class_value)
{
	const uint32_t *in;
	uint32_t count, i, k;

	if (!boolean || !source || !target || !class_value)
		return false;
	in = eval_type_in(ix, NULL, source, &count);
	for (i = 0; i < count; i++) {
		struct policy_index_run run = policy_index_group(ix, class_value, in[i]);

		for (k = run.first; k < run.first + run.count; k++) {
			const struct policy_index_rule *r = &ix->rules[k];

			if (r->kind == RULE_ALLOW && r->cond != RULE_ALWAYS &&
			    cond_has(ix, r->cond, boolean) &&
			    eval_type_is(ix, NULL, target, r->target))
				return true;
		}
	}
	return false;
}

static bool all_allowed(const struct search *s)
{
	struct eval_answer a;
	size_t i;

	for (i = 0; i < s->count; i++) {
		policy_query(s->ix, &s->queries[i], &s->overlay, &a);
		if (a.reasons)
			return false;
	}
	return true;
}

static void flip_boolean(struct search *s, uint32_t value)
{
	s->overlay.bools[value] = !s->overlay.bools[value];
}

static bool all_rules_allow(struct search *s)
{
	whatif_conds(s->ix, s->overlay.bools, s->overlay.cond_states);
	return all_allowed(s);
}

static void add_fix(struct search *s, uint32_t a, uint32_t b)
{
	struct boolean_fix *f;

	if (s->out->count == BOOLEAN_FIXES_MAX) {
		s->out->more++;
		return;
	}
	f = &s->out->items[s->out->count++];
	*f = (struct boolean_fix){ .count = b ? 2 : 1 };
	f->set[0].value = a;
	f->set[0].state = s->overlay.bools[a];
	if (b) {
		f->set[1].value = b;
		f->set[1].state = s->overlay.bools[b];
	}
}

static void try_singles(struct search *s)
{
	size_t i, kept = 0;

	for (i = 0; i < s->candidate_count; i++) {
		uint32_t value = s->candidates[i];

		flip_boolean(s, value);
		if (all_rules_allow(s))
			add_fix(s, value, 0);
		else
			s->candidates[kept++] = value;
		flip_boolean(s, value);
	}
	s->candidate_count = kept; /* a boolean that helps alone is in no pair */
}

static void try_pairs(struct search *s)
{
	size_t i, k;

	for (i = 0; i < s->candidate_count; i++)
		for (k = i + 1; k < s->candidate_count; k++) {
			flip_boolean(s, s->candidates[i]);
			flip_boolean(s, s->candidates[k]);
			if (all_rules_allow(s))
				add_fix(s, s->candidates[i], s->candidates[k]);
			flip_boolean(s, s->candidates[i]);
			flip_boolean(s, s->candidates[k]);
		}
}

static int by_name(const void *a, const void *b, void *arg)
{
	const struct policy_index *ix = arg;

	return strcmp(policy_index_name_of(ix, POLNAME_BOOL, *(const uint32_t *)a),
		      policy_index_name_of(ix, POLNAME_BOOL, *(const uint32_t *)b));
}

/* Copy the state of the booleans, to be flipped; search_end frees the copies. */
static void search_begin(struct search *s, const struct eval_overlay *overlay)
{
	uint32_t v;

	find_candidates(s);
	if (s->candidate_count)
		qsort_r(s->candidates, s->candidate_count, sizeof(*s->candidates), by_name,
			(void *)s->ix);
	s->overlay.cond_states = mem_zalloc(s->ix->cond_count + 1, 1);
	s->overlay.bools = mem_zalloc(s->ix->bools_max + 1, 1);
	for (v = 1; v <= s->ix->bools_max; v++)
		s->overlay.bools[v] =
			overlay && overlay->bools ? overlay->bools[v] : s->ix->bools[v].state != 0;
}

static void search_end(struct search *s)
{
	free(s->overlay.cond_states);
	free(s->overlay.bools);
}

static bool can_search(const struct search *s)
{
	return s->wanted && s->queries[0].class_value != 0 &&
	       s->queries[0].class_value <= s->ix->classes_max && s->queries[0].source->type != 0;
}

void policy_booleans(const struct policy_index *ix, const struct eval_overlay *overlay,
		     const struct eval_query *queries, size_t count, struct boolean_fixes *out)
{
	struct search s = { .ix = ix, .queries = queries, .count = count, .out = out };
	struct eval_answer a;
	size_t i;

	out->count = out->more = 0;
	if (overlay)
		s.overlay = *overlay;
	/* Booleans cannot fix a constraint, a role or bounds: stop there. */
	for (i = 0; i < count; i++) {
		struct eval_query q = queries[i];

		q.assume = true;
		policy_query(ix, &q, overlay, &a);
		if (a.reasons & (EVAL_CONSTRAINT | EVAL_ROLE) || a.invalid)
			return;
		s.wanted |= q.perms & ~a.rules;
	}
	if (!can_search(&s))
		return;
	search_begin(&s, overlay);
	try_singles(&s);
	try_pairs(&s);
	search_end(&s);
}

static uint32_t count_allowed(const struct search *s)
{
	struct eval_answer a;
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < s->count; i++) {
		policy_query(s->ix, &s->queries[i], &s->overlay, &a);
		n += !a.reasons && !a.invalid;
	}
	return n;
}

size_t policy_booleans_partly(const struct policy_index *ix, const struct eval_overlay *overlay,
			      const struct eval_query *queries, size_t count,
			      struct boolean_part *out, size_t max)
{
	struct search s = { .ix = ix, .queries = queries };
	struct eval_answer a;
	uint32_t before, covers;
	size_t i, k, found = 0;

	s.count = count < BOOLEAN_PART_QUERIES ? count : BOOLEAN_PART_QUERIES;
	if (overlay)
		s.overlay = *overlay;
	for (i = 0; i < s.count; i++) {
		policy_query(ix, &queries[i], overlay, &a);
		s.wanted |= queries[i].perms & ~a.rules;
	}
	if (!can_search(&s))
		return 0;
	before = count_allowed(&s);
	search_begin(&s, overlay);
	for (i = 0; i < s.candidate_count; i++) {
		flip_boolean(&s, s.candidates[i]);
		whatif_conds(ix, s.overlay.bools, s.overlay.cond_states);
		covers = count_allowed(&s);
		flip_boolean(&s, s.candidates[i]);
		if (covers <= before)
			continue;
		for (k = found; k > 0 && out[k - 1].covers < covers - before; k--)
			if (k < max)
				out[k] = out[k - 1];
		if (k == max)
			continue;
		out[k] = (struct boolean_part){ s.candidates[i], covers - before,
						!s.overlay.bools[s.candidates[i]] };
		found += found < max;
	}
	search_end(&s);
	return found;
}

void boolean_apply(const struct boolean_fix *fix, const struct policy_index *ix,
		   struct eval_overlay *overlay)
{
	unsigned i;

	for (i = 0; i < fix->count; i++)
		whatif_bool(overlay, ix, fix->set[i].value, fix->set[i].state);
}

void boolean_command(const struct boolean_fix *fix, const struct policy_index *ix, struct buf *out)
{
	unsigned i;

	buf_adds(out, "setsebool -P");
	for (i = 0; i < fix->count; i++)
		buf_addf(out, " %s=%s", policy_index_name_of(ix, POLNAME_BOOL, fix->set[i].value),
			 fix->set[i].state ? "on" : "off");
}
