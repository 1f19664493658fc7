// SPDX-License-Identifier: GPL-2.0-or-later
/* Counts what a statement opens. For each source it keeps bit sets of targets, one for each
 * permission. What the rules of an attribute cover is computed once and kept, since thousands of
 * sources share a few attributes. */
#include "config.h"

#include "policy/reach.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "policy/whatif.h"
#include "xperm_internal.h"
#include "reach_internal.h"

#define KEPT_LIMIT_BYTES ((size_t)64 << 20)

void reach_release(struct reach *r)
{
	free(r->tuples);
	free(r->closed_list);
	free(r->sensitive);
	*r = (struct reach){ 0 };
}

static void merge_words(uint64_t *to, const uint64_t *from, uint32_t words)
{
	uint32_t i;

	for (i = 0; i < words; i++)
		to[i] |= from[i];
}

/* Add the types that a rule means by the name. */
static void add_named(const struct reach_cover *c, uint32_t named, uint64_t *to)
{
	const struct eval_overlay *o = c->overlay;
	uint32_t i;

	if (!eval_is_attribute(c->ix, o, named)) {
		reach_set_bit(to, named);
		return;
	}
	if (named <= c->ix->types_max)
		merge_words(to, c->ix->bits + c->ix->types[named].members, c->ix->type_words);
	for (i = 0; o && i < o->type_count; i++)
		if (!o->types[i].attribute &&
		    eval_type_is(c->ix, o, c->ix->types_max + 1 + i, named))
			reach_set_bit(to, c->ix->types_max + 1 + i);
	for (i = 0; o && i < o->member_count; i++)
		if (eval_type_is(c->ix, o, o->members[i].type, named))
			reach_set_bit(to, o->members[i].type);
}

static void add_perms(const struct reach_cover *c, uint32_t perms, uint32_t target, uint64_t *sets)
{
	for (perms &= c->perms; perms; perms &= perms - 1)
		add_named(c, target, sets + (size_t)__builtin_ctz(perms) * c->words);
}

/* Add what the rules of exactly this source, type or attribute, cover. */
static void add_source(const struct reach_cover *c, uint32_t named, uint64_t *sets)
{
	const struct eval_overlay *o = c->overlay;
	struct policy_index_run run = { 0, 0 };
	uint32_t i;

	if (named <= c->ix->types_max)
		run = policy_index_group(c->ix, c->class_value, named);
	for (i = run.first; i < run.first + run.count; i++) {
		const struct policy_index_rule *r = &c->ix->rules[i];
		uint32_t data = r->data;

		if (!eval_cond(c->ix, o, r->cond, r->branch))
			continue;
		if (r->kind == RULE_XPERM && c->listed &&
		    c->ix->xperms[r->data].scope != XPERM_NETLINK)
			add_named(c, r->target, sets + (size_t)REACH_LISTED * c->words);
		if (r->kind != RULE_ALLOW)
			continue;
		if (o && o->removes)
			data &= ~eval_removed(o, c->class_value, named, r->target);
		add_perms(c, data, r->target, sets);
	}
	run = eval_rows(o, c->class_value, named);
	for (i = run.first; i < run.first + run.count; i++) {
		const struct eval_row *row = &o->rows[i];

		if (row->self)
			continue;
		if (row->kind == ROW_ALLOW)
			add_perms(c, row->perms, row->target, sets);
		else if (row->kind == ROW_XPERM && c->listed)
			add_named(c, row->target, sets + (size_t)REACH_LISTED * c->words);
	}
}

static void merge_sets(const struct reach_cover *c, const uint64_t *from, uint64_t *to)
{
	uint32_t perms = c->perms, p;

	for (; perms; perms &= perms - 1) {
		p = (uint32_t)__builtin_ctz(perms);
		merge_words(to + (size_t)p * c->words, from + (size_t)p * c->words, c->words);
	}
	if (c->listed)
		merge_words(to + (size_t)REACH_LISTED * c->words,
			    from + (size_t)REACH_LISTED * c->words, c->words);
}

/* Clear only the sets in use; the others, most of 21 KB, are never read. */
static void clear_sets(const struct reach_cover *c, uint64_t *sets)
{
	uint32_t perms = c->perms;

	for (; perms; perms &= perms - 1)
		memset(sets + (size_t)__builtin_ctz(perms) * c->words, 0, c->words * sizeof(*sets));
	if (c->listed)
		memset(sets + (size_t)REACH_LISTED * c->words, 0, c->words * sizeof(*sets));
}

