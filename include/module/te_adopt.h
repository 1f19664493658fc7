/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Adopts a module written by others (audit2allow, a person): its plain rules become decisions
 * without evidence, everything else stays unchanged. */
#ifndef AVCURATE_MODULE_TE_ADOPT_H
#define AVCURATE_MODULE_TE_ADOPT_H

#include "te/read.h"

/* The step recorded for an adopted rule. Part of the file format. */
#define TE_ADOPTED_STEP "taken over"
/* Whether the decision was taken over with a module, and not changed since. */
bool te_is_adopted(const struct decision *d);

/* Convert a file by others, as te_read left it, into one that avcurate could have written: set
 * `ours` and add a block for each rule with one source and one target type outside any other block.
 * Drop audit2allow's headings and turn its remarks on a rule into the rule's note. Who and when are
 * left unset. */
void te_adopt(struct te_file *f, struct intern *names);

/* Count the rules that can be adopted. */
size_t te_adopt_count(const struct te_file *f);

/* Compile both the original text of `f` (adopted) and the module as avcurate would write it, and
 * check that they mean the same. Return 0; 1 if checkmodule is not installed; -1 with `d` if the
 * original does not compile, or on a bug in avcurate. */
int te_adopt_check(const struct te_file *f, struct intern *names, struct diag *d);

#endif
