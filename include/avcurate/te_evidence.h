/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The evidence that a .te keeps of a rule, counted as if its records were read again: what a module
 * brought from elsewhere can be proved by. */
#ifndef AVCURATE_TE_EVIDENCE_H
#define AVCURATE_TE_EVIDENCE_H

#include <stdbool.h>

#include "avcurate/intern.h"
#include "avcurate/ledger.h"
#include "avcurate/te_block.h"

/* Each pair of contexts that was kept with each permission seen, which is at least what was denied.
 * False when the block has no evidence, or only part of it was kept. */
bool te_evidence_count(const struct te_block *b, struct intern *names, struct ledger *l);

#endif
