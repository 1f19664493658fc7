/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Breaks text into lines at blanks. */
#ifndef AVCURATE_BASE_WRAP_H
#define AVCURATE_BASE_WRAP_H

#include "base/buf.h"
#include "base/slice.h"

/* Where to break `text`: the last blank between its first byte and byte `room`, or 0. `text` must
 * be at least `room` bytes long. */
size_t wrap_at(const char *text, size_t room);
/* Append `text` in lines of at most `room` bytes, with `between` in place of each blank where it
 * breaks. Does not break a longer word. */
void wrap_add(struct buf *out, struct slice text, size_t room, const char *between);

#endif
