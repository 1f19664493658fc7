// SPDX-License-Identifier: GPL-2.0-or-later
/* Write the module (W): ask before writing statements without effect, and report the outcome. Does
 * not know the format of the files. */
#include "config.h"

#include "tui/action_run.h"

#include "module/build.h"
#include "session/module_file.h"
#include "session/autosave.h"
#include "session/te_conflict.h"
#include "session/judging.h"
#include "session/verify.h"

/* Move the cursor to the rule that the compiler or the writer refused. */
static void select_issue(struct app *app, const struct build_result *r)
{
	size_t i;

	for (i = 0; i < r->issue_count; i++) {
		rule_id id = r->issues[i].rule;

		if (id != RULE_NONE && rule_list_index(app->list.rules, id) != SIZE_MAX) {
			app->list.selected = id;
			app->screen->go_to_rule(app->screen_ctx);
			return;
		}
	}
}

static unsigned write_now(struct app *app)
{
	unsigned (*then)(struct app *, const char *) = app->writing.then;
	struct build_result r = { 0 };
	struct buf more = { 0 };
	struct diag d = { 0 };
	unsigned dirty = DIRTY_ROWS;
	size_t i;

	app->writing.then = NULL;
	if (module_file_write(app->session, app->options, app->writing.exports, &r, &d) < 0) {
		select_issue(app, &r);
		/* Already in the messages. */
		app_say(app, DIAG_INFO, "not written: %s", diag_text(&d));
		app->status.level = DIAG_ERROR;
	} else {
		autosave_written(app->autosave.file);
		for (i = 0; i < r.more_count; i++)
			buf_addf(&more, ", %s", r.more_paths[i]);
		app_say(app, DIAG_INFO, "wrote %s%s%s%s: %s %s, %zu statement%s%s%s", r.te_path,
			r.pp_path ? (r.more_count ? ", " : " and ") : "",
			r.pp_path ? r.pp_path : "", buf_str(&more), app->session->module.name,
			r.version, r.statements, r.statements == 1 ? "" : "s", r.remark ? "; " : "",
			r.remark ? r.remark : "");
		/* NAME.cil is written only if the package cannot hold all rules. */
		if (then && (r.cil_path || r.pp_path))
			dirty |= then(app, r.cil_path ? r.cil_path : r.pp_path);
	}
	build_result_release(&r);
	buf_release(&more);
	diag_release(&d);
	return dirty;
}

static unsigned take_over_and_write(struct app *app)
{
	size_t n = te_conflict_take(app->session);

	if (n)
		message_add(&app->session->messages, DIAG_INFO,
			    "adopted %zu decision%s or mark%s of somebody else from %s.te", n,
			    n == 1 ? "" : "s", n == 1 ? "" : "s", app->session->module.name);
	return write_now(app);
}

/* Write at once, or ask first if somebody else changed decisions in the file meanwhile. */
static unsigned write_safely(struct app *app)
{
	struct buf question = { 0 };
	unsigned dirty = DIRTY_SCREEN;

	if (te_conflict_changed(app->session, &question))
		app->screen->confirm(app->screen_ctx, buf_str(&question), take_over_and_write);
	else
		dirty = take_over_and_write(app);
	buf_release(&question);
	return dirty;
}

#define USELESS_NAMED 3

/* Append the question that names the statements without effect. */
static void ask_useless(const struct app *app, const struct verify *v, struct buf *out)
{
	size_t i, named = 0;

	for (i = 0; i < v->count; i++) {
		const struct verify_row *row = &v->rows[i];

		if (!row->statement || row->proof == PROOF_UNPROVED)
			continue;
		if (named++ == USELESS_NAMED)
			break;
		app_rule_name(app, row->rule, out);
		buf_adds(out, row->proof == PROOF_BLOCKED ? " (blocked): " : " (no effect): ");
		verify_words(app->session, row, out);
		buf_adds(out, ". ");
	}
	if (v->useless > USELESS_NAMED)
		buf_addf(out, "And %zu more: v lists them. ", v->useless - USELESS_NAMED);
	buf_adds(out, "Write the module anyway?");
}

unsigned action_write(struct app *app, unsigned exports)
{
	struct verify v = { 0 };
	struct buf question = { 0 };
	unsigned dirty = DIRTY_SCREEN;

	app->writing.exports = exports;
	/* Soon after the start: the file must hold the proof. */
	if (!judging_policy(app->session))
		judging_wait(app->session);
	if (judging_policy(app->session))
		verify_selection(app->session, &v);
	if (v.useless) {
		ask_useless(app, &v, &question);
		app->screen->confirm(app->screen_ctx, buf_str(&question), write_safely);
	} else {
		dirty = write_safely(app);
	}
	verify_release(&v);
	buf_release(&question);
	return dirty;
}
