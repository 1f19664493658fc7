// SPDX-License-Identifier: GPL-2.0-or-later
/* What time it is for a session: by the log that is followed, which may be another host's. */
#include "config.h"

#include "session/session_clock.h"

#include "base/clock.h"

void session_clock_start(struct session_clock *c)
{
	*c = (struct session_clock){ .began_ms = clock_wall_ms() };
}

void session_clock_live(struct session_clock *c, int64_t record_ms)
{
	if (record_ms <= c->live_ms)
		return;
	c->live_ms = record_ms;
	c->live_us = clock_us();
}

int64_t session_clock_ms(const struct session_clock *c)
{
	if (!c->live_ms)
		return clock_wall_ms();
	return c->live_ms + (clock_us() - c->live_us) / 1000;
}
