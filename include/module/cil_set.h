/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What policy text grants, as a set that can be compared: one member for each (kind, source,
 * target, class, permission), the ioctl commands of each access merged, everything else by its
 * normalised CIL form. Requirements are left out: they grant nothing. Zeroed is empty. */
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
	struct statement ranges; /* only its ioctls */
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
/* All top-level forms of CIL text; 0, or -1 with `d`: brackets do not match. */
int cil_set_add_text(struct cil_set *s, const char *text, size_t n, struct diag *d);
/* The same in canonical form (cil_canon.h), for comparing: sets stand for what was made of them. */
int cil_set_add_canonical(struct cil_set *s, const char *text, size_t n, struct diag *d);
/* Sort the members, each once, the ioctl commands of an access as one. Of an access they read
 * "allow useradd_t usr_t:file read", "allowx sshd_t ptmx_t:chr_file ioctl 0x5401-0x5401 …". */
void cil_set_finish(struct cil_set *s);
/* 0 when both hold the same; else -1 with `d`: what stands in one only. Sorts both. */
int cil_set_compare(struct cil_set *wanted, struct cil_set *found, struct diag *d);

#endif
