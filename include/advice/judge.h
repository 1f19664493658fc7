/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Judges rules by a policy, tuple by tuple: why each is denied, and whether a selection of
 * statements allows it. Parses each context once and keeps it. */
#ifndef AVCURATE_ADVICE_JUDGE_H
#define AVCURATE_ADVICE_JUDGE_H

#include <stddef.h>
#include <stdint.h>

#include "policy/boolean.h"
#include "policy/constraint.h"
#include "policy/eval.h"
#include "base/intern.h"
#include "denial/rule.h"
#include "denial/statement.h"
#include "advice/verdict.h"

struct judge;

/* Borrows both; they must outlive it. */
struct judge *judge_new(const struct policy_index *ix, const struct intern *names);
void judge_free(struct judge *j);
const struct policy_index *judge_policy(const struct judge *j);
const struct intern *judge_names(const struct judge *j);

struct labels;
/* File contexts that belong to the policy (borrowed; may be NULL), to find mislabelled objects. */
void judge_set_labels(struct judge *j, struct labels *labels);
struct labels *judge_labels(const struct judge *j);
struct docs;
/* Its documentation, likewise. */
void judge_set_docs(struct judge *j, struct docs *docs);
struct docs *judge_docs(const struct judge *j);

struct boolean_notes;
struct boolean_notes *judge_notes(struct judge *j);

/* The baseline is the policy without this module: remove a statement of its loaded version. */
void judge_remove(struct judge *j, const struct statement *s);
/* The module's own declarations and hand-written statements (borrowed; NULL: nothing). From now
 * on its names count as known to the policy; its statements are removed from the baseline and
 * part of each selection. */
struct declared;
void judge_set_own(struct judge *j, const struct declared *own);
/* True if the module's own statements allow everything that the rule was denied. */
bool judge_own_allows(struct judge *j, const struct rule *r);
/* The overlay that makes the baseline; borrowed. */
const struct eval_overlay *judge_baseline(const struct judge *j);

/* A context of the records, by its name, as the policy sees it; borrowed, until the policy
 * changes. */
const struct policy_context *judge_context(struct judge *j, name_id id);
/* Turn a tuple of the rule into a query; false if the policy does not know the class or the
 * permission. The judge owns what it points to. */
bool judge_query(struct judge *j, const struct rule *r, const struct tuple *t,
		 struct eval_query *q);
/* All tuples of the rule as new queries; caller frees. Return how many; 0 if the policy does not
 * know all of them. */
uint32_t judge_queries(struct judge *j, const struct rule *r, struct eval_query **out);
/* The constraint that denies the tuple even with a type rule, and the query that showed it;
 * EVAL_NONE if there is none, or the policy does not know all names. */
uint32_t judge_constraint(struct judge *j, const struct rule *r, const struct tuple *t,
			  struct eval_query *q);
/* The same in words; false without such a constraint. */
bool judge_constraint_words(struct judge *j, const struct rule *r, const struct tuple *t,
			    struct constraint_words *out);
/* The booleans that would allow everything the rule was denied, or everything that fix_ports
 * leaves; empty if more than booleans is needed. Return how many of its tuples they answer. */
uint32_t judge_booleans(struct judge *j, const struct rule *r, struct boolean_fixes *out);

/* The single booleans that would allow some of it but not all: at most `max`, those that allow
 * most first. Return how many. */
size_t judge_booleans_partly(struct judge *j, const struct rule *r, struct boolean_part *out,
			     size_t max);

/* The verdicts on a rule: for how many of its tuples each holds, and the first of these. */
struct judgement {
	enum verdict lead; /* the first in the order of verdicts, of any tuple */
	uint32_t tuples;   /* distinct tuples that were judged */
	uint32_t held[VERDICTS];
	uint32_t first[VERDICTS]; /* index of the first such tuple */
	bool together; /* fixes of several kinds, each for a part, together allow everything */
};
void judge_rule(struct judge *j, const struct rule *r, struct judgement *out);

/* The proof of a rule under a selection. */
struct judge_proof {
	enum proof proof; /* the worst: blocked, then unproved, no effect, proven */
	uint32_t counts[PROOFS];
	enum verdict blocked_by;
	enum verdict unproved_by; /* VERDICT_UNKNOWN, VERDICT_INVALID_CONTEXT */
	uint32_t blocked_tuple;   /* the first that is still blocked */
	const char *checked; /* what replaces a proof, for a kind that cannot be proved; or NULL */
};

/* A selection of statements on top of the baseline. Zeroed is empty; build it again after each
 * change. */
struct judge_selection {
	struct eval_overlay overlay;
	size_t refused; /* statements that name something the policy lacks */
};
void judge_selection_release(struct judge_selection *s);
/* Begin with the baseline and the module's own statements (only of one class, unless `class` is
 * NAME_NONE); add statements; finish before proving. */
void judge_select(struct judge *j, name_id class, struct judge_selection *s);
/* -1 with `d` if the policy lacks a name in it. */
int judge_select_add(struct judge *j, struct judge_selection *s, const struct statement *st,
		     struct diag *d);
void judge_select_finish(struct judge *j, struct judge_selection *s);

/* `dontaudit`: prove that the rule is silenced, not allowed. */
void judge_prove(struct judge *j, const struct rule *r, const struct judge_selection *s,
		 bool dontaudit, struct judge_proof *out);
/* Count one tuple; `why` says what blocks it. */
void judge_proof_add(struct judge_proof *p, enum proof proof, enum verdict why, uint32_t tuple);
/* How many tuples were counted. */
uint32_t judge_proof_all(const struct judge_proof *p);
/* Call this after counting each tuple: tuples that were not kept count as unproved; the worst
 * proof leads. */
void judge_proof_settle(struct judge_proof *p, const struct rule *r);
/* The verdict on a denial of this kind that a policy does not allow, if only one is possible. */
enum verdict judge_kind_verdict(const struct kind *kind);
/* The verdict for the reasons of an answer (enum eval_reason) that still deny it. */
enum verdict judge_verdict_of(unsigned reasons);
/* "3 of 5,000 still blocked: a constraint forbids it, whatever the rules say". `selected`: the
 * rule's statement is in the selection; otherwise say what would happen. */
void judge_proof_words(const struct judge_proof *p, bool selected, struct buf *out);

#endif
