/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Seeded contexts and queries for the comparison with libsepol. */
#ifndef TESTS_DIFF_POOL_H
#define TESTS_DIFF_POOL_H

#include <stdint.h>

#include "policy/context.h"
#include "policy/load.h"

uint32_t pool_random(uint64_t *seed, uint32_t below);

/* libsepol takes time quadratic in the number of contexts. */
#define POOL_MAX 3000

struct pool {
	char *text[POOL_MAX];
	struct policy_context parsed[POOL_MAX];
	uint32_t sid[POOL_MAX];
	uint32_t count;
	uint32_t *first_of_type; /* place of one context of the type + 1, then by `next` */
	uint32_t next[POOL_MAX];
};

/* Contexts of random users, roles, types and levels, most of them valid. `overlay` may be NULL. */
void pool_fill(struct pool *p, const struct policy *policy, const struct eval_overlay *overlay,
	       uint32_t count, uint64_t *seed);
/* Those that libsepol finds valid; *disagreed counts where context_parse says otherwise. */
void pool_ask_sids(struct pool *p, uint32_t *invalid, uint32_t *disagreed);
void pool_release(struct pool *p);

struct pool_query {
	uint32_t source, target; /* places */
	uint32_t class_value, perms;
};
/* A random one, or one along a rule of the policy. */
void pool_query(const struct pool *p, const struct policy *policy, uint64_t *seed,
		struct pool_query *out);

#endif
