// SPDX-License-Identifier: GPL-2.0-or-later
/* Names what a statement opens: the sensitive accesses and, if asked for, all of them. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "policy/sensitive.h"
#include "base/text.h"
#include "reach_internal.h"

void reach_add_tuple(const struct reach_job *j, struct reach_tuples *to, uint32_t source,
		     uint32_t target, uint32_t perm)
{
	if (to->count == j->list_max)
		return;
	to->items = mem_grow(to->items, &to->cap, to->count + 1, sizeof(*to->items));
	to->items[to->count++] =
		(struct reach_tuple){ source, target, j->before.class_value, UINT32_C(1) << perm };
}

/* List what one source opens: either the sensitive accesses or the others. */
static void list_fresh(struct reach_job *j, uint32_t source, bool sensitive)
{
	struct reach_tuples *to = sensitive ? &j->flagged : &j->plain;
	uint32_t words = j->before.words, i, perms, p, target;
	uint64_t left, sets[32];

	for (i = 0; i < words && to->count < j->list_max; i++) {
		for (left = 0, perms = j->before.perms; perms; perms &= perms - 1) {
			p = (uint32_t)__builtin_ctz(perms);
			sets[p] = j->flags[(size_t)p * words + i];
			sets[p] =
				j->fresh[(size_t)p * words + i] & (sensitive ? sets[p] : ~sets[p]);
			left |= sets[p];
		}
		for (; left; left &= left - 1) {
			target = i * 64 + (uint32_t)__builtin_ctzll(left);
			for (perms = j->before.perms; perms; perms &= perms - 1) {
				p = (uint32_t)__builtin_ctz(perms);
				if (sets[p] >> (target % 64) & 1)
					reach_add_tuple(j, to, source, target, p);
			}
		}
	}
}

static void count_flagged(struct reach_job *j)
{
	uint32_t words = j->before.words, i, perms;

	for (perms = j->before.perms; perms; perms &= perms - 1) {
		const size_t at = (size_t)__builtin_ctz(perms) * words;

		for (i = 0; i < words; i++)
			j->out->flagged +=
				(uint64_t)__builtin_popcountll(j->fresh[at + i] & j->flags[at + i]);
	}
}

void reach_list_source(struct reach_job *j, uint32_t source)
{
	if (!j->list_max)
		return;
	count_flagged(j);
	list_fresh(j, source, true);
	list_fresh(j, source, false);
}

/* Find the rows of the sensitive table for each permission of the class; return all of them. */
static uint64_t find_rows(const struct reach_cover *c, uint64_t rows[32])
{
	const struct policy_index_class *class = &c->ix->classes[c->class_value];
	uint64_t all = 0;
	uint32_t left, p;

	for (left = c->perms; left; left &= left - 1) {
		p = (uint32_t)__builtin_ctz(left);
		rows[p] = sensitive_rows(c->ix->strings + class->name,
					 c->ix->strings + class->perms[p]);
		all |= rows[p];
	}
	return all;
}

/* Mark the targets that are sensitive for each permission of the class. */
void reach_flag_targets(struct reach_job *j)
{
	const struct reach_cover *c = &j->before;
	uint64_t rows[32], all, has, left;
	uint32_t perms, p, v;

	if (!j->list_max)
		return;
	memset(j->flags, 0, (size_t)REACH_SETS * c->words * sizeof(*j->flags));
	all = find_rows(c, rows);
	for (v = 1; v <= c->types && all; v++) {
		if (!policy_index_bit(j->targets, v))
			continue;
		for (has = 0, left = all; left; left &= left - 1)
			if (sensitive_row_has((unsigned)__builtin_ctzll(left),
					      eval_type_name(c->ix, c->overlay, v)))
				has |= left & -left;
		for (perms = has ? c->perms : 0; perms; perms &= perms - 1) {
			p = (uint32_t)__builtin_ctz(perms);
			if (rows[p] & has)
				reach_set_bit(j->flags + (size_t)p * c->words, v);
		}
	}
}

