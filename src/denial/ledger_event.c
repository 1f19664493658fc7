// SPDX-License-Identifier: GPL-2.0-or-later
/* Add to a rule what the other records of its denials' events say: the program, the whole path, and
 * whether a descriptor was inherited. Does not read records itself. */
#include "config.h"

#include "ledger_internal.h"

#include <string.h>

#include "inherit_internal.h"

/* Return 0 if not a number. */
static uint64_t inode_of(struct slice digits)
{
	uint64_t v = 0;
	size_t i;

	for (i = 0; i < digits.n && i < 19; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return 0;
		v = v * 10 + (uint64_t)(digits.p[i] - '0');
	}
	return i == digits.n ? v : 0;
}

static bool mark_inherited(struct ledger *l, struct rule *r, struct waiting_record *w)
{
	if (!inherit_may_class(intern_str(l->names, r->key.class)))
		return false;
	while (w->tuple_count)
		r->tuples[w->tuples[--w->tuple_count]].inherited++;
	return true;
}

static bool apply_path(struct ledger *l, struct rule *r, struct waiting_record *w,
		       const struct companion *c)
{
	struct slice name = { intern_str(l->names, w->name), intern_len(l->names, w->name) };

	if (!w->inode || w->inode != inode_of(c->inode) || !slice_ends_path(c->text, name))
		return false;
	ledger_see_instead(l, r, SEEN_PATH, w->name, c->text);
	w->inode = 0;
	return true;
}

/* Add what the companion says about one denial; false if it adds nothing. */
static bool apply_companion(struct ledger *l, struct waiting_record *w, const struct companion *c,
			    name_id subj)
{
	struct rule *r = ledger_at(l, w->rule);

	switch (c->kind) {
	case COMPANION_EXEC:
		return w->tuple_count && w->source == subj && mark_inherited(l, r, w);
	case COMPANION_EXE:
		if (!w->exe)
			return false;
		w->exe = false;
		ledger_see(l, r, SEEN_EXE, c->text);
		return true;
	case COMPANION_PATH:
		return apply_path(l, r, w, c);
	}
	return false;
}

void ledger_companion(struct ledger *l, const struct companion *c)
{
	name_id subj = c->kind == COMPANION_EXEC ? intern_add(l->names, c->text) : NAME_NONE;
	struct waiting_record *w;
	size_t at = 0;

	while ((w = waiting_next(&l->waiting, c, &at))) {
		if (!apply_companion(l, w, c, subj))
			continue;
		ledger_at(l, w->rule)->changed++;
		l->serial++;
	}
	if (c->kind == COMPANION_EXEC)
		waiting_keep_exec(&l->waiting, c, subj);
}

void ledger_set_inherited(struct ledger *l, rule_id id)
{
	struct rule *r = id < l->count ? ledger_at(l, id) : NULL;
	uint32_t i;

	for (i = 0; r && i < r->tuple_count; i++)
		r->tuples[i].inherited = r->tuples[i].count;
}

void ledger_count_own(struct ledger *l, rule_id id)
{
	struct rule *r = ledger_at(l, id);

	r->own++;
	r->changed++;
	l->serial++;
}

void ledger_await(struct ledger *l, const struct record *rec, rule_id id,
		  const struct places *places)
{
	struct rule *r = ledger_at(l, id);
	struct waiting_record *w;

	if (!rec->serial || rec->user || rec->suspect)
		return;
	w = waiting_add(&l->waiting, rec);
	w->rule = id;
	w->exe = !rec->exe.n;
	if (places->n && inherit_may(rec)) {
		w->source = r->tuples[places->at[0]].scontext;
		w->tuple_count = places->n;
		memcpy(w->tuples, places->at, places->n * sizeof(*places->at));
		if (waiting_has_exec(&l->waiting, w) && mark_inherited(l, r, w)) {
			r->changed++;
			l->serial++;
		}
	}
	if (!rec->name.n || rec->path.n || rec->name.n > RULE_SEEN_BYTES)
		return;
	w->inode = inode_of(rec->ino);
	if (!w->inode)
		return;
	buf_clear(&l->scratch);
	record_decode(rec->name, &l->scratch);
	w->name = intern_add(l->names, (struct slice){ buf_str(&l->scratch), l->scratch.len });
}
