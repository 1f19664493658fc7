// SPDX-License-Identifier: GPL-2.0-or-later
/* The journal as the screen uses it: what an earlier run left is offered, what is decided is saved. */
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
		[CHOICE_RECOVER] = "recover: take them over (u takes them back)",
		[CHOICE_DISCARD] = "discard them",
		[CHOICE_COMPARE] = "compare: see in the messages how they differ, decide later",
	};

	(void)app;
	*marked = false;
	buf_adds(out, words[i]);
}

static unsigned choose(struct app *app, size_t i)
{
	size_t n = autosave_left(app->journal);

	switch (i) {
	case CHOICE_RECOVER:
		autosave_recover(app->journal);
		app_say(app, DIAG_INFO, "%zu decision%s recovered", n, n == 1 ? "" : "s");
		break;
	case CHOICE_DISCARD:
		app_say(app, DIAG_INFO, "%zu decision%s of the last run discarded", n,
			n == 1 ? "" : "s");
		break;
	default:
		autosave_compare(app->journal);
		app->screen->show(app->screen_ctx, "messages", NULL);
		app->journal_asked = 0; /* again when the panes are back */
		return DIRTY_ROWS | DIRTY_SCREEN;
	}
	autosave_begin(app->journal);
	return DIRTY_ROWS | DIRTY_SCREEN;
}

static void about(struct app *app, size_t i, struct buf *out)
{
	size_t n = autosave_left(app->journal);

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

static unsigned open_journal(struct app *app)
{
	const struct options_list *logs = app->options ? &app->options->logs : NULL;
	enum autosave_found found;
	struct diag d = { 0 };
	pid_t pid;

	app->journal = autosave_open(app->session, logs ? logs->items : NULL,
				     logs ? logs->count : 0, &found, &pid, &d);
	if (!app->journal) {
		app->journal_off = true;
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
		diag_release(&d);
		return DIRTY_SCREEN;
	}
	switch (found) {
	case AUTOSAVE_NEW:
		autosave_begin(app->journal);
		break;
	case AUTOSAVE_LEFT:
		app->journal_asked = 0;
		break;
	case AUTOSAVE_BUSY:
		app_journal_close(app, false);
		app->journal_off = true;
		app_say(app, DIAG_WARNING,
			"another avcurate (process %ld) is at this %s: neither knows what the other "
			"decides; before it writes over something new, W asks",
			(long)pid, app->session->module.name ? "module" : "log");
		break;
	}
	return DIRTY_SCREEN;
}

unsigned app_journal_step(struct app *app)
{
	struct diag d = { 0 };
	unsigned dirty = 0;
	pid_t visitor;

	if (app->journal && !autosave_fits(app->journal)) {
		app_journal_close(app, true);
		app->journal_off = false;
	}
	if (!app->journal && !app->journal_off)
		dirty |= open_journal(app);
	if (!app->journal)
		return dirty;
	visitor = autosave_visitor(app->journal);
	if (visitor > 0)
		dirty |= app_say(app, DIAG_WARNING,
				 "another avcurate (process %ld) has opened this %s, too: neither "
				 "knows what the other decides",
				 (long)visitor, app->session->module.name ? "module" : "log");
	/* Asked where the operator sees it, and again when he closed the list and goes on deciding. */
	if (autosave_waits(app->journal) && app->session->loaded_all &&
	    app->journal_asked != decisions_serial(app->session->decisions) + 1 &&
	    !app->screen->busy(app->screen_ctx)) {
		app->journal_asked = decisions_serial(app->session->decisions) + 1;
		app->screen->pick(app->screen_ctx, &pick, 0);
		dirty |= DIRTY_SCREEN;
	}
	if (autosave_record(app->journal, &d) < 0)
		dirty |= app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	diag_release(&d);
	return dirty;
}

void app_journal_close(struct app *app, bool quit)
{
	autosave_close(app->journal, quit);
	app->journal = NULL;
}
