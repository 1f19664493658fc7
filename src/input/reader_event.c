// SPDX-License-Identifier: GPL-2.0-or-later
/* Gather the whole audit event around one record: the lines near it with the same node and stamp
 * (time and serial number). The kernel writes them in order, but mixes those of several processors.
 * Does not know what the fields mean. */
#include "config.h"

#include "input/reader.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/ascii.h"
#include "interpret_internal.h"
#include "journald_internal.h"
#include "base/text.h"

/* How far to search on each side at first, and at most if the event seems incomplete. */
#define REACH_BYTES     ((size_t)64 << 10)
#define REACH_BYTES_MAX ((size_t)1 << 20)
#define EDGE_BYTES      ((size_t)4 << 10)
#define LINES_MAX       256
#define RAW_LINE_BYTES  ((size_t)16 << 10)

struct gather {
	struct slice lines[LINES_MAX]; /* in `text`; the record itself is not among them */
	size_t count;
	size_t first, last; /* distance of the outermost lines from the record, bytes */
	struct buf text;
	size_t before; /* bytes of `text` before the record */
	size_t own;    /* bytes of the record */
};

/* Return "1795163111.088:11" of audit(1795163111.088:11). Absent if it does not end in a serial
 * number, since it cannot tell events apart then. */
static struct slice stamp_of(struct slice line)
{
	const char *p = line.n ? memmem(line.p, line.n, "audit(", 6) : NULL, *end, *colon;

	if (!p)
		return (struct slice){ 0 };
	p += 6;
	end = memchr(p, ')', line.n - (size_t)(p - line.p));
	colon = end ? memrchr(p, ':', (size_t)(end - p)) : NULL;
	if (!colon || colon + 1 == end || !ascii_is_digit(end[-1]))
		return (struct slice){ 0 };
	return (struct slice){ p, (size_t)(end - p) };
}

static struct slice node_of(struct slice line)
{
	const char *p = line.n ? memmem(line.p, line.n, "node=", 5) : NULL, *end;
	struct slice stamp = stamp_of(line);

	if (!p || !stamp.p || p > stamp.p)
		return (struct slice){ 0 };
	p += 5;
	end = memchr(p, ' ', line.n - (size_t)(p - line.p));
	return end ? (struct slice){ p, (size_t)(end - p) } : (struct slice){ 0 };
}

/* Add the lines of `part` that belong to the event. */
static void gather_part(struct gather *g, struct slice part, struct slice stamp, struct slice node)
{
	const char *p = part.p, *end = part.p + part.n, *nl;

	while (p < end && g->count < LINES_MAX) {
		struct slice line;

		nl = memchr(p, '\n', (size_t)(end - p));
		line = (struct slice){ p, (size_t)((nl ? nl : end) - p) };
		p = nl ? nl + 1 : end;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (slice_eq(stamp_of(line), stamp) && slice_eq(node_of(line), node))
			g->lines[g->count++] = line;
	}
}

static void gather_around(struct gather *g, struct slice stamp, struct slice node, bool whole)
{
	const char *record = g->text.data + g->before, *after = record + g->own, *nl;
	struct slice part = { g->text.data, g->before };
	struct slice *line;

	g->count = g->first = g->last = 0;
	if (!whole) { /* the text begins in the middle of a line */
		nl = memchr(part.p, '\n', part.n);
		part.n -= nl ? (size_t)(nl + 1 - part.p) : part.n;
		part.p = record - part.n;
	}
	gather_part(g, part, stamp, node);
	if (g->count)
		g->first = (size_t)(record - g->lines[0].p);
	part.p = after;
	part.n = (size_t)(g->text.data + g->text.len - after);
	gather_part(g, part, stamp, node);
	line = g->count ? &g->lines[g->count - 1] : NULL;
	if (line && line->p > record)
		g->last = (size_t)(line->p + line->n - after);
}

/* Most events have a SYSCALL record; search farther for an event without one. */
static bool has_syscall(const struct gather *g)
{
	size_t i;

	for (i = 0; i < g->count; i++)
		if (memmem(g->lines[i].p, g->lines[i].n, "SYSCALL", 7) ||
		    memmem(g->lines[i].p, g->lines[i].n, "=1300 ", 6))
			return true;
	return false;
}

