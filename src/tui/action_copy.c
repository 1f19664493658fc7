// SPDX-License-Identifier: GPL-2.0-or-later
/* Copy the statement or the row under the cursor to the terminal's clipboard (y), or feed it to a
 * program (|). Does not know how the terminal copies. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/lex.h"
#include "base/process.h"
#include "base/text.h"
#include "denial/decision.h"
#include "denial/ledger.h"
#include "denial/statement.h"

#define PIPE_TIMEOUT_MS 30000

/* The text for y and |: the row where the view has its own text, else the statements of the rules. */
static bool copied_text(struct app *app, struct buf *out)
{
	struct session *s = app->session;
	size_t i;

	if (!app->tags.next_action && app->screen->row_text(app->screen_ctx, out))
		return out->len > 0;
	app_take_targets(app, true);
	for (i = 0; i < app->targets.count; i++) {
		struct statement st = { 0 };

		decision_statement(decisions_get(s->decisions, app->targets.ids[i]),
				   ledger_rule(s->denials, app->targets.ids[i]), s->names, &st);
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
	if (!copied_text(app, &text))
		app_say(app, DIAG_INFO, "nothing here to copy");
	else if (app->screen->copy(app->screen_ctx, text.data, text.len, &d) < 0)
		app_say(app, DIAG_WARNING, "not copied: %s", diag_text(&d));
	else
		app_say(app, DIAG_INFO, "copied %zu bytes to the terminal's clipboard", text.len);
	buf_release(&text);
	diag_release(&d);
	return DIRTY_SCREEN;
}

/* Show the first line that the program printed in the status line, and all lines in the messages. */
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
		app_say(app, DIAG_WARNING, "%s exited with status %d%s%s", program, status,
			*clean ? ": " : "", clean);
	else
		app_say(app, DIAG_INFO, "fed to %s%s%s", program, *clean ? ": " : "", clean);
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

/* Split into words at blanks and quotes as everywhere here, without a shell. */
static const struct app_prompt pipe_prompt = {
	.label = "feed to program",
	.history = "pipe",
	.done = pipe_done,
	.cancel = pipe_cancel,
};

ACTION_RUN(pipe)
{
	buf_clear(&app->pipe_text);
	if (!copied_text(app, &app->pipe_text))
		return app_say(app, DIAG_INFO, "nothing here to feed to a program");
	if (*args->rest)
		return pipe_done(app, args->rest);
	app->screen->prompt(app->screen_ctx, &pipe_prompt, "");
	return DIRTY_SCREEN;
}
