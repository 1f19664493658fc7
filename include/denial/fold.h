/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is random in what was seen (process numbers, mktemp's suffixes, identifiers, hashes, times, numbers
 * that count up, categories that a container was given), folded to one `*`: two texts that fold to the
 * same were seen before, for a decision. What is folded wrongly hides something new; what is not, asks
 * once more. */
#ifndef AVCURATE_DENIAL_FOLD_H
#define AVCURATE_DENIAL_FOLD_H

#include "base/buf.h"
#include "base/slice.h"

/* Each appends to `out`. */
void fold_path(struct slice path, struct buf *out);
/* Of a command, an executable's base name, a thread. */
void fold_command(struct slice comm, struct buf *out);
/* The levels of source and target context. Of two pairs of categories it stays known whether they are the
 * same, which is what decides. Nothing where neither context has a level. */
void fold_levels(struct slice source, struct slice target, struct buf *out);

#endif
