// SPDX-License-Identifier: GPL-2.0-or-later
/* Writing the module, and text that goes to the clipboard or to a program. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>
#include <string.h>

#include "module/build.h"
#include "base/process.h"
#include "session/module_file.h"
#include "denial/decision.h"
#include "session/autosave.h"
#include "denial/ledger.h"
#include "base/lex.h"
#include "base/mem.h"
#include "denial/statement.h"
#include "base/text.h"
#include "session/te_conflict.h"
#include "session/judging.h"
#include "session/verify.h"

#define PIPE_TIMEOUT_MS 30000

/* Bring the rule that the compiler or the writer complains about under the cursor. */
static void select_issue(struct app *app, const struct build_result *r)
{
	size_t i;

	for (i = 0; i < r->issue_count; i++) {
		rule_id id = r->issues[i].rule;

		if (id != RULE_NONE && rule_list_index(app->shown, id) != SIZE_MAX) {
			app->selected = id;
			app->screen->go_to_rule(app->screen_ctx);
			return;
		}
	}
}

static unsigned write_now(struct app *app)
{
	unsigned (*then)(struct app *, const char *) = app->after_write;
	struct build_result r = { 0 };
	struct buf more = { 0 };
	struct diag d = { 0 };
	unsigned dirty = DIRTY_ROWS;
	size_t i;

	app->after_write = NULL;
	if (module_file_write(app->session, app->options, app->exports, &r, &d) < 0) {
		select_issue(app, &r);
		/* It stands in the messages already. */
		app_say(app, DIAG_INFO, "not written: %s", diag_text(&d));
		app->status_level = DIAG_ERROR;
	} else {
		autosave_written(app->journal);
		for (i = 0; i < r.more_count; i++)
			buf_addf(&more, ", %s", r.more_paths[i]);
		app_say(app, DIAG_INFO, "wrote %s%s%s%s: %s %s, %zu statement%s%s%s", r.te_path,
			r.pp_path ? (r.more_count ? ", " : " and ") : "",
			r.pp_path ? r.pp_path : "", buf_str(&more), app->session->module.name,
			r.version, r.statements, r.statements == 1 ? "" : "s", r.remark ? "; " : "",
			r.remark ? r.remark : "");
		/* NAME.cil is made only where the package cannot hold all. */
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
			    "%zu decision%s or mark%s of somebody else taken over from %s.te", n,
			    n == 1 ? "" : "s", n == 1 ? "" : "s", app->session->module.name);
	return write_now(app);
}

/* Unless somebody else decided in the file meanwhile: then it is asked about. */
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

/* What is wrong with the selection, as a question. */
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
		buf_addf(out, "And %zu more, which v lists. ", v->useless - USELESS_NAMED);
	buf_adds(out, "Write the module all the same?");
}

unsigned action_write(struct app *app, unsigned exports)
{
	struct verify v = { 0 };
	struct buf question = { 0 };
	unsigned dirty = DIRTY_SCREEN;

	app->exports = exports;
	/* Soon after the start: what is written has the proof in it. */
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

/* What y and | take: the row of a view that has its own text, else the statements of the rules. */
static bool take_text(struct app *app, struct buf *out)
{
	struct session *s = app->session;
	size_t i;

	if (!app->on_tagged && app->screen->row_text(app->screen_ctx, out))
		return out->len > 0;
	app_take_targets(app, true);
	for (i = 0; i < app->target_count; i++) {
		struct statement st = { 0 };

		decision_statement(decisions_get(s->decisions, app->targets[i]),
				   ledger_rule(s->denials, app->targets[i]), s->names, &st);
		statement_print(&st, s->names, out);
		statement_release(&st);
	}
	return out->len > 0;
}

ACTION_RUN(copy)
{
	struct buf text = { 0 };
	struct diag d = { 0 };

	(void)args;
	if (!take_text(app, &text))
		app_say(app, DIAG_INFO, "there is nothing here to copy");
	else if (app->screen->copy(app->screen_ctx, text.data, text.len, &d) < 0)
		app_say(app, DIAG_WARNING, "not copied: %s", diag_text(&d));
	else
		app_say(app, DIAG_INFO, "copied %zu bytes to the terminal's clipboard", text.len);
	buf_release(&text);
	diag_release(&d);
	return DIRTY_SCREEN;
}

/* The first line a program printed, for the status line; all of it goes to the messages. */
static void say_output(struct app *app, const char *program, int status, struct buf *out)
{
	char *clean, *line, *next;
	size_t i;

	for (i = 0; i < out->len; i++)
		if (out->data[i] == '\t')
			out->data[i] = ' ';
	for (line = out->data; line && *line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		clean = text_cleaned(slice_of(line));
		message_add(&app->session->messages, DIAG_INFO, "%s: %s", program, clean);
		free(clean);
	}
	clean = text_cleaned(slice_of(buf_str(out)));
	if (status)
		app_say(app, DIAG_WARNING, "%s ended with status %d%s%s", program, status,
			*clean ? ": " : "", clean);
	else
		app_say(app, DIAG_INFO, "%s took it%s%s", program, *clean ? ": " : "", clean);
	free(clean);
}

static unsigned pipe_done(struct app *app, const char *command)
{
	struct lex_words words = { 0 };
	struct buf out = { 0 };
	struct diag d = { 0 };
	int status = -1;

	if (lex_line(&words, command, NULL, 0, &d) == 0 && words.count) {
		status = process_feed((const char *const *)words.words, app->pipe_text.data,
				      app->pipe_text.len, &out, PIPE_TIMEOUT_MS, &d);
		if (status >= 0)
			say_output(app, words.words[0], status, &out);
	}
	if (d.text.len)
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
	buf_release(&app->pipe_text);
	buf_release(&out);
	lex_release(&words);
	diag_release(&d);
	return DIRTY_SCREEN;
}

static unsigned pipe_cancel(struct app *app)
{
	buf_release(&app->pipe_text);
	return DIRTY_SCREEN;
}

/* Words by blanks and quotes, as everywhere here; no shell sees them. */
static const struct app_prompt pipe_prompt = {
	.label = "feed to program",
	.history = "pipe",
	.done = pipe_done,
	.cancel = pipe_cancel,
};

ACTION_RUN(pipe)
{
	buf_clear(&app->pipe_text);
	if (!take_text(app, &app->pipe_text))
		return app_say(app, DIAG_INFO, "there is nothing here to feed to a program");
	if (*args->rest)
		return pipe_done(app, args->rest);
	app->screen->prompt(app->screen_ctx, &pipe_prompt, "");
	return DIRTY_SCREEN;
}
