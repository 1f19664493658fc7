/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocation that cannot fail: when memory runs out, the caller's hook (which restores the
 * terminal) runs and the program ends. A buffer whose size comes from input has a named limit
 * where it is allocated. */
#ifndef AVCURATE_BASE_MEM_H
#define AVCURATE_BASE_MEM_H

#include <stddef.h>

#include "base/attr.h"

/* Run `hook` before aborting when memory runs out; NULL: run nothing. */
void mem_set_oom_hook(void (*hook)(void));

void *mem_alloc(size_t bytes) AV_MALLOC;
/* Zeroed; overflow-checked. */
void *mem_zalloc(size_t count, size_t bytes) AV_MALLOC;
void *mem_realloc(void *p, size_t count, size_t bytes) __attribute__((returns_nonnull));
char *mem_strdup(const char *s) AV_MALLOC;
/* NUL-terminated copy of `len` bytes. */
char *mem_strndup(const char *s, size_t len) AV_MALLOC;

/* Make room for `need` elements of `bytes` each in the array `p`, whose capacity is `*cap`
 * elements. Return the array, moved or not. Capacity grows by half, so appending is linear. */
void *mem_grow(void *p, size_t *cap, size_t need, size_t bytes);
/* The same; new elements are zeroed. */
void *mem_grow_zeroed(void *p, size_t *cap, size_t need, size_t bytes);

#endif
