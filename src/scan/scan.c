// SPDX-License-Identifier: GPL-2.0-or-later
/* The scanner's two ends: pieces of bytes become lines, and what the lines hold goes to the sink
 * and into the counts. Nothing is allocated for a record that stands whole in one line. */
#include "config.h"

#include "scan/scan.h"

#include <stdlib.h>

#include "base/mem.h"
#include "scan_internal.h"

/* Records that wait for the order of day and month to show: more of them go out without a time. */
#define LATER_MAX_BYTES ((size_t)1 << 20)

struct scan *scan_new(const struct scan_sink *sink)
{
	struct scan *s = mem_zalloc(1, sizeof(*s));

	s->sink = *sink;
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

static void refuse(struct scan *s, const struct scan_piece *piece, const char *why)
{
	s->counts.records++;
	s->counts.refused++;
	s->counts.joined += piece->joined;
	s->sink.refuse(s->sink.ctx, piece->line, why, piece->raw);
}

static void give_mark(struct scan *s, const struct scan_piece *piece, const struct scan_head *h)
{
	struct log_mark m = { .kind = piece->mark,
			      .time_ms = h->time_ms,
			      .serial = h->serial,
			      .text = piece->raw,
			      .line = piece->line,
			      .offset = piece->offset };

	if (s->sink.mark)
		s->sink.mark(s->sink.ctx, &m);
}

struct scan_parsed scan_parse(struct scan *s, const struct scan_piece *piece, bool interpreted,
			      struct record *r)
{
	const char *body = piece->p + piece->body, *end = piece->p + piece->n;

	*r = (struct record){ .permissive = -1, .time_ms = TIME_NONE, .ioctl = IOCTL_NONE };
	if (piece->kind == PIECE_ERR)
		return scan_err_parse(s, body, end, r);
	if (piece->user)
		return scan_user_parse(body, end, r);
	return scan_avc_parse(body, end, interpreted, r);
}

static void give(struct scan *s, struct record *r, const struct scan_piece *piece,
		 const struct scan_head *h)
{
	const char *why = NULL;

	r->time_ms = h->time_ms;
	r->serial = h->serial;
	r->node = h->node;
	r->raw = piece->raw;
	r->offset = piece->offset;
	r->bytes = piece->bytes;
	r->line = piece->line;
	if (s->path.len && !r->path.n)
		r->path = scan_join_path_of(s, piece);
	if (s->backwards && s->sink.companion && !r->path.n)
		r->path = scan_place_find(s, r);
	r->suspect |= piece->suspect || (piece->behind && h->interpreted) || h->foreign;
	if (s->sink.record(s->sink.ctx, r, &why)) {
		s->counts.records++;
		s->counts.joined += piece->joined;
		if (r->granted)
			s->counts.granted++;
		else
			s->counts.denials++;
		scan_place_want(s, r);
		if (s->sink.companion && !r->user && !r->exe.n && !r->suspect) {
			s->exe_serial = h->serial;
			s->exe_ms = h->time_ms;
		}
		if (h->time_ms == TIME_NONE)
			s->counts.undated++;
		if (h->ambiguous)
			s->counts.date_ambiguous++;
	} else if (why) {
		refuse(s, piece, why);
	} else {
		s->counts.records++;
		s->counts.joined += piece->joined;
		s->counts.skipped++;
	}
}

/* avc:  received policyload notice (seqno=2), and the like. */
static void notice(struct scan *s, const struct scan_piece *piece, const struct scan_head *h)
{
	struct scan_piece mark = *piece;

	s->counts.records++;
	s->counts.skipped++;
	mark.mark = LOG_MARK_KINDS;
	if (scan_find(piece->p, piece->p + piece->n, "received policyload notice"))
		mark.mark = LOG_MARK_POLICY_LOAD;
	else if (scan_find(piece->p, piece->p + piece->n, "received setenforce notice"))
		mark.mark = LOG_MARK_STATUS;
	if (mark.mark != LOG_MARK_KINDS)
		give_mark(s, &mark, h);
}

static void finish_piece(struct scan *s, const struct scan_piece *piece, const struct scan_head *h)
{
	struct record r;
	struct scan_parsed got;

	if (piece->kind == PIECE_MARK) {
		give_mark(s, piece, h);
		return;
	}
	if (piece->kind == PIECE_SKIP) {
		s->counts.records++;
		s->counts.skipped++;
		return;
	}
	got = scan_parse(s, piece, h->interpreted, &r);
	switch (got.what) {
	case PARSED_RECORD:
		give(s, &r, piece, h);
		break;
	case PARSED_OTHER:
		notice(s, piece, h);
		break;
	case PARSED_SHORT:
	case PARSED_REFUSE:
		refuse(s, piece, got.why);
		break;
	}
}

static void give_later(struct scan *s)
{
	size_t i, count = s->later_count;
	struct scan_piece piece;
	struct scan_head h;

	s->later_count = 0;
	for (i = 0; i < count; i++) {
		piece = s->later[i].piece;
		piece.p = s->later_bytes.data + s->later[i].text;
		piece.raw.p = s->later_bytes.data + s->later[i].raw;
		piece.head.node.p = s->later_bytes.data + s->later[i].node;
		h = piece.head;
		if (!h.stamped)
			scan_head_parse(s, piece.p, piece.p + piece.body, &h);
		finish_piece(s, &piece, &h);
	}
	buf_clear(&s->later_bytes);
}

static void keep_later(struct scan *s, const struct scan_piece *piece)
{
	struct scan_later *l;

	if (s->later_bytes.len + piece->n + piece->raw.n > LATER_MAX_BYTES)
		give_later(s);
	s->later = mem_grow(s->later, &s->later_cap, s->later_count + 1, sizeof(*s->later));
	l = &s->later[s->later_count++];
	l->piece = *piece;
	l->text = s->later_bytes.len;
	buf_add(&s->later_bytes, piece->p, piece->n);
	l->raw = l->text;
	if (piece->raw.p != piece->p) {
		l->raw = s->later_bytes.len;
		buf_add(&s->later_bytes, piece->raw.p, piece->raw.n);
	}
	l->node = s->later_bytes.len;
	buf_add(&s->later_bytes, piece->head.node.p, piece->head.node.n);
}

/* Whether it waits for the order of day and month, or behind what waits; else all that waited has
 * gone, and the head is read by what is known now. */
static bool is_kept(struct scan *s, const struct scan_piece *piece, struct scan_head *h)
{
	if (!h->ambiguous && !s->later_count)
		return false;
	scan_head_learn(s, piece->p, piece->p + piece->body);
	if (s->order == ORDER_UNKNOWN) {
		keep_later(s, piece);
		return true;
	}
	give_later(s);
	*h = piece->head;
	if (!h->stamped)
		scan_head_parse(s, piece->p, piece->p + piece->body, h);
	return false;
}

void scan_mark(struct scan *s, const struct scan_piece *whole)
{
	struct scan_piece piece = *whole;
	struct scan_head h = piece.head;

	piece.kind = PIECE_MARK;
	piece.body = piece.n;
	if (!h.stamped)
		scan_head_parse(s, piece.p, piece.p + piece.n, &h);
	if (!is_kept(s, &piece, &h))
		give_mark(s, &piece, &h);
}

/* The part of the piece that ends where the next one begins. */
static struct scan_piece part_until(const struct scan_piece *whole, const char *next)
{
	struct scan_piece part = *whole;

