/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clock of the host whose log is followed, which may differ from this host's: it goes on from the time of
 * the latest live record. */
#ifndef AVCURATE_SESSION_LOG_CLOCK_H
#define AVCURATE_SESSION_LOG_CLOCK_H

#include <stdint.h>

/* Zeroed, it is this host's wall clock. */
struct log_clock {
	int64_t record_ms; /* time of the latest live record */
	int64_t came_us;   /* when it came, by clock_us() */
};

/* Milliseconds since the epoch. */
int64_t log_clock_ms(const struct log_clock *c);
/* A live record of this time came just now. */
void log_clock_set(struct log_clock *c, int64_t record_ms);

#endif
