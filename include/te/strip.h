/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A .te for strangers: the same module, the same decisions and reasons, and of the evidence only what is
 * needed to resume and to prove it. */
#ifndef AVCURATE_TE_STRIP_H
#define AVCURATE_TE_STRIP_H

#include <stdbool.h>

#include "base/buf.h"
#include "te/read.h"

/* Append `text` stripped. Kept: the rule, its state, statement, note and review, when it was decided,
 * what is to be done in place of a rule; of the evidence the counts, times, permissions and contexts.
 * The other lines of evidence (commands, paths, hosts, records) become one line with their digest, who
 * decided and keys of other versions go, of a policy's path the last part stays. What was written by
 * hand is not looked into, but for blocks that stand there. Stripping twice changes nothing. */
void te_strip(const struct buf *text, struct buf *out);

/* Whether there is evidence that te_strip would take. */
bool te_names_evidence(const struct te_file *f);

/* How many blocks of `f` have such evidence that `original` has not, or other. */
size_t te_strip_unkept(const struct te_file *f, const struct te_file *original);

/* The digest of those lines: SHA-256, in hex, of each as "KEY JSON" and a line break. The same for a
 * block and its stripped form. False, and "", where there is none. */
bool te_strip_digest(const struct te_block *b, char out[65]);

#endif
