/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What installing a package, or taking a module away, would change: worked out before anything is
 * done. How it is done is install_run.h. */
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
	char **items; /* the first ones, cleaned */
	size_t count, cap;
};
void install_list_release(struct install_list *l);
/* Takes `item` over; each once, the first ones only. */
void install_list_add(struct install_list *l, char *item);

struct install_plan {
	const struct install_place *place; /* borrowed */
	bool removal;
	char *name, *version; /* as the package says; version NULL for a removal, and of CIL */
	char *path;           /* of the package, or of CIL text; NULL for a removal */
	bool is_cil;
	unsigned priority;
	struct buf cil;  /* the text of the package, or of what is taken away */
	char digest[65]; /* of the package's bytes */

	/* The module of the name that is in force now; 0: none. */
	unsigned present;
	char *present_version; /* NULL: not known */
	bool same;             /* it is this package, byte for byte */
	bool off;              /* there is none, but one that is switched off */
	unsigned next; /* a removal: the priority of the one that comes into force then; 0: none */

	size_t rules;   /* access rules in it */
	size_t others;  /* statements of other kinds */
	char *policy;   /* by which the rest was found; NULL: none */
	size_t unknown; /* rules that name what that policy does not have */
	uint64_t opened,
		closed; /* (source, target, class, permission) that become allowed, or no longer are */
	struct install_list opened_list, closed_list, sensitive;
	struct install_list
		lost; /* of other kinds: what the present one has and this one has not */
	size_t lost_count;

	char *refused; /* why it must not be done as it is; or NULL */
};

void install_plan_release(struct install_plan *p);

/* Of a package, or of CIL text in NAME.cil, for a store. `ix` (NULL: none) is the policy as it is now, called `policy`. 0, or -1 with
 * `d`: the package, or the store, cannot be read. Release `p` in either case. */
int install_plan_add(struct install_plan *p, const struct install_place *place, const char *pp_path,
		     unsigned priority, const struct policy_index *ix, const char *policy,
		     struct diag *d);
/* Of taking away the module at that priority; 0: where it is in force. */
int install_plan_remove(struct install_plan *p, const struct install_place *place, const char *name,
			unsigned priority, const struct policy_index *ix, const char *policy,
			struct diag *d);

#endif
