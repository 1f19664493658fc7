/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fixes that are no rule and hang on what was seen with it: a label for each path, a type for each
 * port. Offered only where with them everything that the rule was denied is allowed. */
#ifndef AVCURATE_ADVICE_FIX_H
#define AVCURATE_ADVICE_FIX_H

#include <stddef.h>

#include "advice/judge.h"
#include "policy/labels.h"
#include "policy/transition.h"

struct fix {
	char *object;  /* the path, or the port's number; cleaned */
	char *type;    /* what its type should be */
	char *command; /* for the operator to type */
	char *owner;   /* the type that a port has now and would lose; or NULL */
};

struct fixes {
	struct fix *items;
	size_t count, cap;
	uint32_t
		perms; /* that it answers, as bits of their places in the rule; all of them most often */
};

void fixes_release(struct fixes *f);
/* Every path seen is mislabelled, and its proper label would do. False, and none, otherwise; where
 * there are no file contexts, too. `out` is released first. */
bool fix_labels(struct judge *j, const struct rule *r, struct fixes *out);
/* Those of the paths that are. Returns how many others there are at least, which a label would not help. */
size_t fix_labels_partly(struct judge *j, const struct rule *r, struct fixes *out);
/* Every port seen could be given a type that the domain may use; or every one that was seen with some
 * of the permissions, if not with all. */
bool fix_ports(struct judge *j, const struct rule *r, struct fixes *out);
/* Whether the permission is among those that the fixes answer. */
bool fixes_answer(const struct fixes *f, const struct rule *r, name_id perm);
/* The program at the path, seen with the rule, would run in another domain if its file had the label
 * that file contexts give it. `out` is released first. */
bool fix_domain(struct judge *j, const struct rule *r, const char *exe, struct domain_fix *out);

#endif
