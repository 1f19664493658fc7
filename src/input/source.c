// SPDX-License-Identifier: GPL-2.0-or-later
/* What all kinds of source share: files, failures, release. Does not know how a kind reads. */
#include "config.h"

#include "source_internal.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

void source_fail(struct source *s, const char *error)
{
	s->pub.failed = s->pub.done = true;
	s->pub.live = false;
	free(s->pub.error);
	s->pub.error = mem_strdup(error);
}

void source_report_failure(struct source *s, struct diag *why, struct diag *d)
{
	if (why->text.len) {
		source_fail(s, diag_text(why));
		diag_set(d, "%s", diag_text(why));
	}
	diag_release(why);
}

struct source *source_failed(const char *path, struct diag *why, struct diag *d)
{
	struct source *s = mem_zalloc(1, sizeof(*s));

	s->pub.path = mem_strdup(path);
	source_report_failure(s, why, d);
	return s;
}

struct source *source_of(const char *path, int fd, void (*begin)(struct source *s))
{
	struct source *s = mem_zalloc(1, sizeof(*s));
	struct stat st = { 0 };

	s->pub.path = mem_strdup(path);
	(void)!fstat(fd, &st);
	source_next_file(s, fd, &st, 0);
	begin(s);
	return s;
}

void source_free(struct source *s)
{
	size_t i;

	if (!s)
		return;
	if (s->ops && s->ops->close)
		s->ops->close(s);
	for (i = 0; i < s->file_count; i++)
		source_file_close(&s->files[i]);
	for (i = 0; i < s->pub.refused_count; i++)
		free(s->pub.refused[i].text);
	free(s->pub.refused);
	buf_release(&s->note);
	free(s->pub.path);
	free(s->pub.error);
	free(s->files);
	free(s);
}

int source_fd(const struct source *s)
{
	if (s->ops && s->ops->fd)
		return s->ops->fd(s);
	return s->file_count ? s->files[s->file_count - 1].fd : -1;
}

struct source_file *source_current(struct source *s)
{
	return &s->files[s->file_count - 1];
}

void source_next_file(struct source *s, int fd, const struct stat *st, uint64_t start)
{
	s->files = mem_grow(s->files, &s->file_cap, s->file_count + 1, sizeof(*s->files));
	s->files[s->file_count++] = (struct source_file){
		.base = s->text_bytes,
		.start = start,
		.dev = st->st_dev,
		.ino = st->st_ino,
		.fd = fd,
	};
	s->position = s->tail_at = start;
	s->tail_len = 0;
}

void source_file_close(struct source_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}
