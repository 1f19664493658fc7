/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Describes the two types of a rule for someone who never saw the host: which programs run in a
 * domain, which paths or ports carry a label, what the policy's documentation says. Uses only
 * the policy that is judged by. */
#ifndef AVCURATE_ADVICE_TYPE_ABOUT_H
#define AVCURATE_ADVICE_TYPE_ABOUT_H

#include "advice/judge.h"

/* One or two sentences each, cleaned; NULL if nothing is known. A rule whose target is its
 * source has no `target`. */
struct type_about {
	char *source, *target;
};

void type_about_release(struct type_about *a);
/* `in_short`: only the programs, paths and ports. Releases `a` first. */
void type_about_rule(struct judge *j, const struct rule *r, bool in_short, struct type_about *a);

#endif
