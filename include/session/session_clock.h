/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clock of a session. */
#ifndef AVCURATE_SESSION_SESSION_CLOCK_H
#define AVCURATE_SESSION_SESSION_CLOCK_H

#include <stdint.h>

struct session_clock {
	int64_t began_ms;         /* when the session began: what "an hour ago" counts from */
	int64_t live_ms, live_us; /* stamp of the latest live record, and when it came; 0: none */
};

void session_clock_start(struct session_clock *c);
/* A record came live, with this stamp. */
void session_clock_live(struct session_clock *c, int64_t record_ms);
/* What time it is by the clock of the log that is followed, which may be another host's; by our own where
 * nothing came live. */
int64_t session_clock_ms(const struct session_clock *c);

#endif
