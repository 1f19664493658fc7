/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns the bytes of a policy, binary or CIL text, into a policy index. Runs in a child:
 * libsepol may crash on hostile input, and its CIL compiler exits when memory runs out. */
#ifndef AVCURATE_POLICY_POLICY_READ_INTERNAL_H
#define AVCURATE_POLICY_POLICY_READ_INTERNAL_H

#include <stdbool.h>

#include "base/diag.h"

/* Read the file and write its index to the descriptor `out`; *text is true if it was CIL. */
int policy_read(const char *path, int out, bool *text, struct diag *d);

#endif
