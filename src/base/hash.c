// SPDX-License-Identifier: GPL-2.0-or-later
/* Hash functions that read eight bytes at a time; multiply and fold, as in the wyhash family. */
#include "config.h"

#include "base/hash.h"

#include <endian.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static uint64_t secret;

static uint64_t key(void)
{
	if (!secret) {
		if (getrandom(&secret, sizeof(secret), GRND_NONBLOCK) != sizeof(secret))
			secret = (uint64_t)time(NULL) * 0x9e3779b97f4a7c15u;
		secret |= 1;
	}
	return secret;
}

/* Multiply to 128 bits and fold: one multiplication for 8 bytes. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 r = (unsigned __int128)a * b;

	return (uint64_t)r ^ (uint64_t)(r >> 64);
}

uint64_t hash_bytes(const void *bytes, size_t n)
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

uint64_t hash_words(const uint32_t *words, size_t n)
{
	return hash_bytes(words, n * sizeof(*words));
}

uint64_t hash_stable(const void *bytes, size_t n)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	const unsigned char *p = bytes;
	uint64_t h = n * odd, word;

	for (; n; p += 8, n -= n < 8 ? n : 8) {
		word = 0;
		memcpy(&word, p, n < 8 ? n : 8);
		h = hash_step(h, le64toh(word));
	}
	return h * odd ^ h >> 29;
}
