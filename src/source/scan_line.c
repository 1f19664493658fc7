// SPDX-License-Identifier: GPL-2.0-or-later
/* What a line holds. A raw line says it by its type, at its head; any other is looked at only when
 * a quick test finds letters in it that each of the wanted words has. */
#include "config.h"

#include "scan_parts.h"

typedef unsigned char vec __attribute__((vector_size(16)));

static inline vec load(const char *p)
{
	vec v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* "vc" as in avc:, "ud" as in audit, "ux" as in SELINUX_ERR and Linux version; "vc" only where the
 * others say nothing. No branch but at the end of a block: this reads every byte of a log. */
bool scan_line_may(const char *p, size_t n)
{
	const vec lower = (vec){ 0 } + 0x20;
	const char *end = p + n;
	union {
		vec v;
		uint64_t w[2];
	} found = { .v = { 0 } };

	if (n < sizeof(vec) + 1) {
		for (; p + 1 < end; p++)
			if ((p[0] == 'v' && p[1] == 'c') ||
			    ((p[0] | 0x20) == 'u' &&
			     ((p[1] | 0x20) == 'd' || (p[1] | 0x20) == 'x')))
				return true;
		return false;
	}
	for (end -= sizeof(vec) + 1; p < end; p += sizeof(vec)) {
		vec a = load(p), b = load(p + 1);

		found.v |=
			(vec)(((a | lower) == 'u') & (((b | lower) == 'd') | ((b | lower) == 'x')));
		found.v |= (vec)((a == 'v') & (b == 'c'));
	}
	{
		vec a = load(end), b = load(end + 1);

		found.v |=
			(vec)(((a | lower) == 'u') & (((b | lower) == 'd') | ((b | lower) == 'x')));
		found.v |= (vec)((a == 'v') & (b == 'c'));
	}
	return found.w[0] | found.w[1];
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

enum type { TYPE_NONE, TYPE_AVC, TYPE_USER_AVC, TYPE_ERR, TYPE_MARK, TYPE_OTHER };

static const struct {
	const char *name, *number;
	enum type type;
	enum mark_kind mark;
} types[] = {
	{ "AVC", "1400", TYPE_AVC, MARK_KINDS },
	{ "USER_AVC", "1107", TYPE_USER_AVC, MARK_KINDS },
	{ "SELINUX_ERR", "1401", TYPE_ERR, MARK_KINDS },
	{ "USER_SELINUX_ERR", "1108", TYPE_OTHER, MARK_KINDS },
	{ "MAC_POLICY_LOAD", "1403", TYPE_MARK, MARK_POLICY_LOAD },
	{ "MAC_STATUS", "1404", TYPE_MARK, MARK_STATUS },
	{ "MAC_CONFIG_CHANGE", "1405", TYPE_MARK, MARK_BOOLEAN },
	{ "DAEMON_START", "1200", TYPE_MARK, MARK_AUDITD_START },
	{ "SYSTEM_BOOT", "1127", TYPE_MARK, MARK_BOOT },
};

/* The record type at `p`: a name, a number, or UNKNOWN[number]. */
static enum type type_at(const char *p, const char *end, enum mark_kind *mark)
{
	struct slice w = { p, 0 };
	size_t i;

	if (scan_starts(p, end, "UNKNOWN["))
		w.p += strlen("UNKNOWN[");
	while (w.p + w.n < end && scan_is_word(w.p[w.n]))
		w.n++;
	if (!w.n || (!scan_is_digit(*w.p) && (*w.p < 'A' || *w.p > 'Z')))
		return TYPE_NONE;
	for (i = 0; i < AV_ARRAY_LEN(types); i++) {
		if (!slice_is(w, types[i].name) && !slice_is(w, types[i].number))
			continue;
		if (mark)
			*mark = types[i].mark;
		return types[i].type;
	}
	return TYPE_OTHER;
}

/* Whether `at` stands in "…" of a field, or in a message msg='…' that has no end before it. */
static bool is_quoted(const char *p, const char *at)
{
	const char *message = NULL;
	bool in = false;

	for (; p < at; p++) {
		if (*p == '"' && (in || p[-1] == '='))
			in = !in;
		else if (!in && *p == '\'' && !message && at - p > 1 && p[-1] == '=')
			message = p;
		else if (!in && *p == '\'' && message)
			message = NULL;
	}
	return in || message;
}

/* Who wrote what stands at `at`: by the type= before it, or the journal's "audit[1]: TYPE ". */
struct owner {
	enum type type;
	const char *head; /* of the record; the text's begin when nothing else is before it */
};

static struct owner owner_of(const char *from, const char *at)
{
	struct owner o = { TYPE_NONE, from };
	const char *p = from, *first = NULL, *last = NULL, *q;

	while ((p = scan_find(p, at, "type=")) != NULL) {
		if ((p == from || !scan_is_word(p[-1])) && type_at(p + 5, at, NULL) != TYPE_NONE) {
			if (!first)
				first = p;
			last = p;
		}
		p += 5;
	}
	if (last) {
		o.type = type_at(last + 5, at, NULL);
		if (last != first) {
			o.head = last;
			/* "node=NAME type=": the name belongs to it. */
			for (q = last; q > from && scan_is_blank(q[-1]);)
				q--;
			while (q > from && !scan_is_blank(q[-1]))
				q--;
			if (scan_starts(q, last, "node="))
				o.head = q;
		}
		if (o.type != TYPE_OTHER && is_quoted(from, last))
			o.type = TYPE_OTHER;
		return o;
	}
	p = scan_find(from, at, "audit");
	if (p) {
		p += strlen("audit");
		if (p < at && *p == '[')
			while (p < at && *p != ' ')
				p++;
		else if (p < at && *p == ':')
			p++;
		o.type = type_at(scan_skip_blanks(p, at), at, NULL);
	} else {
		o.type = type_at(scan_skip_blanks(from, at), at, NULL);
		if (o.type == TYPE_OTHER || o.type == TYPE_MARK)
			o.type = TYPE_NONE; /* any word, in any text */
	}
	return o;
}

static bool is_user(const char *p, const char *at, enum type type)
{
	if (type != TYPE_NONE)
		return type == TYPE_USER_AVC;
	return scan_find(p, at, "msg='") || scan_find(p, at, "msg=\"") ||
	       scan_find(p, at, "USER_AVC") || scan_find(p, at, "SELinux") ||
	       scan_find(p, at, "dbus");
}

static const char *behind_avc(const char *p, const char *end)
{
	const char *q;

	while ((p = scan_find(p, end, "avc:")) != NULL) {
		q = scan_skip_blanks(p + 4, end);
		if (q == end || (*q >= 'a' && *q <= 'z'))
			return p + 4;
		p += 4;
	}
	return NULL;
}

/* Behind a header "msg=audit(…): " or "audit(…) : ", or where there is none, `p`. */
static const char *behind_header(const char *p, const char *end)
{
	const char *q = scan_skip_blanks(p, end), *close;

	if (scan_starts(q, end, "msg="))
		q += 4;
	if (!scan_starts(q, end, "audit("))
		return scan_skip_blanks(p, end);
	close = memchr(q, ')', (size_t)(end - q));
	if (!close)
		return end;
	q = scan_skip_blanks(close + 1, end);
	if (q < end && *q == ':')
		q++;
	return scan_skip_blanks(q, end);
}

static const char *err_body(const char *p, const char *end)
{
	static const char *const prose[] = { "security_compute_sid:",
					     "security_bounded_transition:",
					     "security_validate_transition:" };
	const char *name = p, *q, *best = NULL;
	size_t i;

	while ((name = scan_find(name, end, "SELINUX_ERR")) != NULL) {
		q = behind_header(name + strlen("SELINUX_ERR"), end);
		if ((name - p >= 5 && memcmp(name - 5, "type=", 5) == 0) ||
		    scan_starts(q, end, "op=") || scan_starts(q, end, "security_")) {
			best = q;
			break;
		}
		name += strlen("SELINUX_ERR");
	}
	for (name = p; (name = scan_find(name, end, "1401")) != NULL; name += 4) {
		if (name - p < 5 || (memcmp(name - 5, "type=", 5) != 0 && name[-1] != '['))
			continue;
		q = name + 4;
		q = behind_header(q < end && *q == ']' ? q + 1 : q, end);
		if (!best || q < best)
			best = q;
		break;
	}
	for (i = 0; i < AV_ARRAY_LEN(prose); i++) {
		q = scan_find(p, best ? best : end, prose[i]);
		if (q)
			best = q;
	}
	return best;
}

const char *scan_line_body(const char *p, const char *end, enum piece_kind kind)
{
	return kind == PIECE_ERR ? err_body(p, end) : behind_avc(p, end);
}

/* Kernel messages and records that are no denial but say what happened. */
static void find_marks(struct scan *s, const struct scan_piece *as, const char *p, const char *end)
{
	static const struct {
		const char *text;
		enum mark_kind kind;
	} words[] = {
		{ "Linux version ", MARK_BOOT },         { "audit_lost=", MARK_LOST },
		{ "backlog limit exceeded", MARK_LOST }, { "rate limit exceeded", MARK_LOST },
		{ "callbacks suppressed", MARK_LOST },   { ": policy loaded ", MARK_POLICY_LOAD },
	};
	struct scan_piece piece = *as;
	size_t i;

	piece.p = p;
	piece.n = (size_t)(end - p);
	if (owner_of(p, end).type == TYPE_MARK) {
		const char *type = scan_find(p, end, "type=");

		type = type ? type + 5 : scan_find(p, end, "MAC_");
		if (type && type_at(type, end, &piece.mark) == TYPE_MARK)
			scan_mark(s, &piece);
		return;
	}
	for (i = 0; i < AV_ARRAY_LEN(words); i++) {
		if (!scan_find(p, end, words[i].text))
			continue;
		if (words[i].kind != MARK_BOOT && !scan_find(p, end, "audit"))
			continue;
		piece.mark = words[i].kind;
		scan_mark(s, &piece);
		return;
	}
}

/* A record of the AVC type without "avc:": another security module's, or cut. */
static bool is_other_lsm(const char *p, const char *end)
{
	return scan_find(p, end, "apparmor=") || scan_find(p, end, "lsm=");
}

static void place(struct scan_piece *piece, const struct scan_piece *as, const char *head,
		  const char *end)
{
	*piece = *as;
	piece->p = head;
	piece->n = (size_t)(end - head);
	if (as->fixed)
		return;
	piece->offset += piece->wide ? scan_utf16_bytes(as->p, (size_t)(head - as->p))
				     : (size_t)(head - as->p);
	piece->bytes = piece->wide ? scan_utf16_bytes(head, piece->n) : piece->n;
	piece->raw = (struct slice){ head, piece->n };
}

void scan_line_search(struct scan *s, const struct scan_piece *as, const char *from,
		      const char *end)
{
	const char *begin = from, *avc, *err, *body, *looked = from;
	struct scan_piece piece;
	struct owner o;
	bool any = false;

	while (from < end) {
		avc = behind_avc(looked, end);
		err = err_body(from, avc ? avc - 4 : end);
		body = err && err >= looked ? err : avc;
		if (!body)
			break;
		o = owner_of(from, body - (body == avc ? 4 : 0));
		looked = body;
		if (body == avc && (o.type == TYPE_OTHER || o.type == TYPE_MARK))
			continue; /* words in another record */
		if (body == avc && body == end && o.type == TYPE_NONE &&
		    !scan_find(from, end, "audit("))
			continue; /* the word alone, in any text */
		place(&piece, as, o.head, end);
		piece.kind = body == avc ? PIECE_AVC : PIECE_ERR;
		piece.body = (size_t)(body - o.head);
		piece.user = body == avc && is_user(o.head, body, o.type);
		piece.behind = o.head != begin;
		any = true;
		from = scan_take(s, &piece, !as->fixed);
		if (!from)
			return;
		looked = from;
	}
	if (any)
		return;
	o = owner_of(begin, end);
	if (o.type == TYPE_AVC || o.type == TYPE_USER_AVC) {
		place(&piece, as, o.head, end);
		piece.kind = PIECE_AVC;
		piece.user = o.type == TYPE_USER_AVC;
		piece.body = piece.n;
		if (is_other_lsm(o.head, end))
			piece.kind = PIECE_SKIP;
		else if (!scan_find(o.head, end, "audit(") || !scan_find(o.head, end, "type="))
			return; /* "AVC" alone, in any text */
		scan_take(s, &piece, !as->fixed);
		return;
	}
	find_marks(s, as, begin, end);
}

/* "AVC msg=audit(…): avc:" or another type behind "type=". Whether that was all. */
static bool typed(struct scan *s, const struct scan_line *l, const char *p, const char *end)
{
	struct scan_piece piece;
	const char *q;

	if (*p == 'A' && scan_starts(p, end, "AVC msg=audit(")) {
		piece = scan_line_piece(l);
		q = scan_head_raw(p + strlen("AVC msg=audit("), end, &piece.head);
		if (!q || !scan_starts(q, end, "avc:"))
			return false;
		if (p != l->p + 5) /* node= */
			piece.head.node = (struct slice){ l->p + 5, (size_t)(p - 11 - l->p) };
		piece.kind = PIECE_AVC;
		piece.body = (size_t)(q + 4 - l->p);
		q = scan_take(s, &piece, true);
		if (q) {
			piece.head = (struct scan_head){ .time_ms = TIME_NONE };
			scan_line_search(s, &piece, q, end);
		}
		return true;
	}
	for (q = p; q < end && scan_is_word(*q);)
		q++;
	if (end - q < 12 || memcmp(q, " msg=audit(", 11) != 0)
		return false;
	switch (*p) {
	case 'S': /* SYSCALL, SOCKADDR, SERVICE_START, but SELINUX_ERR, SYSTEM_BOOT */
		if (p[1] == 'Y' ? p[3] != 'C' : p[2] == 'L')
			return false;
		break;
	case 'U':
	case 'M':
	case 'D':
	case 'A':
		if (type_at(p, end, NULL) != TYPE_OTHER)
			return false;
		break;
	default:
		if (scan_is_digit(*p))
			return false;
	}
	/* Only what was joined to it could matter. */
	return !scan_line_may(q + 11, (size_t)(end - q - 11));
}

void scan_line_take(struct scan *s, const struct scan_line *line)
{
	struct scan_line l = *line;
	struct scan_piece piece;
	const char *end, *p, *blank;
	size_t skip;

	if (s->held.lines && scan_join_line(s, &l))
		return;
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
	if (l.n < 8)
		return;
	end = l.p + l.n;
	p = l.p;
	if (memcmp(p, "node=", 5) == 0) {
		blank = memchr(p, ' ', l.n);
		if (blank && scan_starts(blank, end, " type="))
			p = blank + 1;
	}
	if (memcmp(p, "type=", 5) == 0) {
		if (typed(s, &l, p + 5, end))
			return;
	} else if (!scan_line_may(l.p, l.n)) {
		return;
	} else if (*p == '{' || *p == ' ') {
		if (scan_json_line(s, &l))
			return;
	}
	piece = scan_line_piece(&l);
	scan_line_search(s, &piece, l.p, end);
}
