// SPDX-License-Identifier: GPL-2.0-or-later
/* Opening an input, finding out which kind it is, and saying why it cannot be read. */
#include "config.h"

#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fileio.h"
#include "base/mem.h"

#define JOURNAL_MAGIC "LPKSHHRH" /* systemd's journal-def.h */

/* Files that are logs only after another program has been at them. */
static const struct foreign {
	const char *magic;
	size_t n;
	const char *what, *mend; /* the program that gives the text, less the path */
} foreign[] = {
	{ "\xfd"
	  "7zXZ",
	  5, "packed with xz", "xz -dc" },
	{ "BZh", 3, "packed with bzip2", "bzip2 -dc" },
	{ "\x28\xb5\x2f\xfd", 4, "packed with zstd", "zstd -dc" },
	{ JOURNAL_MAGIC, sizeof(JOURNAL_MAGIC) - 1, "a journal file", "journalctl -o json --file" },
};

int source_cannot_read(const char *path, int error, struct diag *d)
{
	struct stat st;
	struct passwd *pw;
	struct group *gr;
	const char *user, *group, *at = path;
	char *parent = NULL, *up, uid[24], gid[24];

	if (error == ENOENT)
		return diag_set(d, "cannot read %s: there is no such file", path);
	if (error != EACCES && error != EPERM)
		return diag_set(d, "cannot read %s: %s", path, strerror(error));
	/* The nearest directory that may be looked at is the one that keeps us out. */
	while (stat(at, &st) < 0) {
		up = fileio_dir(at);
		free(parent);
		at = parent = up;
		if (strcmp(at, "/") == 0 || strcmp(at, ".") == 0)
			break;
	}
	if (stat(at, &st) < 0 || geteuid() == 0) {
		diag_set(d, "cannot read %s: %s%s", path, strerror(error),
			 geteuid() ? "; run with sudo"
				   : " though this runs as root: a security policy may forbid it");
		free(parent);
		return -1;
	}
	pw = getpwuid(st.st_uid);
	gr = getgrgid(st.st_gid);
	snprintf(uid, sizeof(uid), "uid %u", (unsigned)st.st_uid);
	snprintf(gid, sizeof(gid), "%u", (unsigned)st.st_gid);
	user = pw ? pw->pw_name : uid;
	group = gr ? gr->gr_name : gid;
	if ((st.st_mode & S_IRGRP) && st.st_gid != 0)
		diag_set(d,
			 "cannot read %s: %s; %s belongs to %s, readable by group %s: run with "
			 "sudo, or add yourself to that group (sudo usermod -aG %s $USER, then log "
			 "in again)",
			 path, strerror(error), at == path ? "it" : at, user, group, group);
	else
		diag_set(d,
			 "cannot read %s: %s; %s belongs to %s and nobody else may read it: run "
			 "with sudo",
			 path, strerror(error), at == path ? "it" : at, user);
	free(parent);
	return -1;
}

int source_connect(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd, keep;

	if (strlen(path) >= sizeof(a.sun_path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(a.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0) {
		keep = errno;
		close(fd);
		errno = keep;
		fd = -1;
	}
	return fd;
}

/* O_NONBLOCK: a FIFO without a writer must not hold us up. */
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

int source_refuse_foreign(const struct source *s, const char *head, size_t n, struct diag *d)
{
	const char *path = s->pub.path;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(foreign); i++)
		if (n >= foreign[i].n && memcmp(head, foreign[i].magic, foreign[i].n) == 0)
			return diag_set(d, "%s is %s: read it with %s %s | avcurate list -", path,
					foreign[i].what, foreign[i].mend, path);
	return 0;
}

bool source_is_gz(const char *head, size_t n)
{
	return n >= 2 && head[0] == '\x1f' && head[1] == '\x8b';
}

#ifdef HAVE_LIBSYSTEMD
static bool is_journal(const char *head, size_t n)
{
	return n >= sizeof(JOURNAL_MAGIC) - 1 &&
	       memcmp(head, JOURNAL_MAGIC, sizeof(JOURNAL_MAGIC) - 1) == 0;
}
#endif

static int look(struct source *s, int fd, struct diag *d)
{
	struct stat st;
	char head[16];
	ssize_t n;
	off_t start = 0;
	bool gz = false;

	if (fstat(fd, &st) < 0)
		return source_cannot_read(s->pub.path, errno, d);
	if (S_ISDIR(st.st_mode))
		return diag_set(d, "%s is a directory", s->pub.path);
	if (S_ISBLK(st.st_mode))
		return diag_set(d, "%s is a block device and no log", s->pub.path);
	s->ops = &source_ops_stream;
	if (S_ISSOCK(st.st_mode) && strcmp(s->pub.path, "-") != 0)
		source_audisp_begin(s);
	else if (S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 11)) /* kernel's devices.txt */
		source_kmsg_begin(s);
	if (S_ISREG(st.st_mode)) {
		n = pread(fd, head, sizeof(head), 0);
		if (n < 0)
			return source_cannot_read(s->pub.path, errno, d);
#ifdef HAVE_LIBSYSTEMD
		if (is_journal(head, (size_t)n) && strcmp(s->pub.path, "-") != 0) {
			if (source_journal_begin(s, d) < 0)
				return -1;
			source_next_file(s, fd, &st, 0);
			return 0;
		}
#endif
		if (source_refuse_foreign(s, head, (size_t)n, d) < 0)
			return -1;
		/* Standard input may have been read from before. */
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

void source_fail(struct source *s, const char *error)
{
	s->pub.failed = s->pub.done = true;
	s->pub.live = false;
	free(s->pub.error);
	s->pub.error = mem_strdup(error);
}

void source_tell_failure(struct source *s, struct diag *why, struct diag *d)
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
	source_tell_failure(s, why, d);
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

struct source *source_open(const char *path, struct diag *d)
{
	struct source *s = mem_zalloc(1, sizeof(*s));
	struct diag own = { 0 };
	int fd = open_path(path);

	s->pub.path = mem_strdup(path);
	if (fd < 0)
		source_cannot_read(path, errno, &own);
	else if (look(s, fd, &own) < 0)
		close(fd);
	source_tell_failure(s, &own, d);
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

int source_file_fd(struct source *s, struct source_file *f, struct diag *d)
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

int source_skip_to_end(struct source *s)
{
	int fd = source_file_fd(s, source_current(s), NULL);
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
