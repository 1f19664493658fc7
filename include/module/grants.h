/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a module grants, read from its CIL text as statements that a policy can be asked about. */
#ifndef AVCURATE_MODULE_GRANTS_H
#define AVCURATE_MODULE_GRANTS_H

#include <stddef.h>

#include "module/cil_set.h"
#include "policy/declared.h"
#include "base/diag.h"
#include "base/intern.h"
#include "denial/statement.h"

/* Zeroed is empty. */
struct grants {
	struct cil_set set;      /* finished */
	struct statement *items; /* the allow statements */
	size_t count, cap;
	struct declared names; /* the module's own types and attributes, and their members */
};

void grants_release(struct grants *g);
/* Return 0, or -1 with `d` if it is not CIL. Always release `g`. */
int grants_read(struct grants *g, struct intern *names, const char *cil, size_t n, struct diag *d);
/* True if a member of the set is an access; false for anything else: a type, a role, a boolean … */
bool grants_is_access(const char *item);

#endif
