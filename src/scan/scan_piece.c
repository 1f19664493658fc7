// SPDX-License-Identifier: GPL-2.0-or-later
/* Pieces: texts that hold a record, and where they are in their source. It does not read them. */
#include "config.h"

#include "scan_internal.h"

struct scan_piece scan_piece_of(const struct scan_line *l)
{
	return (struct scan_piece){ .p = l->p,
				    .n = l->n,
				    .raw = { l->p, l->n },
				    .offset = l->offset,
				    .bytes = l->bytes,
				    .line = l->number,
				    .wide = l->wide,
				    .head = { .time_ms = TIME_NONE } };
}

/* Bytes that `n` bytes of UTF-8 take in UTF-16. */
static size_t utf16_bytes(const char *p, size_t n)
{
	size_t i, units = 0;

	for (i = 0; i < n; i++) /* a lead byte of four makes two units */
		units += ((p[i] & 0xc0) != 0x80) + ((p[i] & 0xf8) == 0xf0);
	return 2 * units;
}

struct scan_piece scan_piece_part(const struct scan_piece *whole, const char *from, const char *end)
{
	struct scan_piece part = *whole;

	part.p = from;
	part.n = (size_t)(end - from);
	if (whole->fixed)
		return part;
	part.offset += part.wide ? utf16_bytes(whole->p, (size_t)(from - whole->p))
				 : (size_t)(from - whole->p);
	part.bytes = part.wide ? utf16_bytes(from, part.n) : part.n;
	part.raw = (struct slice){ from, part.n };
	return part;
}

struct scan_piece scan_piece_until(const struct scan_piece *whole, const char *next)
{
	struct scan_piece part = *whole;

	part.n = (size_t)(next - whole->p);
	while (part.n > part.body && scan_is_blank(part.p[part.n - 1]))
		part.n--;
	if (!part.fixed) {
		part.raw.n = part.n;
		part.bytes = part.wide ? utf16_bytes(part.p, part.n) : part.n;
	}
	return part;
}
