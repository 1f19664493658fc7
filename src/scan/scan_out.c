// SPDX-License-Identifier: GPL-2.0-or-later
/* The scanner's other end: the records and marks that were found go to the sink and into the counts, in
 * order, also those that have to wait until the order of day and month in their dates is known. It does
 * not know where they were found. */
#include "config.h"

#include "base/mem.h"
#include "scan/mark_facts.h"
#include "scan_internal.h"

/* Records that wait for the order of day and month: with more of them, they go out without a time. */
#define LATER_MAX_BYTES ((size_t)1 << 20)

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

	if (!s->sink.mark)
		return;
	mark_facts(m.text, &m.facts);
	s->sink.mark(s->sink.ctx, &m);
}

struct scan_parsed scan_piece_parse(struct scan *s, const struct scan_piece *piece,
				    bool interpreted, struct record *r)
{
	const char *body = piece->p + piece->body, *end = piece->p + piece->n;

	/* A kind that nobody sets is unknown: nothing answers it. */
	*r = (struct record){
		.kind = RECORD_KINDS, .permissive = -1, .time_ms = TIME_NONE, .ioctl = IOCTL_NONE
	};
	if (piece->kind == PIECE_ERR)
		return scan_err_parse(s, body, end, r);
	r->kind = RECORD_ACCESS;
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
		r->path = scan_path_of(s, piece);
	if (s->backwards && s->companions && !r->path.n)
		r->path = scan_place_find(s, r);
	r->suspect |= piece->suspect || (piece->later && h->interpreted) || h->foreign;
	if (s->sink.record(s->sink.ctx, r, &why)) {
		s->counts.records++;
		s->counts.joined += piece->joined;
		if (r->granted)
			s->counts.granted++;
		else
			s->counts.denials++;
		scan_place_want(s, r);
		scan_exe_want(s, r);
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
	got = scan_piece_parse(s, piece, h->interpreted, &r);
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

void scan_emit_later(struct scan *s)
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
		scan_emit_later(s);
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

/* Whether the piece has to wait for the order of day and month, or for others that do. If not, all that
 * waited has been given out, and the head is read by what is known now. */
static bool is_kept(struct scan *s, const struct scan_piece *piece, struct scan_head *h)
{
	if (!h->ambiguous && !s->later_count)
		return false;
	scan_head_learn(s, piece->p, piece->p + piece->body);
	if (s->order == ORDER_UNKNOWN) {
		keep_later(s, piece);
		return true;
	}
	scan_emit_later(s);
	*h = piece->head;
	if (!h->stamped)
		scan_head_parse(s, piece->p, piece->p + piece->body, h);
	return false;
}

void scan_emit_mark(struct scan *s, const struct scan_piece *whole)
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

const char *scan_emit(struct scan *s, const struct scan_piece *whole, struct scan_open *open)
{
	struct scan_piece piece = *whole;
	struct scan_head h = piece.head;
	struct scan_parsed got = { PARSED_OTHER, NULL, NULL, false };
	struct record r;

	if (!h.stamped)
		scan_head_parse(s, piece.p, piece.p + piece.body, &h);
	if (piece.kind != PIECE_SKIP)
		got = scan_piece_parse(s, &piece, h.interpreted, &r);
	if (open && !got.next && (got.what == PARSED_SHORT || got.at_end)) {
		piece.head.interpreted = h.interpreted;
		*open = (struct scan_open){ true, got.what != PARSED_SHORT, piece };
		return NULL;
	}
	if (got.next)
		piece = scan_piece_until(whole, got.next);
	if (is_kept(s, &piece, &h))
		return got.next;
	if (got.what == PARSED_RECORD)
		give(s, &r, &piece, &h);
	else
		finish_piece(s, &piece, &h);
	return got.next;
}
