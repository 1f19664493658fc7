/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns of a rule: one row of one const table each gives the title, the cell, the sort order,
 * the field of the filter language, the key in JSON and CSV and the entry in the manual page. */
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

/* The policy's answers about rules. Called only if a column needs them, because that takes time.
 * Words are as in JSON, static text. */
struct row_judge {
	void *ctx;
	const char *(*verdict)(void *ctx, rule_id id);
	const char *(*proof)(void *ctx, rule_id id);
	uint32_t (*rate)(void *ctx, rule_id id); /* denials a second, in a storm */
	enum outcome (*outcome)(void *ctx, rule_id id);
	/* Append the outcome as a sentence; appends nothing without an outcome. */
	void (*outcome_words)(void *ctx, rule_id id, struct buf *out);
	/* Why its statement may not be needed any more. */
	enum prunable (*prunable)(void *ctx, rule_id id);
	/* Append it in words; appends nothing for PRUNABLE_NO. */
	void (*prunable_words)(void *ctx, rule_id id, struct buf *out);
};

/* All that a list knows of a rule. Borrowed. */
struct row {
	const struct intern *names;
	const struct rule *rule;
	const struct decision *decision;
	rule_id id;
	int64_t now_ms;                /* decides what "today" is when showing times */
	const struct row_judge *judge; /* NULL: no policy */
};

enum column_kind {
	COLUMN_TEXT,   /* globs, substring search; sorted by text */
	COLUMN_LIST,   /* like text, but any one of several values may match */
	COLUMN_CHOICE, /* one of a few words: no substring search, sorted in their own order */
	COLUMN_NUMBER, /* compared as numbers */
	COLUMN_TIME,   /* milliseconds or TIME_NONE; compared as times */
};

/* Where a column finds its names in a rule. */
enum column_names {
	NAMES_NONE, /* not in names: `text` or `number` gives the value */
	NAMES_SOURCE,
	NAMES_TARGET,
	NAMES_CLASS,
	NAMES_PERMS, /* denied permissions; those granted, for a module's rule without denials */
	NAMES_SEEN   /* names of the kind `seen` */
};

struct column {
	const char *name;  /* field of the filter language, config, --columns */
	const char *alias; /* another name for the field, or NULL */
	const char *title; /* list header */
	const char *help;
	const char *more; /* more text for the manual page, or NULL */
	/* The element of the theme that colours the cell or, if it depends on the row, the function that
	 * names it. Both NULL: plain text. */
	const char *element;
	const char *(*colour)(const struct row *row);
	enum column_kind kind;
	unsigned width; /* usual width in cells; 0: all that is left */
	bool shown;     /* in the list by default */
	bool judged;    /* asks the policy, which is slow: a bare word does not search it */
	bool decided;   /* changes with decisions */
	bool optional;  /* hidden while all its cells are empty */
	bool sorted;    /* LIST: values are shown in alphabetical order */
	/* The key in `list --format json` and the column in CSV; NULL: in neither. The kind decides the
	 * value in JSON: text and choice a string, list an array, number an integer, time a string or
	 * null. */
	const char *json;
	bool csv;
	unsigned place; /* keys are in ascending order of it; unique */
	/* TEXT and LIST: where to find the names. */
	enum column_names names;
	enum seen_kind seen;
	/* CHOICE, and TEXT without names: the raw text, or NULL. */
	const char *(*text)(const struct row *row);
	/* CHOICE: the i-th of the words, NULL after the last. */
	const char *(*choice)(size_t i);
	/* NUMBER and TIME: the value. CHOICE: its index among the words. */
	int64_t (*number)(const struct row *row);
	/* Append the cell of the list as cleaned text. NULL: derived from the value. */
	void (*cell)(const struct row *row, struct buf *out);
};

extern const struct column column_table[];
extern const size_t column_count;
/* The row of the table by name or alias, or NULL. */
const struct column *column_find(const char *name);

/* Append the cell as cleaned text, the values of a list separated by blanks. */
void column_cell(const struct column *c, const struct row *row, struct buf *out);
/* The next name of a column that has names; false after the last. The caller keeps *at, which
 * starts at 0. Raw bytes: clean them before showing or matching. */
bool column_next(const struct column *c, const struct row *row, size_t *at, name_id *out);

/* Which names of a rule the columns show, for one walk over all of them. */
struct column_walk {
	bool source, target, class, perms;
	unsigned seen; /* bit per seen_kind */
};
/* A walk over all columns that do not ask the policy. */
struct column_walk column_walk_all(void);
/* Get the next names, at most `max`. The caller keeps *at, which starts at 0. Returns how many; 0
 * after the last. */
size_t column_walk_names(const struct column_walk *w, const struct row *row, size_t *at,
			 name_id *out, size_t max);

/* The columns with a key in JSON, in the order of the keys. The list ends with NULL; caller frees. */
const struct column **column_documented(void);

#endif
