/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was read from inputs that can be read only once (pipes, compressed files), kept so that the
 * text of a record and of its event can be shown: packed by zlib, in one unlinked temporary file
 * of at most SPILL_BYTES_MAX. Over that, the first half stays and the other half holds the newest. */
#ifndef AVCURATE_INPUT_SPILL_INTERNAL_H
#define AVCURATE_INPUT_SPILL_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

#define SPILL_BYTES_MAX ((uint64_t)64 << 20)

struct spill;

/* `max_bytes` of file; SPILL_BYTES_MAX but in tests. The file is made at the first need. */
struct spill *spill_new(uint64_t max_bytes);
void spill_free(struct spill *sp);
/* Bytes of `source` from `offset` on. Sources come one after the other, offsets rise. */
void spill_add(struct spill *sp, unsigned source, uint64_t offset, const char *bytes, size_t n);
/* Append those of `n` bytes from `offset` that were kept, up to the first that was not. 0, or -1 with
 * `d` when there are none. */
int spill_text(struct spill *sp, unsigned source, uint64_t offset, size_t n, struct buf *out,
	       struct diag *d);

#endif
