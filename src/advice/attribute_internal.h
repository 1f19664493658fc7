/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Attributes as a wider source or target: which may be offered, and which types have them. */
#ifndef AVCURATE_ADVICE_ATTRIBUTE_INTERNAL_H
#define AVCURATE_ADVICE_ATTRIBUTE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "policy/eval.h"

/* Why the attribute is never offered ("exempts from a neverallow rule"), or NULL. Static. */
const char *attribute_refused(const char *name);
/* How many types have it, including those of `overlay` (may be NULL); 0 if it is not an
 * attribute. */
uint32_t attribute_members(const struct policy_index *ix, const struct eval_overlay *overlay,
			   uint32_t value);

#endif
