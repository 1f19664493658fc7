// SPDX-License-Identifier: GPL-2.0-or-later
/* Parse times as operators write them. The C library converts local time, with daylight saving, and
 * also decides what a skipped hour means. Does not read the clock. */
#include "config.h"

#include "filter/query.h"

#include <string.h>
#include <time.h>

#include "base/ascii.h"
#include "denial/record.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

static const struct {
	const char *word;
	int64_t ms;
} units[] = {
	{ "s", SECOND_MS },       { "sec", SECOND_MS },     { "second", SECOND_MS },
	{ "seconds", SECOND_MS }, { "m", MINUTE_MS },       { "min", MINUTE_MS },
	{ "minute", MINUTE_MS },  { "minutes", MINUTE_MS }, { "h", HOUR_MS },
	{ "hour", HOUR_MS },      { "hours", HOUR_MS },     { "d", DAY_MS },
	{ "day", DAY_MS },        { "days", DAY_MS },       { "w", 7 * DAY_MS },
	{ "week", 7 * DAY_MS },   { "weeks", 7 * DAY_MS },
};

/* Read exactly `digits` decimal digits. */
static bool number(const char **p, int digits, int *out)
{
	int value = 0, i;

	for (i = 0; i < digits; i++) {
		if (!ascii_is_digit((*p)[i]))
			return false;
		value = value * 10 + ((*p)[i] - '0');
	}
	*p += digits;
	*out = value;
	return true;
}

static void skip_blanks(const char **p)
{
	while (**p == ' ' || **p == '\t')
		(*p)++;
}

/* "5 minutes ago" and its short forms. */
static bool read_ago(const char *p, int64_t now_ms, int64_t *out_ms)
{
	int64_t value = 0;
	size_t i, n;

	if (!ascii_is_digit(*p))
		return false;
	for (; ascii_is_digit(*p); p++)
		if (value < INT64_C(1000000000))
			value = value * 10 + (*p - '0');
	skip_blanks(&p);
	n = strspn(p, "abcdefghijklmnopqrstuvwxyz");
	for (i = 0; i < AV_ARRAY_LEN(units); i++)
		if (strlen(units[i].word) == n && strncmp(units[i].word, p, n) == 0)
			break;
	if (i == AV_ARRAY_LEN(units))
		return false;
	p += n;
	skip_blanks(&p);
	if (strcmp(p, "ago") != 0)
		return false;
	*out_ms = now_ms - value * units[i].ms;
	return true;
}

/* HH:MM[:SS[.mmm]] */
static bool read_clock(const char **p, struct tm *tm, int *millis, int64_t *length_ms)
{
	int digits, i;

	if (!number(p, 2, &tm->tm_hour) || *(*p)++ != ':' || !number(p, 2, &tm->tm_min))
		return false;
	*length_ms = MINUTE_MS;
	if (**p == ':') {
		(*p)++;
		if (!number(p, 2, &tm->tm_sec))
			return false;
		*length_ms = SECOND_MS;
		if (**p == '.' || **p == ',') {
			digits = (int)strspn(++*p, "0123456789");
			if (digits < 1)
				return false;
			for (i = 0; i < 3; i++)
				*millis = *millis * 10 + (i < digits ? (*p)[i] - '0' : 0);
			*p += digits;
			*length_ms = 1;
		}
	}
	return tm->tm_hour <= 23 && tm->tm_min <= 59 && tm->tm_sec <= 60;
}

/* Z, +01:00, +0100, +01; *offset_s is to be subtracted. */
static bool read_zone(const char **p, bool *utc, long *offset_s)
{
	int hours = 0, minutes = 0, sign;

	*offset_s = 0;
	*utc = **p == 'Z' || **p == '+' || **p == '-';
	if (!*utc)
		return true;
	if (**p == 'Z') {
		(*p)++;
		return true;
	}
	sign = *(*p)++ == '-' ? -1 : 1;
	if (!number(p, 2, &hours))
		return false;
	if (**p == ':')
		(*p)++;
	if (**p && !number(p, 2, &minutes))
		return false;
	*offset_s = sign * (hours * 3600L + minutes * 60L);
	return hours <= 14 && minutes <= 59;
}

static bool is_day(const struct tm *tm)
{
	struct tm copy = { .tm_year = tm->tm_year, .tm_mon = tm->tm_mon, .tm_mday = tm->tm_mday };

	return timegm(&copy) != -1 && copy.tm_mon == tm->tm_mon && copy.tm_mday == tm->tm_mday;
}

static bool to_ms(struct tm *tm, bool utc, long offset_s, int millis, int64_t *out_ms)
{
	time_t t;

	tm->tm_isdst = -1;
	t = utc ? timegm(tm) : mktime(tm);
	if (t == (time_t)-1 && !utc)
		return false;
	*out_ms = ((int64_t)t - offset_s) * 1000 + millis;
	return true;
}

/* Read a date, a time of day, or both. Missing parts come from `tm`, which is now. */
static bool read_iso(const char *p, struct tm *tm, int64_t *out_ms, int64_t *length_ms)
{
	bool utc = false;
	long offset_s = 0;
	int millis = 0;

	tm->tm_hour = tm->tm_min = tm->tm_sec = 0;
	*length_ms = DAY_MS;
	if (strlen(p) >= 5 && p[4] == '-') {
		if (!number(&p, 4, &tm->tm_year) || *p++ != '-' || !number(&p, 2, &tm->tm_mon) ||
		    *p++ != '-' || !number(&p, 2, &tm->tm_mday))
			return false;
		tm->tm_year -= 1900;
		tm->tm_mon--;
		if (tm->tm_year < 0 || !is_day(tm))
			return false;
		if (*p == 'T' || *p == ' ') {
			skip_blanks(&p);
			if (*p == 'T')
				p++;
			if (!read_clock(&p, tm, &millis, length_ms) ||
			    !read_zone(&p, &utc, &offset_s))
				return false;
		} else if (!read_zone(&p, &utc, &offset_s)) {
			return false;
		}
	} else if (!read_clock(&p, tm, &millis, length_ms)) {
		return false;
	}
	return *p == '\0' && to_ms(tm, utc, offset_s, millis, out_ms);
}

int query_time_span(const char *text, int64_t now_ms, int64_t *out_ms, int64_t *length_ms,
		    struct diag *d)
{
	time_t now = (time_t)(now_ms / 1000);
	bool yesterday = strcmp(text, "yesterday") == 0;
	struct tm tm;

	*length_ms = 1;
	if (strcmp(text, "now") == 0) {
		*out_ms = now_ms;
		return 0;
	}
	if (!localtime_r(&now, &tm))
		return diag_set(d, "the clock is out of range");
	if (yesterday || strcmp(text, "today") == 0) {
		tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
		tm.tm_mday -= yesterday;
		*length_ms = DAY_MS;
		if (to_ms(&tm, false, 0, 0, out_ms))
			return 0;
	}
	if (read_ago(text, now_ms, out_ms))
		return 0;
	if (read_iso(text, &tm, out_ms, length_ms))
		return 0;
	return diag_set(d,
			"'%s' is not a time; write 2026-11-20, 2026-11-20T08:56, 08:56, today, "
			"yesterday or \"1h ago\"",
			text);
}

int query_time(const char *text, int64_t now_ms, int64_t *out_ms, struct diag *d)
{
	int64_t length_ms;

	return query_time_span(text, now_ms, out_ms, &length_ms, d);
}
