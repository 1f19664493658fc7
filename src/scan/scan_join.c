// SPDX-License-Identifier: GPL-2.0-or-later
/* Joins a record that was broken into several lines, as mail, commit messages, terminals and pagers do. A
 * record that is not complete is held; lines are added to it until one begins something new. It does not
 * know which field is missing: the parsers say whether a record is complete. */
#include "config.h"

#include "words/words.h"

#include "scan_internal.h"

#define JOIN_MAX_LINES 24
#define JOIN_MAX_BYTES ((size_t)16 << 10)

/* Words that begin the next line where a line was broken at a blank. Any other word means that it was
 * broken inside a word. */
static const char *const words[] = {
	"for",         "denied",     "granted",
	"}",           "{",          "pid=",
	"comm=",       "exe=",       "path=",
	"name=",       "dev=",       "ino=",
	"scontext=",   "tcontext=",  "tclass=",
	"permissive=", "ioctlcmd=",  "capability=",
	"src=",        "dest=",      "saddr=",
	"daddr=",      "laddr=",     "lport=",
	"faddr=",      "fport=",     "netif=",
	"kmod=",       "key=",       "lockdown_reason=",
	"anonclass=",  "trawcon=",   "srawcon=",
	"msgtype=",    "interface=", "member=",
	"spid=",       "tpid=",      "uid=",
	"gid=",        "auid=",      "cmdline=",
	"function=",   "property=",  "service=",
	"request=",    "resid=",     "restype=",
	"xdevice=",    "sauid=",     "hostname=",
	"addr=",       "terminal=",  "msg=",
	"avc:",        "op=",        "oldcontext=",
	"newcontext=", "perms=",     "taskcontext=",
	"seresult=",   "context ",   "invalid_context=",
	"invalid",     "reason=",    "nlmsgtype=",
	"item=",       "syscall=",   "exit=",
	"opcode=",
};

static bool begins_word(const char *p, const char *end)
{
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(words); i++)
		if (scan_starts(p, end, words[i]))
			return true;
	return false;
}

static bool in_braces(const struct buf *text)
{
	const char *p = text->data, *end = p + text->len;
	const char *open = memchr(p, '{', text->len);

	return open && !memchr(open, '}', (size_t)(end - open));
}

/* Whether the break between `text` and the next line is inside the name of a permission: both halves
 * together are one, the second alone is not. */
static bool breaks_perm(const struct buf *text, const char *p, const char *end)
{
	size_t at = text->len, tail, head = 0;
	struct buf name = { 0 };
	bool breaks;

	while (at && !scan_is_blank(text->data[at - 1]) && text->data[at - 1] != '{')
		at--;
	tail = text->len - at;
	while (p + head < end && !scan_is_blank(p[head]) && p[head] != '}')
		head++;
	if (!tail || !head)
		return false;
	buf_add(&name, text->data + at, tail);
	buf_add(&name, p, head);
	breaks = words_perm_known(buf_str(&name)) && !words_perm_known(buf_str(&name) + tail);
	buf_release(&name);
	return breaks;
}

/* "HH:MM:SS" near the start of a line: a stamp of syslog, journal or logcat. */
static bool has_clock(const char *p, const char *end)
{
	if (end - p > 32)
		end = p + 32;
	for (; end - p >= 8; p++)
		if (p[2] == ':' && p[5] == ':' && ascii_is_digit(p[0]) && ascii_is_digit(p[1]) &&
		    ascii_is_digit(p[3]) && ascii_is_digit(p[4]) && ascii_is_digit(p[6]) &&
		    ascii_is_digit(p[7]))
			return true;
	return false;
}

static bool begins_record(const struct scan_held *h, const char *p, const char *end)
{
	static const char *const heads[] = { "type=",  "node=",  "----", "time->", "audit(",
					     "audit:", "audit[", "{\"",  "#!!!!" };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(heads); i++)
		if (scan_starts(p, end, heads[i]))
			return true;
	if ((*p == '[' || *p == '<') && end - p > 1 && (p[1] == ' ' || ascii_is_digit(p[1])))
		return true;
	if (has_clock(p, end))
		return true;
	if (scan_find(p, end, "SELINUX_ERR") || scan_find(p, end, " type="))
		return true;
	/* The line with avc: itself may be the second one, after its header. */
	return scan_find(p, end, "avc:") &&
	       (h->piece.kind == PIECE_ERR || h->piece.body < h->text.len);
}

void scan_join_hold(struct scan *s, const struct scan_open *open)
{
	const struct scan_piece *piece = &open->piece;
	struct scan_held *h = &s->held;

	scan_join_finish(s);
	h->piece = *piece;
	buf_clear(&h->node);
	buf_add(&h->node, piece->head.node.p, piece->head.node.n);
	h->offset = piece->offset;
	h->end = piece->offset + piece->bytes;
	h->line = piece->line;
	h->lines = 1;
	h->complete = open->complete;
	buf_clear(&h->text);
	buf_clear(&h->raw);
	buf_clear(&h->call);
	buf_add(&h->text, piece->p, piece->n);
	buf_add(&h->raw, piece->raw.p, piece->raw.n);
}

