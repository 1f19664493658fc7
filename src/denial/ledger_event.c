// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "ledger_parts.h"

#include <string.h>

static void inherited(struct ledger *l, struct rule *r, const uint32_t *tuples, uint32_t n)
{
	if (!inherit_may_class(intern_str(l->names, r->key.class)))
		return;
	while (n--)
		r->tuples[tuples[n]].inherited++;
	r->changed++;
	l->serial++;
}

void ledger_exec(struct ledger *l, const struct exec_call *call)
{
	name_id subj = intern_add(l->names, call->subj);
	const struct inherit_record *r;

	while ((r = inherit_take(&l->inherit, call, subj)))
		inherited(l, ledger_at(l, r->rule), r->tuples, r->tuple_count);
	inherit_keep(&l->inherit, call, subj);
}

void ledger_exe(struct ledger *l, const struct event_exe *exe)
{
	rule_id id;

	while ((id = program_take(&l->program, exe)) != RULE_NONE) {
		struct rule *r = ledger_at(l, id);

		ledger_see(l, r, SEEN_EXE, exe->exe);
		r->changed++;
		l->serial++;
	}
}

void ledger_path(struct ledger *l, const struct event_path *path)
{
	const struct locate_record *w;

	while ((w = locate_take(&l->locate, path, l->names))) {
		struct rule *r = ledger_at(l, w->rule);

		ledger_see_instead(l, r, SEEN_PATH, w->name, path->path);
		r->changed++;
		l->serial++;
	}
}

void ledger_set_inherited(struct ledger *l, rule_id id)
{
	struct rule *r = id < l->count ? ledger_at(l, id) : NULL;
	uint32_t i;

	for (i = 0; r && i < r->tuple_count; i++)
		r->tuples[i].inherited = r->tuples[i].count;
}

void ledger_await(struct ledger *l, const struct record *rec, rule_id id,
		  const struct places *places)
{
	struct rule *r = ledger_at(l, id);

	if (places->n && inherit_may(rec) &&
	    inherit_add(&l->inherit, rec, r->tuples[places->at[0]].scontext, id, places->at,
			places->n))
		inherited(l, r, places->at, places->n);
	program_add(&l->program, rec, id);
	if (!locate_may(rec))
		return;
	buf_clear(&l->scratch);
	record_decode(rec->name, &l->scratch);
	locate_add(&l->locate, rec, id, (struct slice){ buf_str(&l->scratch), l->scratch.len },
		   l->names);
}
