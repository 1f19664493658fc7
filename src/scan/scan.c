// SPDX-License-Identifier: GPL-2.0-or-later
/* The scanner's open end: bytes of a log in pieces of any size become lines. What a line holds is for
 * scan_line.c to know. Nothing is allocated for a line that is whole in one piece. */
#include "config.h"

#include "scan/scan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scan_internal.h"

struct scan *scan_new(const struct scan_sink *sink)
{
	struct scan *s = mem_zalloc(1, sizeof(*s));

	s->sink = *sink;
	s->companions = sink->companion && !sink->only_comm;
	return s;
}

void scan_free(struct scan *s)
{
	if (!s)
		return;
	buf_release(&s->carry);
	buf_release(&s->utf8);
	buf_release(&s->held.text);
	buf_release(&s->held.raw);
	buf_release(&s->held.node);
	buf_release(&s->held.call);
	buf_release(&s->later_bytes);
	buf_release(&s->entry_host);
	buf_release(&s->path);
	buf_release(&s->path_stamp);
	buf_release(&s->decoded);
	scan_place_release(s);
	free(s->later);
	free(s);
}

void scan_forget(struct scan_counts *c)
{
	c->skipped += c->denials + c->granted;
	c->denials = c->granted = 0;
}

void scan_forget_all(struct scan *s)
{
	scan_forget(&s->counts);
}

const struct scan_counts *scan_counts(const struct scan *s)
{
	return &s->counts;
}

static void end_line(struct scan *s, const char *p, size_t n, uint64_t offset)
{
	struct scan_line l = { .p = p, .n = n, .offset = offset };

	s->counts.lines++;
	l.number = s->counts.lines > UINT32_MAX ? UINT32_MAX : (uint32_t)s->counts.lines;
	if (l.n && l.p[l.n - 1] == '\r')
		l.n--;
	if (l.n > SCAN_LINE_MAX) {
		l.n = SCAN_LINE_MAX;
		s->counts.long_lines++;
	}
	l.bytes = l.n;
	scan_line_read(s, &l);
}

/* Add to the unfinished line. */
static void carry(struct scan *s, const char *p, size_t n)
{
	size_t room = SCAN_LINE_MAX + 1 - s->carry.len;

	buf_add(&s->carry, p, n < room ? n : room);
}

static void end_carry(struct scan *s)
{
	end_line(s, buf_str(&s->carry), s->carry.len, s->carry_offset);
	buf_clear(&s->carry);
	s->in_line = false;
}

static void feed_bytes(struct scan *s, const char *p, size_t n)
{
	const char *end = p + n, *nl;
	uint64_t at = s->counts.bytes - n; /* of `p` */

	if (s->in_line) {
		nl = memchr(p, '\n', n);
		carry(s, p, (size_t)((nl ? nl : end) - p));
		if (!nl)
			return;
		end_carry(s);
		at += (size_t)(nl + 1 - p);
		p = nl + 1;
	}
	while ((nl = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		end_line(s, p, (size_t)(nl - p), at);
		at += (size_t)(nl + 1 - p);
		p = nl + 1;
	}
	if (p < end) {
		s->in_line = true;
		s->carry_offset = at;
		carry(s, p, (size_t)(end - p));
	}
}

/* False until it is known: the two bytes of a byte order mark may come one by one. */
static bool know_coding(struct scan *s, const char *p, size_t n)
{
	char c[2];

	buf_add(&s->carry, p, n < 2 ? n : 2);
	if (s->carry.len < 2 && ((unsigned char)s->carry.data[0] >= 0xfe))
		return false;
	c[0] = s->carry.data[0];
	c[1] = s->carry.len > 1 ? s->carry.data[1] : 0;
	s->coding = c[0] == '\xff' && c[1] == '\xfe'   ? CODING_UTF16_LE
		    : c[0] == '\xfe' && c[1] == '\xff' ? CODING_UTF16_BE
						       : CODING_BYTES;
	return true;
}

void scan_feed(struct scan *s, const char *bytes, size_t n)
{
	char first = 0;
	size_t had = 0;

	if (!n)
		return;
	if (s->coding == CODING_UNKNOWN) {
		had = s->carry.len;
		first = had ? s->carry.data[0] : 0;
		if (!know_coding(s, bytes, n)) {
			s->counts.bytes += n;
			return;
		}
		buf_clear(&s->carry);
		if (had && s->coding == CODING_BYTES)
			feed_bytes(s, &first, 1);
		else if (had)
			scan_utf16_feed(s, &first, 1);
	}
	s->counts.bytes += n;
	if (s->coding == CODING_BYTES)
		feed_bytes(s, bytes, n);
	else
		scan_utf16_feed(s, bytes, n);
}

void scan_flush(struct scan *s)
{
	scan_join_finish(s);
	scan_emit_later(s);
}

void scan_finish(struct scan *s)
{
	if (s->coding == CODING_UTF16_LE || s->coding == CODING_UTF16_BE)
		scan_utf16_feed(s, NULL, 0);
	else if (s->carry.len)
		end_carry(s);
	scan_flush(s);
}
