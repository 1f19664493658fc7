// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads a record that an object manager wrote in user space (USER_AVC). Its message is in msg='…', and
 * libselinux writes the contexts at the message's end, after text that may hold anything a client put into
 * it (systemd's cmdline="…"). So the last complete triple counts, whatever the quotes before it say; the
 * permissions are those of the first { }. It knows no policy and no header. */
#include "config.h"

#include "scan_internal.h"

/* The kernel takes 8,560 bytes (AUDIT_MESSAGE_TEXT_MAX). */
#define MESSAGE_MAX_BYTES 32768

/* The last place of the word in [p, end) that begins a field. */
static const char *find_last(const char *p, const char *end, const char *word)
{
	size_t n = strlen(word);
	const char *q;

	if ((size_t)(end - p) < n)
		return NULL;
	for (q = end - n; q > p; q--)
		if (*q == *word && memcmp(q, word, n) == 0 && !ascii_is_word(q[-1]))
			return q;
	return NULL;
}

static bool more_than_once(const char *p, const char *end, const char *word)
{
	const char *first = scan_find(p, end, word);

	return first && scan_find(first + 1, end, word);
}

/* The value of the field at `p`. */
static struct slice value_at(const char *p, const char *end)
{
	struct fields fields = { p, end, false };
	struct field f;

	return fields_next(&fields, &f) ? field_plain(f.value) : (struct slice){ 0 };
}

/* An odd number of quotes before `to`: it is inside quotes, as far as they can be trusted. */
static bool in_quotes(const char *from, const char *to)
{
	bool in = false;

	for (; from < to; from++)
		in ^= *from == '"';
	return in;
}

/* Where this record ends because the next one was joined to its line: where a header begins after the quote
 * that ends the message, which in turn follows what libaudit appends (terminal=). */
static const char *joined(const char *p, const char *end)
{
	const char *at = scan_find(p, end, " tclass="), *quote, *start, *counted = p;
	bool in = false;

	while (at && (at = scan_find(at, end, "terminal=")) != NULL) {
		quote = memchr(at, '\'', (size_t)(end - at));
		if (!quote)
			return NULL;
		at = quote + 1;
		in ^= in_quotes(counted, at);
		counted = at;
		if (in)
			continue;
		start = at;
		while (start < end && *start != '\'' && end - start > 5 &&
		       (ascii_is_word(start[-1]) ||
			(memcmp(start, "type=", 5) != 0 && memcmp(start, "node=", 5) != 0)))
			start++;
		if (end - start > 5 && *start != '\'' && scan_find(start, end, "audit("))
			return start;
	}
	return NULL;
}

/* Fields to show, quotes taken at their word. */
static void read_fields(const char *p, const char *end, struct record *r)
{
	struct fields fields = { p, end, true };
	struct field f;

	while (fields_next(&fields, &f))
		if (f.form != FIELD_WORD)
			scan_avc_field(r, f.key, f.value);
}

struct scan_parsed scan_user_parse(const char *p, const char *end, struct record *r)
{
	struct scan_parsed out = scan_avc_open(p, end, r, &p);
	const char *s, *t, *class, *after, *limit;

	r->user = true;
	if (out.what != PARSED_RECORD)
		return out;
	limit = end - p > MESSAGE_MAX_BYTES ? p + MESSAGE_MAX_BYTES : end;
	out.next = joined(p, limit);
	if (out.next) {
		end = out.next;
		r->suspect = true;
	} else if (limit != end) {
		out.what = PARSED_REFUSE;
		out.why = "it is longer than an object manager's record can be";
		return out;
	}
	class = find_last(p, end, "tclass=");
	t = class ? find_last(p, class, "tcontext=") : NULL;
	s = t ? find_last(p, t, "scontext=") : NULL;
	if (!s) {
		out.what = PARSED_SHORT;
		out.why = "it ends before its contexts and class";
		return out;
	}
	r->scontext = value_at(s, end);
	r->tcontext = value_at(t, end);
	r->tclass = value_at(class, end);
	if (!r->tclass.n) {
		out.what = PARSED_SHORT;
		out.why = "it ends before a class (tclass=)";
		return out;
	}
	after = r->tclass.p + r->tclass.n;
	if (in_quotes(p, s)) {
		if (!memchr(after, '\'', (size_t)(end - after))) {
			/* The message is cut, and what is left is a client's text. */
			out.what = PARSED_SHORT;
			out.why = "it is cut: there are no contexts outside of its quotes";
			return out;
		}
		r->suspect = true;
	}
	if (more_than_once(p, end, "scontext=") || more_than_once(p, end, "tcontext=") ||
	    more_than_once(p, end, "tclass=") || memchr(p, '{', (size_t)(end - p)) ||
	    scan_find(p, end, "avc:"))
		r->suspect = true;
	read_fields(p, s, r);
	r->permissive = -1; /* these count only after the contexts */
	r->raw_scontext = r->raw_tcontext = (struct slice){ 0 };
	read_fields(after, end, r);
	r->exe = (struct slice){ 0 }; /* the object manager's, not the client's */
	out.at_end = !out.next && r->permissive < 0 && scan_skip_blanks(after, end) == end;
	return out;
}
