/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ioctl commands that the extended permissions of a (source, target, class) name. */
#ifndef AVCURATE_POLICY_XPERM_INTERNAL_H
#define AVCURATE_POLICY_XPERM_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "policy/eval.h"

struct xperm_set {
	bool listed; /* there is a list; without one every command counts as listed */
	uint64_t commands[65536 / 64];
};

/* Source and target are types, of the policy or the overlay (may be NULL). */
void xperm_list(const struct policy_index *ix, const struct eval_overlay *overlay, uint32_t source,
		uint32_t target, uint32_t class_value, struct xperm_set *out);
/* True if all commands of the ranges are listed. */
bool xperm_has(const struct xperm_set *set, const struct ioctl_range *ranges, uint32_t count);
/* Append "0x5401-0x5404 0x5413", or "none"; at most `max` ranges, then "and N more". */
void xperm_print(const struct xperm_set *set, unsigned max, struct buf *out);

#endif
