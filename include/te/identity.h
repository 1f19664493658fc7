/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module's name is always its file's base name: checkmodule stops if they differ. */
#ifndef AVCURATE_TE_IDENTITY_H
#define AVCURATE_TE_IDENTITY_H

#include "te/read.h"

/* Return 0, or -1 if they differ, with `d` naming the place and both ways to fix it. */
int te_identity_check(const struct te_file *f, struct diag *d);

/* Fix it by naming the file after its module line. Never replaces an existing file; the caller
 * frees `*new_path`. */
int te_identity_rename_file(const char *path, char **new_path, struct diag *d);
/* Fix it by writing the file's name into the module line; no other byte changes. Both return 0, or
 * -1 with `d`. */
int te_identity_rename_module(const char *path, struct diag *d);

#endif
