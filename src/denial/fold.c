// SPDX-License-Identifier: GPL-2.0-or-later
/* Replace random parts of paths, commands and levels by `*`. Cuts a text into runs of letters and
 * digits and judges each run by its bytes and its neighbours; keeps version numbers, names that end
 * in a number, and words. Does not know which program wrote the text. */
#include "config.h"

#include "denial/fold.h"

#include <string.h>

#include "base/ascii.h"
#include "denial/record.h"
#include "base/text.h"

#define UUID_BYTES   36
#define HASH_BYTES   8  /* shortest run of hex digits that counts as a hash */
#define LONG_BYTES   20 /* a mix of letters and digits this long is an identifier */
#define RANDOM_BYTES 6  /* mkstemp(3): XXXXXX */
#define NUMBER_BYTES 5  /* more digits than any part of a version has */

/* A run of letters and digits, and counts of what it is made of. */
struct run {
	const char *p;
	size_t n, digits, upper, lower, hex;
	size_t turns;    /* changes between digit, upper case and lower case */
	size_t numerals; /* changes between digits and letters */
};

static int byte_kind_of(char c)
{
	return ascii_is_digit(c) ? 0 : ascii_is_upper(c) ? 1 : 2;
}

static struct run measure(const char *p, size_t n)
{
	struct run r = { .p = p, .n = n };
	size_t i;

	for (i = 0; i < n; i++) {
		r.digits += ascii_is_digit(p[i]);
		r.upper += ascii_is_upper(p[i]);
		r.lower += ascii_is_lower(p[i]);
		r.hex += ascii_hex_value(p[i]) >= 0;
		r.turns += i && byte_kind_of(p[i]) != byte_kind_of(p[i - 1]);
		r.numerals += i && ascii_is_digit(p[i]) != ascii_is_digit(p[i - 1]);
	}
	return r;
}

/* 8-4-4-4-12 hex digits. */
static bool is_uuid(const char *p, const char *end)
{
	size_t i;

	if (end - p < UUID_BYTES || (end - p > UUID_BYTES && ascii_is_alnum(p[UUID_BYTES])))
		return false;
	for (i = 0; i < UUID_BYTES; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? p[i] != '-'
							    : ascii_hex_value(p[i]) < 0)
			return false;
	return true;
}

/* 20261120T085650Z, and the parts of 2026-11-20T08:56:50Z. */
static bool is_time(const struct run *r)
{
	size_t i;

	if (!ascii_is_digit(r->p[0]) || r->digits + 2 < r->n)
		return false;
	for (i = 0; i < r->n; i++)
		if (!ascii_is_digit(r->p[i]) && r->p[i] != 'T' &&
		    !(r->p[i] == 'Z' && i + 1 == r->n))
			return false;
	return true;
}

/* 3.9 of python3.9, 6 of libc.so.6, 64 of x86_64 */
static bool is_version(const char *begin, const struct run *r, const char *end)
{
	const char *after = r->p + r->n;

	if (r->p - begin >= 2 && r->p[-1] == '.' && ascii_is_digit(r->p[-2]))
		return true;
	if (end - after >= 2 && after[0] == '.' && ascii_is_digit(after[1]))
		return true;
	return r->p - begin >= 4 &&
	       (memcmp(r->p - 4, ".so.", 4) == 0 || memcmp(r->p - 4, "x86_", 4) == 0);
}

/* True for letters and digits mixed as a generator does, unlike file12, x86_64, MyFileName. */
static bool looks_random(const struct run *r)
{
	if (r->n < RANDOM_BYTES)
		return false;
	if (r->digits && r->digits < r->n && r->numerals >= 2 && r->turns >= 3)
		return true;
	if (r->n >= LONG_BYTES && r->digits >= 2 && r->digits < r->n)
		return true;
	return !r->digits && r->upper && r->lower && 2 * r->turns > r->n;
}

