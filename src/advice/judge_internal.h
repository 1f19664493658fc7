/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the judge's files share:
 *   judge.c        the policy without this module, contexts and questions, selections
 *   judge_rule.c   why a rule is denied: the verdicts
 *   judge_prove.c  what a selection does to it: the proofs */
#ifndef AVCURATE_ADVICE_JUDGE_INTERNAL_H
#define AVCURATE_ADVICE_JUDGE_INTERNAL_H

#include "advice/fix_boolean.h"
#include "advice/judge.h"

struct judge {
	const struct policy_index *ix;
	const struct intern *names;
	struct policy_context **contexts; /* by name id; NULL: not parsed yet */
	size_t context_count, context_cap;
	struct statement *removed;
	size_t removed_count, removed_cap;
	struct eval_overlay baseline;
	const struct declared *own;
	struct labels *labels;
	struct boolean_notes notes; /* with the documentation */
};

static inline unsigned verdict_bit(enum verdict v)
{
	return 1u << v;
}

struct slice judge_name(const struct judge *j, name_id id);

/* judge_rule.c. The verdicts, as bits, on a tuple that has no permission. */
unsigned judge_kind(struct judge *j, const struct rule *r, const struct tuple *t,
		    const struct eval_overlay *o);
/* What a rejected context lacks besides its type in its role, and no statement of a module can
 * give: the user's role or range, or names that only another policy knows. */
uint32_t judge_other_flaws(struct judge *j, const struct tuple *t);
/* The first of some verdicts in their order; VERDICT_MISSING_RULE if the set is empty. */
enum verdict judge_first(unsigned found);

#endif
