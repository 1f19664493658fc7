/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A constraint that takes a permission away, in words: which part fails for these two contexts,
 * and what is the smallest change that would help. */
#ifndef AVCURATE_POLICY_CONSTRAINT_H
#define AVCURATE_POLICY_CONSTRAINT_H

#include "base/buf.h"
#include "policy/eval.h"

enum constraint_cause {
	CONSTRAINT_OTHER,
	CONSTRAINT_LEVEL, /* it would hold if the levels were others */
	CONSTRAINT_USER,  /* … the users */
	CONSTRAINT_ROLE,  /* … the roles */
	CONSTRAINT_TYPE,  /* only a type with a certain attribute would help */
};

struct constraint_words {
	enum constraint_cause cause;
	struct buf text;   /* one line: "source level s0:c1 does not dominate target level s0:c3" */
	struct buf rule;   /* the whole expression, the failing parts marked: "( h1 dom h2 -no- or
			      t1 is mcsreadall )" */
	struct buf remedy; /* what would really help, one line; empty where nothing safe does */
	struct buf level;  /* of the object, where that is the remedy; or empty */
	struct buf danger; /* an attribute that would lift it, named, never offered; or empty */
};

void constraint_words_release(struct constraint_words *w);

/* Put in words why the answer to this query was EVAL_CONSTRAINT (its `constraint`). `overlay` may be
 * NULL. `out` is released first. */
void policy_constraint(const struct policy_index *ix, const struct eval_query *query,
		       const struct eval_overlay *overlay, uint32_t constraint,
		       struct constraint_words *out);

#endif
