// SPDX-License-Identifier: GPL-2.0-or-later
/* Unpack gzip data from a file or a pipe, read through that kind's operations. Memory is bounded
 * whatever the file claims, and so is what a bomb can make us read. Does not know what the text
 * means. */
#include "config.h"

#include "source_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"

#define IN_BYTES ((size_t)64 << 10)
/* deflate can pack 1,032 bytes into one (zlib's "Maximum Compression Factor"); audit logs reach 20
 * to 60. Above this ratio, and after this much text, it is not a log. */
#define RATIO_MAX       400
#define BOMB_FREE_BYTES ((uint64_t)64 << 20)

struct gz {
	const struct source_ops *raw;
	z_stream z;
	bool between; /* at the start of a member */
	bool any;     /* a whole member was read */
	uint64_t packed, unpacked;
	unsigned char *in; /* NULL before the first read */
};

static const struct source_ops gz_ops;

static void start_inflate(struct gz *g)
{
	g->in = mem_alloc(IN_BYTES);
	if (inflateInit2(&g->z, MAX_WBITS + 16) != Z_OK) /* + 16: gzip's frame only */
		abort();
}

void source_gz_begin(struct source *s, const char *head, size_t n)
{
	struct gz *g = mem_zalloc(1, sizeof(*g));

	assert(n <= IN_BYTES);
	g->raw = s->ops;
	g->between = true;
	if (n) {
		start_inflate(g);
		memcpy(g->in, head, n);
		g->z.next_in = g->in;
		g->z.avail_in = (uInt)n;
		g->packed = n;
	}
	s->state = g;
	s->ops = &gz_ops;
}

static enum source_got refill(struct source *s, struct gz *g, struct diag *d)
{
	enum source_got got;
	size_t n = 0;

	got = g->raw->read(s, (char *)g->in, IN_BYTES, &n, d);
	if (got == SOURCE_BYTES) {
		g->z.next_in = g->in;
		g->z.avail_in = (uInt)n;
		g->packed += n;
	}
	return got;
}

/* The input ended: fail if that is in the middle of a member. */
static enum source_got gz_end(const struct source *s, const struct gz *g, struct diag *d)
{
	if (g->between && g->any)
		return SOURCE_END;
	diag_set(
		d,
		"%s ends in the middle of its compressed data, after %llu bytes of text: cut off, or "
		"still being written; the text before was read",
		s->pub.path, (unsigned long long)g->unpacked);
	return SOURCE_FAILED;
}

static enum source_got gz_read(struct source *s, char *bytes, size_t cap, size_t *n, struct diag *d)
{
	struct gz *g = s->state;
	enum source_got got;
	int rc;

	if (!g->in)
		start_inflate(g);
	g->z.next_out = (Bytef *)bytes;
	g->z.avail_out = (uInt)cap;
	while (g->z.avail_out == cap) {
		if (g->z.avail_in == 0) {
			got = refill(s, g, d);
			if (got == SOURCE_END)
				return gz_end(s, g, d);
			if (got != SOURCE_BYTES)
				return got;
		}
		/* Zeroes after the last member are padding (tapes); other bytes are garbage. */
		if (g->between && g->any && g->z.next_in[0] != 0x1f)
			return SOURCE_END;
		g->between = false;
		rc = inflate(&g->z, Z_NO_FLUSH);
		if (rc == Z_STREAM_END) {
			g->between = g->any = true;
			inflateReset(&g->z);
		} else if (rc != Z_OK && rc != Z_BUF_ERROR) {
			*n = cap - g->z.avail_out;
			diag_set(
				d,
				"%s: the compressed data is damaged after %llu bytes of text (%s); the "
				"text before was read",
				s->pub.path, (unsigned long long)(g->unpacked + *n),
				g->z.msg ? g->z.msg : "zlib");
			return SOURCE_FAILED;
		}
	}
	*n = cap - g->z.avail_out;
	g->unpacked += *n;
	if (g->unpacked > BOMB_FREE_BYTES && g->unpacked / RATIO_MAX > g->packed) {
		diag_set(d,
			 "%s unpacks to more than %u times its size, unlike any log: stopped after "
			 "%llu bytes; unpack it yourself if you trust it",
			 s->pub.path, RATIO_MAX, (unsigned long long)g->unpacked);
		return SOURCE_FAILED;
	}
	return SOURCE_BYTES;
}

static void gz_close(struct source *s)
{
	struct gz *g = s->state;

	if (g && g->in) {
		inflateEnd(&g->z);
		free(g->in);
	}
	free(g);
	s->state = NULL;
}

static const struct source_ops gz_ops = {
	.name = "gzip",
	.read = gz_read,
	.close = gz_close,
};
