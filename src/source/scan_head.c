// SPDX-License-Identifier: GPL-2.0-or-later
/* What stands before a record's own fields: time stamp, serial, host. A stamp is audit(SECONDS.
 * MILLIS:SERIAL), or a date in the locale of whoever ran ausearch -i. Whether 04/05 is in April or
 * in May is learned from the file: by a number over 12, or by the order of its records. Dates
 * without a year (syslog, journal, logcat) are no time. */
#include "config.h"

#include "scan_parts.h"

#include <time.h>

#define YEAR_9999_S 253402300799 /* its last second */
#define DAY_MS      86400000u

static const char *number(const char *p, const char *end, uint64_t *out, unsigned *digits)
{
	uint64_t v = 0;
	const char *start = p;

	while (p < end && scan_is_digit(*p)) {
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

/* A fraction of a second in milliseconds. A millisecond field of ten digits comes from a clock that
 * was set back while it was read: it says nothing. */
static unsigned fraction_ms(const char *p, unsigned digits)
{
	unsigned ms = 0, i;

	if (digits > 9)
		return 0;
	for (i = 0; i < 3; i++)
		ms = ms * 10 + (i < digits ? (unsigned)(p[i] - '0') : 0);
	return ms;
}

const char *scan_head_raw(const char *p, const char *end, struct scan_head *h)
{
	uint64_t seconds = 0, serial = 0;
	unsigned ms, i;

	/* "1403799224.472:": ten digits from 2001 to 2286. */
	if (end - p < 32 || p[10] != '.' || p[14] != ':')
		return NULL;
	for (i = 0; i < 10; i++) {
		if (!scan_is_digit(p[i]))
			return NULL;
		seconds = seconds * 10 + (uint64_t)(p[i] - '0');
	}
	if (!scan_is_digit(p[11]) || !scan_is_digit(p[12]) || !scan_is_digit(p[13]))
		return NULL;
	ms = fraction_ms(p + 11, 3);
	for (p += 15, i = 0; p < end && scan_is_digit(*p) && i < 18; i++)
		serial = serial * 10 + (uint64_t)(*p++ - '0');
	if (i == 0 || i == 18 || end - p < 3 || memcmp(p, "): ", 3) != 0)
		return NULL;
	h->time_ms = (int64_t)seconds * 1000 + ms;
	h->serial = serial;
	h->stamped = true;
	return p + 3;
}

static unsigned days_in(unsigned month, unsigned year)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0));
}

/* In the reader's zone: ausearch wrote it in that of its machine, and does not say which. */
static int64_t local_ms(unsigned day, unsigned month, unsigned year, uint32_t day_ms)
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
static const char *time_of_day(const char *p, const char *end, uint32_t *day_ms)
{
	uint64_t part[3], fraction;
	unsigned i, digits;

	for (i = 0; i < 3; i++) {
		if (i && (p == end || *p++ != ':'))
			return NULL;
		p = number(p, end, &part[i], &digits);
		if (!digits || digits > 2 || part[i] > 60)
			return NULL;
	}
	if (part[0] > 23)
		return NULL;
	*day_ms = (uint32_t)((part[0] * 60 + part[1]) * 60 + part[2]) * 1000;
	if (p < end && (*p == '.' || *p == ',')) {
		const char *at = p + 1;

		p = number(at, end, &fraction, &digits);
		*day_ms += fraction_ms(at, digits);
	}
	if (*day_ms >= DAY_MS)
		*day_ms = DAY_MS - 1;
	return p;
}

enum date_form { DATE_NONE, DATE_KNOWN, DATE_AMBIGUOUS };

