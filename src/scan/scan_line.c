// SPDX-License-Identifier: GPL-2.0-or-later
/* What a line holds. A raw line says it by its type, at its head; any other is looked at only when
 * a quick test finds letters in it that each of the wanted words has. */
#include "config.h"

#include "scan_internal.h"

typedef unsigned char vec __attribute__((vector_size(16)));

static inline vec load(const char *p)
{
	vec v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* These read every byte of a log: no branch but at the end of a block, and the last block overlaps
 * the one before. `test` says which of 16 places begin what is looked for; it looks two further. */
#define AHEAD 2
static inline bool any(const char *p, size_t n, vec (*test)(const char *))
{
	const char *end = p + n;
	char small[2 * sizeof(vec)] = { 0 };
	union {
		vec v;
		uint64_t w[2];
	} found = { .v = { 0 } };

	if (n < sizeof(vec) + AHEAD) {
		memcpy(small, p, n);
		found.v = test(small);
		return found.w[0] | found.w[1];
	}
	for (end -= sizeof(vec) + AHEAD; p < end; p += sizeof(vec))
		found.v |= test(p);
	found.v |= test(end);
	return found.w[0] | found.w[1];
}

/* "vc" as in avc:, "ud" as in audit, "ux" as in SELINUX_ERR and in Linux version. */
static inline vec is_hint(const char *p)
{
	const vec lower = (vec){ 0 } + 0x20;
	vec a = load(p), b = load(p + 1);

	return (vec)(((a | lower) == 'u') & (((b | lower) == 'd') | ((b | lower) == 'x'))) |
	       (vec)((a == 'v') & (b == 'c'));
}

/* "vc:" or "X_E", as they can be joined to a record whose header has been read. */
static inline vec is_strong_hint(const char *p)
{
	vec a = load(p), b = load(p + 1), c = load(p + 2);

	return (vec)((a == 'v') & (b == 'c') & (c == ':')) |
	       (vec)((a == 'X') & (b == '_') & (c == 'E'));
}

bool scan_line_may(const char *p, size_t n)
{
	return any(p, n, is_hint);
}

struct scan_piece scan_line_piece(const struct scan_line *l)
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

/* The two frequent forms whole, as auditd writes them: "AVC msg=audit(…): avc:" and "USER_AVC
 * msg=audit(…): … msg='avc:" at `p`. False for any other. */
static bool raw_record(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	struct scan_piece piece;
	const char *q, *next;
	bool user = *p == 'U';
	size_t n = user ? strlen("USER_AVC msg=audit(") : strlen("AVC msg=audit(");

	if ((size_t)(end - p) < n || memcmp(p, user ? "USER_AVC msg=audit(" : "AVC msg=audit(", n))
		return false;
	piece = scan_line_piece(l);
	q = scan_head_raw(p + n, end, &piece.head);
	if (q && user) {
		q = scan_find(q, end, "msg='avc:");
		q = q ? q + strlen("msg='") : NULL;
	}
	if (!q || !scan_starts(q, end, "avc:"))
		return false;
	if (p != l->p + 5) /* node= */
		piece.head.node = (struct slice){ l->p + 5, (size_t)(p - 11 - l->p) };
	piece.kind = PIECE_AVC;
	piece.user = user;
	piece.body = (size_t)(q + 4 - l->p);
	next = scan_take(s, &piece, true);
	if (next) {
		piece = scan_line_piece(l);
		piece.suspect = user;
		scan_search(s, &piece, next, end);
	}
	return true;
}

/* SYSCALL, from behind "audit(". */
static void take_call(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	static const struct scan_head none = { .time_ms = TIME_NONE };

	p = memchr(p, ')', (size_t)(end - p));
	if (p)
		p = scan_skip_blanks(p + 1, end);
	if (p && p < end && *p == ':')
		scan_call(s, l->p, p + 1, end, &none);
}

/* CWD or PATH, from behind "audit(". */
static void take_place(struct scan *s, const struct scan_line *l, const char *type, const char *p,
		       const char *end)
{
	struct scan_head h = { .time_ms = TIME_NONE };
	const char *body = scan_head_raw(p, end, &h);

	if (body) {
		if (type != l->p + 5) /* node= */
			h.node = (struct slice){ l->p + 5, (size_t)(type - 11 - l->p) };
		scan_place_line(s, &h, body, end);
		return;
	}
	body = memchr(p, ')', (size_t)(end - p));
	if (body)
		body = scan_skip_blanks(body + 1, end);
	if (!body || body == end || *body != ':')
		return;
	scan_head_parse(s, l->p, body, &h);
	scan_place_line(s, &h, body + 1, end);
}

/* A line that says its type. Whether it is done with. */
static bool typed(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	const char *q;

	if ((*p == 'A' || *p == 'U') && raw_record(s, l, p, end))
		return true;
	if (*p == 'A' && scan_starts(p, end, "AVC_PATH "))
		scan_join_path(s, p, end);
	for (q = p; q < end && ascii_is_word(*q);)
		q++;
	if (end - q < 12 || memcmp(q, " msg=audit(", 11) != 0)
		return false;
	if ((s->any_place || s->backwards) && ((*p == 'P' && scan_starts(p, q + 1, "PATH ")) ||
					       (*p == 'C' && scan_starts(p, q + 1, "CWD "))))
		take_place(s, l, p, q + 11, end);
	switch (*p) {
	case 'S': /* SYSCALL, SOCKADDR, SERVICE_START, but SELINUX_ERR, SYSTEM_BOOT */
		if (p[1] == 'Y' ? p[3] != 'C' : p[2] == 'L')
			return false;
		if (p[3] == 'C' && s->exe_serial)
			scan_exe(s, l, p, q + 11, end);
		if (p[3] == 'C' && s->sink.companion && scan_call_may(q + 11, end))
			take_call(s, l, q + 11, end);
		break;
	case 'C': /* CONFIG_CHANGE, but CWD of every event */
		if (p[1] == 'O' && scan_type_at(p, end, NULL) != TYPE_OTHER)
			return false;
		break;
	case 'U':
	case 'M':
	case 'D':
	case 'A':
		if (scan_type_at(p, end, NULL) != TYPE_OTHER)
			return false;
		break;
	default:
		if (ascii_is_digit(*p))
			return false;
	}
	/* Only what was joined to it could matter. */
	return !any(q + 11, (size_t)(end - q - 11), is_strong_hint);
}

void scan_line_take(struct scan *s, const struct scan_line *line)
{
	struct scan_line l = *line;
	struct scan_piece piece;
	const char *end, *p, *blank;
	size_t skip;

	if (s->held.lines && scan_join_line(s, &l))
		return;
	if (!l.n && s->has_entry)
		scan_export_end(s);
	if (l.n && (*l.p == '\0' || *l.p == '\xef')) { /* left by a crash; a byte order mark */
		for (skip = 0; skip < l.n && (l.p[skip] == '\0' || (l.p[skip] & 0xff) == 0xef);) {
			if (l.p[skip] == '\0')
				skip++;
			else if (scan_starts(l.p + skip, l.p + l.n, "\xef\xbb\xbf"))
				skip += 3;
			else
				break;
		}
		l.p += skip;
		l.n -= skip;
		l.bytes -= l.wide ? 0 : skip;
		l.offset += l.wide ? 0 : skip;
	}
	end = l.p + l.n;
	p = l.p;
	if (l.n < 8) {
		s->backwards |= l.n == 4 && memcmp(p, "----", 4) == 0;
		return;
	}
	if (memcmp(p, "node=", 5) == 0) {
		blank = memchr(p, ' ', l.n);
		if (blank && scan_starts(blank, end, " type="))
			p = blank + 1;
	}
	if (memcmp(p, "type=", 5) == 0) {
		if (typed(s, &l, p + 5, end))
			return;
	} else if (*p == '_' && scan_export_field(s, p, end)) {
		return;
	} else if (s->has_entry && scan_starts(p, end, "MESSAGE=SYSCALL ")) {
		piece = scan_line_piece(&l);
		piece.head = s->entry;
		piece.head.node = (struct slice){ buf_str(&s->entry_host), s->entry_host.len };
		scan_call(s, p, p + strlen("MESSAGE=SYSCALL "), end, &piece.head);
		return;
	} else if (s->has_entry &&
		   (scan_starts(p, end, "MESSAGE=PATH ") || scan_starts(p, end, "MESSAGE=CWD "))) {
		s->entry.node = (struct slice){ buf_str(&s->entry_host), s->entry_host.len };
		scan_place_line(s, &s->entry, memchr(p, ' ', l.n), end);
		return;
	} else if (!scan_line_may(l.p, l.n)) {
		return;
	} else if (*p == '{' || *p == ' ') {
		if (scan_json_line(s, &l))
			return;
	}
	piece = scan_line_piece(&l);
	if (s->has_entry && scan_starts(p, end, "MESSAGE=")) {
		piece.head = s->entry;
		piece.head.node = (struct slice){ buf_str(&s->entry_host), s->entry_host.len };
	}
	scan_search(s, &piece, l.p, end);
}
