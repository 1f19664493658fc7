// SPDX-License-Identifier: GPL-2.0-or-later
/* Times as columns and files show them. */
#include "config.h"

#include <time.h>

#include "avcurate/column.h"

/* A time split up, or false where it is none or lies outside of what struct tm can say. */
static bool split(int64_t ms, struct tm *tm, bool utc, int *millis)
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

void column_time_short(int64_t ms, int64_t now_ms, struct buf *out)
{
	struct tm tm, now;
	int millis;

	if (!split(ms, &tm, false, &millis) || !split(now_ms, &now, false, &millis)) {
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

void column_time_iso(int64_t ms, struct buf *out)
{
	struct tm tm;
	int millis;

	if (split(ms, &tm, true, &millis))
		buf_addf(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900,
			 tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, millis);
	else
		buf_addc(out, '-');
}
