// SPDX-License-Identifier: GPL-2.0-or-later
/* The fields of an AVC record behind "avc:". The kernel quotes a name that a process chose, or
 * writes it in hex when it holds a blank, a quote or a control (audit_log_untrustedstring), and
 * writes the contexts last: so the first complete triple that stands outside of quotes is its own.
 * In what ausearch -i made of it, names stand unquoted, before the contexts: there it is the last
 * one. Anything that could be taken for a second one makes the record suspect. */
#include "config.h"

#include "scan_internal.h"

/* Of which of these words the text is a beginning, up to its end. */
static bool cut_word(const char *p, const char *end, const char *word)
{
	size_t n = (size_t)(end - p);

	return n < strlen(word) && memcmp(p, word, n) == 0;
}

/* Where another record seems to begin, or NULL. */
static const char *next_start(const char *p, const char *end)
{
	const char *avc = scan_find(p, end, "avc:"), *type;

	type = scan_find(p, avc ? avc : end, "type=");
	return type && !ascii_is_word(type[-1]) ? type : avc;
}

struct scan_parsed scan_avc_open(const char *p, const char *end, struct record *r,
				 const char **fields)
{
	const char *close;

	p = scan_skip_blanks(p, end);
	if (scan_starts(p, end, "denied"))
		p += strlen("denied");
	else if (scan_starts(p, end, "granted"))
		p += strlen("granted"), r->granted = true;
	else if (cut_word(p, end, "denied") || cut_word(p, end, "granted"))
		return (struct scan_parsed){ PARSED_SHORT, "it is cut right behind avc:", NULL, 0 };
	else
		return (struct scan_parsed){ PARSED_OTHER, NULL, next_start(p, end), 0 };
	p = scan_skip_blanks(p, end);
	if (p == end)
		return (struct scan_parsed){ PARSED_SHORT, "it is cut before the permissions", NULL,
					     0 };
	if (*p != '{')
		return (struct scan_parsed){ PARSED_REFUSE, "no { permissions } stand in it",
					     next_start(p, end), 0 };
	p++;
	/* What cannot stand in a list of names is of another record, joined to one that is cut. */
	for (close = p; close < end && *close != '}' && *close != '{' && *close != '=' &&
			*close != '"' && *close != ':';)
		close++;
	if (close == end || *close != '}')
		return (struct scan_parsed){ PARSED_SHORT, "it is cut within the permissions",
					     close == end ? NULL : next_start(p, end), 0 };
	r->perms = (struct slice){ p, (size_t)(close - p) };
	*fields = close + 1;
	return (struct scan_parsed){ PARSED_RECORD, NULL, NULL, 0 };
}

struct slice scan_avc_trim(struct slice v)
{
	const char *shown = v.n ? memchr(v.p, '\xe2', v.n) : NULL;

	if (shown && scan_starts(shown, v.p + v.n, "\xe2\x90\x9d")) /* 0x1d, made visible */
		v.n = (size_t)(shown - v.p);
	for (;;) {
		if (!v.n || ascii_is_word(v.p[v.n - 1]))
			return v;
		if (v.p[0] != '(' && v.p[v.n - 1] && strchr("'\",);].", v.p[v.n - 1]))
			v.n--;
		else if (v.n >= 2 && v.p[v.n - 2] == '\\') /* \n, \" of JSON that was not decoded */
			v.n -= 2;
		else
			return v;
	}
}

static bool is_port(struct slice v)
{
	size_t i;
	unsigned port = 0;

	for (i = 0; i < v.n && i < 6 && ascii_is_digit(v.p[i]); i++)
		port = port * 10 + (unsigned)(v.p[i] - '0');
	return i && i == v.n && port <= 65535;
}

