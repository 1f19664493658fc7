/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns of a rule: one row of one const table each gives the title, the cell, the sort order
 * and the field of the filter language. */
#ifndef AVCURATE_FILTER_COLUMN_H
#define AVCURATE_FILTER_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "denial/epoch.h"
#include "base/intern.h"
#include "denial/rule.h"

/* What a policy says of rules: asked only where a column needs it, since it has to be worked out.
 * Words as in JSON, static text. */
struct row_judge {
	void *ctx;
	const char *(*verdict)(void *ctx, rule_id id);
	const char *(*proof)(void *ctx, rule_id id);
	uint32_t (*rate)(void *ctx, rule_id id); /* denials a second, in a storm */
	enum outcome (*outcome)(void *ctx, rule_id id);
	/* The same in a sentence, appended; nothing for none. */
	void (*outcome_words)(void *ctx, rule_id id, struct buf *out);
	/* Why its statement seems not to be needed any more: "unseen", "granted"; "no" for needed. */
	const char *(*prunable)(void *ctx, rule_id id);
	/* The same in words, appended; nothing for "no". */
	void (*prunable_words)(void *ctx, rule_id id, struct buf *out);
};

/* All that is known of a rule where it stands in a list. Borrowed. */
struct row {
	const struct intern *names;
	const struct rule *rule;
	const struct decision *decision;
	rule_id id;
	int64_t now_ms;                /* what "today" is, for showing times */
	const struct row_judge *judge; /* NULL: no policy */
};

enum column_kind {
	COLUMN_TEXT,   /* globs, substring search; sorted by text */
	COLUMN_LIST,   /* like text, but any one of several values may match */
	COLUMN_CHOICE, /* one of a few words: no substring search, sorted in their own order */
	COLUMN_NUMBER, /* compared as numbers */
	COLUMN_TIME,   /* milliseconds or TIME_NONE; compared as times */
};

struct column {
	const char *name;  /* field of the filter language, config, --columns */
	const char *alias; /* another name for the field, or NULL */
	const char *title; /* list header */
	const char *help;
	enum column_kind kind;
	unsigned width; /* usual width in cells; 0 takes what is left */
	bool shown;     /* in the list by default */
	bool judged;    /* asks the policy, which takes its time: a bare word does not look there */
	bool decided;   /* changes with what is decided */
	bool optional;  /* takes no room where no row has anything in it */
	bool sorted;    /* LIST: the cell shows the values in the order of the alphabet */
	/* The cell as cleaned text (for COLUMN_LIST the values one after another by blanks). */
	void (*cell)(const struct row *row, struct buf *out);
	/* TEXT and LIST: the next value, *at starting at 0 and kept by the caller; false behind the
	 * last. Raw bytes, cleaned where they are shown or matched. NULL for a column of free text. */
	bool (*next)(const struct row *row, size_t *at, name_id *out);
	/* CHOICE, and TEXT without `next`: the text, raw, NULL for none. */
	const char *(*text)(const struct row *row);
	/* CHOICE: the i-th of the words, NULL behind the last. */
	const char *(*choice)(size_t i);
	/* NUMBER and TIME: the value; CHOICE: its place among the words. */
	int64_t (*number)(const struct row *row);
};

extern const struct column column_table[];
extern const size_t column_count;
/* The row of the table by name or alias, or NULL. */
const struct column *column_find(const char *name);

/* The names that all columns of text show of the rule, at most `max` in one go, *at starting at 0 and kept
 * by the caller: what `next` of each gives, in one walk. Returns how many; 0 behind the last. */
size_t column_names(const struct row *row, size_t *at, name_id *out, size_t max);

#endif
