// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds records and marks in a text of any form: by the words that each of them has, and by the record type
 * that precedes those words. A record of another type may quote anything, so nothing is read from it. It
 * does not know where the text comes from, nor what a record's fields mean. */
#include "config.h"

#include "scan_internal.h"

#define NAMED(word)                    \
	{                              \
		word, sizeof(word) - 1 \
	}
static const struct {
	struct slice name, number;
	enum scan_type type;
	enum log_mark_kind mark;
} types[] = {
	{ NAMED("AVC"), NAMED("1400"), TYPE_AVC, LOG_MARK_KINDS },
	{ NAMED("USER_AVC"), NAMED("1107"), TYPE_USER_AVC, LOG_MARK_KINDS },
	{ NAMED("SELINUX_ERR"), NAMED("1401"), TYPE_ERR, LOG_MARK_KINDS },
	{ NAMED("MAC_POLICY_LOAD"), NAMED("1403"), TYPE_MARK, LOG_MARK_POLICY_LOAD },
	{ NAMED("MAC_STATUS"), NAMED("1404"), TYPE_MARK, LOG_MARK_STATUS },
	{ NAMED("MAC_CONFIG_CHANGE"), NAMED("1405"), TYPE_MARK, LOG_MARK_BOOLEAN },
	{ NAMED("DAEMON_START"), NAMED("1200"), TYPE_MARK, LOG_MARK_AUDITD_START },
	{ NAMED("DAEMON_END"), NAMED("1201"), TYPE_MARK, LOG_MARK_AUDITD_END },
	{ NAMED("CONFIG_CHANGE"), NAMED("1305"), TYPE_MARK, LOG_MARK_AUDIT_CONFIG },
	{ NAMED("SYSTEM_BOOT"), NAMED("1127"), TYPE_MARK, LOG_MARK_BOOT },
};

enum scan_type scan_type_at(const char *p, const char *end, enum log_mark_kind *mark)
{
	struct slice w = { p, 0 };
	size_t i;

	if (scan_starts(p, end, "UNKNOWN["))
		w.p += strlen("UNKNOWN[");
	while (w.p + w.n < end && ascii_is_word(w.p[w.n]))
		w.n++;
	if (!w.n || (!ascii_is_digit(*w.p) && (*w.p < 'A' || *w.p > 'Z')))
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

/* Who wrote the text at a place: by the type= before it, or the journal's "audit[1]: TYPE ". The text
 * is walked through once, with its quotes: a type inside a field's "…", or inside a message msg='…' that
 * has not ended yet, is only quoted. Unlike fields, which skip quotes, this asks for what is in them. */
struct owner {
	const char *from, *at;
	const char *first, *last; /* type= */
	bool last_quoted, in_quotes, in_message, after_equals;
};

static void owner_init(struct owner *o, const char *from)
{
	*o = (struct owner){ .from = from, .at = from };
}

static void owner_walk(struct owner *o, const char *to)
{
	const char *p;

	for (p = o->at; p < to; p++) {
		if (*p == '"' && (o->in_quotes || o->after_equals))
			o->in_quotes = !o->in_quotes;
		else if (*p == '\'' && !o->in_quotes && (o->in_message || o->after_equals))
			o->in_message = !o->in_message;
		else if (*p == '=' && p - o->from >= 4 && memcmp(p - 4, "type", 4) == 0 &&
			 (p - o->from == 4 || !ascii_is_word(p[-5])) &&
			 scan_type_at(p + 1, to, NULL) != TYPE_NONE) {
			if (!o->first)
				o->first = p - 4;
			o->last = p - 4;
			o->last_quoted = o->in_quotes || o->in_message;
		}
		o->after_equals = *p == '=';
	}
	o->at = to;
}

/* Without "type=": the journal's "audit[1]: TYPE ", or the type alone. */
static enum scan_type journal_type(const char *from, const char *at)
{
	const char *limit = at - from > 256 ? from + 256 : at;
	const char *p = scan_find(from, limit, "audit");
	enum scan_type type;

	if (scan_starts(from, at, "MESSAGE=")) /* journalctl -o export */
		return scan_type_at(from + strlen("MESSAGE="), at, NULL);
	if (!p) {
		type = scan_type_at(scan_skip_blanks(from, at), at, NULL);
		return type == TYPE_OTHER || type == TYPE_MARK ? TYPE_NONE
							       : type; /* any capitalized word */
	}
	p += strlen("audit");
	if (p < at && *p == '[')
		while (p < at && *p != ' ')
			p++;
	else if (p < at && *p == ':')
		p++;
	return scan_type_at(scan_skip_blanks(p, at), at, NULL);
}

static enum scan_type owner_type(const struct owner *o)
{
	enum scan_type type;

