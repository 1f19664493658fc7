// SPDX-License-Identifier: GPL-2.0-or-later
/* Words each boolean fix: what it opens in all, and the policy's description of the boolean.
 * Computes each fix once, since many rules share it. */
#include "config.h"

#include "advice/fix_boolean.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "policy/reach.h"
#include "base/text.h"
#include "policy/whatif.h"

void boolean_notes_release(struct boolean_notes *n)
{
	size_t i;

	for (i = 0; i < n->count; i++)
		free(n->items[i].text);
	free(n->items);
	*n = (struct boolean_notes){ 0 };
}

static bool same_fix(const struct boolean_fix *a, const struct boolean_fix *b)
{
	unsigned k;

	for (k = 0; k < a->count; k++)
		if (a->set[k].value != b->set[k].value || a->set[k].state != b->set[k].state)
			return false;
	return a->count == b->count;
}

static struct slice without_full_stop(const char *words)
{
	struct slice s = slice_of(words);

	while (s.n && s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

static char *make_note(struct boolean_notes *n, const struct policy_index *ix,
		       const struct boolean_fix *fix, uint64_t *opened)
{
	struct eval_overlay o = { 0 };
	struct reach reach = { 0 };
	struct buf text = { 0 };
	unsigned k;

	boolean_apply(fix, ix, &o);
	whatif_finish(&o, ix);
	policy_reach_bools(ix, &o, 0, &reach);
	buf_addf(&text, "opens %" PRIu64 " access%s in all", reach.opened,
		 reach.opened == 1 ? "" : "es");
	if (reach.closed)
		buf_addf(&text, ", closes %" PRIu64, reach.closed);
	*opened = reach.opened;
	reach_release(&reach);
	whatif_release(&o);
	for (k = 0; k < fix->count && n->docs; k++) {
		const char *name = policy_index_name_of(ix, POLNAME_BOOL, fix->set[k].value);
		char *words = docs_boolean(n->docs, name);

		if (words) {
			buf_addf(&text, "; %s: ", name);
			text_clean(&text, without_full_stop(words));
		}
		free(words);
	}
	return buf_take(&text);
}

static const struct boolean_note *find_note(struct boolean_notes *n, const struct policy_index *ix,
					    const struct boolean_fix *fix)
{
	struct boolean_note *note;
	size_t i;

	for (i = 0; i < n->count; i++)
		if (same_fix(&n->items[i].fix, fix))
			return &n->items[i];
	n->items = mem_grow(n->items, &n->cap, n->count + 1, sizeof(*n->items));
	note = &n->items[n->count++];
	*note = (struct boolean_note){ .fix = *fix };
	note->text = make_note(n, ix, fix, &note->opened);
	return note;
}

const char *boolean_note(struct boolean_notes *n, const struct policy_index *ix,
			 const struct boolean_fix *fix)
{
	return find_note(n, ix, fix)->text;
}

void boolean_notes_sort(struct boolean_notes *n, const struct policy_index *ix,
			struct boolean_fixes *fixes)
{
	uint64_t opened[BOOLEAN_FIXES_MAX];
	size_t i, k;

	for (i = 0; i < fixes->count; i++) {
		struct boolean_fix fix = fixes->items[i];
		uint64_t opens = find_note(n, ix, &fix)->opened;

		for (k = i; k > 0 && fixes->items[k - 1].count >= fix.count &&
			    (fixes->items[k - 1].count > fix.count || opened[k - 1] > opens);
		     k--) {
			fixes->items[k] = fixes->items[k - 1];
			opened[k] = opened[k - 1];
		}
		fixes->items[k] = fix;
		opened[k] = opens;
	}
}