/* True for paths in directories where most names are generated. */
static bool is_temporary(struct slice path)
{
	static const char *const dirs[] = { "/tmp/", "/var/tmp/", "/dev/shm/", "/run/user/" };
	size_t i;

	for (i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		if (slice_begins(path, dirs[i]))
			return true;
	return false;
}

/* Return the length of the prefix that a known program puts before mkstemp's letters, or 0. */
static size_t maker_of(const char *begin, const struct run *r, bool temporary)
{
	static const struct {
		const char *name;
		size_t random; /* random bytes that follow */
		bool temporary;
	} makers[] = {
		{ "sed", 6, false },
		{ "tmp", 6, false },
		{ "cc", 6, true },
		{ "sh", 6, true },
	};
	size_t i, n;

	if (r->p != begin && r->p[-1] != '/')
		return 0;
	for (i = 0; i < sizeof(makers) / sizeof(*makers); i++) {
		n = strlen(makers[i].name);
		if (r->n == n + makers[i].random && (temporary || !makers[i].temporary) &&
		    slice_begins((struct slice){ r->p, r->n }, makers[i].name) &&
		    (r->digits || r->upper))
			return n;
	}
	return 0;
}

/* tmp.AbCdEf, .goutputstream-x1y2z3 */
static bool is_suffix(const char *begin, const struct run *r, bool temporary)
{
	return r->n >= RANDOM_BYTES && r->p > begin && strchr(".-_", r->p[-1]) && temporary &&
	       (r->digits || (r->upper && r->lower));
}

/* tmpab1_x9z2 of Python's tempfile, as a whole component of the path. */
static bool is_tempfile(const char *begin, const char *p, const char *end, size_t *n)
{
	bool sure = false;
	size_t i;

	if ((p != begin && p[-1] != '/') ||
	    !slice_begins((struct slice){ p, (size_t)(end - p) }, "tmp"))
		return false;
	for (i = 3; p + i < end && p[i] != '/'; i++) {
		if (!ascii_is_lower(p[i]) && !ascii_is_digit(p[i]) && p[i] != '_')
			return false;
		sure = sure || !ascii_is_lower(p[i]);
	}
	*n = i;
	return i == 11 && sure;
}

/* Return how many bytes of the run to keep before the `*`; all of them if it is not random. */
static size_t keep_of(const char *begin, const struct run *r, const char *end, bool temporary)
{
	size_t keep;

	if (r->digits == r->n)
		return r->n < NUMBER_BYTES && is_version(begin, r, end) ? r->n : 0;
	keep = maker_of(begin, r, temporary);
	if (keep)
		return keep;
	if ((r->hex == r->n && r->n >= HASH_BYTES && r->digits >= 2) || is_time(r) ||
	    looks_random(r) || is_suffix(begin, r, temporary))
		return 0;
	return r->n;
}

static void fold_text(struct slice text, bool temporary, struct buf *out)
{
	const char *p = text.p, *end = text.p + text.n, *q;

	while (p < end) {
		struct run r;
		size_t keep, n;

		if (is_tempfile(text.p, p, end, &n)) {
			buf_adds(out, "tmp*");
			p += n;
			continue;
		}
		if (is_uuid(p, end) && (p == text.p || !ascii_is_alnum(p[-1]))) {
			buf_addc(out, '*');
			p += UUID_BYTES;
			continue;
		}
		if (!ascii_is_alnum(*p)) {
			buf_addc(out, *p++);
			continue;
		}
		for (q = p; q < end && ascii_is_alnum(*q); q++)
			;
		r = measure(p, (size_t)(q - p));
		keep = keep_of(text.p, &r, end, temporary);
		buf_add(out, p, keep);
		if (keep < r.n)
			buf_addc(out, '*');
		p = q;
	}
}

void fold_path(struct slice path, struct buf *out)
{
	size_t from = out->len;

	fold_text(path, is_temporary(path), out);
	/* Device numbers count up: /dev/loop0, /dev/sda3. */
	if (slice_begins(path, "/dev/")) {
		size_t n = out->len;

		while (n > from && ascii_is_digit(out->data[n - 1]))
			n--;
		if (n < out->len) {
			out->len = n;
			buf_addc(out, '*');
		}
	}
}

void fold_command(struct slice comm, struct buf *out)
{
	/* kworker/u8:2-events: it does not matter which worker ran. */
	if (slice_begins(comm, "kworker/"))
		buf_adds(out, "kworker/*");
	else
		fold_text(comm, false, out);
}

/* True for s0:c12,c345, two categories on one level, as assigned to containers and guests. */
static bool is_pair(struct slice level)
{
	const char *p = memchr(level.p, ':', level.n), *end = level.p + level.n;
	unsigned i;

	if (!p)
		return false;
	for (i = 0; i < 2; i++) {
		if (end - p < 3 || p[1] != 'c' || !ascii_is_digit(p[2]))
			return false;
		for (p += 2; p < end && ascii_is_digit(*p); p++)
			;
		if (i == 0 && (p == end || *p != ','))
			return false;
	}
	return p == end;
}

static struct slice level_of(struct slice context)
{
	struct context_parts parts;

	return context.n && record_context_parts(context, &parts) ? parts.level
								  : (struct slice){ "", 0 };
}

static void add_level(struct slice level, struct buf *out)
{
	const char *colon = is_pair(level) ? memchr(level.p, ':', level.n) : NULL;

	if (colon) {
		buf_add(out, level.p, (size_t)(colon - level.p));
		buf_adds(out, ":c*,c*");
	} else {
		buf_add(out, level.p, level.n);
	}
}

void fold_levels(struct slice source, struct slice target, struct buf *out)
{
	struct slice a = level_of(source), b = level_of(target);

	if (!a.n && !b.n)
		return;
	add_level(a, out);
	buf_adds(out, a.n == b.n && memcmp(a.p, b.p, a.n) == 0 ? " = " : " ");
	add_level(b, out);
}