static void add_attribute(struct reach_cover *c, uint32_t attribute, uint64_t *sets)
{
	size_t bytes = (size_t)REACH_SETS * c->words * sizeof(uint64_t);

	if (!c->kept[attribute]) {
		if (c->kept_bytes + bytes > KEPT_LIMIT_BYTES) {
			add_source(c, attribute, sets);
			return;
		}
		c->kept[attribute] = mem_alloc(bytes);
		clear_sets(c, c->kept[attribute]);
		c->kept_bytes += bytes;
		add_source(c, attribute, c->kept[attribute]);
	}
	merge_sets(c, c->kept[attribute], sets);
}

/* Add what rules on `self` of the name give the source. */
static void add_self(const struct reach_cover *c, uint32_t named, uint32_t source, uint64_t *sets)
{
	struct policy_index_run run = eval_rows(c->overlay, c->class_value, named);
	uint32_t i;

	for (i = run.first; i < run.first + run.count; i++) {
		const struct eval_row *row = &c->overlay->rows[i];

		if (!row->self)
			continue;
		if (row->kind == ROW_ALLOW)
			add_perms(c, row->perms, source, sets);
		else if (row->kind == ROW_XPERM && c->listed)
			reach_set_bit(sets + (size_t)REACH_LISTED * c->words, source);
	}
}

/* Collect everything that a source type may do in `sets` (zeroed here). */
static void cover_source(struct reach_cover *c, uint32_t source, uint64_t *sets)
{
	const struct eval_overlay *o = c->overlay;
	uint32_t count, i;
	const uint32_t *in = eval_type_in(c->ix, o, source, &count);

	clear_sets(c, sets);
	for (i = 0; i < count; i++) {
		if (in[i] <= c->ix->types_max && c->ix->types[in[i]].attribute)
			add_attribute(c, in[i], sets);
		else
			add_source(c, in[i], sets);
		add_self(c, in[i], source, sets);
	}
}

static void cover_init(struct reach_cover *c, const struct policy_index *ix,
		       const struct eval_overlay *overlay)
{
	*c = (struct reach_cover){ .ix = ix, .overlay = overlay };
	c->types = ix->types_max + (overlay ? overlay->type_count : 0);
	c->words = policy_index_words(c->types);
	c->kept = mem_zalloc(ix->types_max + 1, sizeof(*c->kept));
}

static void cover_forget(struct reach_cover *c)
{
	uint32_t i;

	for (i = 0; i <= c->ix->types_max; i++) {
		free(c->kept[i]);
		c->kept[i] = NULL;
	}
	c->kept_bytes = 0;
}

static void cover_release(struct reach_cover *c)
{
	cover_forget(c);
	free(c->kept);
}

/* Count the targets in `after` that `before` lacks. */
static void count_new(struct reach_job *j, uint32_t perm, const uint64_t *after,
		      const uint64_t *before)
{
	uint64_t *opened = j->opened + (size_t)perm * j->before.words;
	uint64_t *fresh = j->fresh + (size_t)perm * j->before.words;
	uint32_t i, words = j->before.words, n = 0;

	for (i = 0; i < words; i++) {
		fresh[i] = after[i] & ~before[i];
		n += (uint32_t)__builtin_popcountll(fresh[i]);
		opened[i] |= fresh[i];
	}
	j->out->opened += n;
}

/* An ioctl list on pairs that may already use ioctl: the first list closes all other commands; a
 * further list opens what the first lacks. */
static void judge_lists(struct reach_job *j, const struct statement *s, uint32_t ioctl,
			uint32_t source, const uint64_t *targets, const uint64_t *sets)
{
	const struct reach_cover *c = &j->before;
	const uint64_t *may = sets + (size_t)ioctl * c->words;
	const uint64_t *listed = sets + (size_t)REACH_LISTED * c->words;
	uint64_t *opened = j->opened + (size_t)ioctl * c->words, left;
	uint64_t *fresh = j->fresh + (size_t)ioctl * c->words;
	struct xperm_set commands;
	uint32_t i, target;

	for (i = 0; i < c->words; i++) {
		left = targets[i] & may[i] & ~listed[i];
		j->out->closed += (uint64_t)__builtin_popcountll(left);
		for (; left && j->closed.count < j->list_max; left &= left - 1)
			reach_add_tuple(j, &j->closed, source,
					i * 64 + (uint32_t)__builtin_ctzll(left), ioctl);
		for (left = targets[i] & may[i] & listed[i]; left; left &= left - 1) {
			target = i * 64 + (uint32_t)__builtin_ctzll(left);
			xperm_list(c->ix, c->overlay, source, target, c->class_value, &commands);
			if (xperm_has(&commands, s->ioctls, (uint32_t)s->ioctl_count))
				continue;
			j->out->opened++;
			reach_set_bit(opened, target);
			reach_set_bit(fresh, target);
		}
	}
}

