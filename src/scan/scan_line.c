// SPDX-License-Identifier: GPL-2.0-or-later
/* Decides what a line holds, and who reads it. A raw line says so by the type at its head; any other is
 * searched only when a quick test finds letters in it that every wanted word has. It knows no field of a
 * record. */
#include "config.h"

#include "scan_hint_internal.h"
#include "scan_internal.h"

/* The host, where "node=HOST " precedes "type=". */
static struct slice node_before(const struct scan_line *l, const char *type)
{
	if (type == l->p + strlen("type="))
		return (struct slice){ 0 };
	return (struct slice){ l->p + strlen("node="), (size_t)(type - 11 - l->p) };
}

/* The two frequent forms, as auditd writes them: "AVC msg=audit(…): avc:" and "USER_AVC msg=audit(…): …
 * msg='avc:" at `p`. False for any other form. */
static bool read_avc(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	struct scan_piece piece;
	struct scan_open open;
	const char *q, *next;
	bool user = *p == 'U';
	size_t n = user ? strlen("USER_AVC msg=audit(") : strlen("AVC msg=audit(");

	if ((size_t)(end - p) < n || memcmp(p, user ? "USER_AVC msg=audit(" : "AVC msg=audit(", n))
		return false;
	piece = scan_piece_of(l);
	q = scan_head_raw(p + n, end, &piece.head);
	if (q && user) {
		q = scan_find(q, end, "msg='avc:");
		q = q ? q + strlen("msg='") : NULL;
	}
	if (!q || !scan_starts(q, end, "avc:"))
		return false;
	piece.head.node = node_before(l, p);
	piece.kind = PIECE_AVC;
	piece.user = user;
	piece.body = (size_t)(q + 4 - l->p);
	open.any = false;
	next = scan_emit(s, &piece, &open);
	if (next) {
		piece = scan_piece_of(l);
		piece.suspect = user;
		scan_search(s, &piece, next, end, &open);
	}
	if (open.any)
		scan_join_hold(s, &open);
	return true;
}

/* SYSCALL, from after "audit(". */
static void read_call(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	static const struct scan_head none = { .time_ms = TIME_NONE };

	p = memchr(p, ')', (size_t)(end - p));
	if (p)
		p = scan_skip_blanks(p + 1, end);
	if (p && p < end && *p == ':')
		scan_call(s, l->p, p + 1, end, &none);
}

/* The same, for the program that something was denied to. */
static void read_exe(struct scan *s, const struct scan_line *l, const char *type, const char *p,
		     const char *end)
{
	struct scan_head h = { .time_ms = TIME_NONE };
	const char *body = scan_head_raw(p, end, &h);

	if (!body)
		return;
	h.node = node_before(l, type);
	scan_exe(s, &h, body, end);
}

/* CWD or PATH, from after "audit(". */
static void read_place(struct scan *s, const struct scan_line *l, const char *type, const char *p,
		       const char *end)
{
	struct scan_head h = { .time_ms = TIME_NONE };
	const char *body = scan_head_raw(p, end, &h);

	if (body) {
		h.node = node_before(l, type);
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

/* A line that says its type. False: it has to be searched. */
static bool read_typed(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	const char *q;

	if ((*p == 'A' || *p == 'U') && read_avc(s, l, p, end))
		return true;
	if (*p == 'A' && scan_starts(p, end, "AVC_PATH "))
		scan_path_keep(s, p, end);
	for (q = p; q < end && ascii_is_word(*q);)
		q++;
	if (end - q < 12 || memcmp(q, " msg=audit(", 11) != 0)
		return false;
	if ((s->any_place || s->backwards) && ((*p == 'P' && scan_starts(p, q + 1, "PATH ")) ||
					       (*p == 'C' && scan_starts(p, q + 1, "CWD "))))
		read_place(s, l, p, q + 11, end);
	switch (*p) {
	case 'S': /* SYSCALL, SOCKADDR, SERVICE_START, but SELINUX_ERR, SYSTEM_BOOT */
		if (p[1] == 'Y' ? p[3] != 'C' : p[2] == 'L')
			return false;
		if (p[3] == 'C' && s->call_count)
			read_exe(s, l, p, q + 11, end);
		if (p[3] == 'C' && s->companions && scan_call_may(q + 11, end))
			read_call(s, l, q + 11, end);
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
	/* Only a record that was joined to it could matter. */
	return !scan_strong_hint(q + 11, (size_t)(end - q - 11));
}

void scan_line_read(struct scan *s, const struct scan_line *line)
{
	struct scan_line l = *line;
	struct scan_piece piece;
	struct scan_open open;
	const char *end, *p, *blank;
	size_t skip;

	if (s->held.lines && scan_join_line(s, &l))
		return;
	if (!l.n && s->has_entry)
		scan_export_end(s);
	if (l.n && (*l.p == '\0' || *l.p == '\xef')) { /* left by a crash; or a byte order mark */
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
		if (read_typed(s, &l, p + 5, end))
			return;
	} else if (*p == '_' && scan_export_field(s, p, end)) {
		return;
	} else if (s->has_entry && scan_starts(p, end, "MESSAGE=SYSCALL ")) {
		piece = scan_piece_of(&l);
		piece.head = s->entry;
		piece.head.node = (struct slice){ buf_str(&s->entry_host), s->entry_host.len };
		scan_call(s, p, p + strlen("MESSAGE=SYSCALL "), end, &piece.head);
		return;
	} else if (s->has_entry &&
		   (scan_starts(p, end, "MESSAGE=PATH ") || scan_starts(p, end, "MESSAGE=CWD "))) {
		s->entry.node = (struct slice){ buf_str(&s->entry_host), s->entry_host.len };
		scan_place_line(s, &s->entry, memchr(p, ' ', l.n), end);
		return;
	} else if (!scan_hint(l.p, l.n)) {
		return;
	} else if (*p == '{' || *p == ' ') {
		if (scan_json_line(s, &l))
			return;
	}
	piece = scan_piece_of(&l);
	if (s->has_entry && scan_starts(p, end, "MESSAGE=")) {
		piece.head = s->entry;
		piece.head.node = (struct slice){ buf_str(&s->entry_host), s->entry_host.len };
	}
	open.any = false;
	scan_search(s, &piece, l.p, end, &open);
	if (open.any)
		scan_join_hold(s, &open);
}
