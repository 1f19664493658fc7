// SPDX-License-Identifier: GPL-2.0-or-later
/* Leave out observed permissions of a rule one by one, or put them back (e). */
#include "config.h"

#include "tui/action_run.h"

#include "denial/decision.h"
#include "denial/ledger.h"
#include "denial/statement.h"
#include "base/text.h"
#include "words/words.h"

static const struct rule *selected_rule(const struct app *app)
{
	return app->list.selected == RULE_NONE
		       ? NULL
		       : ledger_rule(app->session->denials, app->list.selected);
}

ACTION_ENABLED(narrow)
{
	const struct rule *r = selected_rule(app);

	if (!r || !(kind_of(r->key.kind)->decisions & KIND_MAY_NARROW))
		return "no allow rule answers this kind of denial";
	return r->perm_count > 1 ? NULL : "it has one permission only; r rejects the rule";
}

static size_t narrow_count(struct app *app)
{
	const struct rule *r = selected_rule(app);

	return r ? r->perm_count : 0;
}

static bool is_dropped(struct app *app, name_id perm)
{
	return decision_drops(decisions_get(app->session->decisions, app->list.selected), perm);
}

static void narrow_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct rule *r = selected_rule(app);
	const struct intern *names = app->session->names;
	const char *perm = intern_str(names, r->perms[i].perm);
	bool dropped = is_dropped(app, r->perms[i].perm);

	*marked = !dropped;
	text_clean(out, slice_of(perm));
	while (out->len < 18)
		buf_addc(out, ' ');
	buf_addf(out, " %-8s denied %u times: ", dropped ? "left out" : "allowed",
		 r->perms[i].count);
	words_perm(intern_str(names, r->key.class), perm, out);
}

static void narrow_about(struct app *app, size_t i, struct buf *out)
{
	struct statement st = { 0 };

	(void)i;
	decision_statement(decisions_get(app->session->decisions, app->list.selected),
			   selected_rule(app), app->session->names, &st);
	statement_print_line(&st, app->session->names, out);
	statement_release(&st);
}

static unsigned narrow_toggle(struct app *app, size_t i)
{
	const struct rule *r = selected_rule(app);
	name_id perm = r->perms[i].perm;
	bool dropped = is_dropped(app, perm);
	size_t kept = 0, k;

	for (k = 0; k < r->perm_count; k++)
		kept += !is_dropped(app, r->perms[k].perm);
	if (!dropped && kept == 1)
		return app_say(app, DIAG_INFO,
			       "cannot leave out the last permission; r rejects the rule");
	session_drop_perm(app->session, app->list.selected, perm);
	app_say(app, DIAG_INFO, "%s %s", intern_str(app->session->names, perm),
		dropped ? "is allowed again" : "is left out");
	return DIRTY_ROWS;
}

static const struct app_pick narrow_pick = {
	.title = "Permissions that were denied",
	.hint = "Space or Enter leaves one out or puts it back, * is allowed, Esc closes",
	.count = narrow_count,
	.row = narrow_row,
	.choose = narrow_toggle,
	.about = narrow_about,
	.stays = true,
};

ACTION_RUN(narrow)
{
	(void)args;
	app->screen->pick(app->screen_ctx, &narrow_pick, 0);
	return DIRTY_SCREEN;
}