/* Read the SYSCALL that came while the record was held. */
static void give_call(struct scan *s)
{
	const char *p = buf_str(&s->held.call), *end = p + s->held.call.len;
	struct slice stamp = scan_head_stamp(p, end);
	const char *body = stamp.p + stamp.n + 1;
	struct scan_head h = { .time_ms = TIME_NONE };

	scan_head_parse(s, p, body, &h);
	scan_exe(s, &h, body, end);
	buf_clear(&s->held.call);
}

void scan_join_finish(struct scan *s)
{
	struct scan_held *h = &s->held;
	struct scan_piece piece = h->piece, rest;
	const char *next;

	if (!h->lines)
		return;
	piece.p = buf_str(&h->text);
	piece.n = h->text.len;
	piece.head.node = (struct slice){ buf_str(&h->node), h->node.len };
	piece.raw = (struct slice){ buf_str(&h->raw), h->raw.len };
	piece.offset = h->offset;
	piece.bytes = (size_t)(h->end - h->offset);
	piece.line = h->line;
	piece.joined = h->lines > 1;
	piece.fixed = true;
	h->lines = 0;
	next = scan_emit(s, &piece, NULL);
	if (h->call.len && s->call_count)
		give_call(s);
	if (next) {
		rest = piece;
		rest.joined = false;
		rest.suspect = piece.user;
		rest.head = (struct scan_head){ .time_ms = TIME_NONE };
		scan_search(s, &rest, next, piece.p + piece.n, NULL);
	}
}

/* What may follow a complete record that ends with its class: "permissive=…", or the rest of the class. */
static bool completes(const char *p, const char *end)
{
	while (p < end && ascii_is_word(*p) && *p != 'p')
		p++;
	while (p < end && !scan_starts(p, end, "permissive=") && ascii_is_word(*p))
		p++;
	p = scan_skip_blanks(p, end);
	return scan_starts(p, end, "permissive=") && end - p >= 12 && ascii_is_digit(p[11]);
}

/* Parse what is held again after a line was added: give it out when it is done. */
static void parse_again(struct scan *s)
{
	struct scan_held *h = &s->held;
	struct scan_piece piece = h->piece;
	const char *body;
	struct scan_parsed got;
	struct record r;

	piece.p = buf_str(&h->text);
	piece.n = h->text.len;
	body = scan_search_body(piece.p, piece.p + piece.n, piece.kind);
	if (!body) { /* the header alone, so far */
		h->piece.body = piece.n;
		return;
	}
	h->piece.body = piece.body = (size_t)(body - piece.p);
	got = scan_piece_parse(s, &piece, piece.head.interpreted, &r);
	if (got.what != PARSED_SHORT && !got.at_end)
		scan_join_finish(s);
	else
		h->complete = got.what != PARSED_SHORT;
}

/* Whether the line is of the event of a complete record that is held, so that it goes on waiting: for
 * AVC_PATH, or for "permissive=". A SYSCALL is kept until the record is given out. */
static bool is_companion(struct scan_held *h, const char *p, const char *end)
{
	const char *type = scan_find(p, end, "type=");
	bool call;

	if (!h->complete || !type)
		return false;
	call = scan_starts(type, end, "type=SYSCALL ");
	if ((!call && !scan_starts(type, end, "type=AVC_PATH ")) ||
	    !slice_eq(scan_head_stamp(type, end),
		      scan_head_stamp(h->text.data, h->text.data + h->text.len)))
		return false;
	if (call) {
		buf_clear(&h->call);
		buf_add(&h->call, p, (size_t)(end - p));
	}
	return true;
}

bool scan_join_line(struct scan *s, const struct scan_line *l)
{
	struct scan_held *h = &s->held;
	const char *p = l->p, *end = p + l->n;
	bool blank = false;

	if (is_companion(h, p, end))
		return false;

	/* Marks of quoting and comments are not part of it. */
	while (p < end && (scan_is_blank(*p) || *p == '>' || *p == '#' || *p == '|'))
		p++;
	while (end > p && scan_is_blank(end[-1]))
		end--;
	if (p == end || begins_record(h, p, end) || h->lines >= JOIN_MAX_LINES ||
	    h->text.len + l->n > JOIN_MAX_BYTES || (h->complete && !completes(p, end)) ||
	    (!memchr(p, '=', (size_t)(end - p)) && !begins_word(p, end) && !in_braces(&h->text) &&
	     h->text.len && h->text.data[h->text.len - 1] != '=')) {
		scan_join_finish(s);
		return false;
	}
	while (h->text.len && scan_is_blank(h->text.data[h->text.len - 1])) {
		h->text.len--;
		blank = true;
	}
	blank |= begins_word(p, end) || (in_braces(&h->text) && !breaks_perm(&h->text, p, end));
	if (h->text.len > 1 && h->text.data[h->text.len - 1] == '\\') { /* broken on purpose */
		h->text.len--;
		blank = scan_is_blank(h->text.data[h->text.len - 1]);
	}
	if (blank)
		buf_addc(&h->text, ' ');
	buf_add(&h->text, p, (size_t)(end - p));
	buf_addc(&h->raw, '\n');
	buf_add(&h->raw, l->p, l->n);
	h->end = l->offset + l->bytes;
	h->lines++;
	parse_again(s);
	return true;
}
