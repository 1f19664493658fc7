// SPDX-License-Identifier: GPL-2.0-or-later
/* Keep the text of inputs that can be read only once, packed, in one temporary file of bounded
 * size. Does not know where records begin or end. */
#include "config.h"

#include "spill_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/fileio.h"
#include "base/mem.h"

#define CHUNK_BYTES ((size_t)256 << 10)

/* A run of bytes of one source, packed separately. */
struct chunk {
	uint64_t offset;
	uint64_t place; /* offset in the temporary file */
	uint32_t source;
	uint32_t bytes, packed;
};

struct spill {
	uint64_t max;
	int fd;    /* -1 before the first chunk */
	int error; /* errno of the first failure; later text is not kept */
	uint64_t end;
	bool wrapped;

	/* First the `kept` ones, which stay, then the newest; both in order of source and
	 * offset. */
	struct chunk *chunks;
	size_t count, cap;
	size_t kept;

	struct chunk open; /* its bytes are in `gather` */
	char *gather;
	char *scratch; /* packed bytes */
	size_t scratch_cap;
};

struct spill *spill_new(uint64_t max_bytes)
{
	struct spill *sp = mem_zalloc(1, sizeof(*sp));

	sp->max = max_bytes;
	sp->fd = -1;
	return sp;
}

void spill_free(struct spill *sp)
{
	if (!sp)
		return;
	if (sp->fd >= 0)
		close(sp->fd);
	free(sp->chunks);
	free(sp->gather);
	free(sp->scratch);
	free(sp);
}

/* Prefer /var/tmp: /tmp is often in memory. */
static int temp_file(void)
{
	const char *dirs[] = { getenv("TMPDIR"), "/var/tmp", "/tmp" };
	int fd = -1;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(dirs) && fd < 0; i++) {
		struct buf name = { 0 };

		if (!dirs[i] || dirs[i][0] != '/')
			continue;
		fd = open(dirs[i], O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
		if (fd >= 0)
			break;
		buf_addf(&name, "%s/avcurate.XXXXXX", dirs[i]);
		fd = mkostemp(name.data, O_CLOEXEC);
		if (fd >= 0)
			unlink(name.data);
		buf_release(&name);
	}
	return fd;
}

static int write_at(int fd, const char *p, size_t n, uint64_t at)
{
	while (n) {
		ssize_t did = pwrite(fd, p, n, (off_t)at);

		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return -1;
		p += did;
		n -= (size_t)did;
		at += (uint64_t)did;
	}
	return 0;
}

/* Make room for `bytes` after the part that stays, by forgetting the oldest chunks there. Returns
 * the offset to write to. */
static uint64_t make_room(struct spill *sp, uint64_t bytes)
{
	size_t gone = 0;

	if (sp->end < sp->max / 2)
		sp->end = sp->max / 2;
	if (sp->end + bytes > sp->max) {
		/* The chunks from here to the end of the file are the oldest of the newest half. */
		while (sp->kept + gone < sp->count && sp->chunks[sp->kept + gone].place >= sp->end)
			gone++;
		sp->end = sp->max / 2;
		sp->wrapped = true;
	}
	while (sp->wrapped && sp->kept + gone < sp->count &&
	       sp->chunks[sp->kept + gone].place >= sp->end &&
	       sp->chunks[sp->kept + gone].place < sp->end + bytes)
		gone++;
	memmove(sp->chunks + sp->kept, sp->chunks + sp->kept + gone,
		(sp->count - sp->kept - gone) * sizeof(*sp->chunks));
	sp->count -= gone;
	return sp->end;
}

