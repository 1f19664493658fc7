/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts in words how a constraint denies a permission: which part fails for these two contexts,
 * and the smallest change that would help. */
#ifndef AVCURATE_POLICY_CONSTRAINT_H
#define AVCURATE_POLICY_CONSTRAINT_H

#include "base/buf.h"
#include "policy/eval.h"

enum constraint_cause {
	CONSTRAINT_OTHER,
	CONSTRAINT_LEVEL, /* other levels would satisfy it */
	CONSTRAINT_USER,  /* … other users */
	CONSTRAINT_ROLE,  /* … other roles */
	CONSTRAINT_TYPE,  /* only a type with a certain attribute satisfies it */
};

struct constraint_words {
	enum constraint_cause cause;
	struct buf text;   /* one line: "source level s0:c1 does not dominate target level s0:c3" */
	struct buf rule;   /* the whole expression, failing parts marked [no] or [unknown] */
	struct buf remedy; /* what would help, one line; empty if nothing safe does */
	struct buf level;  /* of the object, if that is the remedy; or empty */
	struct buf danger; /* an attribute that would lift it, named but never offered; or empty */
};

void constraint_words_release(struct constraint_words *w);

/* Explain why the answer to this query was EVAL_CONSTRAINT (its `constraint`). `overlay` may be
 * NULL. Releases `out` first. */
void policy_constraint(const struct policy_index *ix, const struct eval_query *query,
		       const struct eval_overlay *overlay, uint32_t constraint,
		       struct constraint_words *out);

#endif
