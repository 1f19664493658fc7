/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keep the text of inputs that can be read only once (pipes, compressed files), so that a record
 * and its event can be shown: packed by zlib, in one unlinked temporary file of at most
 * SPILL_BYTES_MAX. Above that, the first half stays and the second half holds the newest text. */
#ifndef AVCURATE_INPUT_SPILL_INTERNAL_H
#define AVCURATE_INPUT_SPILL_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

#define SPILL_BYTES_MAX ((uint64_t)64 << 20)

struct spill;

/* `max_bytes`: limit of the file, SPILL_BYTES_MAX except in tests. The file is created when first
 * needed. */
struct spill *spill_new(uint64_t max_bytes);
void spill_free(struct spill *sp);
/* Add bytes of `source` from `offset` on. Sources must come in order, and offsets must rise. */
void spill_add(struct spill *sp, unsigned source, uint64_t offset, const char *bytes, size_t n);
/* Append up to `n` bytes from `offset`, up to the first that was not kept. 0, or -1 with `d` if
 * none were kept. */
int spill_text(struct spill *sp, unsigned source, uint64_t offset, size_t n, struct buf *out,
	       struct diag *d);

#endif
