// SPDX-License-Identifier: GPL-2.0-or-later
/* Text from logs, made safe to show: cleaning, quoting, cell widths, names, globs and near misses.
 * Assumes
 * UTF-8 output; knows nothing of where the text comes from. */
#include "config.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/ascii.h"
#include "base/mem.h"

size_t text_decode(const char *p, size_t n, uint32_t *code)
{
	const unsigned char *u = (const unsigned char *)p;
	uint32_t c, least;
	size_t len, i;

	if (u[0] < 0x80) {
		*code = u[0];
		return 1;
	}
	if (u[0] >= 0xc2 && u[0] <= 0xdf) {
		len = 2, c = u[0] & 0x1f, least = 0x80;
	} else if ((u[0] & 0xf0) == 0xe0) {
		len = 3, c = u[0] & 0x0f, least = 0x800;
	} else if (u[0] >= 0xf0 && u[0] <= 0xf4) {
		len = 4, c = u[0] & 0x07, least = 0x10000;
	} else {
		return 0;
	}
	if (len > n)
		return 0;
	for (i = 1; i < len; i++) {
		if ((u[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (u[i] & 0x3f);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*code = c;
	return len;
}

/* Characters that move, hide or reorder their neighbours (Unicode 15: Cc, Bidi_Control, zero
 * width, tags, line separators), or that never mean anything (noncharacters, private use). */
static bool is_harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff0 && c <= 0xfffb) ||
	       (c >= 0xfe00 && c <= 0xfe0f) || (c & 0xfffe) == 0xfffe || c >= 0xe0000;
}

void text_clean(struct buf *out, struct slice in)
{
	size_t i = 0, plain = 0, len, k;
	uint32_t code;

	while (i < in.n) {
		unsigned char u = (unsigned char)in.p[i];

		if (u >= 0x20 && u < 0x7f && u != '\\') {
			i++;
			continue;
		}
		len = text_decode(in.p + i, in.n - i, &code);
		if (len && code != '\\' && !is_harmful(code)) {
			i += len;
			continue;
		}
		buf_add(out, in.p + plain, i - plain);
		if (len && code == '\\') {
			buf_adds(out, "\\\\");
		} else {
			if (!len)
				len = 1;
			for (k = 0; k < len; k++)
				buf_addf(out, "\\x%02X", (unsigned char)in.p[i + k]);
		}
		i += len;
		plain = i;
	}
	buf_add(out, in.n ? in.p + plain : "", in.n - plain);
}

char *text_cleaned(struct slice in)
{
	struct buf b = { 0 };

	text_clean(&b, in);
	return buf_take(&b);
}

void text_unclean(struct buf *out, const char *s)
{
	while (*s) {
		if (s[0] == '\\' && s[1] == '\\') {
			buf_addc(out, '\\');
			s += 2;
		} else if (s[0] == '\\' && s[1] == 'x' && ascii_hex_byte(s + 2) >= 0) {
			buf_addc(out, (char)ascii_hex_byte(s + 2));
			s += 4;
		} else {
			buf_addc(out, *s++);
		}
	}
}

void text_quote(struct buf *out, const char *s)
{
	buf_addc(out, '\'');
	for (; *s; s++) {
		if (*s == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, *s);
	}
	buf_addc(out, '\'');
}

void text_quote_word(struct buf *out, const char *s)
{
	if (*s && !s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			       "/._-+:@%")])
		buf_adds(out, s);
	else
		text_quote(out, s);
}

size_t text_fit_bytes(const char *s, size_t cells, size_t *used)
{
	size_t i = 0, width = 0, n = strlen(s);

	while (i < n) {
		uint32_t code;
		size_t len = text_decode(s + i, n - i, &code);
		int w = len ? wcwidth((wchar_t)code) : -1;
		size_t add = w > 0 ? (size_t)w : 0;

		if (width + add > cells)
			break;
		width += add;
		i += len ? len : 1;
	}
	*used = width;
	return i;
}

size_t text_width_cells(const char *s)
{
	size_t used;

	text_fit_bytes(s, SIZE_MAX, &used);
	return used;
}

bool text_is_name(struct slice s)
{
	size_t i;

	if (s.n == 0 || s.n > TEXT_NAME_MAX)
		return false;
	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (ascii_is_letter(c) || c == '_')
			continue;
		if (i > 0 && (ascii_is_digit(c) || c == '.' || c == '-'))
			continue;
		return false;
	}
	return true;
}

bool text_glob(const char *glob, const char *s)
{
	const char *star = NULL, *resume = NULL;

	while (*s) {
		if (*glob == '*') {
			star = ++glob;
			resume = s;
		} else if (*glob == '\\' && glob[1] && glob[1] == *s) {
			glob += 2;
			s++;
		} else if (*glob && *glob != '\\' && (*glob == '?' || *glob == *s)) {
			glob++;
			s++;
		} else if (star) {
			glob = star;
			s = ++resume;
		} else {
			return false;
		}
	}
	while (*glob == '*')
		glob++;
	return *glob == '\0';
}

bool text_contains(const char *haystack, const char *needle)
{
	const char *p;

	for (p = needle; *p; p++)
		if (ascii_is_upper(*p))
			return strstr(haystack, needle) != NULL;
	return strcasestr(haystack, needle) != NULL;
}

bool text_has_word(const char *list, const char *word)
{
	size_t n = strlen(word);
	const char *p;

	for (p = list; n && (p = strstr(p, word)); p += n)
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

static size_t edit_distance(const char *a, const char *b)
{
	size_t row[64], n = strlen(b), i, j, diagonal, keep;

	if (n >= AV_ARRAY_LEN(row))
		return SIZE_MAX;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; *a; a++, i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= n; j++) {
			size_t best = diagonal + (*a != b[j - 1]);

			keep = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = keep;
		}
	}
	return row[n];
}

const char *text_nearest(const char *s, const char *const *words)
{
	const char *best = NULL;
	size_t least = strlen(s) / 3 + 2;

	for (; *words; words++) {
		size_t d = edit_distance(s, *words);

		if (d < least) {
			least = d;
			best = *words;
		}
	}
	return best;
}
