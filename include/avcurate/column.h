/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns of a rule: one row of one const table each gives the title, the cell, the sort order
 * and the field of the filter language. */
#ifndef AVCURATE_COLUMN_H
#define AVCURATE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "avcurate/buf.h"
#include "avcurate/decision.h"
#include "avcurate/intern.h"
#include "avcurate/rule.h"

/* All that is known of a rule where it stands in a list. Borrowed. */
struct row {
	const struct intern *names;
	const struct rule *rule;
	const struct decision *decision;
	rule_id id;
};

enum column_kind {
	COLUMN_TEXT,   /* globs, substring search; sorted by text */
	COLUMN_LIST,   /* like text, but any one of several values may match */
	COLUMN_NUMBER, /* compared as numbers */
	COLUMN_TIME,   /* milliseconds; compared as times */
};

struct column {
	const char *name;  /* field of the filter language, config, --columns */
	const char *title; /* list header */
	const char *help;
	enum column_kind kind;
	unsigned width; /* usual width in cells; 0 takes what is left */
	bool shown;     /* in the list by default */
	/* The cell as cleaned text (for COLUMN_LIST the values one after another by blanks). */
	void (*cell)(const struct row *row, struct buf *out);
	/* COLUMN_LIST: the i-th value, cleaned; false behind the last. NULL otherwise. */
	bool (*item)(const struct row *row, size_t i, struct buf *out);
	/* COLUMN_NUMBER, COLUMN_TIME: the value. NULL otherwise. */
	int64_t (*number)(const struct row *row);
};

extern const struct column column_table[];
extern const size_t column_count;
/* The row of the table, or NULL. */
const struct column *column_find(const char *name);

/* How times are shown: local time, seconds; "-" for TIME_NONE. ISO form with milliseconds in UTC
 * for JSON: "2026-11-20T08:56:50.123Z". */
void column_time_short(int64_t ms, struct buf *out); /* 10:02:11, or 11-20 10:02 when not today */
void column_time_iso(int64_t ms, struct buf *out);

/* The order of a list: rule ids sorted by one column, ties by id. Kept as ranks, so that a key press
 * on 100,000 rules costs no comparison of strings. */
struct order;
struct order *order_new(void);
void order_free(struct order *o);
/* Bring `ids` (the ids that are shown, in any order, `n` of them) into the order of `column`. */
void order_sort(struct order *o, const struct column *column, bool reverse,
		const struct row *rows_base, rule_id *ids, size_t n,
		void (*fill)(void *ctx, rule_id id, struct row *row), void *ctx);

#endif
