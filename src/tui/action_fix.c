// SPDX-License-Identifier: GPL-2.0-or-later
/* Choose what fixes a denial in place of a statement (x): a boolean, label, port or level. Records
 * the decision and runs nothing. */
#include "config.h"

#include "tui/action_run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "denial/decision.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "advice/offer.h"
#include "base/text.h"
#include "session/judging.h"

struct fix_list {
	struct offers offers;
	struct judge_proof *proofs; /* one for each offer */
};

static void free_list(void *p)
{
	struct fix_list *l = p;

	offers_release(&l->offers);
	free(l->proofs);
	free(l);
}

ACTION_ENABLED(fix)
{
	const struct judgement *j;

	if (!judging_policy(app->session))
		return judging_missing(app->session);
	j = judging_of(app->session, app->list.selected);
	if (j && (j->held[VERDICT_RELABEL] || j->held[VERDICT_PORT] || j->held[VERDICT_BOOLEAN] ||
		  j->held[VERDICT_CONSTRAINT]))
		return NULL;
	if (j && j->tuples && j->held[VERDICT_ALLOWED] == j->tuples)
		return "the policy already allows it: nothing to fix";
	return "no boolean, label, port or level would fix this";
}

static size_t fix_count(struct app *app)
{
	const struct fix_list *l = app->pick.data;

	return l ? l->offers.count : 0;
}

static void fix_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct fix_list *l = app->pick.data;
	const struct offer *o = &l->offers.items[i];
	const struct decision *d = decisions_get(app->session->decisions, app->list.selected);

	*marked = d->state == DECISION_FIXED && d->fix_by == o->by && strcmp(d->fix_to, o->to) == 0;
	buf_addf(out, "%-8s %-9s %s", fix_by_name(o->by), proof_name(l->proofs[i].proof), o->words);
}

static void fix_about(struct app *app, size_t i, struct buf *out)
{
	const struct fix_list *l = app->pick.data;

	offer_proof_words(&l->proofs[i], l->offers.items[i].by, false, out);
	buf_addf(out, ": %s", l->offers.items[i].command);
}

static unsigned fix_choose(struct app *app, size_t i)
{
	const struct fix_list *l = app->pick.data;
	const struct offer *o = &l->offers.items[i];
	size_t changed = session_fix(app->session, app->list.selected, o->by, o->to, o->command);

	if (changed)
		app_say(app, l->proofs[i].proof == PROOF_BLOCKED ? DIAG_WARNING : DIAG_INFO,
			"to be fixed by a %s, %s: %s", fix_by_name(o->by),
			proof_name(l->proofs[i].proof), o->command);
	else
		app_say(app, DIAG_INFO, "already decided: %s", o->command);
	return DIRTY_ROWS;
}

static const struct app_pick fix_pick = {
	.title = "Fixed by, in place of a rule",
	.hint = "Enter chooses it (runs nothing), * is chosen now, Esc closes",
	.count = fix_count,
	.row = fix_row,
	.choose = fix_choose,
	.about = fix_about,
};

ACTION_RUN(fix)
{
	struct session *s = app->session;
	const struct rule *r = ledger_rule(s->denials, app->list.selected);
	struct fix_list *l = mem_zalloc(1, sizeof(*l));
	size_t i;

	(void)args;
	offers_find(judging_judge(s), r, judging_of(s, app->list.selected), &l->offers);
	if (!l->offers.count) {
		free_list(l);
		return app_say(app, DIAG_INFO,
			       "no boolean, label, port or level alone would fix this; see Why");
	}
	l->proofs = mem_zalloc(l->offers.count, sizeof(*l->proofs));
	for (i = 0; i < l->offers.count; i++)
		prover_fix(judging_prover(s), app->list.selected, l->offers.items[i].by,
			   l->offers.items[i].to, &l->proofs[i]);
	app->pick.data = l;
	app->pick.free = free_list;
	app->screen->pick(app->screen_ctx, &fix_pick, 0);
	return DIRTY_SCREEN;
}
