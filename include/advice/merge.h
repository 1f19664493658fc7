/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One statement for several rules that differ in one type, with an attribute in its place. */
#ifndef AVCURATE_ADVICE_MERGE_H
#define AVCURATE_ADVICE_MERGE_H

#include <stddef.h>

#include "advice/ladder.h"

/* The attributes that hold the types in which the rules differ, each with everything that any of
 * the rules grants, the narrowest first. Needs two rules or more and a policy in `basis`, whose
 * `others` are ignored. Return how many; free `*out` with ladder_free. 0 with `*why` (static) if
 * they cannot become one statement. */
size_t merge_steps(const struct rule *const *rules, const struct decision *const *decisions,
		   size_t n, struct intern *names, const struct ladder_basis *basis,
		   struct ladder_step **out, const char **why);

#endif
