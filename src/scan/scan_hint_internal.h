/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a text may hold anything that the scanner looks for: a quick test that reads every byte of a log,
 * and is wrong on one side only. */
#ifndef AVCURATE_SCAN_SCAN_HINT_INTERNAL_H
#define AVCURATE_SCAN_SCAN_HINT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef unsigned char scan_vec __attribute__((vector_size(16)));

static inline scan_vec scan_load(const char *p)
{
	scan_vec v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* `test` says which of 16 places begin what is looked for; it reads two bytes beyond them. There is no
 * branch but at the end of a block, and the last block overlaps the one before. */
#define SCAN_HINT_AHEAD 2
static inline bool scan_any(const char *p, size_t n, scan_vec (*test)(const char *))
{
	const char *end = p + n;
	char small[2 * sizeof(scan_vec)] = { 0 };
	union {
		scan_vec v;
		uint64_t w[2];
	} found = { .v = { 0 } };

	if (n < sizeof(scan_vec) + SCAN_HINT_AHEAD) {
		memcpy(small, p, n);
		found.v = test(small);
		return found.w[0] | found.w[1];
	}
	for (end -= sizeof(scan_vec) + SCAN_HINT_AHEAD; p < end; p += sizeof(scan_vec))
		found.v |= test(p);
	found.v |= test(end);
	return found.w[0] | found.w[1];
}

/* "vc" as in avc:, "ud" as in audit, "ux" as in SELINUX_ERR and in Linux version. */
static inline scan_vec scan_is_hint(const char *p)
{
	const scan_vec lower = (scan_vec){ 0 } + 0x20;
	scan_vec a = scan_load(p), b = scan_load(p + 1);

	return (scan_vec)(((a | lower) == 'u') & (((b | lower) == 'd') | ((b | lower) == 'x'))) |
	       (scan_vec)((a == 'v') & (b == 'c'));
}

/* "vc:" or "X_E", of a record that was joined to the line of another one. */
static inline scan_vec scan_is_strong_hint(const char *p)
{
	scan_vec a = scan_load(p), b = scan_load(p + 1), c = scan_load(p + 2);

	return (scan_vec)((a == 'v') & (b == 'c') & (c == ':')) |
	       (scan_vec)((a == 'X') & (b == '_') & (c == 'E'));
}

static inline bool scan_hint(const char *p, size_t n)
{
	return scan_any(p, n, scan_is_hint);
}

static inline bool scan_strong_hint(const char *p, size_t n)
{
	return scan_any(p, n, scan_is_strong_hint);
}

#endif
