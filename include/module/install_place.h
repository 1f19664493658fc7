/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module store to install to, and whether that is possible from here. */
#ifndef AVCURATE_MODULE_INSTALL_PLACE_H
#define AVCURATE_MODULE_INSTALL_PLACE_H

#include "base/buf.h"
#include "base/diag.h"

/* This host's store, or a copy of one somewhere else. */
struct install_place {
	char *active;      /* its active directory */
	char *root, *type; /* of a copy, ROOT/var/lib/selinux/TYPE/active; else NULL */
};

void install_place_release(struct install_place *p);
/* Find the copy whose active directory is `dir`, or this host's store if NULL. Return 0, or -1 with
 * `d` if it is missing or laid out differently. Always release `p`. */
int install_place_find(struct install_place *p, const char *dir, struct diag *d);
/* Return 0, or -1 with `d`: why installing is not possible (SELinux disabled, not root, no
 * semodule, read-only file system). */
int install_place_check(const struct install_place *p, struct diag *d);
/* The policy compiled from the store, highest version; for a host the loaded one. Caller frees; may
 * be NULL. */
char *install_place_policy(const struct install_place *p);
/* Append the commands to do it by hand, one a line: install, list, remove. */
void install_commands(const char *name, const char *path, unsigned priority, struct buf *out);

#endif