	if (!o->last)
		return journal_type(o->from, o->at);
	type = scan_type_at(o->last + 5, o->at, NULL);
	return type != TYPE_OTHER && o->last_quoted ? TYPE_OTHER : type;
}

/* Where the record begins: at the start of the text, unless another type= comes between. */
static const char *owner_head(const struct owner *o)
{
	const char *q = o->last;

	if (o->last == o->first)
		return o->from;
	while (q > o->from && scan_is_blank(q[-1]))
		q--;
	while (q > o->from && !scan_is_blank(q[-1]))
		q--;
	return scan_starts(q, o->last, "node=") ? q : o->last;
}

static bool is_user(const char *p, const char *at, enum scan_type type)
{
	if (type != TYPE_NONE)
		return type == TYPE_USER_AVC;
	return scan_find(p, at, "msg='") || scan_find(p, at, "msg=\"") ||
	       scan_find(p, at, "USER_AVC") || scan_find(p, at, "SELinux") ||
	       scan_find(p, at, "dbus");
}

/* Skip a header "msg=audit(…): " or "audit(…) : ", if there is one, and blanks. */
static const char *skip_header(const char *p, const char *end)
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

/* The words that a record has. Each is searched for once through a text, however many records it has. */
enum word { WORD_AVC, WORD_ERR, WORD_1401, WORD_SID, WORD_BOUNDED, WORD_VALIDATE, WORDS };
static const struct slice wanted[WORDS] = {
	[WORD_AVC] = NAMED("avc:"),
	[WORD_ERR] = NAMED("SELINUX_ERR"),
	[WORD_1401] = NAMED("1401"),
	[WORD_SID] = NAMED("security_compute_sid:"),
	[WORD_BOUNDED] = NAMED("security_bounded_transition:"),
	[WORD_VALIDATE] = NAMED("security_validate_transition:"),
};

struct finder {
	const char *from, *at, *end;
	const char *found[WORDS]; /* not before `at`, or NULL */
	const char *until[WORDS]; /* before this, only `found` */
};

static void finder_init(struct finder *f, const char *from, const char *end)
{
	size_t i;

	f->from = f->at = from;
	f->end = end;
	for (i = 0; i < WORDS; i++) {
		f->found[i] = NULL;
		f->until[i] = from;
	}
}

/* The word's next place before `limit`. What was searched once is not searched again. */
static const char *find_word(struct finder *f, enum word w, const char *limit)
{
	const char *p = f->until[w] > f->at ? f->until[w] : f->at;

	if (f->found[w] && f->found[w] >= f->at)
		return f->found[w] < limit ? f->found[w] : NULL;
	f->found[w] = NULL;
	if (p < limit)
		f->found[w] = memmem(p, (size_t)(limit - p), wanted[w].p, wanted[w].n);
	if (!f->found[w] && (size_t)(limit - p) >= wanted[w].n && p < limit)
		f->until[w] = limit - wanted[w].n + 1;
	return f->found[w];
}

/* After "avc:", or where SELINUX_ERR's own words begin; NULL when the word there begins no record. */
static const char *body_at(const struct finder *f, enum word word)
{
	const char *p = f->found[word], *q = p + wanted[word].n;

	switch (word) {
	case WORD_AVC:
		p = scan_skip_blanks(q, f->end);
		return p == f->end || ascii_is_lower(*p) ? q : NULL;
	case WORD_ERR:
		q = skip_header(q, f->end);
		return (p - f->from >= 5 && memcmp(p - 5, "type=", 5) == 0) ||
				       scan_starts(q, f->end, "op=") ||
				       scan_starts(q, f->end, "security_")
			       ? q
			       : NULL;
	case WORD_1401:
		if (p - f->from < 5 || (memcmp(p - 5, "type=", 5) != 0 && p[-1] != '['))
			return NULL;
		return skip_header(q < f->end && *q == ']' ? q + 1 : q, f->end);
	case WORD_SID:
	case WORD_BOUNDED:
	case WORD_VALIDATE:
	case WORDS:
		break;
	}
	return p;
}

/* The next record's body, and its kind; NULL at the end. */
static const char *finder_next(struct finder *f, enum piece_kind *kind)
{
	const char *body, *place, *limit;
	enum word first, w;

	for (;;) {
		first = WORD_AVC;
		place = find_word(f, WORD_AVC, f->end);
		limit = place ? place : f->end;
		for (w = WORD_ERR; w < WORDS; w++) {
			const char *other = find_word(f, w, limit);

			if (other) {
				limit = place = other;
				first = w;
			}
		}
		if (!place)
			return NULL;
		body = body_at(f, first);
		f->at = place + wanted[first].n;
		*kind = first == WORD_AVC ? PIECE_AVC : PIECE_ERR;
		if (body)
			return body;
	}
}

const char *scan_search_body(const char *p, const char *end, enum piece_kind kind)
{
	enum piece_kind found;
	struct finder f;
	const char *body;

	finder_init(&f, p, end);
	while ((body = finder_next(&f, &found)) != NULL && found != kind)
		;
	return body;
}

/* Of audit's own settings only these matter: which rules are loaded, and which process gets the records. */
static bool matters(const char *p, const char *end)
{
	return scan_find(p, end, "add_rule") || scan_find(p, end, "remove_rule") ||
	       scan_find(p, end, "audit_pid=");
}

/* Kernel messages and records that are not denials but say what happened. */
static void find_marks(struct scan *s, const struct scan_piece *as, enum scan_type type,
		       const char *p, const char *end)
{
	static const struct {
		const char *text;
		enum log_mark_kind kind;
	} words[] = {
		{ "Linux version ", LOG_MARK_BOOT },
		{ "audit_lost=", LOG_MARK_LOST },
		{ "backlog limit exceeded", LOG_MARK_LOST },
		{ "rate limit exceeded", LOG_MARK_LOST },
		{ "callbacks suppressed", LOG_MARK_LOST },
		{ ": policy loaded ", LOG_MARK_POLICY_LOAD },
	};
	struct scan_piece piece = *as;
	size_t i;

	piece.p = p;
	piece.n = (size_t)(end - p);
	if (type == TYPE_MARK) {
		const char *word = scan_find(p, end, "type=");

		word = word ? word + 5 : scan_find(p, end, "MAC_");
		if (word && scan_type_at(word, end, &piece.mark) == TYPE_MARK &&
		    (piece.mark != LOG_MARK_AUDIT_CONFIG || matters(p, end)))
			scan_emit_mark(s, &piece);
		return;
	}
	for (i = 0; i < AV_ARRAY_LEN(words); i++) {
		if (!scan_find(p, end, words[i].text))
			continue;
		if (words[i].kind != LOG_MARK_BOOT && !scan_find(p, end, "audit"))
			continue;
		piece.mark = words[i].kind;
		scan_emit_mark(s, &piece);
		return;
	}
}

/* "type=1300 audit(…): arch=…", "type=1302 audit(…): item=0 …", as the kernel writes them to its log,
 * also with msg=. */
static void find_companion(struct scan *s, const struct scan_piece *as, const char *from,
			   const char *type, const char *end)
{
	static const struct {
		const char *type;
		bool call;
	} kinds[] = { { "1300 ", true },  { "SYSCALL ", true }, { "1302 ", false },
		      { "PATH ", false }, { "1307 ", false },   { "CWD ", false } };
	const char *p = type + strlen("type=");
	struct scan_head h = as->head;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(kinds) && !scan_starts(p, end, kinds[i].type);)
		i++;
	if (i == AV_ARRAY_LEN(kinds))
		return;
	p = skip_header(p + strlen(kinds[i].type), end);
	if (kinds[i].call)
		scan_call(s, from, p, end, &as->head);
	if (kinds[i].call && !s->call_count)
		return;
	if (!h.stamped)
		scan_head_parse(s, from, p, &h);
	if (kinds[i].call)
		scan_exe(s, &h, p, end);
	else
		scan_place_line(s, &h, p, end);
}

