// SPDX-License-Identifier: GPL-2.0-or-later
/* The commands that make the kernel log all denials at once (H). Shows and copies them, never runs
 * them. */
#include "config.h"

#include "tui/action_run.h"

#include "session/debug_commands.h"

/* Without a rule's domain, only the commands that need no domain. */
static enum debug_command command_at(struct app *app, size_t i)
{
	struct buf text = { 0 };
	bool has = debug_commands_text(app->session, app->list.selected, DEBUG_TYPE, &text);

	buf_release(&text);
	return (enum debug_command)(has ? i : i + DEBUG_HIDDEN);
}

static size_t collect_count(struct app *app)
{
	return DEBUG_COMMANDS - (size_t)command_at(app, 0);
}

static size_t widest_command(struct app *app)
{
	struct buf text = { 0 };
	size_t i, widest = 0;

	for (i = 0; i < collect_count(app); i++) {
		buf_clear(&text);
		debug_commands_text(app->session, app->list.selected, command_at(app, i), &text);
		widest = text.len > widest ? text.len : widest;
	}
	buf_release(&text);
	return widest;
}

static void collect_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	enum debug_command which = command_at(app, i);

	size_t from = out->len, widest = widest_command(app);

	*marked = debug_commands_in_force(app->session, app->list.selected, which) &&
		  (which == DEBUG_TYPE || which == DEBUG_HIDDEN);
	debug_commands_text(app->session, app->list.selected, which, out);
	while (out->len - from < widest)
		buf_addc(out, ' ');
	buf_addf(out, "  %s", debug_commands_words(which));
}

static void collect_about(struct app *app, size_t i, struct buf *out)
{
	enum debug_command which = command_at(app, i);

	if (debug_commands_in_force(app->session, app->list.selected, which))
		buf_adds(out, which == DEBUG_TYPE || which == DEBUG_HIDDEN
				      ? "In force now. "
				      : "Do this: it undoes what is in force. ");
	buf_adds(out, debug_commands_about(which));
}

static unsigned collect_choose(struct app *app, size_t i)
{
	struct buf text = { 0 };
	struct diag d = { 0 };

	debug_commands_text(app->session, app->list.selected, command_at(app, i), &text);
	if (app->screen->copy(app->screen_ctx, text.data, text.len, &d) < 0)
		app_say(app, DIAG_INFO, "run as root: %s", buf_str(&text));
	else
		app_say(app, DIAG_INFO, "copied; run it as root: %s", buf_str(&text));
	buf_release(&text);
	diag_release(&d);
	return DIRTY_SCREEN;
}

static const struct app_pick collect_pick = {
	.title = "All denials at once",
	.hint = "Enter copies the command (runs nothing), * is in force, Esc closes",
	.count = collect_count,
	.row = collect_row,
	.choose = collect_choose,
	.about = collect_about,
};

ACTION_RUN(collect)
{
	(void)args;
	app->screen->pick(app->screen_ctx, &collect_pick, 0);
	return DIRTY_SCREEN;
}
