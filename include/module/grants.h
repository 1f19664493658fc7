/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a module grants, read from its CIL text: as statements that a policy can be asked about. */
#ifndef AVCURATE_MODULE_GRANTS_H
#define AVCURATE_MODULE_GRANTS_H

#include <stddef.h>

#include "module/cil_set.h"
#include "policy/declared.h"
#include "base/diag.h"
#include "base/intern.h"
#include "denial/statement.h"

/* Zeroed is none. */
struct grants {
	struct cil_set set;      /* finished */
	struct statement *items; /* those that allow something */
	size_t count, cap;
	struct declared names; /* types and attributes of its own, and which types have which */
};

void grants_release(struct grants *g);
/* 0, or -1 with `d`: it is no CIL. Release `g` in either case. */
int grants_read(struct grants *g, struct intern *names, const char *cil, size_t n, struct diag *d);
/* Whether a member of the set is one of the statements, or else something besides: a type of its own, a
 * role, a boolean … */
bool grants_is_access(const char *item);

#endif
