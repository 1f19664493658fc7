/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the operator decided about each rule, and the way back. A change is a value: before and
 * after of one or more rules, made as one step of undo. */
#ifndef AVCURATE_DENIAL_DECISION_H
#define AVCURATE_DENIAL_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "denial/rule.h"
#include "denial/statement.h"

enum decision_state {
	DECISION_OPEN,
	DECISION_ACCEPTED,
	DECISION_REJECTED,
	DECISION_DONTAUDIT,
	DECISION_FIXED, /* by a boolean, label, port or level: no statement */
	DECISION_STATES
};

/* What is to be changed in place of a rule. */
enum fix_by { FIX_NONE, FIX_BOOLEAN, FIX_LABEL, FIX_PORT, FIX_LEVEL, FIX_WAYS };

/* "boolean", "label", "port", "level"; "" for none. */
const char *fix_by_name(enum fix_by by);
enum fix_by fix_by_of(const char *name); /* FIX_WAYS when none */

/* How a state is called, wherever it is shown or written. */
struct decision_terms {
	const char *name;     /* in JSON, filters and the #@ lines of a .te: "accepted" */
	const char *mark;     /* two characters for lists: "ok"; "" for open */
	const char *done;     /* when it was just decided so: "silenced (dontaudit)" */
	const char *sentence; /* what it comes to: "rejected: stays denied" */
	const char *element;  /* of the theme, that colours it */
};
#define DECISION_AGAIN_MARK     "re"
#define DECISION_AGAIN_SENTENCE "open again: stays in the module as it was until it is decided"

const struct decision_terms *decision_terms(enum decision_state s);
/* The terms' name; "" for DECISION_STATES. */
const char *decision_state_name(enum decision_state s);
enum decision_state decision_state_of(const char *name); /* DECISION_STATES when none */

/* Why a statement of the module seems not to be needed any more. */
enum prunable {
	PRUNABLE_NO,
	PRUNABLE_UNSEEN,  /* no denial of the logs asks for it, and the policy lacks it */
	PRUNABLE_GRANTED, /* the policy grants it without this module */
	PRUNABLES
};

/* "no", "unseen", "granted". */
const char *prunable_name(enum prunable p);

/* What a reviewer said of a decision. */
enum review_mark { REVIEW_NONE, REVIEW_APPROVED, REVIEW_QUESTIONED, REVIEW_REFUSED, REVIEW_MARKS };

/* "approved", "questioned", "refused"; "" for none. */
const char *review_mark_name(enum review_mark mark);
enum review_mark review_mark_of(const char *name); /* REVIEW_MARKS when none */

struct review_note {
	enum review_mark mark;
	char *by; /* the reviewer */
	int64_t at_ms;
	char *note;     /* or NULL */
	char bound[65]; /* digest of what was reviewed (te_digest.h): void for anything else */
};

struct decision {
	enum decision_state state;
	/* DECISION_ACCEPTED or DECISION_DONTAUDIT while open again: what `statement` was, and stays in the
	 * module until it is decided. Else DECISION_OPEN. */
	enum decision_state held;
	bool chosen; /* `statement` is the operator's; else it follows what is observed */
	struct statement statement;
	char *step;       /* what was chosen, in words: "observed", "r_file_perms", "ioctl all" */
	name_id *dropped; /* observed permissions taken off */
	size_t dropped_count;
	enum fix_by fix_by; /* DECISION_FIXED only; FIX_NONE: not said */
	char *fix_to;       /* "x=on y=off", the types or the level that it shall be */
	char *fix_command;  /* what the operator types for it */
	char *note;
	char *by;      /* login name of who decided; NULL while open */
	int64_t at_ms; /* when, or TIME_NONE */
	struct review_note review;
};

void decision_release(struct decision *d);
void decision_copy(struct decision *to, const struct decision *from);
/* Who and when do not count: deciding the same again is no change. */
bool decision_same(const struct decision *a, const struct decision *b);

/* Whether a rule of this kind can be decided so (denial/kind.h). */
bool decision_is_possible(const struct rule *r, enum decision_state state);

/* The decisions of a session by rule id, with undo and redo without limit. */
struct decisions;

struct decisions *decisions_new(void);
void decisions_free(struct decisions *ds);
/* Never NULL: a rule nobody decided about is open. Borrowed until the next change. */
const struct decision *decisions_get(const struct decisions *ds, rule_id id);

/* One step: begin, set any number of rules, end with words for the status line ("accepted
 * httpd_t nfs_t:file"). A step without a change leaves no trace. `value` is copied. */
void decisions_begin(struct decisions *ds);
void decisions_set(struct decisions *ds, rule_id id, const struct decision *value);
void decisions_end(struct decisions *ds, const char *words);
/* Set without a way back: what was read from a .te. */
void decisions_load(struct decisions *ds, rule_id id, const struct decision *value);

/* The words of the step that was undone or redone (borrowed), or NULL when there is none;
 * `*first` is one rule it changed. */
const char *decisions_undo(struct decisions *ds, rule_id *first);
const char *decisions_redo(struct decisions *ds, rule_id *first);
bool decisions_dirty(const struct decisions *ds);
void decisions_saved(struct decisions *ds);
size_t decisions_count(const struct decisions *ds, enum decision_state s); /* not for OPEN */
/* Its value when the rule's decision changed last; 0: never. */
uint64_t decisions_changed(const struct decisions *ds, rule_id id);
/* Rises with each change, undo and redo. */
uint64_t decisions_serial(const struct decisions *ds);

/* Whether an open rule stands for what was accepted once, and what was observed since: chosen, but by
 * no step. What a module granted is not taken back by a log that does not show it. */
bool decision_grows(const struct decision *d);
/* Add what is observed to its statement. */
void decision_grow(struct decision *d, const struct rule *r, const struct intern *names);
/* Whether an observed permission was taken off. */
bool decision_drops(const struct decision *d, name_id perm);
/* The statement a rule stands for: the operator's where chosen, else the observed one less what
 * was dropped; STATEMENT_DONTAUDIT where that was decided. `out` is released first. */
void decision_statement(const struct decision *d, const struct rule *r, const struct intern *names,
			struct statement *out);
/* DECISION_ACCEPTED or DECISION_DONTAUDIT where the rule has a statement in the module (also while it is open
 * again), else DECISION_OPEN. */
enum decision_state decision_stands(const struct decision *d);
/* The statement that it has there; decision_statement where it is not open. `out` is released first. */
void decision_standing(const struct decision *d, const struct rule *r, const struct intern *names,
		       struct statement *out);

#endif
