/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One comparison of the filter language: a column, an operator, values; or a bare word. */
#ifndef AVCURATE_FILTER_PREDICATE_INTERNAL_H
#define AVCURATE_FILTER_PREDICATE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "filter/column.h"
#include "base/diag.h"

enum predicate_op {
	PREDICATE_NONE,
	PREDICATE_EQ,
	PREDICATE_NE,
	PREDICATE_MATCH, /* ~, a POSIX extended regular expression */
	PREDICATE_LT,
	PREDICATE_LE,
	PREDICATE_GT,
	PREDICATE_GE,
	PREDICATE_OPS
};

/* "=", "!=", …; "" for PREDICATE_NONE. */
const char *predicate_op_text(enum predicate_op op);
/* The operator at the beginning of `s`. */
enum predicate_op predicate_op_at(const char *s);

struct predicate;

/* A word: matches anywhere in any column of text, with smart case. */
struct predicate *predicate_new_word(const char *word);
/* `field` is a column, or since or until (denied at some time in that range). Several values: any
 * of them matches. Returns NULL with `d` on error; `*bad` is then the index of the wrong value, -1
 * for the field or -2 for the operator. */
struct predicate *predicate_new(const char *field, enum predicate_op op, char *const *values,
				size_t count, int64_t now_ms, struct diag *d, int *bad);
/* True if it compares that column. */
bool predicate_names(const struct predicate *p, const char *field);
void predicate_free(struct predicate *p);
/* The kind of column that a field is compared as; false if the field is unknown. */
bool predicate_field_kind(const char *field, enum column_kind *kind);

/* Not const: it remembers which names match. */
bool predicate_match(struct predicate *p, const struct row *row);

#endif
