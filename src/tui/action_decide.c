// SPDX-License-Identifier: GPL-2.0-or-later
/* Accept, reject, dontaudit, reopen and note rules; undo and redo. Knows the rules only as the
 * app's targets, not the view that they were chosen in. */
#include "config.h"

#include "tui/action_run.h"

#include <string.h>

#include "denial/decision.h"
#include "session/autosave.h"
#include "denial/ledger.h"
#include "denial/statement.h"
#include "base/text.h"

/* Drop the targets of a kind that no statement answers: they cannot be accepted. Returns how many. */
static size_t drop_unanswerable(struct app *app, enum decision_state state)
{
	size_t i, kept = 0, dropped;

	for (i = 0; i < app->targets.count; i++) {
		const struct rule *r = ledger_rule(app->session->denials, app->targets.ids[i]);

		if (decision_is_possible(r, state))
			app->targets.ids[kept++] = app->targets.ids[i];
	}
	dropped = app->targets.count - kept;
	app->targets.count = kept;
	return dropped;
}

static unsigned decide_targets(struct app *app, enum decision_state state)
{
	struct buf name = { 0 };
	rule_id only = app->targets.count == 1 ? app->targets.ids[0] : RULE_NONE;
	size_t changed;

	app_targets_name(app, &name);
	changed = session_decide(app->session, app->targets.ids, app->targets.count, state);
	if (changed)
		app_say(app, DIAG_INFO, "%s %s", decision_terms(state)->done, buf_str(&name));
	else
		app_say(app, DIAG_INFO, "%s: already %s", buf_str(&name),
			decision_state_name(state));
	buf_release(&name);
	if (app->settings.advance && only != RULE_NONE && only == app->list.selected &&
	    app->screen->scope(app->screen_ctx) == SCOPE_DENIALS)
		app->screen->move(app->screen_ctx, MOVE_DOWN);
	return DIRTY_ROWS;
}

static unsigned accept_targets(struct app *app)
{
	return decide_targets(app, DECISION_ACCEPTED);
}

/* Ask before accepting a rule whose records hold two candidates for what was denied: they may be
 * forged. */
static bool ask_suspect(struct app *app)
{
	struct buf question = { 0 };
	size_t i, suspect = 0;
	rule_id one = RULE_NONE;

	for (i = 0; i < app->targets.count; i++) {
		rule_id id = app->targets.ids[i];

		if (ledger_rule(app->session->denials, id)->suspect &&
		    decisions_get(app->session->decisions, id)->state != DECISION_ACCEPTED) {
			suspect++;
			one = id;
		}
	}
	if (!suspect)
		return false;
	if (app->targets.count == 1) {
		app_rule_name(app, one, &question);
		buf_adds(&question, ": its records may be forged (see Why). Accept it anyway?");
	} else {
		buf_addf(&question,
			 "%zu of the %zu rules have records that may be forged. Accept all anyway?",
			 suspect, app->targets.count);
	}
	app->screen->confirm(app->screen_ctx, buf_str(&question), accept_targets);
	buf_release(&question);
	return true;
}

static unsigned accept_or_ask(struct app *app)
{
	return ask_suspect(app) ? DIRTY_SCREEN : accept_targets(app);
}

/* Give the reason to each target that has no note yet. */
static unsigned reason_done(struct app *app, const char *text)
{
	size_t i;

	if (!*text)
		return app_say(app, DIAG_WARNING,
			       "not accepted: it allows more than was denied and has no reason; "
			       "a asks again");
	for (i = 0; i < app->targets.count; i++)
		if (session_lacks_reason(app->session, app->targets.ids[i]))
			session_note(app->session, &app->targets.ids[i], 1, text);
	return accept_or_ask(app);
}

static unsigned reason_cancel(struct app *app)
{
	return reason_done(app, "");
}

static const struct app_prompt reason_prompt = {
	.label = "why wider",
	.history = "comment",
	.done = reason_done,
	.cancel = reason_cancel,
};

