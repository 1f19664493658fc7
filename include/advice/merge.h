/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One statement for several rules that differ in one type: an attribute in its place. */
#ifndef AVCURATE_ADVICE_MERGE_H
#define AVCURATE_ADVICE_MERGE_H

#include <stddef.h>

#include "advice/ladder.h"

/* The attributes that hold the types in which the rules differ, each with all that any of the rules
 * stands for, from the narrowest. Two rules or more; `basis` needs a policy, its `others` are
 * ignored. Returns how many; `*out` is for ladder_free. 0 with `*why` (static) where they cannot be
 * one statement. */
size_t merge_steps(const struct rule *const *rules, const struct decision *const *decisions,
		   size_t n, struct intern *names, const struct ladder_basis *basis,
		   struct ladder_step **out, const char **why);

#endif