/* A record of the AVC type without "avc:": another security module's, or cut. */
static bool is_other_lsm(const char *p, const char *end)
{
	return scan_find(p, end, "apparmor=") || scan_find(p, end, "lsm=");
}

void scan_search(struct scan *s, const struct scan_piece *as, const char *from, const char *end,
		 struct scan_open *open)
{
	const char *begin = from, *body, *head;
	struct scan_piece piece;
	enum piece_kind kind;
	enum scan_type type;
	struct finder f;
	struct owner o;
	bool any = false, suspect = as->suspect;

	finder_init(&f, from, end);
	owner_init(&o, from);
	while ((body = finder_next(&f, &kind)) != NULL) {
		owner_walk(&o, f.at);
		type = owner_type(&o);
		if (type == TYPE_OTHER || type == TYPE_MARK)
			continue; /* words in another record */
		if (kind == PIECE_AVC && body == end && type == TYPE_NONE &&
		    !scan_find(from, end, "audit("))
			continue; /* the word alone, in any text */
		head = owner_head(&o);
		piece = scan_piece_part(as, head, end);
		piece.kind = kind;
		piece.body = (size_t)(body - head);
		piece.user = kind == PIECE_AVC && is_user(head, body, type);
		piece.later = head != begin;
		any = true;
		piece.suspect = suspect;
		from = scan_emit(s, &piece, open);
		if (!from)
			return;
		suspect |= piece.user;
		f.from = f.at = from;
		owner_init(&o, from);
	}
	if (any)
		return;
	owner_init(&o, begin);
	owner_walk(&o, end);
	type = owner_type(&o);
	head = owner_head(&o);
	if (type == TYPE_OTHER && o.last && !o.last_quoted)
		find_companion(s, as, begin, o.last, end);
	if (type != TYPE_AVC && type != TYPE_USER_AVC) {
		find_marks(s, as, type, begin, end);
		return;
	}
	piece = scan_piece_part(as, head, end);
	piece.kind = PIECE_AVC;
	piece.user = type == TYPE_USER_AVC;
	piece.body = piece.n;
	if (is_other_lsm(head, end))
		piece.kind = PIECE_SKIP;
	else if (!scan_find(head, end, "audit(") || !scan_find(head, end, "type="))
		return; /* "AVC" alone, in any text */
	scan_emit(s, &piece, open);
}
