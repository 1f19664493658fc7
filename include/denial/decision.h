/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decisions of the operator, one a rule, with undo and redo. One step of undo holds the decisions
 * of one or more rules before and after a change. */
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

/* What to change instead of adding a statement to the module. */
enum fix_by { FIX_NONE, FIX_BOOLEAN, FIX_LABEL, FIX_PORT, FIX_LEVEL, FIX_WAYS };

/* "boolean", "label", "port", "level"; "" for none. */
const char *fix_by_name(enum fix_by by);
enum fix_by fix_by_of(const char *name); /* FIX_WAYS if unknown */

/* The words for a state, wherever it is shown or written. */
struct decision_terms {
	const char *name;     /* in JSON, filters and the #@ lines of a .te: "accepted" */
	const char *mark;     /* two characters for lists: "ok"; "" for open */
	const char *done;     /* reports the decision just made: "silenced (dontaudit)" */
	const char *sentence; /* explains the effect: "rejected: stays denied" */
	const char *element;  /* theme element that colours it */
};
#define DECISION_AGAIN_MARK     "re"
#define DECISION_AGAIN_SENTENCE "open again: its statement stays in the module until you decide"

const struct decision_terms *decision_terms(enum decision_state s);
/* Return the name from the terms; "" for DECISION_STATES. */
const char *decision_state_name(enum decision_state s);
enum decision_state decision_state_of(const char *name); /* DECISION_STATES if unknown */

/* Why a statement of the module may no longer be needed. */
enum prunable {
	PRUNABLE_NO,
	PRUNABLE_UNSEEN,  /* no denial in the logs needs it, and the policy lacks it */
	PRUNABLE_GRANTED, /* the policy grants it without this module */
	PRUNABLES
};

/* "no", "unseen", "granted". */
const char *prunable_name(enum prunable p);

/* A reviewer's answer to a decision. */
enum review_mark { REVIEW_NONE, REVIEW_APPROVED, REVIEW_QUESTIONED, REVIEW_REFUSED, REVIEW_MARKS };

/* "approved", "questioned", "refused"; "" for none. */
const char *review_mark_name(enum review_mark mark);
enum review_mark review_mark_of(const char *name); /* REVIEW_MARKS if unknown */

struct review_note {
	enum review_mark mark;
	char *by; /* the reviewer */
	int64_t at_ms;
	char *note;     /* or NULL */
	char bound[65]; /* digest of what was reviewed (te_digest.h); else the mark is void */
};

struct decision {
	enum decision_state state;
	/* State before a rule was reopened, DECISION_ACCEPTED or DECISION_DONTAUDIT: its statement
	 * stays in the module until the operator decides again. Else DECISION_OPEN. */
	enum decision_state held;
	bool chosen; /* the operator chose `statement`; else it follows the denials */
	struct statement statement;
	char *step;       /* the choice in words: "observed", "r_file_perms", "ioctl all" */
	name_id *dropped; /* observed permissions that the operator removed */
	size_t dropped_count;
	enum fix_by fix_by; /* DECISION_FIXED only; FIX_NONE: not given */
	char *fix_to;       /* new value: "x=on y=off", the types, or the level */
	char *fix_command;  /* command that the operator runs to make the change */
	char *note;
	char *by;      /* login name of the person who decided; NULL while open */
	int64_t at_ms; /* when, or TIME_NONE */
	struct review_note review;
};

void decision_release(struct decision *d);
void decision_copy(struct decision *to, const struct decision *from);
/* Ignore who decided and when: deciding the same again is not a change. */
bool decision_same(const struct decision *a, const struct decision *b);

/* True if a rule of this kind can have the state (denial/kind.h). */
bool decision_is_possible(const struct rule *r, enum decision_state state);

/* The decisions of a session by rule id, with unlimited undo and redo. */
struct decisions;

struct decisions *decisions_new(void);
void decisions_free(struct decisions *ds);
/* Never NULL: an undecided rule is open. Borrowed until the next change. */
const struct decision *decisions_get(const struct decisions *ds, rule_id id);

/* Make one step of undo: begin, set any number of rules, end with words for the status line
 * ("accepted httpd_t nfs_t:file"). A step that changes nothing is dropped. `value` is copied. */
void decisions_begin(struct decisions *ds);
void decisions_set(struct decisions *ds, rule_id id, const struct decision *value);
void decisions_end(struct decisions *ds, const char *words);
/* Set a decision read from a .te, outside undo. */
void decisions_load(struct decisions *ds, rule_id id, const struct decision *value);

/* Undo or redo one step. Return its words (borrowed), or NULL if there is no step left; `*first` is
 * one of the rules that changed. */
const char *decisions_undo(struct decisions *ds, rule_id *first);
const char *decisions_redo(struct decisions *ds, rule_id *first);
bool decisions_dirty(const struct decisions *ds);
void decisions_saved(struct decisions *ds);
size_t decisions_count(const struct decisions *ds, enum decision_state s); /* not for OPEN */
/* Return decisions_serial at the last change of the rule's decision; 0: never changed. */
uint64_t decisions_changed(const struct decisions *ds, rule_id id);
/* Rises with each change, undo and redo. */
uint64_t decisions_serial(const struct decisions *ds);

/* True if an open rule keeps a statement accepted earlier and adds what was denied since: it is
 * chosen, but not by a step. A log that does not show a denial does not revoke what the module
 * already allows. */
bool decision_grows(const struct decision *d);
/* Add what was denied to its statement. */
void decision_grow(struct decision *d, const struct rule *r, const struct intern *names);
/* True if the operator removed this observed permission. */
bool decision_drops(const struct decision *d, name_id perm);
/* What was chosen, in words; NULL if the observed statement was chosen, or nothing. */
#define DECISION_STEP_OBSERVED "observed"
const char *decision_step(const struct decision *d);
/* Give the statement of a rule: the one that the operator chose, else the observed one, without the
 * dropped permissions; STATEMENT_DONTAUDIT if so decided. `out` is released first. */
void decision_statement(const struct decision *d, const struct rule *r, const struct intern *names,
			struct statement *out);
/* Return DECISION_ACCEPTED or DECISION_DONTAUDIT if the rule has a statement in the module, also
 * after it was reopened; else DECISION_OPEN. */
enum decision_state decision_module_state(const struct decision *d);
/* Give the rule's statement in the module; same as decision_statement unless the rule is open.
 * `out` is released first. */
void decision_module_statement(const struct decision *d, const struct rule *r,
			       const struct intern *names, struct statement *out);

#endif
