/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that may be hostile: cleaned for display, measured in terminal cells, checked as a name.
 * The screen, JSON and CSV show cleaned text; text_unclean reverses it. */
#ifndef AVCURATE_BASE_TEXT_H
#define AVCURATE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

/* Append `in` made harmless: controls, DEL, C1, bidi and zero-width controls, line and paragraph
 * separators and invalid UTF-8 become \xNN (one for each byte), a backslash becomes two. */
void text_clean(struct buf *out, struct slice in);
/* The same as a new string; caller frees. */
char *text_cleaned(struct slice in);
/* Append the bytes that text_clean was given. What is not an escape is copied. */
void text_unclean(struct buf *out, const char *cleaned);

/* Append `s` as one word for a shell, whatever bytes it holds: 'it'\''s'. */
void text_quote(struct buf *out, const char *s);
/* The same, but leave a plain word unquoted, for readability. */
void text_quote_word(struct buf *out, const char *s);

/* Decode one UTF-8 character at `p`, of at most `n` bytes (n > 0). Return its length 1-4 and the
 * code point, or 0 if the bytes are not valid UTF-8 (overlong, surrogate, cut). */
size_t text_decode(const char *p, size_t n, uint32_t *code);

/* Width in terminal cells, by the locale's wcwidth(3), as ncurses lays it out; unprintable is 0. */
size_t text_width_cells(const char *s);
/* Bytes of the longest prefix of `s` that fits in `cells`; *used is its width. */
size_t text_fit_bytes(const char *s, size_t cells, size_t *used);

/* True if policy text may use it to name a type, class, permission, role or user:
 * [A-Za-z_][A-Za-z0-9_.-]*, at most TEXT_NAME_MAX bytes. te/name.h knows the reserved words. */
#define TEXT_NAME_MAX 512 /* four of them fit in one #@ line */
bool text_is_name(struct slice s);

/* True if `glob` (*, ? and \ only) matches all of `s`. Linear time, no recursion. */
bool text_glob(const char *glob, const char *s);
/* Smart case: a `needle` without capitals matches any case. An empty one always matches. */
bool text_contains(const char *haystack, const char *needle);
/* True if `word` is one of the blank-separated words of `list`. */
bool text_has_word(const char *list, const char *word);
/* The word of `words` (NULL-terminated) nearest to `s` by edit distance, or NULL if nothing is
 * close. */
const char *text_nearest(const char *s, const char *const *words);

#endif
