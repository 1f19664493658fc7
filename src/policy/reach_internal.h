/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shared by reach.c (counting) and reach_list.c (naming). */
#ifndef AVCURATE_POLICY_REACH_INTERNAL_H
#define AVCURATE_POLICY_REACH_INTERNAL_H

#include "policy/reach.h"

/* One set more than there are permissions: targets whose ioctls are limited to a list. */
#define REACH_SETS   33
#define REACH_LISTED 32

/* What the type rules of one class cover. */
struct reach_cover {
	const struct policy_index *ix;
	const struct eval_overlay *overlay;
	uint32_t class_value, perms;
	uint32_t types, words; /* highest type, including the overlay's */
	bool listed;           /* the set REACH_LISTED is needed */
	uint64_t **kept;       /* by attribute: REACH_SETS runs of `words`, those needed */
	size_t kept_bytes;
};

struct reach_tuples {
	struct reach_tuple *items;
	size_t count, cap;
};

struct reach_job {
	struct reach_cover before;
	struct reach *out;
	size_t list_max;
	struct reach_tuples flagged, plain, closed; /* sensitive accesses, and the others */
	uint64_t *opened;                           /* union over sources, REACH_SETS runs */
	uint64_t *flags;                            /* sensitive targets, REACH_SETS runs */
	uint64_t *fresh;                            /* what one source opens, REACH_SETS runs */
	uint64_t *sources;                          /* sets of types */
	uint64_t *targets;
};

static inline void reach_set_bit(uint64_t *set, uint32_t v)
{
	set[v / 64] |= UINT64_C(1) << (v % 64);
}

/* reach_list.c. Called at the beginning of a class: `targets`, class and permissions are set. */
void reach_flag_targets(struct reach_job *j);
/* Called after each source of the class: `fresh` is what it opens. */
void reach_list_source(struct reach_job *j, uint32_t source);
/* Called at the end of the class. */
void reach_find_sensitive(struct reach_job *j);
/* Called at the end. */
void reach_finish_lists(struct reach_job *j);
void reach_add_tuple(const struct reach_job *j, struct reach_tuples *to, uint32_t source,
		     uint32_t target, uint32_t perm);

#endif
