// SPDX-License-Identifier: GPL-2.0-or-later
/* Leave step by step: Esc stops or closes, q closes or quits after a question, C-z suspends. Esc in
 * a prompt is handled by the prompt (ui/prompt.c). */
#include "config.h"

#include "tui/action_run.h"

#include "denial/decision.h"
#include "input/reader.h"
#include "session/debug_commands.h"
#include "tui/installing.h"

ACTION_RUN(stop)
{
	(void)args;
	if (app->screen->in_pick(app->screen_ctx)) {
		app->screen->back(app->screen_ctx);
		return DIRTY_SCREEN;
	}
	if (app_is_loading(app)) {
		app->reading.stopped = true;
		reader_stop(app->session->reader);
		return app_say(app, DIAG_WARNING, "loading stopped; showing what was read so far");
	}
	buf_clear(&app->status.text);
	if (app->screen->search_shown(app->screen_ctx))
		app->screen->search(app->screen_ctx, "", false);
	else if (app->screen->scope(app->screen_ctx) != SCOPE_DENIALS)
		app->screen->back(app->screen_ctx);
	return DIRTY_SCREEN;
}

ACTION_RUN(redraw)
{
	(void)app;
	(void)args;
	return DIRTY_ALL;
}

ACTION_RUN(suspend)
{
	(void)args;
	app->screen->suspend(app->screen_ctx);
	return DIRTY_ALL;
}

static unsigned quit_now(struct app *app)
{
	app->quit = true;
	return 0;
}

ACTION_RUN(quit_all)
{
	bool dirty = decisions_dirty(app->session->decisions);
	struct buf question = { 0 };

	(void)args;
	if (installing_at_work(app)) {
		app->screen->confirm(
			app->screen_ctx,
			"semodule is still running. It continues without avcurate, which "
			"reports the outcome at its next start. Quit?",
			quit_now);
		return DIRTY_SCREEN;
	}
	debug_commands_reminder(app->session, &question);
	if (!dirty && !question.len)
		return quit_now(app);
	if (question.len)
		buf_adds(&question, ". ");
	buf_adds(&question, dirty ? "Decisions are not written (W writes them). Quit and lose them?"
				  : "Quit?");
	app->screen->confirm(app->screen_ctx, buf_str(&question), quit_now);
	buf_release(&question);
	return DIRTY_SCREEN;
}

ACTION_RUN(quit)
{
	if (app->screen->back(app->screen_ctx))
		return DIRTY_SCREEN;
	return action_run_quit_all(app, args);
}
