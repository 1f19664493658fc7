/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Open-addressing index from 64-bit hashes to small ids, whose contents live elsewhere. It
 * always asks the caller's function whether two are equal, never the hash alone: log text is
 * hostile. Zeroed is empty. */
#ifndef AVCURATE_BASE_INDEX_H
#define AVCURATE_BASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INDEX_NONE UINT32_MAX

struct index_slot {
	uint32_t hash;
	uint32_t id; /* INDEX_NONE: free */
};

struct index {
	struct index_slot *slots;
	size_t mask; /* slots - 1; 0 when empty */
	size_t count;
};

/* True if the entry `id` is the one searched for. */
typedef bool index_eq_fn(const void *ctx, uint32_t id);

void index_release(struct index *ix);
/* The id for which `eq` returns true, or INDEX_NONE. */
uint32_t index_find(const struct index *ix, uint64_t hash, index_eq_fn *eq, const void *ctx);
/* Add an id that is known to be absent. */
void index_add(struct index *ix, uint64_t hash, uint32_t id);
size_t index_bytes(const struct index *ix);

#endif
