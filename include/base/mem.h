/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocation that cannot fail: out of memory ends the program after the caller's hook (which
 * restores the terminal) has run. Buffers sized by input have a named limit at their call site. */
#ifndef AVCURATE_BASE_MEM_H
#define AVCURATE_BASE_MEM_H

#include <stddef.h>

#include "base/attr.h"

/* Run `hook` before aborting for lack of memory; NULL removes it. */
void mem_set_oom_hook(void (*hook)(void));

void *mem_alloc(size_t bytes) AV_MALLOC;
/* Zeroed; overflow-checked. */
void *mem_zalloc(size_t count, size_t bytes) AV_MALLOC;
void *mem_realloc(void *p, size_t count, size_t bytes) __attribute__((returns_nonnull));
char *mem_strdup(const char *s) AV_MALLOC;
/* NUL-terminated copy of `len` bytes. */
char *mem_strndup(const char *s, size_t len) AV_MALLOC;

/* Make room for `need` elements of `bytes` each in the array `p` of capacity `*cap` (elements);
 * returns the array, moved or not. Growth is by half again, so appending is linear. */
void *mem_grow(void *p, size_t *cap, size_t need, size_t bytes);
/* The same, with the new part zeroed. */
void *mem_grow_zeroed(void *p, size_t *cap, size_t need, size_t bytes);

#endif
