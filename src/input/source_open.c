// SPDX-License-Identifier: GPL-2.0-or-later
/* Open an input and choose its kind by the type of file and its first bytes. Does not know how the
 * kinds read. */
#include "config.h"

#include "source_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/mem.h"
#include "input/cannot_read.h"

/* O_NONBLOCK: opening a FIFO without a writer must not block. */
static int open_path(const char *path)
{
	int fd;

	if (strcmp(path, "-") == 0)
		return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 && errno == ENXIO)
		fd = source_connect(path);
	return fd;
}

static int choose_kind(struct source *s, int fd, struct diag *d)
{
	struct stat st;
	char head[16];
	ssize_t n;
	off_t start = 0;
	bool gz = false;

	if (fstat(fd, &st) < 0)
		return cannot_read(s->pub.path, errno, d);
	if (S_ISDIR(st.st_mode))
		return diag_set(d, "%s is a directory", s->pub.path);
	if (S_ISBLK(st.st_mode))
		return diag_set(d, "%s is a block device, not a log", s->pub.path);
	s->ops = &source_ops_stream;
	if (S_ISSOCK(st.st_mode) && strcmp(s->pub.path, "-") != 0)
		source_audisp_begin(s);
	else if (S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 11)) /* kernel's devices.txt */
		source_kmsg_begin(s);
	if (S_ISREG(st.st_mode)) {
		n = pread(fd, head, sizeof(head), 0);
		if (n < 0)
			return cannot_read(s->pub.path, errno, d);
#ifdef HAVE_LIBSYSTEMD
		if (source_is_journal(head, (size_t)n) && strcmp(s->pub.path, "-") != 0) {
			if (source_journal_begin(s, d) < 0)
				return -1;
			source_next_file(s, fd, &st, 0);
			return 0;
		}
#endif
		if (source_refuse_foreign(s, head, (size_t)n, d) < 0)
			return -1;
		/* Part of standard input may have been read already. */
		if (strcmp(s->pub.path, "-") == 0)
			start = lseek(fd, 0, SEEK_CUR);
		s->ops = &source_ops_file;
		s->pub.size_bytes = (uint64_t)st.st_size;
		s->sized = true;
		s->reopens = strcmp(s->pub.path, "-") != 0;
		gz = source_is_gz(head, (size_t)n);
	}
	source_next_file(s, fd, &st, start > 0 ? (uint64_t)start : 0);
	s->read_bytes = s->position;
	if (gz)
		source_gz_begin(s, "", 0);
	return 0;
}

struct source *source_open(const char *path, struct diag *d)
{
	struct source *s = mem_zalloc(1, sizeof(*s));
	struct diag own = { 0 };
	int fd = open_path(path);

	s->pub.path = mem_strdup(path);
	if (fd < 0)
		cannot_read(path, errno, &own);
	else if (choose_kind(s, fd, &own) < 0)
		close(fd);
	source_report_failure(s, &own, d);
	return s;
}
