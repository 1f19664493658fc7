// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads an AVC record after "avc:". The kernel quotes a name that a process chose, or writes it in hex
 * when it holds a blank, a quote or a control byte (audit_log_untrustedstring), and it writes the
 * contexts last: so the first complete triple outside of quotes is the record's own. ausearch -i takes
 * the quotes off, and names come before the contexts: there the last triple counts. Anything that could
 * pass for a second triple makes the record suspect. It knows no policy and no header. */
#include "config.h"

#include "scan_internal.h"

/* True if the text is a proper prefix of `word`. */
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
		return (struct scan_parsed){ PARSED_SHORT, "it is cut right after avc:", NULL, 0 };
	else
		return (struct scan_parsed){ PARSED_OTHER, NULL, next_start(p, end), 0 };
	p = scan_skip_blanks(p, end);
	if (p == end)
		return (struct scan_parsed){ PARSED_SHORT, "it is cut before the permissions", NULL,
					     0 };
	if (*p != '{')
		return (struct scan_parsed){ PARSED_REFUSE, "it has no { permissions }",
					     next_start(p, end), 0 };
	p++;
	/* A byte that no list of names has belongs to another record, joined to one that is cut. */
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

static bool is_port(struct slice v)
{
	size_t i;
	unsigned port = 0;

	for (i = 0; i < v.n && i < 6 && ascii_is_digit(v.p[i]); i++)
		port = port * 10 + (unsigned)(v.p[i] - '0');
	return i && i == v.n && port <= 65535;
}

bool scan_avc_field(struct record *r, struct slice key, struct slice value)
{
#define IS(word) (memcmp(key.p, word, sizeof(word) - 1) == 0)
	switch (key.n) {
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

static bool is_triple_key(struct slice key)
{
	return (key.n == 8 && (key.p[0] == 's' || key.p[0] == 't') &&
		memcmp(key.p + 1, "context", 7) == 0) ||
	       (key.n == 6 && memcmp(key.p, "tclass", 6) == 0);
}

/* Whether text inside quotes was perhaps made to pass for the record's own. */
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
};

/* Whether another record, joined to the line of the first, begins with this word. Where names are not
 * quoted, only a whole header counts. */
static bool is_start(struct slice text, bool unquoted)
{
	const char *word = text.p, *end = text.p + text.n;
	size_t n = text.n;

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

/* The kernel would have quoted this name: the text is interpreted, whatever the header says. */
static bool is_unquoted_name(struct slice v)
{
	size_t i;

	for (i = 0; i < v.n; i++)
		if (!ascii_is_digit(v.p[i]) && (v.p[i] < 'A' || v.p[i] > 'F'))
			return true;
	return false;
}

/* Whether another record begins here. In text without quotes, a name may have been made to look so. */
static bool ends_here(struct walk *w, struct slice word)
{
	if (!is_start(word, w->last_wins) || (w->last_wins && !is_whole(&w->mine)))
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

/* One of scontext=, tcontext=, tclass=. */
static void add_part(struct walk *w, const struct field *f, const char *end)
{
	struct triple *t = is_whole(&w->mine) ? &w->other : &w->mine;
	struct slice *part = f->key.n == 6 ? &t->class : f->key.p[0] == 's' ? &t->s : &t->t;
	struct slice value = f->value;

	if (f->form == FIELD_QUOTED)
		value = (struct slice){ value.p + 1, value.n - 2 };
	value = field_trim(value);
	if (t == &w->other)
		w->r->suspect = true;
	if (part->n) {
		w->r->suspect = true;
		if (!w->last_wins)
			return;
	}
	*part = value;
	t->end = end;
	if (w->last_wins && is_whole(&w->other)) {
		w->mine = w->other;
		w->other = (struct triple){ 0 };
	}
}

/* A name without quotes may go on with the next word. */
static struct slice *name_at(struct record *r, const char *value)
{
	return value == r->comm.p   ? &r->comm
	       : value == r->path.p ? &r->path
	       : value == r->name.p ? &r->name
	       : value == r->exe.p  ? &r->exe
				    : NULL;
}

struct scan_parsed scan_avc_parse(const char *p, const char *end, bool interpreted,
				  struct record *r)
{
	struct walk w = { .r = r, .last_wins = interpreted };
	struct scan_parsed out = scan_avc_open(p, end, r, &p);
	struct fields fields = { p, end, false };
	struct slice *open = NULL;
	struct field f;

	if (out.what != PARSED_RECORD)
		return out;
	while (fields_next(&fields, &f)) {
		if (f.form == FIELD_WORD) {
			if (ends_here(&w, f.value)) {
				out.next = f.text.p;
				break;
			}
			if (open)
				open->n = (size_t)(fields.p - open->p);
			continue;
		}
		open = NULL;
		if ((f.form == FIELD_QUOTED && memchr(f.value.p, ' ', f.value.n) &&
		     is_bait(f.value)) ||
		    (f.form == FIELD_ESCAPED && is_bait(f.value)))
			r->suspect = true;
		if (is_triple_key(f.key)) {
			add_part(&w, &f, fields.p);
		} else if (ends_here(&w, f.text)) {
			out.next = f.text.p;
			break;
		} else if (scan_avc_field(r, f.key, f.value) && f.value.n && f.value.p[0] != '"') {
			open = name_at(r, f.value.p);
			w.last_wins |= open && is_unquoted_name(f.value);
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
