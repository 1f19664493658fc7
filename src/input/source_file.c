// SPDX-License-Identifier: GPL-2.0-or-later
/* Read plain files, by position, never mapped: a log may be truncated at any moment, and reading a
 * mapping would then raise SIGBUS. Does not know what the bytes mean or when to follow. */
#include "config.h"

#include "source_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static int open_if_same(const char *path, const struct source_file *f)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat st;

	if (fd >= 0 && (fstat(fd, &st) < 0 || st.st_dev != f->dev || st.st_ino != f->ino)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Return an open descriptor of one of its files. If it was closed, open it again, also by the name
 * that rotation gave it. -1 with `d`. */
static int file_fd(struct source *s, struct source_file *f, struct diag *d)
{
	struct source_names names = { 0 };
	size_t i;

	if (f->fd < 0)
		f->fd = open_if_same(s->pub.path, f);
	if (f->fd < 0 && source_names_family(s->pub.path, &names, NULL) == 0)
		for (i = 0; i < names.count && f->fd < 0; i++)
			f->fd = open_if_same(names.paths[i], f);
	source_names_release(&names);
	if (f->fd < 0)
		return diag_set(d, "%s is no longer there: rotated away or removed", s->pub.path);
	return f->fd;
}

static ssize_t read_at(int fd, void *bytes, size_t n, uint64_t at)
{
	ssize_t got;

	do
		got = pread(fd, bytes, n, (off_t)at);
	while (got < 0 && errno == EINTR);
	return got;
}

/* True if the file still holds the tail that we read before. */
static bool tail_is_unchanged(const struct source *s, int fd)
{
	char now[SOURCE_TAIL_BYTES];

	return read_at(fd, now, s->tail_len, s->tail_at) == (ssize_t)s->tail_len &&
	       memcmp(now, s->tail, s->tail_len) == 0;
}

/* Advance `position` by the `n` bytes read there, and keep the last ones as the tail. */
static void keep_tail(struct source *s, const char *bytes, size_t n)
{
	size_t keep = n < SOURCE_TAIL_BYTES ? SOURCE_TAIL_BYTES - n : 0;

	if (s->tail_at + s->tail_len != s->position)
		s->tail_len = 0;
	if (keep > s->tail_len)
		keep = s->tail_len;
	memmove(s->tail, s->tail + s->tail_len - keep, keep);
	if (n > SOURCE_TAIL_BYTES) {
		bytes += n - SOURCE_TAIL_BYTES;
		s->position += n - SOURCE_TAIL_BYTES;
		n = SOURCE_TAIL_BYTES;
	}
	memcpy(s->tail + keep, bytes, n);
	s->position += n;
	s->tail_len = keep + n;
	s->tail_at = s->position - s->tail_len;
}

static enum source_got file_read(struct source *s, char *bytes, size_t cap, size_t *n,
				 struct diag *d)
{
	int fd = file_fd(s, source_current(s), d);
	ssize_t got;

	if (fd < 0)
		return SOURCE_FAILED;
	got = read_at(fd, bytes, cap, s->position);
	if (got < 0) {
		diag_set(d, "cannot read %s further at byte %llu: %s", s->pub.path,
			 (unsigned long long)s->position, strerror(errno));
		return SOURCE_FAILED;
	}
	/* Check after the read, so that these bytes are known to continue the earlier ones. */
	if (s->check_tail && !tail_is_unchanged(s, fd)) {
		s->changed = true;
		return SOURCE_END;
	}
	if (got == 0)
		return SOURCE_END;
	keep_tail(s, bytes, (size_t)got);
	s->read_bytes += (uint64_t)got;
	*n = (size_t)got;
	return SOURCE_BYTES;
}

/* Append text from one of its files, at most up to the start of the next file. */
static int text_of(struct source *s, size_t i, uint64_t offset, size_t n, struct buf *out,
		   struct diag *d)
{
	struct source_file *f = &s->files[i];
	ssize_t got;
	int fd;

	if (f->gone)
		return diag_set(d, "%s was truncated: the record's text is no longer there",
				s->pub.path);
	fd = file_fd(s, f, d);
	if (fd < 0)
		return -1;
	if (i + 1 < s->file_count && n > s->files[i + 1].base - offset)
		n = (size_t)(s->files[i + 1].base - offset);
	out->data = mem_grow(out->data, &out->cap, out->len + n + 1, 1);
	got = read_at(fd, out->data + out->len, n, offset - f->base + f->start);
	if (got > 0)
		out->len += (size_t)got;
	out->data[out->len] = '\0';
	if (got < 0)
		return diag_set(d, "cannot read %s again: %s", s->pub.path, strerror(errno));
	return 0;
}

static int file_text(struct source *s, uint64_t offset, size_t n, struct buf *out, struct diag *d)
{
	size_t i = s->file_count - 1, before;

	while (i > 0 && s->files[i].base > offset)
		i--;
	for (; i < s->file_count && n; i++) {
		before = out->len;
		if (text_of(s, i, offset, n, out, d) < 0)
			return -1;
		n -= out->len - before;
		offset += out->len - before;
		/* Only the last file may end early, and it may hold more than we have read. */
		if (i + 1 < s->file_count && offset != s->files[i + 1].base)
			break;
	}
	return 0;
}

int source_skip_to_end(struct source *s)
{
	int fd = file_fd(s, source_current(s), NULL);
	char text[65536];
	const char *nl;
	struct stat st;
	uint64_t end, from;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) < 0)
		return -1;
	end = (uint64_t)st.st_size;
	if (end <= s->position)
		return 0;
	from = end > sizeof(text) ? end - sizeof(text) : 0;
	n = pread(fd, text, sizeof(text), (off_t)from);
	nl = n > 0 ? memrchr(text, '\n', (size_t)n) : NULL;
	if (nl)
		end = from + (uint64_t)(nl - text) + 1;
	if (end <= s->position)
		return 0;
	s->text_bytes += end - s->position;
	s->read_bytes += end - s->position;
	s->position = s->tail_at = end;
	s->tail_len = 0;
	return 0;
}

const struct source_ops source_ops_file = {
	.name = "file",
	.keeps_text = true,
	.can_follow = true,
	.read = file_read,
	.text = file_text,
};
