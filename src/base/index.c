// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "base/index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

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

/* The 32 bits that are kept: position and first comparison. */
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

static void put(struct index *ix, struct index_slot s)
{
	size_t i = s.hash & ix->mask;

	while (ix->slots[i].id != INDEX_NONE)
		i = (i + 1) & ix->mask;
	ix->slots[i] = s;
}

static void grow(struct index *ix)
{
	struct index old = *ix;
	size_t i, slots = old.slots ? (old.mask + 1) * 2 : 16;

	ix->slots = mem_alloc(slots * sizeof(*ix->slots));
	memset(ix->slots, 0xff, slots * sizeof(*ix->slots));
	ix->mask = slots - 1;
	for (i = 0; old.slots && i <= old.mask; i++)
		if (old.slots[i].id != INDEX_NONE)
			put(ix, old.slots[i]);
	free(old.slots);
}

void index_add(struct index *ix, uint64_t hash, uint32_t id)
{
	if (!ix->slots || (ix->count + 1) * 4 > (ix->mask + 1) * 3)
		grow(ix);
	put(ix, (struct index_slot){ fold(hash), id });
	ix->count++;
}

static uint64_t hash_key;

static uint64_t key(void)
{
	if (!hash_key) {
		if (getrandom(&hash_key, sizeof(hash_key), GRND_NONBLOCK) != sizeof(hash_key))
			hash_key = (uint64_t)time(NULL) * 0x9e3779b97f4a7c15u;
		hash_key |= 1;
	}
	return hash_key;
}

/* Multiply and fold 128 bits, as in the wyhash family: one multiplication for 8 bytes. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 r = (unsigned __int128)a * b;

	return (uint64_t)r ^ (uint64_t)(r >> 64);
}

uint64_t index_hash(const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	uint64_t k = key(), h = k ^ n, w;

	for (; n >= 8; n -= 8, p += 8) {
		memcpy(&w, p, 8);
		h = mix(h ^ w, k ^ 0xa0761d6478bd642fu);
	}
	if (n) {
		w = 0;
		memcpy(&w, p, n);
		h = mix(h ^ w, k ^ 0xe7037ed1a0b428dbu);
	}
	return mix(h, k ^ 0x8ebc6af09c88c6e3u);
}

uint64_t index_hash_words(const uint32_t *words, size_t n)
{
	return index_hash(words, n * sizeof(*words));
}
