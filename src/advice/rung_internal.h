/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A strategy of widening and what it works on. Each is one file src/advice/rung_NAME.c with one
 * const row, listed in ladder.c. */
#ifndef AVCURATE_ADVICE_RUNG_INTERNAL_H
#define AVCURATE_ADVICE_RUNG_INTERNAL_H

#include "advice/ladder.h"

struct ladder {
	const struct rule *rule;
	struct intern *names;
	const struct decision *decision;
	struct statement observed; /* everything denied */
	struct statement kept;     /* that, without what the operator dropped */
	struct statement current;  /* what the decision grants now */
	const struct policy_index *policy;
	const struct eval_overlay *overlay; /* the names declared in the basis */
	const struct ledger *denials;
	const struct rule *const *others;
	size_t other_count;
	struct ladder_step *steps;
	size_t count, cap;
};

struct rung {
	const char *axis;
	/* Add the steps of this axis with rung_add_step, in any order; adding nothing is fine,
	 * and so is including the current one. */
	void (*steps)(struct ladder *l);
	/* How much a statement grants on this axis, and how much of it is more and less than was
	 * denied. */
	unsigned (*measure)(const struct ladder *l, const struct statement *s, unsigned *opened,
			    unsigned *closed);
};

extern const struct rung rung_class;
extern const struct rung rung_ioctl;
extern const struct rung rung_perms;
extern const struct rung rung_source;
extern const struct rung rung_target;

/* Add a step and return it (valid until the next), or NULL if there is one with the same
 * statement. Takes what `st` holds, and `name` and `why`. */
struct ladder_step *rung_add_step(struct ladder *l, const struct rung *rung, struct statement *st,
				  char *name, char *why);

/* The named permission sets of the reference policy, perm_sets.c. */
struct perm_set {
	const char *name;
	const char *classes; /* by blanks */
	const char *perms;   /* by blanks */
};
extern const struct perm_set perm_sets[];
extern const size_t perm_set_count;

#endif
