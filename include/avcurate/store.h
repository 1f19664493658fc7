/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module store of a host: names and priorities, read from its directory or from a listing that
 * was brought along. */
#ifndef AVCURATE_STORE_H
#define AVCURATE_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "avcurate/diag.h"

struct store_module {
	char *name;
	unsigned priority; /* 0: the listing does not say */
	bool disabled;
};

struct store {
	struct store_module *items; /* by name, then highest priority first */
	size_t count, cap;
	char *dir; /* the modules' directory; NULL for a listing */
};

void store_release(struct store *s);
/* Read the store whose active directory is `dir`, or this host's where it is NULL. -1 with `d`: no
 * store, or not readable (it is root's). */
int store_read(struct store *s, const char *dir, struct diag *d);
/* Take the output of `semodule -lfull`, or `semodule -l`, from another host. */
int store_read_list(struct store *s, const char *path, struct diag *d);
/* The module that is in force under the name: of highest priority. NULL when there is none. */
const struct store_module *store_find(const struct store *s, const char *name);

#endif
