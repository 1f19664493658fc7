/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Merges several rules that differ in one type into one statement, with an attribute in its
 * place. */
#ifndef AVCURATE_ADVICE_MERGE_H
#define AVCURATE_ADVICE_MERGE_H

#include <stddef.h>

#include "advice/ladder.h"

/* The attributes that contain the types in which the rules differ, narrowest first, each with
 * everything that the rules grant. Needs at least two rules, and a policy in `basis`; ignores its
 * `others`. Returns how many; free `*out` with ladder_free. Returns 0 with `*why` (static) if the
 * rules cannot become one statement. */
size_t merge_steps(const struct rule *const *rules, const struct decision *const *decisions,
		   size_t n, struct intern *names, const struct ladder_basis *basis,
		   struct ladder_step **out, const char **why);

#endif
