/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `avcurate build` and `avcurate check`. */
#ifndef AVCURATE_CLI_BATCH_BUILD_INTERNAL_H
#define AVCURATE_CLI_BATCH_BUILD_INTERNAL_H

#include "session/open.h"

/* Returns the exit status; `d` says why where it is STATUS_USAGE, STATUS_UNREADABLE or
 * STATUS_FAILED. */
enum status batch_build(struct session *s, const struct options *o, struct diag *d);

/* Needs no session; what was found goes to standard output. */
enum status batch_check(const struct options *o, struct diag *d);

#endif
