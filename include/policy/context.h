/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A security context as a policy understands it. An invalid one still has its known parts, and
 * its flaws. */
#ifndef AVCURATE_POLICY_CONTEXT_H
#define AVCURATE_POLICY_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "policy/index.h"
#include "base/slice.h"

struct eval_overlay;

enum context_flaw {
	CONTEXT_MALFORMED = 1 << 0, /* not three names and a level */
	CONTEXT_NO_USER = 1 << 1,   /* the policy does not know the user … */
	CONTEXT_NO_ROLE = 1 << 2,
	CONTEXT_NO_TYPE = 1 << 3,
	CONTEXT_NO_LEVEL = 1 << 4,   /* missing, unknown, or its high does not dominate its low */
	CONTEXT_ROLE_TYPE = 1 << 5,  /* the role may not have the type */
	CONTEXT_USER_ROLE = 1 << 6,  /* the user may not have the role */
	CONTEXT_USER_RANGE = 1 << 7, /* the level is outside the user's range */
};

#define CONTEXT_INLINE_WORDS 17 /* 1,024 categories, as in distributions */

struct policy_context {
	uint32_t user, role,
		type;     /* 0: unknown; a type above the policy's highest is the overlay's */
	uint32_t sens[2]; /* low, high; 0: unknown, or the policy has no levels */
	uint32_t flaws;
	uint32_t cat_words;
	uint64_t cats[2][CONTEXT_INLINE_WORDS];
	uint64_t *more; /* used instead of `cats` if the policy has more categories */
};

/* Parse a context; `flaws` says what is wrong. `overlay` may be NULL; its types and roles are
 * also known. `out` need not be initialised; release it. */
void context_parse(struct policy_context *out, const struct policy_index *ix,
		   const struct eval_overlay *overlay, struct slice text);
void context_release(struct policy_context *c);
/* Which of CONTEXT_ROLE_TYPE, _USER_ROLE and _USER_RANGE apply to its current parts, for a
 * context assembled by the caller. */
uint32_t context_check(const struct policy_context *c, const struct policy_index *ix,
		       const struct eval_overlay *overlay);

/* The categories of its low (0) or high (1) level, `cat_words` words. */
static inline const uint64_t *context_cats(const struct policy_context *c, int level)
{
	return c->more ? c->more + (size_t)level * c->cat_words : c->cats[level];
}

/* Append why it is invalid, from its text: "role r may not have type t". Appends nothing for a
 * valid context. */
void context_flaws(const struct policy_context *c, struct slice text, struct buf *out);

/* Append a level as text: "s0:c0.c3,c5". */
void context_print_level(const struct policy_context *c, const struct policy_index *ix, int level,
			 struct buf *out);

#endif
