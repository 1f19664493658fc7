/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What policy text grants, as a set that can be compared: one member for each (kind, source,
 * target, class, permission), the ioctl commands of each access merged, everything else as
 * normalised CIL. Requirements are left out: they grant nothing. Zeroed is empty. */
#ifndef AVCURATE_MODULE_CIL_SET_H
#define AVCURATE_MODULE_CIL_SET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/index.h"
#include "base/intern.h"
#include "denial/statement.h"

struct cil_ioctls {
	char *key;
	struct statement ranges; /* only its ioctls are used */
};

struct cil_set {
	char **items;
	size_t count, cap;
	struct cil_ioctls *ioctls;
	size_t ioctl_count, ioctl_cap;
	struct index ioctl_index; /* by key */
};

void cil_set_release(struct cil_set *s);
void cil_set_add_statement(struct cil_set *s, const struct statement *st,
			   const struct intern *names);
/* Add all top-level forms of CIL text. Return 0, or -1 with `d` if brackets do not match. */
int cil_set_add_text(struct cil_set *s, const char *text, size_t n, struct diag *d);
/* The same in canonical form (cil_canon_internal.h), for comparing: generated attributes are
 * replaced by their sets. */
int cil_set_add_canonical(struct cil_set *s, const char *text, size_t n, struct diag *d);
/* Sort the members and drop duplicates; the ioctl commands of an access become one member. Accesses
 * read "allow useradd_t usr_t:file read", "allowx sshd_t ptmx_t:chr_file ioctl 0x5401-0x5401 …". */
void cil_set_finish(struct cil_set *s);
/* Return 0 if both are equal, or -1 with `d`: a member that only one has. Sorts both. */
int cil_set_compare(struct cil_set *wanted, struct cil_set *found, struct diag *d);

#endif
