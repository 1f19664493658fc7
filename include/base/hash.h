/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hashes of bytes: one keyed by a secret of this process, for tables filled from a log, and one
 * that is the same everywhere, for what is saved or shared with another process. */
#ifndef AVCURATE_BASE_HASH_H
#define AVCURATE_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Keyed, so that a log cannot force collisions. Differs from process to process. */
uint64_t hash_bytes(const void *bytes, size_t n);
uint64_t hash_words(const uint32_t *words, size_t n);

/* The same on every host. Modules save it (the sum of the records they do not quote), so it must
 * never change. It distinguishes logs; it does not protect against someone who forges two with
 * one sum. */
uint64_t hash_stable(const void *bytes, size_t n);

/* Mix one more word into a hash. */
static inline uint64_t hash_step(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

#endif
