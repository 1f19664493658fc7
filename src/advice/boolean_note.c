// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/boolean_note.h"

#include <inttypes.h>
#include <stdlib.h>

#include "avcurate/mem.h"
#include "avcurate/reach.h"
#include "avcurate/text.h"
#include "avcurate/whatif.h"

void boolean_notes_release(struct boolean_notes *n)
{
	size_t i;

	for (i = 0; i < n->count; i++)
		free(n->items[i].text);
	free(n->items);
	free(n->docs);
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

static char *make_note(struct boolean_notes *n, const struct polidx *ix,
		       const struct boolean_fix *fix)
{
	struct eval_overlay o = { 0 };
	struct reach reach = { 0 };
	struct buf text = { 0 };
	unsigned k;

	boolean_apply(fix, ix, &o);
	whatif_finish(&o, ix);
	policy_reach_bools(ix, &o, 0, &reach);
	buf_addf(&text, "opens %" PRIu64 " kind%s of access in all", reach.opened,
		 reach.opened == 1 ? "" : "s");
	if (reach.closed)
		buf_addf(&text, ", takes %" PRIu64 " away", reach.closed);
	reach_release(&reach);
	whatif_release(&o);
	if (!n->looked)
		n->docs = boolean_docs(NULL);
	n->looked = true;
	for (k = 0; k < fix->count && n->docs; k++) {
		const char *name = polidx_name_of(ix, POLNAME_BOOL, fix->set[k].value);
		char *words = boolean_describe(n->docs, name);

		if (words) {
			buf_addf(&text, "; %s: ", name);
			text_clean(&text, slice_of(words));
		}
		free(words);
	}
	return buf_take(&text);
}

const char *boolean_note(struct boolean_notes *n, const struct polidx *ix,
			 const struct boolean_fix *fix)
{
	size_t i;

	for (i = 0; i < n->count; i++)
		if (same_fix(&n->items[i].fix, fix))
			return n->items[i].text;
	n->items = mem_grow(n->items, &n->cap, n->count + 1, sizeof(*n->items));
	n->items[n->count] = (struct boolean_note){ *fix, make_note(n, ix, fix) };
	return n->items[n->count++].text;
}