static bool add_sensitive(struct reach *out, const struct reach_sensitive *s)
{
	if (out->sensitive_count == REACH_SENSITIVE_MAX)
		return false;
	if (!out->sensitive)
		out->sensitive = mem_zalloc(REACH_SENSITIVE_MAX, sizeof(*out->sensitive));
	out->sensitive[out->sensitive_count++] = *s;
	return true;
}

/* Add the opened types that match the row, with those of `perms` for which no worse row matched. */
static void find_row(struct reach_job *j, unsigned row, uint32_t perms, uint32_t *done)
{
	const struct reach_cover *c = &j->before;
	uint32_t word, p, left, v, fresh;
	uint64_t types;

	for (word = 0; word < c->words; word++) {
		for (types = 0, left = perms; left; left &= left - 1)
			types |= j->opened[(size_t)__builtin_ctz(left) * c->words + word];
		for (; types; types &= types - 1) {
			v = word * 64 + (uint32_t)__builtin_ctzll(types);
			for (fresh = 0, left = perms & ~done[v]; left; left &= left - 1) {
				p = (uint32_t)__builtin_ctz(left);
				if (policy_index_bit(j->opened + (size_t)p * c->words, v))
					fresh |= UINT32_C(1) << p;
			}
			if (!fresh || !sensitive_row_has(row, eval_type_name(c->ix, c->overlay, v)))
				continue;
			done[v] |= fresh;
			if (!add_sensitive(j->out,
					   &(struct reach_sensitive){ v, c->class_value, fresh,
								      sensitive_row_why(row) }))
				return;
		}
	}
}

/* Go row by row: the worst come first, so they are never the ones left out. */
void reach_find_sensitive(struct reach_job *j)
{
	const struct reach_cover *c = &j->before;
	uint32_t *done = mem_zalloc((size_t)c->words * 64, sizeof(*done));
	uint64_t rows[32], all = find_rows(c, rows);
	uint32_t left, perms, p;

	for (; all; all &= all - 1) {
		for (perms = 0, left = c->perms; left; left &= left - 1) {
			p = (uint32_t)__builtin_ctz(left);
			if (rows[p] >> __builtin_ctzll(all) & 1)
				perms |= UINT32_C(1) << p;
		}
		find_row(j, (unsigned)__builtin_ctzll(all), perms, done);
	}
	free(done);
}

/* The sensitive accesses first, then as many of the others as there is room for. */
void reach_finish_lists(struct reach_job *j)
{
	struct reach *out = j->out;
	size_t room = j->list_max - j->flagged.count;
	size_t more = j->plain.count < room ? j->plain.count : room;

	out->flagged_count = j->flagged.count;
	out->tuple_count = j->flagged.count + more;
	out->tuples = mem_realloc(j->flagged.items, out->tuple_count + 1, sizeof(*out->tuples));
	if (more)
		memcpy(out->tuples + j->flagged.count, j->plain.items, more * sizeof(*out->tuples));
	out->closed_list = j->closed.items;
	out->closed_count = j->closed.count;
	j->flagged.items = j->closed.items = NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void reach_tuple_words(const struct policy_index *ix, const struct eval_overlay *overlay,
		       const struct reach_tuple *t, struct buf *out)
{
	const struct policy_index_class *class = &ix->classes[t->class_value];
	const char *names[32];
	uint32_t perms, n = 0, i;

	for (perms = t->perm; perms; perms &= perms - 1)
		names[n++] = ix->strings + class->perms[__builtin_ctz(perms)];
	qsort(names, n, sizeof(*names), by_name);
	text_clean(out, slice_of(eval_type_name(ix, overlay, t->source)));
	buf_addc(out, ' ');
	text_clean(out, slice_of(eval_type_name(ix, overlay, t->target)));
	buf_addc(out, ':');
	text_clean(out, slice_of(ix->strings + class->name));
	buf_adds(out, n > 1 ? " {" : "");
	for (i = 0; i < n; i++) {
		buf_addc(out, ' ');
		text_clean(out, slice_of(names[i]));
	}
	buf_adds(out, n > 1 ? " }" : "");
}
