/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter language (prompt f, --accept, config): FIELD OP VALUE, words, and, or, not, brackets.
 * Fields are the columns. */
#ifndef AVCURATE_QUERY_H
#define AVCURATE_QUERY_H

#include <stdbool.h>

#include "avcurate/column.h"
#include "avcurate/diag.h"

struct query;

/* NULL with `d` and the 1-based column of the error in `*column` (may be NULL). The empty expression
 * matches all. `now_ms` is what relative times ("1h ago", "today") count from. */
struct query *query_parse(const char *expr, int64_t now_ms, struct diag *d, unsigned *column);
void query_free(struct query *q);
bool query_match(const struct query *q, const struct row *row);

/* A time as --since, --until and the filter take it: 2026-11-20, 2026-11-20T08:56[:50[.123]][Z],
 * 08:56[:50], today, yesterday, now, "1h ago", "30m ago", "2d ago". 0 or -1 with `d`. */
int query_time(const char *text, int64_t now_ms, int64_t *out_ms, struct diag *d);

#endif
