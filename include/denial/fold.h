/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fold random parts of what was seen to one `*`: process ids, mktemp's suffixes, identifiers,
 * hashes, times, numbers that count up, a container's categories. A decision treats two texts that
 * fold to the same as already seen. Folding too much hides something new; folding too little asks
 * once more. */
#ifndef AVCURATE_DENIAL_FOLD_H
#define AVCURATE_DENIAL_FOLD_H

#include "base/buf.h"
#include "base/slice.h"

/* Each appends to `out`. */
void fold_path(struct slice path, struct buf *out);
/* Fold a command, an executable's base name or a thread name. */
void fold_command(struct slice comm, struct buf *out);
/* Fold the levels of source and target context. Two pairs of categories still show whether they are
 * the same, since the policy decides by that. Appends nothing if neither context has a level. */
void fold_levels(struct slice source, struct slice target, struct buf *out);

#endif
