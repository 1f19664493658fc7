/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where modules are installed to, and whether that can be done from here. */
#ifndef AVCURATE_MODULE_INSTALL_PLACE_H
#define AVCURATE_MODULE_INSTALL_PLACE_H

#include "base/buf.h"
#include "base/diag.h"

/* The store that is changed: this host's, or a copy of one somewhere else. */
struct install_place {
	char *active;      /* its active directory */
	char *root, *type; /* of a copy, ROOT/var/lib/selinux/TYPE/active; else NULL */
};

void install_place_release(struct install_place *p);
/* The copy whose active directory is `dir`, or this host's store where it is NULL. 0, or -1 with `d`: there
 * is none, or it is not laid out so. Release `p` in either case. */
int install_place_find(struct install_place *p, const char *dir, struct diag *d);
/* 0, or -1 with `d`: why nothing can be installed there (SELinux is off, not root, no semodule, a
 * read-only file system). */
int install_place_check(const struct install_place *p, struct diag *d);
/* The policy that is compiled from the store, of the highest version: for a host the one that is loaded.
 * Caller frees; NULL: none. */
char *install_place_policy(const struct install_place *p);
/* Append the commands that do by hand what cannot be done here, one a line: install, look, take away. */
void install_commands(const char *name, const char *path, unsigned priority, struct buf *out);

#endif
