/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A borrowed run of bytes: not terminated, not owned, valid as long as what it points into. */
#ifndef AVCURATE_BASE_SLICE_H
#define AVCURATE_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *p; /* NULL: absent */
	size_t n;
};

static inline struct slice slice_of(const char *s)
{
	return (struct slice){ s, s ? strlen(s) : 0 };
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool slice_is(struct slice a, const char *s)
{
	return slice_eq(a, slice_of(s));
}

static inline bool slice_begins(struct slice s, const char *with)
{
	size_t n = strlen(with);

	return s.n >= n && memcmp(s.p, with, n) == 0;
}

/* True if `s` ends in `tail` and is longer than it. */
static inline bool slice_ends(struct slice s, const char *tail)
{
	size_t n = strlen(tail);

	return s.n > n && memcmp(s.p + s.n - n, tail, n) == 0;
}

/* True if `name` is the last component of `path` and other components precede it. */
static inline bool slice_ends_path(struct slice path, struct slice name)
{
	return name.n && path.n > name.n && path.p[path.n - name.n - 1] == '/' &&
	       memcmp(path.p + path.n - name.n, name.p, name.n) == 0;
}

#endif
