/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Write `#@ KEY JSON` lines: ASCII, bounded in length; text that is cut leaves a digest. Read their
 * values without trusting who wrote them. */
#ifndef AVCURATE_TE_LINE_H
#define AVCURATE_TE_LINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/slice.h"

#define TE_TEXT_MAX_BYTES 240  /* one command or path; a longer one is cut and gets a digest */
#define TE_LIST_MAX_BYTES 1700 /* one list; the `seen` line holds two */

/* Append the line with `json` unchanged. */
void te_line_raw(const char *key, const char *json, struct buf *out);
/* Append the line; nothing if it would be too long. Takes ownership of `value`. */
void te_line_print(const char *key, json_t *value, struct buf *out);

bool te_line_is_utf8(const char *s, size_t n);
/* The longest prefix of at most `max` bytes that ends between characters. */
size_t te_line_cut(const char *s, size_t n, size_t max);
json_t *te_line_digest(const void *bytes, size_t n);
/* [TEXT, COUNT], or [BEGINNING, COUNT, {"bytes":N,"sha256":…}] if the text was cut: the digest
 * covers all its bytes as logged. */
json_t *te_line_counted(struct slice bytes, uint32_t count);

/* The text cleaned, which leaves text written by avcurate unchanged. Caller frees. NULL if `value`
 * is not a string. */
char *te_line_text(const json_t *value);
/* A number in an object; 0 if it is missing or negative. */
uint64_t te_line_number(const json_t *o, const char *key);
/* The sum of two counts, clamped so that no file can overflow it. The caller owns it. */
json_t *te_line_sum(const json_t *a, const json_t *b);

/* A list of bounded length: items that no longer fit are counted, and replaced by a digest of all
 * items, each as JSON and a line break. */
struct te_list {
	json_t *items;
	size_t bytes, left_out;
	struct sha256 sha;
};

void te_list_init(struct te_list *l);
/* Takes ownership of `item`. */
void te_list_add(struct te_list *l, json_t *item);
/* Return the list, which the caller owns. `others` is how often values were seen that were not
 * kept. */
json_t *te_list_end(struct te_list *l, uint32_t others);

#endif
