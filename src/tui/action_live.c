// SPDX-License-Identifier: GPL-2.0-or-later
/* Follow the newest events, and pause live reading. Does not know where they come from. */
#include "config.h"

#include "tui/action_run.h"

#include "input/reader.h"

ACTION_RUN(follow)
{
	(void)args;
	app->reading.follow = !app->reading.follow;
	return app_say(app, DIAG_INFO,
		       app->reading.follow ? "following the newest events"
					   : "not following; the list of events does not move");
}

ACTION_ENABLED(pause)
{
	return app_is_live(app) || app->reading.paused ? NULL : "not reading live";
}

ACTION_RUN(pause)
{
	(void)args;
	app->reading.paused = !app->reading.paused;
	reader_pause(app->session->reader, app->reading.paused);
	return app_say(app, DIAG_INFO,
		       app->reading.paused ? "paused; new denials wait until p continues"
					   : "continuing");
}
