// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads dates that are not seconds: in the locale of whoever ran ausearch -i, or at the start of a line.
 * Whether 04/05 is in April or in May is learned from the file: by a number over 12, or by the order of its
 * records. It knows nothing of records. */
#include "config.h"

#include "scan_internal.h"

#include <time.h>

#define DAY_MS 86400000u

const char *scan_date_number(const char *p, const char *end, uint64_t *out, unsigned *digits)
{
	uint64_t v = 0;
	const char *start = p;

	while (p < end && ascii_is_digit(*p)) {
		if (v <= (UINT64_MAX - 9) / 10)
			v = v * 10 + (uint64_t)(*p - '0');
		else
			v = UINT64_MAX;
		p++;
	}
	*out = v;
	if (digits)
		*digits = (unsigned)(p - start);
	return p;
}

/* A fraction of a second in milliseconds. A millisecond field of ten digits comes from a clock that was set
 * back while it was read: it counts as 0. */
unsigned scan_date_fraction(const char *p, unsigned digits)
{
	unsigned ms = 0, i;

	if (digits > 9)
		return 0;
	for (i = 0; i < 3; i++)
		ms = ms * 10 + (i < digits ? (unsigned)(p[i] - '0') : 0);
	return ms;
}

static unsigned days_in(unsigned month, unsigned year)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0));
}

/* In the reader's zone: ausearch used the zone of its machine, and does not say which. */
int64_t scan_date_local(unsigned day, unsigned month, unsigned year, uint32_t day_ms)
{
	struct tm tm = { .tm_mday = (int)day,
			 .tm_mon = (int)month - 1,
			 .tm_year = (int)year - 1900,
			 .tm_isdst = -1 };
	time_t t;

	if (month < 1 || month > 12 || day < 1 || day > days_in(month, year))
		return TIME_NONE;
	tm.tm_sec = (int)(day_ms / 1000);
	t = mktime(&tm);
	return t == (time_t)-1 ? TIME_NONE : (int64_t)t * 1000 + day_ms % 1000;
}

/* "HH:MM:SS[.mmm]" */
const char *scan_date_clock(const char *p, const char *end, uint32_t *day_ms)
{
	uint64_t part[3], fraction;
	unsigned i, digits;

	for (i = 0; i < 3; i++) {
		if (i && (p == end || *p++ != ':'))
			return NULL;
		p = scan_date_number(p, end, &part[i], &digits);
		if (!digits || digits > 2 || part[i] > 60)
			return NULL;
	}
	if (part[0] > 23)
		return NULL;
	*day_ms = (uint32_t)((part[0] * 60 + part[1]) * 60 + part[2]) * 1000;
	if (p < end && (*p == '.' || *p == ',')) {
		const char *at = p + 1;

		p = scan_date_number(at, end, &fraction, &digits);
		*day_ms += scan_date_fraction(at, digits);
	}
	if (*day_ms >= DAY_MS)
		*day_ms = DAY_MS - 1;
	return p;
}

/* Three numbers with something between them, and a time of day; *known has day, month, year. */
enum scan_date_form scan_date_read(const char **pp, const char *end, struct scan_date *d,
				   unsigned known[3])
{
	const char *p = *pp;
	uint64_t n[3];
	unsigned digits[3], i;
	char mark = 0;

	for (i = 0; i < 3; i++) {
		p = scan_date_number(p, end, &n[i], &digits[i]);
		if (!digits[i] || digits[i] > 4)
			return DATE_NONE;
		if (i == 0)
			mark = p < end ? *p : 0;
		while (p < end && i < 2 && !ascii_is_digit(*p) && *p != ':' && *p != ')')
			p++;
	}
	/* "2024. 05. 06. 10:11:12", "2024-05-06T10:11:12" */
	while (p < end && !ascii_is_digit(*p) && *p != ':' && *p != ')')
		p++;
	p = scan_date_clock(p, end, &d->day_ms);
	if (!p)
		return DATE_NONE;
	*pp = p;
	if (digits[0] == 4 || n[0] > 31) { /* year, month, day */
		known[2] = (unsigned)n[0] + (digits[0] < 4 ? 2000 : 0);
		known[1] = (unsigned)n[1];
		known[0] = (unsigned)n[2];
		return DATE_KNOWN;
	}
	d->year = (unsigned)n[2] + (digits[2] < 4 ? (n[2] < 70 ? 2000 : 1900) : 0);
	d->first = (unsigned)n[0];
	d->second = (unsigned)n[1];
	known[0] = d->first;
	known[1] = d->second;
	known[2] = d->year;
	/* Only "/" is written both ways round by the locales' %x. */
	if (mark != '/' || d->first == d->second)
		return DATE_KNOWN;
	return DATE_AMBIGUOUS;
}

