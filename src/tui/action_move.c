// SPDX-License-Identifier: GPL-2.0-or-later
/* Move in a pane, and between panes and views. Does not know what they show. */
#include "config.h"

#include "tui/action_run.h"

#include "session/judging.h"

#define MOVE_ACTION(name, how)                                  \
	ACTION_RUN(name)                                        \
	{                                                       \
		(void)args;                                     \
		return app->screen->move(app->screen_ctx, how); \
	}

MOVE_ACTION(up, MOVE_UP)
MOVE_ACTION(down, MOVE_DOWN)
MOVE_ACTION(left, MOVE_LEFT)
MOVE_ACTION(right, MOVE_RIGHT)
MOVE_ACTION(page_up, MOVE_PAGE_UP)
MOVE_ACTION(page_down, MOVE_PAGE_DOWN)
MOVE_ACTION(half_up, MOVE_HALF_UP)
MOVE_ACTION(half_down, MOVE_HALF_DOWN)
MOVE_ACTION(first, MOVE_FIRST)
MOVE_ACTION(last, MOVE_LAST)

ACTION_RUN(next_pane)
{
	(void)args;
	app->screen->pane(app->screen_ctx, 1);
	return DIRTY_SCREEN;
}

ACTION_RUN(previous_pane)
{
	(void)args;
	app->screen->pane(app->screen_ctx, -1);
	return DIRTY_SCREEN;
}

ACTION_RUN(zoom)
{
	(void)args;
	app->screen->zoom(app->screen_ctx);
	return DIRTY_SCREEN;
}

ACTION_RUN(open)
{
	(void)args;
	return app->screen->open(app->screen_ctx);
}

ACTION_RUN(back)
{
	(void)args;
	if (!app->screen->back(app->screen_ctx))
		return app_say(app, DIAG_INFO, "this is the first view; q quits");
	return DIRTY_SCREEN;
}

static unsigned show(struct app *app, const char *name)
{
	struct diag d = { 0 };

	if (app->screen->show(app->screen_ctx, name, &d) < 0)
		app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	diag_release(&d);
	return DIRTY_SCREEN;
}

ACTION_RUN(view)
{
	if (args->count != 1)
		return app_say(app, DIAG_INFO, "view: give one name (Tab lists them)");
	return show(app, args->words[0]);
}

ACTION_WORDS(view)
{
	app->screen->views(app->screen_ctx, out, word);
}

ACTION_RUN(denials)
{
	(void)args;
	return show(app, "denials");
}

ACTION_RUN(events)
{
	(void)args;
	return show(app, "events");
}

ACTION_RUN(module_view)
{
	(void)args;
	return show(app, "module");
}

ACTION_RUN(messages)
{
	(void)args;
	return show(app, "messages");
}

ACTION_ENABLED(verify)
{
	return judging_missing(app->session);
}

ACTION_RUN(verify)
{
	(void)args;
	return show(app, "verify");
}

ACTION_RUN(help)
{
	(void)args;
	return show(app, "help");
}
