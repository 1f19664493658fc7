/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one reader of KEY=value fields, as the kernel, auditd, ausearch and object managers write them.
 * It looks at nothing outside of the text that it is given, and copies nothing. What a key means, and
 * which of two fields of one name counts, is for the caller to know. */
#ifndef AVCURATE_SCAN_FIELDS_H
#define AVCURATE_SCAN_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/slice.h"

enum field_form {
	FIELD_WORD,    /* a word without "=": it is the value, and the key is empty */
	FIELD_BARE,    /* KEY=value up to the next blank: text, a number, hex, or nothing */
	FIELD_QUOTED,  /* KEY="value", the quotes included */
	FIELD_CUT,     /* KEY="value whose closing quote was cut off: without the first one */
	FIELD_ESCAPED, /* KEY=\"value\" of JSON that was not decoded: without the quotes */
	FIELD_MESSAGE, /* KEY='…': the value is empty, and what the message holds follows */
};

struct field {
	struct slice key, value;
	struct slice text; /* all of it, as written */
	enum field_form form;
};

/* Where a walk through a text is. */
struct fields {
	const char *p, *end;
	bool messages; /* read what msg='…' holds as fields, too; else '… is a value like any other */
};

/* What ends a word, what ends a key, and the quotes and brackets that may precede a word. */
enum { FIELDS_BLANK = 1, FIELDS_EQUALS = 2, FIELDS_OPENING = 4 };
extern const unsigned char fields_stops[256];

/* The first blank from `p`, or `end`. 0x1d is one: auditd writes it before what it adds (ENRICHED).
 * Eight bytes at a time, of which only those below '!' are looked at (borrows of the subtraction go
 * upwards, so the lowest byte that is marked is one). */
static inline const char *fields_blank(const char *p, const char *end)
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
		if (fields_stops[(unsigned char)*p] == FIELDS_BLANK)
			return p;
		p++;
	}
#endif
	while (p < end && fields_stops[(unsigned char)*p] != FIELDS_BLANK)
		p++;
	return p;
}

/* The value at `p`, after "KEY=". Returns where the walk goes on. */
static inline const char *fields_value(const struct fields *f, const char *p, struct field *out)
{
	const char *end = f->end, *close;

	if (p < end && *p == '"' && (close = memchr(p + 1, '"', (size_t)(end - p - 1))) != NULL) {
		out->form = FIELD_QUOTED;
		out->value = (struct slice){ p, (size_t)(close + 1 - p) };
		return close + 1;
	}
	if (end - p >= 2 && p[0] == '\\' && p[1] == '"' &&
	    (close = memmem(p + 2, (size_t)(end - p - 2), "\\\"", 2)) != NULL) {
		out->form = FIELD_ESCAPED;
		out->value = (struct slice){ p + 2, (size_t)(close - p - 2) };
		return close + 2;
	}
	if (f->messages && p < end && *p == '\'') {
		out->form = FIELD_MESSAGE;
		out->value = (struct slice){ p + 1, 0 };
		return p + 1;
	}
	out->form = FIELD_BARE;
	if (p < end && *p == '"') {
		out->form = FIELD_CUT;
		p++;
	}
	close = fields_blank(p, end);
	out->value = (struct slice){ p, (size_t)(close - p) };
	return close;
}

/* The next field or word; false at the end. Inline: the scanner reads every denial with it. */
static inline bool fields_next(struct fields *f, struct field *out)
{
	const char *p = f->p, *end = f->end;

	while (p < end && (fields_stops[(unsigned char)*p] & (FIELDS_BLANK | FIELDS_OPENING)))
		p++;
	out->text.p = p;
	if (p == end) {
		f->p = p;
		return false;
	}
	while (p < end && !(fields_stops[(unsigned char)*p] & (FIELDS_BLANK | FIELDS_EQUALS)))
		p++;
	out->key = (struct slice){ out->text.p, (size_t)(p - out->text.p) };
	if (p < end && *p == '=') {
		p = fields_value(f, p + 1, out);
	} else {
		out->form = FIELD_WORD;
		out->value = out->key;
		out->key.n = 0;
	}
	out->text.n = (size_t)(p - out->text.p);
	f->p = p;
	return true;
}

/* The value of the first field KEY of a record, as written; absent where it has no such field. Text in
 * quotes is not searched, the message in msg='…' is. */
struct slice fields_find(struct slice text, const char *key);
/* The same for a name that a process chose. ausearch -i writes such names without quotes, so an
 * unquoted one goes on with the words after it, up to the next field. */
struct slice fields_find_name(struct slice text, const char *key);
/* The value of an interpreted field whose value may be any text, at `p`: up to the last place of
 * `next`, which is how the field after it begins; to the end, less blanks, where that is NULL. In
 * quotes it ends with them. Absent where there is no such end. */
struct slice fields_until(const char *p, const char *end, const char *next);

/* A value without its quotes, or without the marks of quotes and lists that follow it. */
struct slice field_plain(struct slice value);
/* The same without a look at the first byte: only the marks that follow. */
struct slice field_trim(struct slice value);
/* The digits that a value begins with, as a number; 0 where it begins with another byte. Too many
 * give UINT64_MAX. */
uint64_t field_number(struct slice value);

#endif