bool scan_avc_field(struct record *r, const char *key, size_t n, struct slice value)
{
#define IS(word) (memcmp(key, word, sizeof(word) - 1) == 0)
	switch (n) {
	case 3:
		if (IS("pid"))
			r->pid = value;
		else if (IS("dev"))
			r->dev = value;
		else if (IS("ino"))
			r->ino = value;
		else if (IS("exe"))
			r->exe = value;
		else if (IS("src") && is_port(value) && !r->port.n)
			r->port = value;
		else
			return IS("src");
		return true;
	case 4:
		if (IS("comm"))
			r->comm = value;
		else if (IS("name"))
			r->name = value;
		else if (IS("path"))
			r->path = value;
		else if (IS("dest") && is_port(value))
			r->port = value;
		else
			return IS("dest");
		return true;
	case 5:
		if ((IS("lport") || IS("fport")) && is_port(value) && !r->port.n)
			r->port = value;
		return IS("lport") || IS("fport");
	case 7:
		if (IS("srawcon"))
			r->raw_scontext = value;
		else if (IS("trawcon"))
			r->raw_tcontext = value;
		else
			return false;
		return true;
	case 8:
		if (IS("ioctlcmd"))
			r->ioctl = scan_ioctl(value, &r->suspect);
		return IS("ioctlcmd");
	case 10:
		if (IS("permissive") && value.n)
			r->permissive = value.p[0] == '1' ? 1 : value.p[0] == '0' ? 0 : -1;
		return IS("permissive");
	default:
		return false;
	}
#undef IS
}

/* The source, target and class of one candidate, in any order. */
struct triple {
	struct slice s, t, class;
	const char *end;
};

static bool is_whole(const struct triple *t)
{
	return t->s.n && t->t.n && t->class.n;
}

static bool is_triple_key(const char *key, size_t n)
{
	return (n == 8 && (key[0] == 's' || key[0] == 't') && memcmp(key + 1, "context", 7) == 0) ||
	       (n == 6 && memcmp(key, "tclass", 6) == 0);
}

/* Whether text inside of quotes could have been meant to be taken for the record's own. */
static bool is_bait(struct slice v)
{
	const char *end = v.p + v.n;

	return memchr(v.p, '{', v.n) || scan_find(v.p, end, "context=") ||
	       scan_find(v.p, end, "tclass=") || scan_find(v.p, end, "avc:");
}

struct walk {
	struct record *r;
	struct triple mine, other; /* `other` is being filled after `mine` is whole */
	bool last_wins;
	struct slice *open; /* an unquoted name, which may go on with the next word */
};

/* Whether another record begins with this word: what is joined to the line of the first. Where names
 * stand unquoted, only a whole header counts. */
static bool is_start(const char *word, const char *end, bool unquoted)
{
	size_t n = (size_t)(end - word);

	if (*word != 't' && *word != 'n' && *word != 'm' && *word != 'a' && end[-1] != ':')
		return false;
	if (n >= 5 && memcmp(word, "type=", 5) == 0)
		return n > 5 && (ascii_is_upper(word[5]) || ascii_is_digit(word[5]));
	if (n >= 5 && memcmp(word, "node=", 5) == 0)
		return true;
	if (unquoted)
		return false;
	if (n >= 10 && memcmp(word, "msg=audit(", 10) == 0)
		return true;
	if (n >= 6 && memcmp(word, "audit", 5) == 0 &&
	    (word[5] == '(' || word[5] == ':' || word[5] == '['))
		return true;
	return n >= 4 && n <= 16 && memcmp(end - 4, "avc:", 4) == 0;
}

/* A name that the kernel would not have written so: it is interpreted, whatever the header says. */
static bool is_unquoted_name(struct slice v)
{
	size_t i;

	for (i = 0; i < v.n; i++)
		if (!ascii_is_digit(v.p[i]) && (v.p[i] < 'A' || v.p[i] > 'F'))
			return true;
	return false;
}

/* Another record begins here. In text without quotes, a name may have been made to look so. */
static bool ends_here(struct walk *w, const char *word, const char *end)
{
	if (!is_start(word, end, w->last_wins) || (w->last_wins && !is_whole(&w->mine)))
		return false;
	w->r->suspect |= w->last_wins;
	return true;
}

static const char *what_is_missing(const struct triple *t)
{
	if (!t->s.n)
		return "it ends before a source context (scontext=)";
	if (!t->t.n)
		return "it ends before a target context (tcontext=)";
	return "it ends before a class (tclass=)";
}

/* What ends a word, what ends a key, and the marks of lists and quotes that may stand before one. */
enum { BLANK = 1, EQUALS = 2, OPENING = 4 };
static const unsigned char stops[256] = {
	[' '] = BLANK,   ['\t'] = BLANK,  ['\r'] = BLANK,   ['\n'] = BLANK,
	[0x1d] = BLANK,  ['='] = EQUALS,  ['\''] = OPENING, ['"'] = OPENING,
	['('] = OPENING, ['['] = OPENING, [','] = OPENING,
};

