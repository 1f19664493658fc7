// SPDX-License-Identifier: GPL-2.0-or-later
/* Converts a source in UTF-16 with a byte order mark (logs saved by Windows tools) to UTF-8, line by line.
 * Places stay those of the source. It does not look at what a line says. */
#include "config.h"

#include "scan_internal.h"

static unsigned unit_at(const struct scan *s, const char *p)
{
	unsigned a = (unsigned char)p[0], b = (unsigned char)p[1];

	return s->coding == CODING_UTF16_LE ? a | b << 8 : a << 8 | b;
}

static void add_utf8(struct buf *out, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(out, (char)c);
	} else if (c < 0x800) {
		buf_addc(out, (char)(0xc0 | c >> 6));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_addc(out, (char)(0xe0 | c >> 12));
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_addc(out, (char)(0xf0 | c >> 18));
		buf_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_addc(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* Read the line in `carry`, of `n` bytes. Half of a surrogate pair without the other half stays as it is. */
static void end_line(struct scan *s, size_t n)
{
	struct scan_line l = { .offset = s->carry_offset, .bytes = n, .wide = true };
	const char *p = buf_str(&s->carry);
	size_t i;

	if (n > SCAN_LINE_MAX) {
		n = SCAN_LINE_MAX;
		s->counts.long_lines++;
	}
	buf_clear(&s->utf8);
	for (i = 0; i + 1 < n; i += 2) {
		uint32_t c = unit_at(s, p + i), low;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < n) {
			low = unit_at(s, p + i + 2);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		if (c == 0xfeff && s->utf8.len == 0) { /* the mark itself */
			l.offset += 2;
			l.bytes -= 2;
			continue;
		}
		add_utf8(&s->utf8, c);
	}
	l.p = buf_str(&s->utf8);
	l.n = s->utf8.len;
	if (l.n && l.p[l.n - 1] == '\r') {
		l.n--;
		l.bytes -= 2;
	}
	s->counts.lines++;
	l.number = s->counts.lines > UINT32_MAX ? UINT32_MAX : (uint32_t)s->counts.lines;
	scan_line_read(s, &l);
}

void scan_utf16_feed(struct scan *s, const char *bytes, size_t n)
{
	size_t i;

	if (!n) {
		if (s->carry.len > 1)
			end_line(s, s->carry.len);
		buf_clear(&s->carry);
		return;
	}
	if (!s->in_line) {
		s->in_line = true;
		s->carry_offset = 0;
	}
	for (i = 0; i < n; i++) {
		/* A line that is too long is cut into lines, never inside a unit. */
		buf_addc(&s->carry, bytes[i]);
		if (s->carry.len % 2)
			continue;
		if (unit_at(s, s->carry.data + s->carry.len - 2) != '\n' &&
		    s->carry.len < SCAN_LINE_MAX)
			continue;
		end_line(s, s->carry.len -
				    (unit_at(s, s->carry.data + s->carry.len - 2) == '\n' ? 2 : 0));
		s->carry_offset += s->carry.len;
		buf_clear(&s->carry);
	}
}