/* Return the encoding, for iconv(3), of a source that begins with a byte order mark; else NULL. */
static const char *coding_of(struct reader *r, unsigned source)
{
	struct buf mark = { 0 };
	const char *coding = NULL;

	if (reader_text(r, source, 0, 2, &mark, NULL) == 0 && mark.len == 2) {
		if (memcmp(mark.data, "\xff\xfe", 2) == 0)
			coding = "UTF-16LE";
		else if (memcmp(mark.data, "\xfe\xff", 2) == 0)
			coding = "UTF-16BE";
	}
	buf_release(&mark);
	return coding;
}

/* Convert the bytes of `text` from `from` on to UTF-8; drop half characters. */
static void recode(struct buf *text, size_t from, const char *coding)
{
	iconv_t cd = iconv_open("UTF-8", coding);
	struct buf out = { 0 };
	char piece[4096], *in = text->data + from, *to;
	size_t left = text->len - from, room;

	while (cd != (iconv_t)-1 && left > 1) {
		to = piece;
		room = sizeof(piece);
		if (iconv(cd, &in, &left, &to, &room) == (size_t)-1 && errno != E2BIG) {
			in += left < 2 ? left : 2;
			left -= left < 2 ? left : 2;
		}
		buf_add(&out, piece, (size_t)(to - piece));
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	text->len = from;
	buf_add(text, buf_str(&out), out.len);
	buf_release(&out);
}

static int gather(struct reader *r, struct gather *g, unsigned source, uint64_t offset,
		  size_t bytes, struct diag *d)
{
	const char *coding = coding_of(r, source);
	size_t reach = REACH_BYTES, before;
	struct slice stamp, node, record;
	bool whole;

	for (;; reach *= 4) {
		before = offset < reach ? (size_t)offset : reach;
		buf_clear(&g->text);
		/* The text before the record may not have been kept, or may be truncated. */
		if (reader_text(r, source, offset - before, before, &g->text, NULL) < 0 ||
		    g->text.len != before)
			buf_clear(&g->text);
		whole = g->text.len == offset;
		if (coding)
			recode(&g->text, 0, coding);
		g->before = g->text.len;
		if (reader_text(r, source, offset, bytes, &g->text, d) < 0)
			return -1;
		if (coding)
			recode(&g->text, g->before, coding);
		g->own = g->text.len - g->before;
		before = g->text.len;
		if (reader_text(r, source, offset + bytes, reach, &g->text, NULL) == 0 && coding)
			recode(&g->text, before, coding);
		if (journald_to_lines(&g->text, &g->before, &g->own))
			whole = true;
		record = (struct slice){ g->text.data + g->before, g->own };
		stamp = stamp_of(record);
		node = node_of(record);
		if (!stamp.n)
			return 0;
		gather_around(g, stamp, node, whole);
		if (reach >= REACH_BYTES_MAX || (has_syscall(g) && g->first < reach - EDGE_BYTES &&
						 g->last < reach - EDGE_BYTES))
			return 0;
	}
}

static void put_line(struct interpret *in, struct slice line, struct buf *out, bool *interpreted)
{
	const char *nl;

	while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	if (in && interpret_record(in, line, out)) {
		*interpreted = true;
		buf_addc(out, '\n');
		return;
	}
	if (line.n > RAW_LINE_BYTES)
		line.n = RAW_LINE_BYTES;
	/* A record joined from several lines still contains the line ends. */
	while ((nl = memchr(line.p, '\n', line.n))) {
		text_clean(out, (struct slice){ line.p, (size_t)(nl - line.p) });
		buf_addc(out, '\n');
		line.n -= (size_t)(nl + 1 - line.p);
		line.p = nl + 1;
	}
	text_clean(out, line);
	buf_addc(out, '\n');
}

int reader_event(struct reader *r, unsigned source, uint64_t offset, size_t bytes, struct buf *out,
		 bool *interpreted, struct diag *d)
{
	struct gather g = { .count = 0 };
	struct interpret *in;
	size_t i;
	int rc;

	*interpreted = false;
	rc = gather(r, &g, source, offset, bytes, d);
	if (rc == 0) {
		in = interpret_new();
		put_line(in, (struct slice){ g.text.data + g.before, g.own }, out, interpreted);
		for (i = 0; i < g.count; i++)
			put_line(in, g.lines[i], out, interpreted);
		interpret_free(in);
	}
	buf_release(&g.text);
	return rc;
}
