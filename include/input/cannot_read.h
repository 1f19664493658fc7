/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a file, directory or socket cannot be read. */
#ifndef AVCURATE_INPUT_CANNOT_READ_H
#define AVCURATE_INPUT_CANNOT_READ_H

#include "base/diag.h"

/* Set `d` to why `path` cannot be read, given `error` (an errno), and what to do. Returns -1. */
int cannot_read(const char *path, int error, struct diag *d);

#endif
