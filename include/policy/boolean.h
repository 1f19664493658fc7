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
		bool state;     /* the state to set */
	} set[2];
	unsigned count; /* 1 or 2 */
};

#define BOOLEAN_FIXES_MAX 32

struct boolean_fixes {
	struct boolean_fix items[BOOLEAN_FIXES_MAX]; /* singles first, by name */
	size_t count;
	size_t more; /* found but not kept */
};

/* Find the booleans that would allow all of the queries entirely, constraints included; a pair
 * only if neither boolean does so alone. All queries share the class and the source and target
 * types of the first. `overlay` (may be NULL) is what is already applied to the policy. A query
 * that is already allowed counts as allowed. */
void policy_booleans(const struct policy_index *ix, const struct eval_overlay *overlay,
		     const struct eval_query *queries, size_t count, struct boolean_fixes *out);

/* A boolean that would allow some of the denied queries. */
struct boolean_part {
	uint32_t value, covers;
	bool state;
};
/* Find such single booleans, those that allow most first: at most `max`; return how many. Of
 * many queries only the first BOOLEAN_PART_QUERIES are examined. */
#define BOOLEAN_PART_QUERIES 256
size_t policy_booleans_partly(const struct policy_index *ix, const struct eval_overlay *overlay,
			      const struct eval_query *queries, size_t count,
			      struct boolean_part *out, size_t max);

/* Apply the fix to an overlay, which must then be finished again. */
void boolean_apply(const struct boolean_fix *fix, const struct policy_index *ix,
		   struct eval_overlay *overlay);

/* True if any rule that the boolean controls lets the source do something to the target. All are
 * values of the policy; false if one is 0. */
bool boolean_concerns(const struct policy_index *ix, uint32_t boolean, uint32_t source,
		      uint32_t target, uint32_t class_value);

/* Append the command that sets it permanently: "setsebool -P a=on b=on". */
void boolean_command(const struct boolean_fix *fix, const struct policy_index *ix, struct buf *out);

#endif