/* The first blank: eight bytes at a time, of which only those below '!' are looked at (borrows of the
 * subtraction go upwards, so the lowest byte that is marked is one). */
static const char *blank_at(const char *p, const char *end)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t w, low;

	while (end - p >= 8) {
		memcpy(&w, p, 8);
		low = (w - ones * '!') & ~w & (ones << 7);
		if (!low) {
			p += 8;
			continue;
		}
		p += __builtin_ctzll(low) >> 3;
		if (stops[(unsigned char)*p] == BLANK)
			return p;
		p++;
	}
#endif
	while (p < end && stops[(unsigned char)*p] != BLANK)
		p++;
	return p;
}

static void take_triple(struct walk *w, const char *key, size_t n, struct slice value,
			const char *value_end)
{
	struct triple *t = is_whole(&w->mine) ? &w->other : &w->mine;
	struct slice *part = n == 6 ? &t->class : key[0] == 's' ? &t->s : &t->t;

	value = scan_avc_trim(value);
	if (t == &w->other)
		w->r->suspect = true;
	if (part->n) {
		w->r->suspect = true;
		if (!w->last_wins)
			return;
	}
	*part = value;
	t->end = value_end;
	if (w->last_wins && is_whole(&w->other)) {
		w->mine = w->other;
		w->other = (struct triple){ 0 };
	}
}

struct scan_parsed scan_avc_parse(const char *p, const char *end, bool interpreted,
				  struct record *r)
{
	struct walk w = { .r = r, .last_wins = interpreted };
	struct scan_parsed out = scan_avc_open(p, end, r, &p);
	const char *word, *key_end, *close;
	struct slice v;

	if (out.what != PARSED_RECORD)
		return out;
	while (p < end) {
		if (stops[(unsigned char)*p] & (BLANK | OPENING)) {
			p++;
			continue;
		}
		for (word = p; p < end && !(stops[(unsigned char)*p] & (BLANK | EQUALS));)
			p++;
		key_end = p;
		if (p == end || *p != '=') { /* a word that is no field */
			if (ends_here(&w, word, p)) {
				out.next = word;
				break;
			}
			if (w.open)
				w.open->n = (size_t)(p - w.open->p);
			continue;
		}
		p++;
		if (p < end && *p == '"' &&
		    (close = memchr(p + 1, '"', (size_t)(end - p - 1))) != NULL) {
			v = (struct slice){ p, (size_t)(close + 1 - p) };
			p = close + 1;
			if (memchr(v.p, ' ', v.n) && is_bait(v))
				r->suspect = true;
			if (is_triple_key(word, (size_t)(key_end - word)))
				v = (struct slice){ v.p + 1, v.n - 2 };
			w.open = NULL;
		} else if (scan_starts(p, end, "\\\"") &&
			   (close = scan_find(p + 2, end, "\\\"")) != NULL) {
			v = (struct slice){ p + 2, (size_t)(close - p - 2) }; /* JSON, as it is */
			p = close + 2;
			if (is_bait(v))
				r->suspect = true;
			w.open = NULL;
		} else {
			p += p < end && *p == '"'; /* its end was cut off */
			v.p = p;
			p = blank_at(p, end);
			v.n = (size_t)(p - v.p);
			w.open = NULL;
		}
		if (is_triple_key(word, (size_t)(key_end - word))) {
			take_triple(&w, word, (size_t)(key_end - word), v, p);
		} else if (ends_here(&w, word, p)) {
			out.next = word;
			break;
		} else if (scan_avc_field(r, word, (size_t)(key_end - word), v) && v.n &&
			   v.p[0] != '"') {
			w.open = v.p == r->comm.p   ? &r->comm
				 : v.p == r->path.p ? &r->path
				 : v.p == r->name.p ? &r->name
				 : v.p == r->exe.p  ? &r->exe
						    : NULL;
			w.last_wins |= w.open && is_unquoted_name(v);
		}
	}
	r->scontext = w.mine.s;
	r->tcontext = w.mine.t;
	r->tclass = w.mine.class;
	if (!is_whole(&w.mine)) {
		out.what = PARSED_SHORT;
		out.why = what_is_missing(&w.mine);
	} else {
		out.at_end =
			!out.next && r->permissive < 0 && scan_skip_blanks(w.mine.end, end) == end;
	}
	return out;
}