static uint32_t count_members(const uint64_t *set, uint32_t words)
{
	uint32_t i, n = 0;

	for (i = 0; i < words; i++)
		n += (uint32_t)__builtin_popcountll(set[i]);
	return n;
}

static void reach_class(struct reach_job *j, const struct statement *s)
{
	struct reach_cover *c = &j->before;
	uint64_t *sets = mem_zalloc((size_t)REACH_SETS * c->words, sizeof(*sets));
	uint64_t *self = mem_zalloc(c->words, sizeof(*self));
	uint32_t ioctl = policy_index_perm(c->ix, c->class_value, slice_of("ioctl")) & c->perms;
	uint32_t v, perms, p;

	c->listed = s->ioctl_count && ioctl;
	reach_flag_targets(j);
	memset(j->opened, 0, (size_t)REACH_SETS * c->words * sizeof(*j->opened));
	for (v = 1; v <= c->types; v++) {
		const uint64_t *targets = j->targets;

		if (!policy_index_bit(j->sources, v))
			continue;
		cover_source(c, v, sets);
		if (s->self) {
			memset(self, 0, c->words * sizeof(*self));
			reach_set_bit(self, v);
			targets = self;
		}
		for (perms = c->perms; perms; perms &= perms - 1) {
			p = (uint32_t)__builtin_ctz(perms);
			count_new(j, p, targets, sets + (size_t)p * c->words);
		}
		if (c->listed)
			judge_lists(j, s, (uint32_t)__builtin_ctz(ioctl), v, targets, sets);
		reach_list_source(j, v);
	}
	reach_find_sensitive(j);
	cover_forget(c);
	free(self);
	free(sets);
}

static void job_init(struct reach_job *j, const struct policy_index *ix,
		     const struct eval_overlay *overlay, size_t list_max, struct reach *out)
{
	*j = (struct reach_job){ .out = out, .list_max = list_max };
	cover_init(&j->before, ix, overlay);
	j->opened = mem_zalloc((size_t)REACH_SETS * j->before.words, sizeof(uint64_t));
	j->flags = mem_zalloc((size_t)REACH_SETS * j->before.words, sizeof(uint64_t));
	j->fresh = mem_zalloc((size_t)REACH_SETS * j->before.words, sizeof(uint64_t));
	j->sources = mem_zalloc(j->before.words, sizeof(uint64_t));
	j->targets = mem_zalloc(j->before.words, sizeof(uint64_t));
}

static void job_release(struct reach_job *j)
{
	cover_release(&j->before);
	free(j->opened);
	free(j->flags);
	free(j->fresh);
	free(j->sources);
	free(j->targets);
	free(j->flagged.items);
	free(j->plain.items);
	free(j->closed.items);
}

int policy_reach(const struct policy_index *ix, const struct eval_overlay *overlay,
		 const struct statement *s, const struct intern *names, size_t list_max,
		 struct reach *out, struct diag *d)
{
	struct eval_overlay added = { 0 };
	struct reach_job j;
	uint32_t i;
	int rc = -1;

	reach_release(out);
	if (s->kind != STATEMENT_ALLOW)
		return 0;
	/* Resolve it as whatif_add would, including types of the overlay. */
	whatif_borrow_types(&added, overlay);
	job_init(&j, ix, overlay, list_max, out);
	if (whatif_add(&added, ix, s, names, d) < 0)
		goto done;
	for (i = 0; i < added.row_count; i++) {
		const struct eval_row *row = &added.rows[i];

		if (row->kind != ROW_ALLOW)
			continue;
		add_named(&j.before, row->source, j.sources);
		add_named(&j.before, s->self ? row->source : row->target, j.targets);
		j.before.class_value = row->class_value;
		j.before.perms = row->perms;
		reach_class(&j, s);
	}
	reach_finish_lists(&j);
	out->sources = count_members(j.sources, j.before.words);
	out->targets = count_members(j.targets, j.before.words);
	rc = 0;
done:
	whatif_release(&added);
	job_release(&j);
	return rc;
}

/* True if changing the boolean values makes the rule allow something. */
static bool comes_on(const struct policy_index *ix, const struct eval_overlay *before,
		     const struct eval_overlay *after, const struct policy_index_rule *r)
{
	return r->kind == RULE_ALLOW && eval_cond(ix, after, r->cond, r->branch) &&
	       !eval_cond(ix, before, r->cond, r->branch);
}

