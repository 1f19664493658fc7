// SPDX-License-Identifier: GPL-2.0-or-later
/* Breaks lines at blanks. Counts bytes: a caller with cells to fill first asks text_fit_bytes
 * how many bytes fit. */
#include "config.h"

#include "base/wrap.h"

size_t wrap_at(const char *text, size_t room)
{
	while (room && text[room] != ' ')
		room--;
	return room;
}

/* Append one line of the text. */
static void add_line(struct buf *out, const char *p, const char *end, size_t room,
		     const char *between)
{
	while ((size_t)(end - p) > room) {
		size_t n = wrap_at(p, room);
		const char *blank = n ? p + n : memchr(p + room, ' ', (size_t)(end - p) - room);

		if (!blank)
			break;
		buf_add(out, p, (size_t)(blank - p));
		buf_adds(out, between);
		p = blank + 1;
	}
	buf_add(out, p, (size_t)(end - p));
}

void wrap_add(struct buf *out, struct slice text, size_t room, const char *between)
{
	const char *p = text.p, *end = p + text.n, *stop;

	for (; text.n && (stop = memchr(p, '\n', (size_t)(end - p))); p = stop + 1) {
		add_line(out, p, stop, room, between);
		buf_addc(out, '\n');
	}
	if (p < end)
		add_line(out, p, end, room, between);
}
