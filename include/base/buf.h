/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A growing byte string. Invariant: `data` is NULL or NUL-terminated at `len`. Zeroed is empty. */
#ifndef AVCURATE_BASE_BUF_H
#define AVCURATE_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/attr.h"

struct buf {
	char *data;
	size_t len;
	size_t cap;
};

void buf_release(struct buf *b);
/* Empty it but keep the storage. */
void buf_clear(struct buf *b);
/* Drop everything after `len` bytes. */
void buf_truncate(struct buf *b, size_t len);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) AV_PRINTF(2, 3);
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) AV_PRINTF(2, 0);
/* The text, never NULL; borrowed until the next change. */
const char *buf_str(const struct buf *b);
/* Move the text out (caller frees, never NULL) and leave the buffer empty. */
char *buf_take(struct buf *b);

#endif
