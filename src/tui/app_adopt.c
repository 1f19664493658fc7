// SPDX-License-Identifier: GPL-2.0-or-later
/* Ask whether the rules of a NAME.te that avcurate did not write become decisions. te/ reads the
 * file. */
#include "config.h"

#include "tui/app.h"

#include <stdlib.h>

#include "session/module_file.h"
#include "base/fileio.h"
#include "base/text.h"

static unsigned take(struct app *app)
{
	struct session *s = app->session;
	struct diag d = { 0 };

	if (!s->module.foreign.path)
		return 0;
	if (module_file_take_over(s, app->options, &d) < 0)
		app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	else
		app_say(app, DIAG_INFO,
			"adopted %s %s; the file does not change until you write it",
			s->module.name, s->module.version);
	diag_release(&d);
	return DIRTY_ROWS | DIRTY_SCREEN;
}

unsigned app_adopt_step(struct app *app)
{
	struct session *s = app->session;
	struct buf question = { 0 };

	if (!s->module.foreign.path || s->module.foreign.asked ||
	    app->screen->busy(app->screen_ctx))
		return 0;
	s->module.foreign.asked = true;
	text_clean(&question, slice_of(fileio_base(s->module.foreign.path)));
	buf_addf(&question,
		 " was not written by avcurate. Adopt its %zu plain rule%s as decisions, and "
		 "keep the rest as it is?",
		 s->module.foreign.rules, s->module.foreign.rules == 1 ? "" : "s");
	app->screen->confirm(app->screen_ctx, buf_str(&question), take);
	buf_release(&question);
	return DIRTY_SCREEN;
}
