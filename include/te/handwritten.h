/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of a .te outside the decided rules, as far as it affects what is allowed: declarations,
 * and allow, dontaudit and `role … types` statements written by hand. Conditional blocks are left
 * out; an optional block counts as enabled. */
#ifndef AVCURATE_TE_HANDWRITTEN_H
#define AVCURATE_TE_HANDWRITTEN_H

#include "policy/declared.h"
#include "te/read.h"

/* Release `out`, then fill it. */
void te_handwritten(const struct te_file *f, struct intern *names, struct declared *out);

#endif