/* Three numbers with something between them, and a time of day; *known has day, month, year. */
static enum date_form read_date(const char **pp, const char *end, struct scan_date *d,
				unsigned known[3])
{
	const char *p = *pp;
	uint64_t n[3];
	unsigned digits[3], i;
	char mark = 0;

	for (i = 0; i < 3; i++) {
		p = number(p, end, &n[i], &digits[i]);
		if (!digits[i] || digits[i] > 4)
			return DATE_NONE;
		if (i == 0)
			mark = p < end ? *p : 0;
		while (p < end && i < 2 && !scan_is_digit(*p) && *p != ':' && *p != ')')
			p++;
	}
	/* "2024. 05. 06. 10:11:12", "2024-05-06T10:11:12" */
	while (p < end && !scan_is_digit(*p) && *p != ':' && *p != ')')
		p++;
	p = time_of_day(p, end, &d->day_ms);
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

static void learn(struct scan *s, const struct scan_date *d)
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

static const char *find_stamp(const char *p, const char *end)
{
	const char *at = scan_find(p, end, "audit(");

	return at ? at + strlen("audit(") : NULL;
}

void scan_head_learn(struct scan *s, const char *p, const char *end)
{
	struct scan_date d;
	unsigned known[3];

	p = find_stamp(p, end);
	if (p && read_date(&p, end, &d, known) == DATE_AMBIGUOUS)
		learn(s, &d);
}

static void interpreted_stamp(struct scan *s, const char **p, const char *end, struct scan_head *h)
{
	struct scan_date d;
	unsigned known[3];
	enum scan_order order = s->order;

	switch (read_date(p, end, &d, known)) {
	case DATE_NONE:
		return;
	case DATE_KNOWN:
		h->time_ms = local_ms(known[0], known[1], known[2], d.day_ms);
		break;
	case DATE_AMBIGUOUS:
		if (d.first > 12)
			order = ORDER_DAY_FIRST;
		else if (d.second > 12)
			order = ORDER_MONTH_FIRST;
		h->ambiguous = order == ORDER_UNKNOWN;
		if (order == ORDER_DAY_FIRST)
			h->time_ms = local_ms(d.first, d.second, d.year, d.day_ms);
		else if (order == ORDER_MONTH_FIRST)
			h->time_ms = local_ms(d.second, d.first, d.year, d.day_ms);
		break;
	}
	h->interpreted = true;
}

/* audit(…): seconds, or a date. */
static void stamp(struct scan *s, const char *p, const char *end, struct scan_head *h)
{
	const char *close = memchr(p, ')', (size_t)(end - p)), *q;
	uint64_t seconds, fraction;
	unsigned digits, sub = 0;

	h->stamped = true;
	if (close)
		end = close;
	q = number(p, end, &seconds, &digits);
	if (digits && (q == end || *q == '.' || *q == ':')) {
		const char *dot = q;

		if (q < end && *q == '.')
			q = number(q + 1, end, &fraction, &sub);
		if (q == end || *q == ':') {
			/* 0 is what Android's logd writes for "not said". */
			if (seconds && seconds <= YEAR_9999_S)
				h->time_ms = (int64_t)seconds * 1000 +
					     (*dot == '.' ? fraction_ms(dot + 1, sub) : 0);
			goto serial;
		}
	}
	q = p;
	interpreted_stamp(s, &q, end, h);
serial:
	if (q < end && *q == ':') {
		p = number(q + 1, end, &h->serial, &digits);
		if (!digits || p != end || h->serial == UINT64_MAX)
			h->serial = 0;
	}
}

static bool is_host(struct slice w)
{
	bool letter = false;
	size_t i;

	for (i = 0; i < w.n; i++) {
		if (!scan_is_word(w.p[i]) && w.p[i] != '.' && w.p[i] != '-')
			return false;
		letter |= !scan_is_digit(w.p[i]) && w.p[i] != '-' && w.p[i] != '.';
	}
	return letter && w.n <= 255;
}

/* Programs that pass records on. Any other may write what it was told to: sudo a command line. */
static bool is_teller(struct slice tag)
{
	static const char *const tellers[] = { "kernel",  "audit",   "dbus",
					       "systemd", "SELinux", "setroubleshoot",
					       "Xorg",    "gdm",     "nscd",
					       "logd" };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(tellers); i++)
		if (scan_starts(tag.p, tag.p + tag.n, tellers[i]))
			return true;
	return false;
}

/* Audit logs are sent on under any tag: what begins like a record is one. */
static bool is_record(const char *p, const char *end)
{
	return scan_starts(p, end, "avc:") || scan_starts(p, end, "type=") ||
	       scan_starts(p, end, "node=") || scan_starts(p, end, "audit") ||
	       scan_starts(p, end, "AVC ") || scan_starts(p, end, "USER_AVC ");
}

/* syslog, journal: "… HH:MM:SS HOST TAG[pid]: ", also with a fraction and a zone. */
static void syslog_host(const char *p, const char *end, struct scan_head *h)
{
	const char *limit = end - p > 64 ? p + 64 : end, *q;
	struct slice host, tag;
	uint32_t day_ms;

	for (q = p; q + 8 < limit; q++) {
		if (!scan_is_digit(*q) || (q > p && (scan_is_digit(q[-1]) || q[-1] == ':')))
			continue;
		if (q[2] != ':' || q[5] != ':' || !time_of_day(q, end, &day_ms))
			continue;
		while (q < end && !scan_is_blank(*q))
			q++;
		q = scan_skip_blanks(q, end);
		for (host.p = q; q < end && !scan_is_blank(*q);)
			q++;
		host.n = (size_t)(q - host.p);
		q = scan_skip_blanks(q, end);
		for (tag.p = q; q < end && !scan_is_blank(*q);)
			q++;
		tag.n = (size_t)(q - tag.p);
		if (!is_host(host) || !memchr(tag.p, ':', tag.n) || !scan_is_word(*tag.p))
			return;
		h->node = host;
		h->foreign = !is_teller(tag) && !is_record(scan_skip_blanks(q, end), end);
		return;
	}
}

void scan_head_parse(struct scan *s, const char *p, const char *end, struct scan_head *h)
{
	const char *at = scan_find(p, end, "node="), *q;

	if (at && (at == p || !scan_is_word(at[-1]))) {
		h->node.p = at + strlen("node=");
		for (q = h->node.p; q < end && !scan_is_blank(*q);)
			q++;
		h->node.n = (size_t)(q - h->node.p);
	} else {
		syslog_host(p, end, h);
	}
	at = find_stamp(p, end);
	if (at)
		stamp(s, at, end, h);
}
