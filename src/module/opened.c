// SPDX-License-Identifier: GPL-2.0-or-later
/* Lists what a statement opens and closes as rows, for the screen, `why` and the review. */
#include "config.h"

#include "module/opened.h"

#include <stdlib.h>

#include "module/effect.h"
#include "base/mem.h"
#include "policy/sensitive.h"

void opened_release(struct opened *o)
{
	free(o->rows);
	*o = (struct opened){ 0 };
}

/* The accesses are sorted: those of one source, target and class are adjacent. */
static void add_rows(struct opened *o, const struct reach_tuple *t, size_t n, size_t flagged,
		     bool closed)
{
	struct opened_row *row = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (row && i != flagged && row->source == t[i].source &&
		    row->target == t[i].target && row->class_value == t[i].class_value) {
			row->perms |= t[i].perm;
			continue;
		}
		row = &o->rows[o->count++];
		*row = (struct opened_row){ .source = t[i].source,
					    .target = t[i].target,
					    .class_value = t[i].class_value,
					    .perms = t[i].perm,
					    .sensitive = i < flagged,
					    .closed = closed };
	}
}

void opened_find(const struct judge *j, const struct statement *st, size_t max, struct opened *o)
{
	struct reach reach = { 0 };

	opened_release(o);
	if (policy_reach(judge_policy(j), judge_baseline(j), st, judge_names(j), max, &reach,
			 NULL) < 0)
		return;
	o->known = true;
	o->opened = reach.opened;
	o->sensitive = reach.flagged;
	o->closed = reach.closed;
	o->more = reach.opened - reach.tuple_count;
	o->closed_more = reach.closed - reach.closed_count;
	o->rows = mem_zalloc(reach.tuple_count + reach.closed_count + 1, sizeof(*o->rows));
	add_rows(o, reach.tuples, reach.tuple_count, reach.flagged_count, false);
	add_rows(o, reach.closed_list, reach.closed_count, 0, true);
	reach_release(&reach);
}

void opened_row_words(const struct judge *j, const struct opened_row *row, struct buf *out)
{
	const struct reach_tuple t = { row->source, row->target, row->class_value, row->perms };

	reach_tuple_words(judge_policy(j), judge_baseline(j), &t, out);
}

const char *opened_row_why(const struct judge *j, const struct opened_row *row)
{
	const struct policy_index *ix = judge_policy(j);
	const struct policy_index_class *class = &ix->classes[row->class_value];
	const char *type = eval_type_name(ix, judge_baseline(j), row->target), *why = NULL;
	uint32_t perms;

	for (perms = row->sensitive ? row->perms : 0; perms && !why; perms &= perms - 1)
		why = sensitive_why(type, ix->strings + class->name,
				    ix->strings + class->perms[__builtin_ctz(perms)]);
	return why;
}

void opened_count_words(const struct opened *o, struct buf *out)
{
	if (!o->opened) {
		buf_adds(out, "none");
		return;
	}
	effect_count(out, o->opened);
	if (!o->sensitive)
		return;
	buf_adds(out, " (");
	effect_count(out, o->sensitive);
	buf_adds(out, " sensitive)");
}
