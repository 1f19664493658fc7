/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a statement opens: exactly which (source, target, class, permission) it newly allows, as
 * far as type rules go, and what it closes. Levels, roles and users are not considered: they can
 * only reduce it. */
#ifndef AVCURATE_POLICY_REACH_H
#define AVCURATE_POLICY_REACH_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "policy/eval.h"
#include "base/intern.h"
#include "denial/statement.h"

struct reach_tuple {
	uint32_t source, target;    /* types */
	uint32_t class_value, perm; /* one bit */
};

/* An opened access that is dangerous. */
struct reach_sensitive {
	uint32_t target, class_value, perms;
	const char *why; /* static */
};

struct reach {
	uint64_t opened; /* accesses newly allowed */
	/* By a statement: each (source, target, class) whose ioctls it is the first to limit. By booleans:
	 * accesses no longer allowed. */
	uint64_t closed;
	uint32_t sources, targets; /* types in it: the members if it names an attribute */
	/* The first of those opened, by class, source, target: sensitive ones, then others. */
	struct reach_tuple *tuples;
	struct reach_tuple *closed_list; /* likewise; for a statement, `perm` is ioctl */
	struct reach_sensitive *sensitive;
	size_t tuple_count, closed_count, sensitive_count;
	size_t flagged_count; /* of `tuples`, the sensitive ones */
	uint64_t flagged;     /* of all opened, the sensitive ones; only if there is a list */
};

#define REACH_SENSITIVE_MAX 256

void reach_release(struct reach *r);

/* Compute it for an allow statement; others open nothing. What the policy with `overlay` (may be
 * NULL; finished) already allows is not counted. At most `list_max` accesses are listed. -1 with
 * `d` if it names something unknown. Releases `out` first. */
int policy_reach(const struct policy_index *ix, const struct eval_overlay *overlay,
		 const struct statement *s, const struct intern *names, size_t list_max,
		 struct reach *out, struct diag *d);

/* The same for setting booleans: opened is what `overlay` allows and the policy without it does
 * not; closed the reverse. Only the overlay's boolean values count. */
void policy_reach_bools(const struct policy_index *ix, const struct eval_overlay *overlay,
			size_t list_max, struct reach *out);

/* Append "httpd_t shadow_t:file { open read }", cleaned; `perm` may be several bits. */
void reach_tuple_words(const struct policy_index *ix, const struct eval_overlay *overlay,
		       const struct reach_tuple *t, struct buf *out);

#endif
