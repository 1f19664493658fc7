/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a .te has besides the rules that were decided, as far as it bears on what is allowed: its
 * declarations, and allow, dontaudit and `role … types` written by hand. Conditional blocks are left
 * out; what stands in an optional block counts as if the block held. */
#ifndef AVCURATE_TE_OWN_H
#define AVCURATE_TE_OWN_H

#include "avcurate/declared.h"
#include "avcurate/te_read.h"

/* `out` is released first. */
void te_own(const struct te_file *f, struct intern *names, struct declared *out);

#endif
