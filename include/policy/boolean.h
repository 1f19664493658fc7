/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Booleans that would allow what was denied: one, or two together. */
#ifndef AVCURATE_POLICY_BOOLEAN_H
#define AVCURATE_POLICY_BOOLEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy/eval.h"

struct boolean_fix {
	struct {
		uint32_t value; /* of the boolean */
		bool state;     /* to be set */
	} set[2];
	unsigned count; /* 1 or 2 */
};

#define BOOLEAN_FIXES_MAX 32

struct boolean_fixes {
	struct boolean_fix items[BOOLEAN_FIXES_MAX]; /* single ones first, by name */
	size_t count;
	size_t more; /* found, but not kept */
};

/* What would allow all of the queries entirely, constraints and all; pairs only where neither of
 * the two does alone. All queries have the class and the source and target types of the first.
 * `overlay` (may be NULL) is what lies over the policy already. Queries that are allowed already
 * count as such. */
void policy_booleans(const struct policy_index *ix, const struct eval_overlay *overlay,
		     const struct eval_query *queries, size_t count, struct boolean_fixes *out);

/* A boolean that would allow some of the queries that are denied. */
struct boolean_part {
	uint32_t value, covers;
	bool state;
};
/* Those of single booleans that do, the ones that do most first: at most `max`; returns how many. Of many
 * queries, the first BOOLEAN_PART_QUERIES are looked at. */
#define BOOLEAN_PART_QUERIES 256
size_t policy_booleans_partly(const struct policy_index *ix, const struct eval_overlay *overlay,
			      const struct eval_query *queries, size_t count,
			      struct boolean_part *out, size_t max);

/* Lay the fix over an overlay, which must be finished again. */
void boolean_apply(const struct boolean_fix *fix, const struct policy_index *ix,
		   struct eval_overlay *overlay);

/* Whether any rule that the boolean has a say in lets the source do something to the target. All are values
 * of the policy; the answer is no where one is 0. */
bool boolean_concerns(const struct policy_index *ix, uint32_t boolean, uint32_t source,
		      uint32_t target, uint32_t class_value);

/* Append the command that makes it so for good: "setsebool -P a=on b=on". */
void boolean_command(const struct boolean_fix *fix, const struct policy_index *ix, struct buf *out);

#endif
