/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A .te to hand to strangers: the same module, decisions and reasons, with only the evidence needed
 * to resume and to prove it. */
#ifndef AVCURATE_TE_STRIP_H
#define AVCURATE_TE_STRIP_H

#include <stdbool.h>

#include "base/buf.h"
#include "te/read.h"

/* Append `text` stripped. Kept: the rule, its state, statement, note and review, when it was
 * decided, the fix chosen instead of a rule; and of the evidence the counts, times, permissions and
 * contexts. The other evidence (commands, paths, hosts, records) becomes one line with its digest.
 * Removed: who decided, keys from other versions, and all but the last part of a policy's path.
 * Hand-written text is not examined, except blocks in it. Stripping twice changes nothing. */
void te_strip(const struct buf *text, struct buf *out);

/* True if there is evidence that te_strip would remove. */
bool te_names_evidence(const struct te_file *f);

/* Count the blocks of `f` whose evidence of that kind is missing from, or differs in,
 * `original`. */
size_t te_strip_unkept(const struct te_file *f, const struct te_file *original);

/* The digest of those lines: SHA-256 in hex of each as "KEY JSON" and a line break. A block and its
 * stripped form have the same digest. Return false, and "", if there are no such lines. */
bool te_strip_digest(const struct te_block *b, char out[65]);

#endif
