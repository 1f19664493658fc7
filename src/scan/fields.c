// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking up fields by their name, and what their values mean as text. The walk itself is in the
 * header. No key is known here. */
#include "config.h"

#include "scan/fields.h"

#include "base/ascii.h"

const unsigned char fields_stops[256] = {
	[' '] = FIELDS_BLANK,    ['\t'] = FIELDS_BLANK,  ['\r'] = FIELDS_BLANK,
	['\n'] = FIELDS_BLANK,   [0x1d] = FIELDS_BLANK,  ['='] = FIELDS_EQUALS,
	['\''] = FIELDS_OPENING, ['"'] = FIELDS_OPENING, ['('] = FIELDS_OPENING,
	['['] = FIELDS_OPENING,  [','] = FIELDS_OPENING,
};

static bool find(struct fields *f, const char *key, struct field *out)
{
	while (fields_next(f, out))
		if (out->form != FIELD_WORD && slice_is(out->key, key))
			return true;
	return false;
}

static struct fields fields_of(struct slice text)
{
	return (struct fields){ text.p, text.n ? text.p + text.n : text.p, true };
}

struct slice fields_find(struct slice text, const char *key)
{
	struct fields f = fields_of(text);
	struct field x;

	return find(&f, key, &x) ? x.value : (struct slice){ 0 };
}

struct slice fields_find_name(struct slice text, const char *key)
{
	struct fields f = fields_of(text);
	struct field x, more;

	if (!find(&f, key, &x))
		return (struct slice){ 0 };
	if (x.form != FIELD_BARE)
		return x.value;
	while (fields_next(&f, &more) && more.form == FIELD_WORD)
		x.value.n = (size_t)(f.p - x.value.p);
	return x.value;
}

struct slice fields_until(const char *p, const char *end, const char *next)
{
	const char *close = NULL, *at = p;

	if (p < end && *p == '"') {
		close = memchr(p + 1, '"', (size_t)(end - p - 1));
		return close ? (struct slice){ p, (size_t)(close + 1 - p) } : (struct slice){ 0 };
	}
	if (!next) {
		for (close = end;
		     close > p && fields_stops[(unsigned char)close[-1]] == FIELDS_BLANK;)
			close--;
		return (struct slice){ p, (size_t)(close - p) };
	}
	while ((at = memmem(at, (size_t)(end - at), next, strlen(next))) != NULL)
		close = at++;
	return close ? (struct slice){ p, (size_t)(close - p) } : (struct slice){ 0 };
}

struct slice field_trim(struct slice v)
{
	const char *shown = v.n ? memchr(v.p, '\xe2', v.n) : NULL;

	/* 0x1d, made visible as U+241D */
	if (shown && v.p + v.n - shown >= 3 && memcmp(shown, "\xe2\x90\x9d", 3) == 0)
		v.n = (size_t)(shown - v.p);
	for (;;) {
		if (v.n >= 2 && v.p[v.n - 2] == '\\') /* \n, \" of JSON that was not decoded */
			v.n -= 2;
		else if (!v.n || ascii_is_word(v.p[v.n - 1]))
			return v;
		else if (v.p[0] != '(' && v.p[v.n - 1] && strchr("'\",);].", v.p[v.n - 1]))
			v.n--;
		else
			return v;
	}
}

struct slice field_plain(struct slice v)
{
	if (v.n >= 2 && v.p[0] == '"' && v.p[v.n - 1] == '"')
		return (struct slice){ v.p + 1, v.n - 2 };
	return field_trim(v);
}

uint64_t field_number(struct slice v)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < v.n && ascii_is_digit(v.p[i]); i++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, (uint64_t)(v.p[i] - '0'), &n))
			return UINT64_MAX;
	return n;
}
