/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Breaks text into lines at blanks. */
#ifndef AVCURATE_BASE_WRAP_H
#define AVCURATE_BASE_WRAP_H

#include "base/buf.h"
#include "base/slice.h"

/* The last blank after the first byte and no later than byte `room`, where `text` can be broken,
 * or 0. `text` is at least that long. */
size_t wrap_at(const char *text, size_t room);
/* Append `text` with its lines broken so that each has at most `room` bytes; `between` replaces
 * the blank. A word longer than that stays whole. */
void wrap_add(struct buf *out, struct slice text, size_t room, const char *between);

#endif