/* The permissions that the change opens in the rules of one class and source. */
static uint32_t switched_on(const struct policy_index *ix, const struct eval_overlay *before,
			    const struct eval_overlay *after, const struct policy_index_group *g)
{
	uint32_t i, perms = 0;

	for (i = g->rules.first; i < g->rules.first + g->rules.count; i++) {
		const struct policy_index_rule *r = &ix->rules[i];

		if (comes_on(ix, before, after, r))
			perms |= r->data;
	}
	return perms;
}

struct switched {
	uint32_t key, group, perms;
};

/* Collect in `sets` what the newly active rules in the groups of a class cover for a source. */
static void cover_switched(const struct reach_cover *c, const struct eval_overlay *o,
			   uint32_t source, const struct switched *groups, uint32_t count,
			   uint64_t *sets)
{
	uint32_t g, i;

	clear_sets(c, sets);
	for (g = 0; g < count; g++) {
		const struct policy_index_group *group = &c->ix->groups[groups[g].group];

		if (!policy_index_type_is(c->ix, source, group->key & 0xffff))
			continue;
		for (i = group->rules.first; i < group->rules.first + group->rules.count; i++) {
			const struct policy_index_rule *r = &c->ix->rules[i];

			if (comes_on(c->ix, c->overlay, o, r))
				add_perms(c, r->data, r->target, sets);
		}
	}
}

static void reach_bools_class(struct reach_job *j, const struct eval_overlay *o,
			      const struct switched *groups, uint32_t count)
{
	struct reach_cover *c = &j->before;
	uint64_t *sets = mem_zalloc((size_t)REACH_SETS * c->words, sizeof(*sets));
	uint64_t *then = mem_zalloc((size_t)REACH_SETS * c->words, sizeof(*then));
	uint32_t v, perms, p;

	memset(j->targets, 0xff, c->words * sizeof(*j->targets));
	reach_flag_targets(j);
	memset(j->opened, 0, (size_t)REACH_SETS * c->words * sizeof(*j->opened));
	for (v = 1; v <= c->types; v++) {
		if (!policy_index_bit(j->sources, v))
			continue;
		cover_source(c, v, sets);
		cover_switched(c, o, v, groups, count, then);
		for (perms = c->perms; perms; perms &= perms - 1) {
			p = (uint32_t)__builtin_ctz(perms);
			count_new(j, p, then + (size_t)p * c->words, sets + (size_t)p * c->words);
		}
		reach_list_source(j, v);
	}
	reach_find_sensitive(j);
	cover_forget(c);
	free(then);
	free(sets);
}

static int compare_switched(const void *a, const void *b)
{
	uint32_t x = ((const struct switched *)a)->key, y = ((const struct switched *)b)->key;

	return x < y ? -1 : x > y;
}

static void reach_between(const struct policy_index *ix, const struct eval_overlay *before,
			  const struct eval_overlay *after, size_t list_max, struct reach *out)
{
	uint32_t count = 0, from, to, i;
	struct switched *all;
	struct reach_job j;

	job_init(&j, ix, before, list_max, out);
	/* The few groups with newly active rules, by class. */
	all = mem_alloc((ix->group_mask + 1) * sizeof(*all));
	for (i = 0; i <= ix->group_mask; i++) {
		all[count] = (struct switched){ ix->groups[i].key, i, 0 };
		if (all[count].key)
			all[count].perms = switched_on(ix, before, after, &ix->groups[i]);
		count += all[count].perms != 0;
	}
	qsort(all, count, sizeof(*all), compare_switched);
	for (from = 0; from < count; from = to) {
		j.before.class_value = all[from].key >> 16;
		j.before.perms = 0;
		memset(j.sources, 0, j.before.words * sizeof(*j.sources));
		for (to = from; to < count && all[to].key >> 16 == j.before.class_value; to++) {
			j.before.perms |= all[to].perms;
			add_named(&j.before, all[to].key & 0xffff, j.sources);
		}
		reach_bools_class(&j, after, all + from, to - from);
	}
	free(all);
	reach_finish_lists(&j);
	job_release(&j);
}

void policy_reach_bools(const struct policy_index *ix, const struct eval_overlay *overlay,
			size_t list_max, struct reach *out)
{
	struct eval_overlay now = { 0 }, then = { .cond_states = overlay->cond_states };
	struct reach lost = { 0 };

	reach_release(out);
	if (!then.cond_states)
		return;
	reach_between(ix, &now, &then, list_max, out);
	reach_between(ix, &then, &now, list_max, &lost);
	out->closed = lost.opened;
	out->closed_list = lost.tuples;
	out->closed_count = lost.tuple_count;
	lost.tuples = NULL;
	reach_release(&lost);
}
