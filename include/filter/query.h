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

/* NULL with `d` and the place of the error in `*column` (1-based, in bytes; may be NULL). The empty
 * expression matches all. `now_ms` is what relative times ("1h ago", "today") count from. */
struct query *query_parse(const char *expr, int64_t now_ms, struct diag *d, unsigned *column);
/* The same of what was given to an option: `d` begins with its name and the column. */
struct query *query_parse_option(const char *option, const char *expr, int64_t now_ms,
				 struct diag *d);
/* Whether the expression asks for a field. */
bool query_names(const struct query *q, const char *field);
void query_free(struct query *q);
/* Not const: it remembers which names match. All rows must have the same table of names. */
bool query_match(struct query *q, const struct row *row);

/* A time as --since, --until and the filter take it: 2026-11-20, 2026-11-20T08:56[:50[.123]][Z],
 * 08:56[:50], today, yesterday, now, "1h ago", "30m ago", "2 days ago". Local time unless it ends in
 * Z or an offset. 0 or -1 with `d`. */
int query_time(const char *text, int64_t now_ms, int64_t *out_ms, struct diag *d);
/* The same, and how long the named moment lasts: a day, a minute, a second, a millisecond. */
int query_time_span(const char *text, int64_t now_ms, int64_t *out_ms, int64_t *length_ms,
		    struct diag *d);

#endif
