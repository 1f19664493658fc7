// SPDX-License-Identifier: GPL-2.0-or-later
/* Open addressing with linear probing. Knows ids and hashes only; the caller compares the
 * contents. */
#include "config.h"

#include "base/index.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void index_release(struct index *ix)
{
	free(ix->slots);
	*ix = (struct index){ 0 };
}

size_t index_bytes(const struct index *ix)
{
	return ix->slots ? (ix->mask + 1) * sizeof(*ix->slots) : 0;
}

/* The 32 bits kept in a slot: they give the position and the first comparison. */
static uint32_t fold(uint64_t hash)
{
	return (uint32_t)(hash ^ hash >> 32);
}

uint32_t index_find(const struct index *ix, uint64_t hash, index_eq_fn *eq, const void *ctx)
{
	uint32_t h = fold(hash);
	size_t i;

	if (!ix->slots)
		return INDEX_NONE;
	for (i = h & ix->mask; ix->slots[i].id != INDEX_NONE; i = (i + 1) & ix->mask)
		if (ix->slots[i].hash == h && eq(ctx, ix->slots[i].id))
			return ix->slots[i].id;
	return INDEX_NONE;
}

static void put_slot(struct index *ix, struct index_slot s)
{
	size_t i = s.hash & ix->mask;

	while (ix->slots[i].id != INDEX_NONE)
		i = (i + 1) & ix->mask;
	ix->slots[i] = s;
}

static void grow_slots(struct index *ix)
{
	struct index old = *ix;
	size_t i, slots = old.slots ? (old.mask + 1) * 2 : 16;

	ix->slots = mem_alloc(slots * sizeof(*ix->slots));
	memset(ix->slots, 0xff, slots * sizeof(*ix->slots));
	ix->mask = slots - 1;
	for (i = 0; old.slots && i <= old.mask; i++)
		if (old.slots[i].id != INDEX_NONE)
			put_slot(ix, old.slots[i]);
	free(old.slots);
}

void index_add(struct index *ix, uint64_t hash, uint32_t id)
{
	if (!ix->slots || (ix->count + 1) * 4 > (ix->mask + 1) * 3)
		grow_slots(ix);
	put_slot(ix, (struct index_slot){ fold(hash), id });
	ix->count++;
}
