/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CIL text with what hangs on chance taken out of it, so that two texts of one meaning can be compared:
 * the attributes that the compiler makes of sets (NAME_typeattr_N, numbered through a whole process), the
 * order of permissions, and the order in optional blocks. */
#ifndef AVCURATE_MODULE_CIL_CANON_INTERNAL_H
#define AVCURATE_MODULE_CIL_CANON_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

/* Append it; text whose brackets do not match, or nest absurdly, as it is. */
void cil_canonical(const char *text, size_t n, struct buf *out);

/* The next bracket, string or other word from `*p` on, which moves behind it; comments are passed over.
 * False at the end. */
bool cil_next_word(const char **p, const char *end, struct slice *word);

#endif
