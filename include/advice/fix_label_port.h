/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fixes that are not rules and depend on what was seen: a label for each path, a type for each
 * port. Offered only if they allow everything that the rule was denied. */
#ifndef AVCURATE_ADVICE_FIX_LABEL_PORT_H
#define AVCURATE_ADVICE_FIX_LABEL_PORT_H

#include <stddef.h>

#include "advice/judge.h"
#include "policy/labels.h"
#include "policy/transition.h"

struct fix {
	char *object;  /* the path, or the port's number; cleaned */
	char *type;    /* the type that it should have */
	char *command; /* for the operator to type */
	char *owner;   /* the type that the port has now and would lose, or NULL */
};

struct fixes {
	struct fix *items;
	size_t count, cap;
	/* The permissions it answers, as bits of their positions in the rule; usually all. */
	uint32_t perms;
};

void fixes_release(struct fixes *f);
/* True if every path seen is mislabelled and its proper label would be enough. False, with no
 * fixes, otherwise or without file contexts. Releases `out` first. */
bool fix_labels(struct judge *j, const struct rule *r, struct fixes *out);
/* Find the fixes for those paths that are mislabelled. Return at least how many others there are
 * that a label would not help. */
size_t fix_labels_partly(struct judge *j, const struct rule *r, struct fixes *out);
/* True if every port seen could get a type that the domain may use; or, if not for all
 * permissions, every port that was seen with some of them. */
bool fix_ports(struct judge *j, const struct rule *r, struct fixes *out);
/* True if the fixes answer the permission. */
bool fixes_answer(const struct fixes *f, const struct rule *r, name_id perm);
/* True if the program at the path, seen with the rule, would run in another domain if its file
 * had the label that file contexts give it. Releases `out` first. */
bool fix_domain(struct judge *j, const struct rule *r, const char *exe, struct domain_fix *out);

#endif
