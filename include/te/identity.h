/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module's name is its file's base name, always: checkmodule stops where they differ. */
#ifndef AVCURATE_TE_IDENTITY_H
#define AVCURATE_TE_IDENTITY_H

#include "te/read.h"

/* 0, or -1 with `d`: where they differ, and both ways to mend it. */
int te_identity_check(const struct te_file *f, struct diag *d);

/* Mend it: name the file after its module line (an existing file is never replaced; `*new_path` is
 * the caller's to free) … */
int te_identity_rename_file(const char *path, char **new_path, struct diag *d);
/* … or put the file's name in the module line, no other byte touched. 0, or -1 with `d`. */
int te_identity_rename_module(const char *path, struct diag *d);

#endif
