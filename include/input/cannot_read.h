/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a file, directory or socket cannot be read. */
#ifndef AVCURATE_INPUT_CANNOT_READ_H
#define AVCURATE_INPUT_CANNOT_READ_H

#include "base/diag.h"

/* Why `path` cannot be read, after `error` (an errno), with what to do about it. -1. */
int cannot_read(const char *path, int error, struct diag *d);

#endif
