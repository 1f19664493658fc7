// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads the two clocks and formats times. */
#include "config.h"

#include "base/clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

int64_t clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_ms(void)
{
	return clock_us() / 1000;
}

int64_t clock_wall_ms(void)
{
	const char *fixed = getenv("AVCURATE_TEST_CLOCK");
	struct timespec t;

	if (fixed && *fixed)
		return strtoll(fixed, NULL, 10);
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Split a time into calendar fields. False for TIME_NONE and for years that struct tm cannot
 * hold. */
static bool split_time(int64_t ms, struct tm *tm, bool utc, int *millis)
{
	int64_t seconds = ms / 1000;
	int rest = (int)(ms % 1000);
	time_t t;

	if (ms == TIME_NONE)
		return false;
	if (rest < 0) {
		rest += 1000;
		seconds--;
	}
	t = (time_t)seconds;
	*millis = rest;
	return (utc ? gmtime_r(&t, tm) : localtime_r(&t, tm)) != NULL;
}

void clock_short(int64_t ms, int64_t now_ms, struct buf *out)
{
	struct tm tm, now;
	int millis;

	if (!split_time(ms, &tm, false, &millis) || !split_time(now_ms, &now, false, &millis)) {
		buf_addc(out, '-');
		return;
	}
	if (tm.tm_year != now.tm_year)
		buf_addf(out, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	else if (tm.tm_yday != now.tm_yday)
		buf_addf(out, "%02d-%02d %02d:%02d", tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
			 tm.tm_min);
	else
		buf_addf(out, "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void clock_iso(int64_t ms, struct buf *out)
{
	struct tm tm;
	int millis;

	if (split_time(ms, &tm, true, &millis))
		buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900,
			 tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, millis);
	else
		buf_addc(out, '-');
}