static void close_chunk(struct spill *sp)
{
	uLongf packed = compressBound(CHUNK_BYTES);
	struct chunk c = sp->open;
	bool stays;

	sp->open.bytes = 0;
	if (!c.bytes || sp->error)
		return;
	if (sp->fd < 0)
		sp->fd = temp_file();
	if (sp->fd < 0) {
		sp->error = errno;
		return;
	}
	sp->scratch = mem_grow(sp->scratch, &sp->scratch_cap, packed, 1);
	if (compress2((Bytef *)sp->scratch, &packed, (const Bytef *)sp->gather, c.bytes,
		      Z_BEST_SPEED) != Z_OK)
		return;
	c.packed = (uint32_t)packed;
	sp->chunks = mem_grow(sp->chunks, &sp->cap, sp->count + 1, sizeof(*sp->chunks));
	stays = !sp->wrapped && sp->end + packed <= sp->max / 2;
	c.place = stays ? sp->end : make_room(sp, packed);
	if (write_at(sp->fd, sp->scratch, packed, c.place) < 0) {
		sp->error = errno;
		return;
	}
	sp->end = c.place + packed;
	sp->chunks[sp->count++] = c;
	if (stays)
		sp->kept = sp->count;
}

void spill_add(struct spill *sp, unsigned source, uint64_t offset, const char *bytes, size_t n)
{
	size_t part;

	if (!sp->gather)
		sp->gather = mem_alloc(CHUNK_BYTES);
	if (sp->open.bytes &&
	    (sp->open.source != source || sp->open.offset + sp->open.bytes != offset))
		close_chunk(sp);
	while (n) {
		if (!sp->open.bytes) {
			sp->open.source = source;
			sp->open.offset = offset;
		}
		part = CHUNK_BYTES - sp->open.bytes;
		if (part > n)
			part = n;
		memcpy(sp->gather + sp->open.bytes, bytes, part);
		sp->open.bytes += (uint32_t)part;
		bytes += part;
		offset += part;
		n -= part;
		if (sp->open.bytes == CHUNK_BYTES)
			close_chunk(sp);
	}
}

static bool chunk_holds(const struct chunk *c, unsigned source, uint64_t offset)
{
	return c->source == source && c->offset <= offset && offset - c->offset < c->bytes;
}

/* Return the chunk that holds a byte, unpacked into `out`, or NULL. */
static const struct chunk *find_chunk(struct spill *sp, unsigned source, uint64_t offset, char *out)
{
	size_t low = 0, high = sp->count, mid;
	const struct chunk *c;
	uLongf bytes = CHUNK_BYTES;

	if (chunk_holds(&sp->open, source, offset)) {
		memcpy(out, sp->gather, sp->open.bytes);
		return &sp->open;
	}
	while (low < high) {
		mid = low + (high - low) / 2;
		c = &sp->chunks[mid];
		if (c->source < source || (c->source == source && c->offset + c->bytes <= offset))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == sp->count || !chunk_holds(&sp->chunks[low], source, offset))
		return NULL;
	c = &sp->chunks[low];
	if (pread(sp->fd, sp->scratch, c->packed, (off_t)c->place) != (ssize_t)c->packed ||
	    uncompress((Bytef *)out, &bytes, (const Bytef *)sp->scratch, c->packed) != Z_OK)
		return NULL;
	return c;
}

int spill_text(struct spill *sp, unsigned source, uint64_t offset, size_t n, struct buf *out,
	       struct diag *d)
{
	char *bytes = mem_alloc(CHUNK_BYTES);
	const struct chunk *c;
	size_t part, before = out->len;

	while (n && (c = find_chunk(sp, source, offset, bytes))) {
		part = c->bytes - (size_t)(offset - c->offset);
		if (part > n)
			part = n;
		buf_add(out, bytes + (offset - c->offset), part);
		offset += part;
		n -= part;
	}
	free(bytes);
	if (out->len > before || !n)
		return 0;
	if (sp->error)
		return diag_set(d, "the text was not kept: cannot write the temporary file: %s",
				strerror(sp->error));
	return diag_set(d,
			"the text was not kept: pipes and compressed files keep only the first and "
			"the last %llu MiB (packed)",
			(unsigned long long)(sp->max >> 21));
}
