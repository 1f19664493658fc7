/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fixes other than a rule that depend on what was seen: a label for each path, a type for each
 * port. Offered only if they allow everything that was denied. */
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
	char *owner;   /* the type that the port has now and would lose, or NULL */
};

struct fixes {
	struct fix *items;
	size_t count, cap;
	uint32_t
		perms; /* the permissions it answers, as bits of their places in the rule; usually all */
};

void fixes_release(struct fixes *f);
/* True if every path seen is mislabelled and its proper label would fix the denials. False, with an
 * empty `out`, otherwise or without file contexts. Releases `out` first. */
bool fix_labels(struct judge *j, const struct rule *r, struct fixes *out);
/* The paths of which that is true. Returns at least how many others there are. */
size_t fix_labels_partly(struct judge *j, const struct rule *r, struct fixes *out);
/* True if every port seen could get a type that the domain may use; or every port that was seen
 * with some of the permissions. */
bool fix_ports(struct judge *j, const struct rule *r, struct fixes *out);
/* True if the fixes answer the permission. */
bool fixes_answer(const struct fixes *f, const struct rule *r, name_id perm);
/* True if the program at the path would run in another domain with the label that file contexts
 * give its file. Releases `out` first. */
bool fix_domain(struct judge *j, const struct rule *r, const char *exe, struct domain_fix *out);

#endif