static bool ask_reason(struct app *app)
{
	size_t i, lacking = 0;

	for (i = 0; i < app->targets.count; i++)
		lacking += session_lacks_reason(app->session, app->targets.ids[i]);
	if (lacking)
		app->screen->prompt(app->screen_ctx, &reason_prompt, "");
	return lacking > 0;
}

static unsigned decide(struct app *app, enum decision_state state)
{
	if (!app_take_targets(app, true))
		return app_say(app, DIAG_INFO, "no rule is selected");
	if (state == DECISION_ACCEPTED || state == DECISION_DONTAUDIT) {
		size_t dropped = drop_unanswerable(app, state);

		if (!app->targets.count)
			return app_say(
				app, DIAG_INFO,
				"no statement answers this kind of denial; Why says what does");
		if (dropped)
			app_say(app, DIAG_WARNING,
				"%zu rule%s left out: no statement answers that kind of denial",
				dropped, dropped == 1 ? "" : "s");
	}
	if (state == DECISION_ACCEPTED)
		return ask_reason(app) ? DIRTY_SCREEN : accept_or_ask(app);
	return decide_targets(app, state);
}

ACTION_RUN(accept)
{
	(void)args;
	return decide(app, DECISION_ACCEPTED);
}

ACTION_RUN(reject)
{
	(void)args;
	return decide(app, DECISION_REJECTED);
}

ACTION_RUN(dontaudit)
{
	(void)args;
	return decide(app, DECISION_DONTAUDIT);
}

ACTION_RUN(reopen)
{
	(void)args;
	return decide(app, DECISION_OPEN);
}

/* Of several rules one is enough to keep the words. */
static unsigned comment_change(struct app *app, const char *text, unsigned *error_column)
{
	*error_column = 0;
	if (app->targets.count)
		autosave_draft(app->autosave.file, app->targets.ids[0], text);
	return 0;
}

static unsigned comment_cancel(struct app *app)
{
	if (app->targets.count)
		autosave_draft(app->autosave.file, app->targets.ids[0], NULL);
	return 0;
}

static unsigned comment_done(struct app *app, const char *text)
{
	struct buf name = { 0 };
	size_t changed;

	comment_cancel(app);
	changed = session_note(app->session, app->targets.ids, app->targets.count, text);
	app_targets_name(app, &name);
	if (changed)
		app_say(app, DIAG_INFO, "note on %s %s", buf_str(&name),
			*text ? "saved" : "removed");
	else if (!*text)
		app_say(app, DIAG_INFO, "no note given; nothing changed");
	else
		app_say(app, DIAG_INFO, "%s: already has this note", buf_str(&name));
	buf_release(&name);
	return DIRTY_ROWS;
}

static const struct app_prompt comment_prompt = {
	.label = "note",
	.history = "comment",
	.change = comment_change,
	.done = comment_done,
	.cancel = comment_cancel,
};

ACTION_RUN(comment)
{
	const struct decision *d;

	if (!app_take_targets(app, true))
		return app_say(app, DIAG_INFO, "no rule is selected");
	if (*args->rest)
		return comment_done(app, args->rest);
	d = decisions_get(app->session->decisions, app->targets.ids[0]);
	app->screen->prompt(app->screen_ctx, &comment_prompt,
			    app->targets.count == 1 && d->note ? d->note : "");
	return DIRTY_SCREEN;
}

static unsigned travel(struct app *app, bool back)
{
	struct decisions *ds = app->session->decisions;
	rule_id first = RULE_NONE;
	const char *words = back ? decisions_undo(ds, &first) : decisions_redo(ds, &first);

	if (!words)
		return app_say(app, DIAG_INFO, back ? "nothing to undo" : "nothing to redo");
	app_say(app, DIAG_INFO, "%s: %s", back ? "undone" : "redone", words);
	if (first != RULE_NONE && rule_list_index(app->list.rules, first) != SIZE_MAX) {
		app->list.selected = first;
		app->screen->go_to_rule(app->screen_ctx);
	}
	return DIRTY_ROWS;
}

ACTION_RUN(undo)
{
	(void)args;
	return travel(app, true);
}

ACTION_RUN(redo)
{
	(void)args;
	return travel(app, false);
}
