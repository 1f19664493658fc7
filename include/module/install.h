/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plans an installation or removal: works out what it would change, without changing anything.
 * install_run.h carries it out. */
#ifndef AVCURATE_MODULE_INSTALL_H
#define AVCURATE_MODULE_INSTALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "module/grants.h"
#include "module/install_place.h"
#include "base/intern.h"
#include "policy/index.h"
#include "policy/store.h"

struct install_list {
	char **items; /* the first few, cleaned */
	size_t count, cap;
};
void install_list_release(struct install_list *l);
/* Add `item` unless it is a duplicate or the list is full. Takes ownership. */
void install_list_add(struct install_list *l, char *item);

struct install_plan {
	const struct install_place *place; /* borrowed */
	bool removal;
	char *name, *version; /* from the package; version NULL for a removal and for CIL */
	char *path;           /* of the package or CIL text; NULL for a removal */
	bool is_cil;
	unsigned priority;
	struct buf cil;  /* the text of the package, or of the module to remove */
	char digest[65]; /* of the package's bytes */

	/* Priority of the active module of that name, or 0. */
	unsigned present;
	char *present_version; /* NULL: unknown */
	bool same;             /* it is this package, byte for byte */
	bool off;              /* it exists, but disabled at all priorities */
	unsigned next;         /* removal: priority of the module that becomes active then, or 0 */

	size_t rules;            /* access rules in it */
	size_t others;           /* statements of other kinds */
	char *policy;            /* the policy asked for the rest, or NULL */
	size_t unknown;          /* rules with names that this policy lacks */
	uint64_t opened, closed; /* accesses that become allowed, or stop being allowed */
	struct install_list opened_list, closed_list, sensitive;
	struct install_list
		lost; /* statements of other kinds that the present module has and this one lacks */
	size_t lost_count;

	char *refused; /* why this plan must not be carried out; or NULL */
};

void install_plan_release(struct install_plan *p);

/* Plan installing a package, or CIL text in NAME.cil, to a store. `ix` (may be NULL) is the current
 * policy, named `policy`. Return 0, or -1 with `d` if the package or the store cannot be read.
 * Always release `p`. */
int install_plan_add(struct install_plan *p, const struct install_place *place, const char *pp_path,
		     unsigned priority, const struct policy_index *ix, const char *policy,
		     struct diag *d);
/* Plan removing the module at that priority; 0: the active one. */
int install_plan_remove(struct install_plan *p, const struct install_place *place, const char *name,
			unsigned priority, const struct policy_index *ix, const char *policy,
			struct diag *d);

#endif
