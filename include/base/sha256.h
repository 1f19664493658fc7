/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4), for the digest of evidence that was shortened. */
#ifndef AVCURATE_BASE_SHA256_H
#define AVCURATE_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t state[8];
	uint64_t bytes;
	unsigned char block[64];
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *bytes, size_t n);
/* Lower-case hex, NUL-terminated. */
void sha256_hex(struct sha256 *s, char out[65]);
/* Digest `n` bytes in one call. */
void sha256_of(const void *bytes, size_t n, char out[65]);

#endif