	part.n = (size_t)(next - whole->p);
	while (part.n > part.body && scan_is_blank(part.p[part.n - 1]))
		part.n--;
	if (!part.fixed) {
		part.raw.n = part.n;
		part.bytes = part.wide ? scan_utf16_bytes(part.p, part.n) : part.n;
	}
	return part;
}

const char *scan_take(struct scan *s, const struct scan_piece *whole, bool hold)
{
	struct scan_piece piece = *whole;
	struct scan_head h = piece.head;
	struct scan_parsed got = { PARSED_OTHER, NULL, NULL, false };
	struct record r;

	if (!h.stamped)
		scan_head_parse(s, piece.p, piece.p + piece.body, &h);
	if (piece.kind != PIECE_SKIP)
		got = scan_parse(s, &piece, h.interpreted, &r);
	if (hold && !got.next && (got.what == PARSED_SHORT || got.at_end)) {
		piece.head.interpreted = h.interpreted;
		scan_join_hold(s, &piece, got.what != PARSED_SHORT);
		return NULL;
	}
	if (got.next)
		piece = part_until(whole, got.next);
	if (is_kept(s, &piece, &h))
		return got.next;
	if (got.what == PARSED_RECORD)
		give(s, &r, &piece, &h);
	else
		finish_piece(s, &piece, &h);
	return got.next;
}

static void take_line(struct scan *s, const char *p, size_t n, uint64_t offset)
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
	scan_line_take(s, &l);
}

/* Put to the unfinished line. */
static void carry(struct scan *s, const char *p, size_t n)
{
	size_t room = SCAN_LINE_MAX + 1 - s->carry.len;

	buf_add(&s->carry, p, n < room ? n : room);
}

static void end_carry(struct scan *s)
{
	take_line(s, buf_str(&s->carry), s->carry.len, s->carry_offset);
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
		take_line(s, p, (size_t)(nl - p), at);
		at += (size_t)(nl + 1 - p);
		p = nl + 1;
	}
	if (p < end) {
		s->in_line = true;
		s->carry_offset = at;
		carry(s, p, (size_t)(end - p));
	}
}

/* A byte order mark is two bytes, which may come one by one. */
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
	give_later(s);
}

void scan_finish(struct scan *s)
{
	if (s->coding == CODING_UTF16_LE || s->coding == CODING_UTF16_BE)
		scan_utf16_feed(s, NULL, 0);
	else if (s->carry.len)
		end_carry(s);
	scan_flush(s);
}
