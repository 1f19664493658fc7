/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two types of a rule are, for someone who never saw the box: which programs run in a domain,
 * which paths or ports carry a label, what the policy's documentation says of them. Of the policy that
 * is judged by, and nothing where that has none of it. */
#ifndef AVCURATE_ABOUT_H
#define AVCURATE_ABOUT_H

#include "avcurate/judge.h"

/* One sentence or two each, cleaned; NULL where nothing is known. The target of a rule on the source
 * itself has none. */
struct about {
	char *source, *target;
};

void about_release(struct about *a);
/* `in_short`: only the programs, paths and ports. `a` is released first. */
void about_rule(struct judge *j, const struct rule *r, bool in_short, struct about *a);

#endif
