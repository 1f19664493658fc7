/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module that others wrote (audit2allow, a person) as one of ours: its plain rules become decisions
 * without evidence, everything else stays as it is. */
#ifndef AVCURATE_MODULE_TE_ADOPT_H
#define AVCURATE_MODULE_TE_ADOPT_H

#include "te/read.h"

/* What was chosen, for a rule that was taken over. */
#define TE_ADOPTED_STEP "taken over"

/* Turn a file that is not ours, as te_read left it, into one that could have been written here: `ours`
 * and with a block for each rule on one source and target, by name, that stands in no other block.
 * audit2allow's headings go, and what it said of a rule becomes its note. Who and when are not set. */
void te_adopt_over(struct te_file *f, struct intern *names);

/* How many rules that would be. */
size_t te_adopt_count(const struct te_file *f);

/* Whether the module means the same written by us as `f` (taken over) says it: both are compiled. 0; 1 where
 * there is no checkmodule to ask; -1 with `d`: it does not compile as it stands, or a fault of ours. */
int te_adopt_check(const struct te_file *f, struct intern *names, struct diag *d);

#endif
