/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module store of a host: names and priorities, read from its directory or from a listing
 * copied from another host. */
#ifndef AVCURATE_POLICY_STORE_H
#define AVCURATE_POLICY_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

/* The priority that semodule(8) installs at (DEFAULT_PRIORITY), and the highest one. */
#define INSTALL_PRIORITY     400
#define INSTALL_PRIORITY_MAX 999

/* Limit for one unpacked file of a store; far above any real one. */
#define STORE_FILE_MAX_BYTES ((size_t)128 << 20)

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
/* Read the store whose active directory is `dir`, or this host's if NULL. -1 with `d`: no store,
 * or not readable (only root may). */
int store_read(struct store *s, const char *dir, struct diag *d);
/* Read the output of `semodule -lfull`, or `semodule -l`, from another host. */
int store_read_list(struct store *s, const char *path, struct diag *d);
/* The module in force under the name, the one of highest priority, or NULL. */
const struct store_module *store_find(const struct store *s, const char *name);
/* The module of the name at that priority, or NULL. */
const struct store_module *store_at(const struct store *s, const char *name, unsigned priority);

/* The path of a module's file: "cil", or "hll", the package it was installed from. Caller frees. */
char *store_module_path(const struct store *s, const struct store_module *m, const char *file);
/* The path of what the module was installed from: its package, or its CIL if it came as CIL.
 * semodule may leave the package of a replaced module there. Caller frees. */
char *store_module_origin(const struct store *s, const struct store_module *m);
/* Append a file of a store, unpacked if it is compressed. */
int store_unpack(const char *path, struct buf *out, struct diag *d);
/* This host's active directory, or NULL; caller frees. */
char *store_host_dir(void);
/* A digest of the name, inode, size and time of each file below the active directory: unchanged
 * as long as nothing is written there. */
int store_fingerprint(const char *active, char hex[65], struct diag *d);

#endif
