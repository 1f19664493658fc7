/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clock of a session. */
#ifndef AVCURATE_SESSION_SESSION_CLOCK_H
#define AVCURATE_SESSION_SESSION_CLOCK_H

#include <stdint.h>

struct session_clock {
	int64_t began_ms; /* start of the session: "an hour ago" counts from here */
	int64_t live_ms,
		live_us; /* timestamp of the latest live record, and when it arrived; 0: not yet */
};

void session_clock_start(struct session_clock *c);
/* A live record with this timestamp arrived. */
void session_clock_live(struct session_clock *c, int64_t record_ms);
/* The current time by the clock of the followed log, which may be another host's; by our own
 * clock before the first live record. */
int64_t session_clock_ms(const struct session_clock *c);

#endif
