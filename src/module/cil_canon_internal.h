/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CIL text without accidental differences, so that two texts with one meaning compare equal:
 * attributes that the compiler generates from sets (NAME_typeattr_N, numbered per process), the
 * order of permissions, and the order in optional blocks. */
#ifndef AVCURATE_MODULE_CIL_CANON_INTERNAL_H
#define AVCURATE_MODULE_CIL_CANON_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/slice.h"

/* Append the canonical form, or `text` unchanged if its brackets do not match or nest absurdly. */
void cil_canonical(const char *text, size_t n, struct buf *out);

/* The next bracket, string or other word at `*p`, which moves past it; skips comments. Return false
 * at the end. */
bool cil_next_word(const char **p, const char *end, struct slice *word);

#endif
