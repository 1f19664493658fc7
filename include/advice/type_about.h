/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Explains the two types of a rule to someone who never saw the box: which programs run in a
 * domain, which paths or ports have a label, what the policy's documentation says. Uses only the
 * policy that judges, and says nothing if that policy has no such information. */
#ifndef AVCURATE_ADVICE_TYPE_ABOUT_H
#define AVCURATE_ADVICE_TYPE_ABOUT_H

#include "advice/judge.h"

/* One or two sentences each, cleaned; NULL if nothing is known, and for the target of a rule on the
 * source itself. */
struct type_about {
	char *source, *target;
};

void type_about_release(struct type_about *a);
/* `in_short`: only the programs, paths and ports. `a` is released first. */
void type_about_rule(struct judge *j, const struct rule *r, bool in_short, struct type_about *a);

#endif
