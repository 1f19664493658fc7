/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a .te has besides the rules that were decided, as far as it bears on what is allowed: its
 * declarations, and allow, dontaudit and `role … types` written by hand. Conditional blocks are left
 * out; what stands in an optional block counts as if the block held. */
#ifndef AVCURATE_TE_HANDWRITTEN_H
#define AVCURATE_TE_HANDWRITTEN_H

#include "policy/declared.h"
#include "te/read.h"

/* `out` is released first. */
void te_handwritten(const struct te_file *f, struct intern *names, struct declared *out);

#endif
