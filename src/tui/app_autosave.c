// SPDX-License-Identifier: GPL-2.0-or-later
/* Save decisions as they are made, and offer those that an earlier run left. Does not know the
 * format of the autosave file. */
#include "config.h"

#include "tui/app.h"

#include <stdlib.h>

#include "session/autosave.h"
#include "session/options.h"

enum { CHOICE_RECOVER, CHOICE_DISCARD, CHOICE_COMPARE, CHOICES };

static size_t count_choices(struct app *app)
{
	(void)app;
	return CHOICES;
}

static void choice_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	static const char *const words[CHOICES] = {
		[CHOICE_RECOVER] = "recover: adopt them (u undoes it)",
		[CHOICE_DISCARD] = "discard them",
		[CHOICE_COMPARE] =
			"compare: list in the messages how they differ, and choose later",
	};

	(void)app;
	*marked = false;
	buf_adds(out, words[i]);
}

static unsigned choose(struct app *app, size_t i)
{
	size_t n = autosave_left(app->autosave.file);

	switch (i) {
	case CHOICE_RECOVER:
		autosave_recover(app->autosave.file);
		app_say(app, DIAG_INFO, "recovered %zu decision%s", n, n == 1 ? "" : "s");
		break;
	case CHOICE_DISCARD:
		app_say(app, DIAG_INFO, "discarded %zu decision%s of the last run", n,
			n == 1 ? "" : "s");
		break;
	default:
		autosave_compare(app->autosave.file);
		app->screen->show(app->screen_ctx, "messages", NULL);
		app->autosave.asked = 0; /* ask again when the panes are back */
		return DIRTY_ROWS | DIRTY_SCREEN;
	}
	autosave_begin(app->autosave.file);
	return DIRTY_ROWS | DIRTY_SCREEN;
}

static void about(struct app *app, size_t i, struct buf *out)
{
	size_t n = autosave_left(app->autosave.file);

	(void)i;
	buf_addf(out,
		 "The last run on this module ended without quitting. %zu decision%s made in it "
		 "after the last write.",
		 n, n == 1 ? " was" : "s were");
}

static const struct app_pick pick = {
	.title = "Decisions that were not written",
	.hint = "Enter chooses",
	.count = count_choices,
	.row = choice_row,
	.choose = choose,
	.about = about,
};

static unsigned open_autosave(struct app *app)
{
	const struct options_list *logs = app->options ? &app->options->logs : NULL;
	enum autosave_found found;
	struct diag d = { 0 };
	pid_t pid;

	app->autosave.file = autosave_open(app->session, logs ? logs->items : NULL,
					   logs ? logs->count : 0, &found, &pid, &d);
	if (!app->autosave.file) {
		app->autosave.off = true;
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
		diag_release(&d);
		return DIRTY_SCREEN;
	}
	switch (found) {
	case AUTOSAVE_NEW:
		autosave_begin(app->autosave.file);
		break;
	case AUTOSAVE_LEFT:
		app->autosave.asked = 0;
		break;
	case AUTOSAVE_BUSY:
		app_autosave_close(app, false);
		app->autosave.off = true;
		app_say(app, DIAG_WARNING,
			"another avcurate (process %ld) has opened this %s; neither sees what the "
			"other decides, and W asks before it overwrites newer decisions",
			(long)pid, app->session->module.name ? "module" : "log");
		break;
	}
	return DIRTY_SCREEN;
}

unsigned app_autosave_step(struct app *app)
{
	struct diag d = { 0 };
	unsigned dirty = 0;
	pid_t visitor;

	if (app->autosave.file && !autosave_fits(app->autosave.file)) {
		app_autosave_close(app, true);
		app->autosave.off = false;
	}
	if (!app->autosave.file && !app->autosave.off)
		dirty |= open_autosave(app);
	if (!app->autosave.file)
		return dirty;
	visitor = autosave_visitor(app->autosave.file);
	if (visitor > 0)
		dirty |= app_say(app, DIAG_WARNING,
				 "another avcurate (process %ld) has opened this %s, too; neither "
				 "sees what the other decides",
				 (long)visitor, app->session->module.name ? "module" : "log");
	/* Ask where the operator sees it, and again if he closes the list and decides more. */
	if (autosave_waits(app->autosave.file) && app->session->loaded_all &&
	    app->autosave.asked != decisions_serial(app->session->decisions) + 1 &&
	    !app->screen->busy(app->screen_ctx)) {
		app->autosave.asked = decisions_serial(app->session->decisions) + 1;
		app->screen->pick(app->screen_ctx, &pick, 0);
		dirty |= DIRTY_SCREEN;
	}
	if (autosave_record(app->autosave.file, &d) < 0)
		dirty |= app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	diag_release(&d);
	return dirty;
}

void app_autosave_close(struct app *app, bool quit)
{
	autosave_close(app->autosave.file, quit);
	app->autosave.file = NULL;
}