/* Comparable: which of two is earlier when the month is in the given place. */
static uint64_t rank(const struct scan_date *d, bool month_first)
{
	unsigned month = month_first ? d->first : d->second;
	unsigned day = month_first ? d->second : d->first;

	return ((uint64_t)d->year * 512 + month * 32 + day) * DAY_MS + d->day_ms;
}

void scan_date_learn(struct scan *s, const struct scan_date *d)
{
	bool day, month;

	if (d->first > 12 && d->second <= 12)
		s->order = ORDER_DAY_FIRST;
	else if (d->second > 12 && d->first <= 12)
		s->order = ORDER_MONTH_FIRST;
	if (s->order == ORDER_UNKNOWN && s->has_last_date) {
		day = rank(d, false) >= rank(&s->last_date, false);
		month = rank(d, true) >= rank(&s->last_date, true);
		if (day != month)
			s->order = day ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
	}
	s->last_date = *d;
	s->has_last_date = true;
}

/* "+02:00", "-0500", "Z", " UTC": seconds east of Greenwich; false where the text has no zone. */
static bool read_zone(const char *p, const char *end, int *seconds)
{
	uint64_t hours, minutes;
	unsigned digits;
	int sign;

	*seconds = 0;
	if (p < end && (*p == 'Z' || scan_starts(p, end, " UTC ")))
		return true;
	if (p == end || (*p != '+' && *p != '-'))
		return false;
	sign = *p == '-' ? -1 : 1;
	p = scan_date_number(p + 1, end, &hours, &digits);
	if (digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (digits != 2 || p == end || *p != ':') {
		return false;
	} else {
		scan_date_number(p + 1, end, &minutes, &digits);
	}
	if (hours > 24 || minutes > 59)
		return false;
	*seconds = sign * (int)(hours * 3600 + minutes * 60);
	return true;
}

int64_t scan_date_of_line(const char *p, const char *end)
{
	uint64_t n[3];
	unsigned digits, i;
	uint32_t day_ms;
	int zone;
	struct tm tm = { 0 };

	if (end - p > 4 && p[3] == ' ' && !ascii_is_digit(*p)) /* the day of the week */
		p += 4;
	p = scan_date_number(p, end, &n[0], &digits);
	if (digits == 10 && end - p > 7 && *p == '.') /* journalctl -o short-unix */
		return (int64_t)n[0] * 1000 + scan_date_fraction(p + 1, 3);
	if (digits != 4)
		return TIME_NONE;
	for (i = 1; i < 3; i++) {
		if (p == end || *p != '-')
			return TIME_NONE;
		p = scan_date_number(p + 1, end, &n[i], &digits);
		if (digits != 2)
			return TIME_NONE;
	}
	if (p == end || (*p != 'T' && *p != ' '))
		return TIME_NONE;
	p = scan_date_clock(p + 1, end, &day_ms);
	if (!p || n[1] < 1 || n[1] > 12 || n[2] < 1 ||
	    n[2] > days_in((unsigned)n[1], (unsigned)n[0]))
		return TIME_NONE;
	if (!read_zone(p, end, &zone))
		return scan_date_local((unsigned)n[2], (unsigned)n[1], (unsigned)n[0], day_ms);
	tm.tm_year = (int)n[0] - 1900;
	tm.tm_mon = (int)n[1] - 1;
	tm.tm_mday = (int)n[2];
	return ((int64_t)timegm(&tm) - zone) * 1000 + day_ms;
}
