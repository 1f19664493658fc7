/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter language (prompt f, --accept, config): FIELD OP VALUE, words, and, or, not, brackets.
 * Fields are the columns. */
#ifndef AVCURATE_FILTER_QUERY_H
#define AVCURATE_FILTER_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "filter/column.h"
#include "base/diag.h"

struct query;

/* Returns NULL with `d` on error, and its place in `*column` (1-based, in bytes; may be NULL). The
 * empty expression matches all. Relative times ("1h ago", "today") count from `now_ms`. */
struct query *query_parse(const char *expr, int64_t now_ms, struct diag *d, unsigned *column);
/* Like query_parse, for the value of an option: `d` begins with the option's name and the column. */
struct query *query_parse_option(const char *option, const char *expr, int64_t now_ms,
				 struct diag *d);
/* True if the expression uses the field. */
bool query_names(const struct query *q, const char *field);
void query_free(struct query *q);
/* Not const: it remembers which names match. All rows must have the same table of names. */
bool query_match(struct query *q, const struct row *row);

/* Parse a time for --since, --until and the filter: 2026-11-20, 2026-11-20T08:56[:50[.123]][Z],
 * 08:56[:50], today, yesterday, now, "1h ago", "30m ago", "2 days ago". Local time unless it ends
 * in Z or an offset. Returns 0, or -1 with `d`. */
int query_time(const char *text, int64_t now_ms, int64_t *out_ms, struct diag *d);
/* Like query_time, with the length of the named time: a day, a minute, a second, a millisecond. */
int query_time_span(const char *text, int64_t now_ms, int64_t *out_ms, int64_t *length_ms,
		    struct diag *d);

#endif
