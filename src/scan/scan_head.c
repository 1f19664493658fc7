// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads what precedes a record's own fields: time stamp, serial, host. A stamp is audit(SECONDS.
 * MILLIS:SERIAL), or audit(DATE:SERIAL) as ausearch -i writes it. Without a stamp, a date at the start of
 * the line counts if it has a year; the dates of syslog, journal and logcat have none. */
#include "config.h"

#include "scan_internal.h"

#define YEAR_9999_S 253402300799 /* its last second */

const char *scan_head_raw(const char *p, const char *end, struct scan_head *h)
{
	uint64_t seconds = 0, serial = 0;
	unsigned ms, i;

	/* "1403799224.472:": ten digits from 2001 to 2286. */
	if (end - p < 20 || p[10] != '.' || p[14] != ':')
		return NULL;
	for (i = 0; i < 10; i++) {
		if (!ascii_is_digit(p[i]))
			return NULL;
		seconds = seconds * 10 + (uint64_t)(p[i] - '0');
	}
	if (!ascii_is_digit(p[11]) || !ascii_is_digit(p[12]) || !ascii_is_digit(p[13]))
		return NULL;
	ms = scan_date_fraction(p + 11, 3);
	for (p += 15, i = 0; p < end && ascii_is_digit(*p) && i < 18; i++)
		serial = serial * 10 + (uint64_t)(*p++ - '0');
	if (i == 0 || i == 18 || end - p < 3 || memcmp(p, "): ", 3) != 0)
		return NULL;
	h->time_ms = (int64_t)seconds * 1000 + ms;
	h->serial = serial;
	h->stamped = true;
	return p + 3;
}

struct slice scan_head_stamp(const char *p, const char *end)
{
	struct slice stamp = { scan_find(p, end, "audit("), 0 };
	const char *close = stamp.p ? memchr(stamp.p, ')', (size_t)(end - stamp.p)) : NULL;

	if (!close)
		return (struct slice){ 0 };
	stamp.n = (size_t)(close - stamp.p);
	return stamp;
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
	if (p && scan_date_read(&p, end, &d, known) == DATE_AMBIGUOUS)
		scan_date_learn(s, &d);
}

static void interpreted_stamp(struct scan *s, const char **p, const char *end, struct scan_head *h)
{
	struct scan_date d;
	unsigned known[3];
	enum scan_order order = s->order;

	switch (scan_date_read(p, end, &d, known)) {
	case DATE_NONE:
		return;
	case DATE_KNOWN:
		h->time_ms = scan_date_local(known[0], known[1], known[2], d.day_ms);
		break;
	case DATE_AMBIGUOUS:
		if (d.first > 12)
			order = ORDER_DAY_FIRST;
		else if (d.second > 12)
			order = ORDER_MONTH_FIRST;
		h->ambiguous = order == ORDER_UNKNOWN;
		if (order == ORDER_DAY_FIRST)
			h->time_ms = scan_date_local(d.first, d.second, d.year, d.day_ms);
		else if (order == ORDER_MONTH_FIRST)
			h->time_ms = scan_date_local(d.second, d.first, d.year, d.day_ms);
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
	q = scan_date_number(p, end, &seconds, &digits);
	if (digits && (q == end || *q == '.' || *q == ':')) {
		const char *dot = q;

		if (q < end && *q == '.')
			q = scan_date_number(q + 1, end, &fraction, &sub);
		if (q == end || *q == ':') {
			/* Android's logd writes 0 when it does not know. */
			if (seconds && seconds <= YEAR_9999_S)
				h->time_ms = (int64_t)seconds * 1000 +
					     (*dot == '.' ? scan_date_fraction(dot + 1, sub) : 0);
			goto serial;
		}
	}
	q = p;
	interpreted_stamp(s, &q, end, h);
serial:
	if (q < end && *q == ':') {
		p = scan_date_number(q + 1, end, &h->serial, &digits);
		if (!digits || p != end || h->serial == UINT64_MAX)
			h->serial = 0;
	}
}

static bool is_host(struct slice w)
{
	bool letter = false;
	size_t i;

	for (i = 0; i < w.n; i++) {
		if (!ascii_is_word(w.p[i]) && w.p[i] != '.' && w.p[i] != '-')
			return false;
		letter |= !ascii_is_digit(w.p[i]) && w.p[i] != '-' && w.p[i] != '.';
	}
	return letter && w.n <= 255;
}

/* Programs that pass records on. Any other may log what a user gave it: sudo logs command lines. */
static bool is_forwarder(struct slice tag)
{
	static const char *const forwarders[] = { "kernel",  "audit",   "dbus",
						  "systemd", "SELinux", "setroubleshoot",
						  "Xorg",    "gdm",     "nscd",
						  "logd" };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(forwarders); i++)
		if (scan_starts(tag.p, tag.p + tag.n, forwarders[i]))
			return true;
	return false;
}

/* Audit logs are forwarded under any tag: what begins like a record is one. */
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
		if (!ascii_is_digit(*q) || (q > p && (ascii_is_digit(q[-1]) || q[-1] == ':')))
			continue;
		if (q[2] != ':' || q[5] != ':' || !scan_date_clock(q, end, &day_ms))
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
		if (!is_host(host) || !memchr(tag.p, ':', tag.n) || !ascii_is_word(*tag.p))
			return;
		h->node = host;
		h->foreign = !is_forwarder(tag) && !is_record(scan_skip_blanks(q, end), end);
		return;
	}
}

void scan_head_parse(struct scan *s, const char *p, const char *end, struct scan_head *h)
{
	const char *at = scan_find(p, end, "node="), *q;

	if (at && (at == p || !ascii_is_word(at[-1]))) {
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
	if (h->time_ms == TIME_NONE && !h->ambiguous)
		h->time_ms = scan_date_of_line(p, end);
}
