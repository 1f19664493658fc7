// SPDX-License-Identifier: GPL-2.0-or-later
/* Records and marks in a text of any form: by the words that each of them has, and by the type that
 * stands before those words. A record of another type may quote anything: it gives none. */
#include "config.h"

#include "scan_parts.h"

#define NAMED(word)                    \
	{                              \
		word, sizeof(word) - 1 \
	}
static const struct {
	struct slice name, number;
	enum scan_type type;
	enum mark_kind mark;
} types[] = {
	{ NAMED("AVC"), NAMED("1400"), TYPE_AVC, MARK_KINDS },
	{ NAMED("USER_AVC"), NAMED("1107"), TYPE_USER_AVC, MARK_KINDS },
	{ NAMED("SELINUX_ERR"), NAMED("1401"), TYPE_ERR, MARK_KINDS },
	{ NAMED("MAC_POLICY_LOAD"), NAMED("1403"), TYPE_MARK, MARK_POLICY_LOAD },
	{ NAMED("MAC_STATUS"), NAMED("1404"), TYPE_MARK, MARK_STATUS },
	{ NAMED("MAC_CONFIG_CHANGE"), NAMED("1405"), TYPE_MARK, MARK_BOOLEAN },
	{ NAMED("DAEMON_START"), NAMED("1200"), TYPE_MARK, MARK_AUDITD_START },
	{ NAMED("SYSTEM_BOOT"), NAMED("1127"), TYPE_MARK, MARK_BOOT },
};

/* The record type at `p`: a name, a number, or UNKNOWN[number]. */
enum scan_type scan_type_at(const char *p, const char *end, enum mark_kind *mark)
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
		if (!slice_eq(w, types[i].name) && !slice_eq(w, types[i].number))
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
	bool in = false, message = false, behind_equals = false;

	for (; p < at; p++) {
		if (*p == '"' && (in || behind_equals))
			in = !in;
		else if (*p == '\'' && !in && (message || behind_equals))
			message = !message;
		behind_equals = *p == '=';
	}
	return in || message;
}

/* Who wrote what stands at `at`: by the type= before it, or the journal's "audit[1]: TYPE ". */
struct owner {
	enum scan_type type;
	const char *head; /* of the record; the text's begin when nothing else is before it */
};

static struct owner owner_of(const char *from, const char *at)
{
	struct owner o = { TYPE_NONE, from };
	const char *p = from, *first = NULL, *last = NULL, *q;

	while ((p = scan_find(p, at, "type=")) != NULL) {
		if ((p == from || !scan_is_word(p[-1])) &&
		    scan_type_at(p + 5, at, NULL) != TYPE_NONE) {
			if (!first)
				first = p;
			last = p;
		}
		p += 5;
	}
	if (last) {
		o.type = scan_type_at(last + 5, at, NULL);
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
	if (scan_starts(from, at, "MESSAGE=")) { /* journalctl -o export */
		o.type = scan_type_at(from + strlen("MESSAGE="), at, NULL);
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
		o.type = scan_type_at(scan_skip_blanks(p, at), at, NULL);
	} else {
		o.type = scan_type_at(scan_skip_blanks(from, at), at, NULL);
		if (o.type == TYPE_OTHER || o.type == TYPE_MARK)
			o.type = TYPE_NONE; /* any word, in any text */
	}
	return o;
}

static bool is_user(const char *p, const char *at, enum scan_type type)
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

const char *scan_search_body(const char *p, const char *end, enum piece_kind kind)
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
		if (type && scan_type_at(type, end, &piece.mark) == TYPE_MARK)
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

void scan_search(struct scan *s, const struct scan_piece *as, const char *from, const char *end)
{
	const char *begin = from, *avc, *err, *body, *looked = from;
	struct scan_piece piece;
	struct owner o;
	bool any = false;

	while (from < end) {
		avc = behind_avc(looked, end);
		err = err_body(looked, avc ? avc - 4 : end);
		body = err ? err : avc;
		if (!body)
			break;
		o = owner_of(from, body - (body == avc ? 4 : 0));
		looked = body < end ? body + 1 : end;
		if (o.type == TYPE_OTHER || o.type == TYPE_MARK)
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
