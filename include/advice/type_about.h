/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two types of a rule are, for someone who never saw the box: which programs run in a domain,
 * which paths or ports carry a label, what the policy's documentation says of them. Of the policy that
 * is judged by, and nothing where that has none of it. */
#ifndef AVCURATE_ADVICE_TYPE_ABOUT_H
#define AVCURATE_ADVICE_TYPE_ABOUT_H

#include "advice/judge.h"

/* One sentence or two each, cleaned; NULL where nothing is known. The target of a rule on the source
 * itself has none. */
struct type_about {
	char *source, *target;
};

void type_about_release(struct type_about *a);
/* `in_short`: only the programs, paths and ports. `a` is released first. */
void type_about_rule(struct judge *j, const struct rule *r, bool in_short, struct type_about *a);

#endif
