/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing `#@ KEY JSON` lines: ASCII, bounded; what is cut leaves a digest. And reading what stands in
 * them, whoever wrote it. */
#ifndef AVCURATE_TE_LINE_H
#define AVCURATE_TE_LINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sha256.h"
#include "base/slice.h"

#define TE_TEXT_MAX_BYTES 240  /* of one command or path; longer ones are cut and carry a digest */
#define TE_LIST_MAX_BYTES 1700 /* of one list; `seen` has two on its line */

/* `json` as it stands in a file. */
void te_line_raw(const char *key, const char *json, struct buf *out);
/* Takes `value` over. Nothing where the line would be too long. */
void te_line_print(const char *key, json_t *value, struct buf *out);

bool te_line_is_utf8(const char *s, size_t n);
/* The longest prefix of at most `max` bytes that ends between characters. */
size_t te_line_cut(const char *s, size_t n, size_t max);
json_t *te_line_digest(const void *bytes, size_t n);
/* [TEXT, COUNT], or [BEGINNING, COUNT, {"bytes":N,"sha256":…}] where the text was cut: the digest is
 * of all its bytes as they were logged. */
json_t *te_line_counted(struct slice bytes, uint32_t count);

/* The text cleaned, which changes nothing of ours (caller frees); NULL where it is none. */
char *te_line_text(const json_t *value);
/* The number of an object; 0 where there is none, or one below 0. */
uint64_t te_line_number(const json_t *o, const char *key);
/* Two counts as one, to be taken over: at most what a number can hold, whatever a file says. */
json_t *te_line_sum(const json_t *a, const json_t *b);

/* A list that is cut in time: what no longer fits is counted, and the digest of all items, each as
 * JSON and a line break, stands in its place. */
struct te_list {
	json_t *items;
	size_t bytes, left_out;
	struct sha256 sha;
};

void te_list_init(struct te_list *l);
/* Takes `item` over. */
void te_list_add(struct te_list *l, json_t *item);
/* The list, to be taken over; `others` is how often something else was seen that was not kept. */
json_t *te_list_end(struct te_list *l, uint32_t others);

#endif
