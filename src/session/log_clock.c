// SPDX-License-Identifier: GPL-2.0-or-later
/* The clock of the host whose log is followed. */
#include "config.h"

#include "session/log_clock.h"

#include "base/clock.h"

int64_t log_clock_ms(const struct log_clock *c)
{
	if (!c->record_ms)
		return clock_wall_ms();
	return c->record_ms + (clock_us() - c->came_us) / 1000;
}

void log_clock_set(struct log_clock *c, int64_t record_ms)
{
	*c = (struct log_clock){ record_ms, clock_us() };
}
