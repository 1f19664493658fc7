// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads and writes whole files. Writing stages each file next to its target, syncs it, then renames
 * it
 * into place, so a reader sees the old file or the new one and never a part. Knows nothing of
 * what is in them. */
#include "config.h"

#include "base/fileio.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

int fileio_read(const char *path, size_t limit_bytes, struct buf *out, struct diag *d)
{
	char chunk[65536];
	size_t total = 0;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = -1;

	if (fd < 0)
		return diag_set(d, "cannot read %s: %s", path, strerror(errno));
	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			diag_set(d, "cannot read %s: %s", path, strerror(errno));
			goto out;
		}
		total += (size_t)n;
		if (total > limit_bytes) {
			diag_set(d, "%s is larger than %zu bytes, the limit for this kind of file",
				 path, limit_bytes);
			goto out;
		}
		buf_add(out, chunk, (size_t)n);
	}
	rc = 0;
out:
	close(fd);
	return rc;
}

bool fileio_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int fileio_check_regular(const char *path, struct diag *d)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return diag_set(d, "cannot read %s: not a regular file", path);
	return 0;
}

bool fileio_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

const char *fileio_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *fileio_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_strdup(".");
	return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

char *fileio_join(const char *dir, const char *name)
{
	struct buf b = { 0 };

	if (strcmp(dir, ".") != 0)
		buf_addf(&b, "%s%s", dir, dir[0] && dir[strlen(dir) - 1] == '/' ? "" : "/");
	buf_adds(&b, name);
	return buf_take(&b);
}

/* The user who called sudo, or NULL if we do not run under sudo or the environment names no
 * known account. */
static const struct passwd *sudo_caller(void)
{
	const char *text = getenv("SUDO_UID");
	char *end = NULL;
	unsigned long uid;

	if (geteuid() != 0 || !text || *text < '0' || *text > '9')
		return NULL;
	errno = 0;
	uid = strtoul(text, &end, 10);
	if (errno || *end || uid == 0 || uid >= (uid_t)-1)
		return NULL;
	return getpwuid((uid_t)uid);
}

void fileio_give_to_caller(int fd)
{
	const struct passwd *pw = sudo_caller();

	if (pw)
		(void)!fchown(fd, pw->pw_uid, pw->pw_gid);
}

int fileio_put(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n) {
		ssize_t did = write(fd, p, n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did < 0)
			return -1;
		p += did;
		n -= (size_t)did;
	}
	return 0;
}

/* A file being written: staged in `temp`, then renamed to `real`. */
struct staged {
	char *real, *temp;
	char *before; /* a hard link to the old file; NULL: there was no file, or linking failed */
	bool placed, was_there;
};

static void sync_dir(const char *path)
{
	char *dir = fileio_dir(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)!fsync(fd);
		close(fd);
	}
	free(dir);
}

/* A symbolic link leads wherever its owner wants, so follow only our own and those of sudo's
 * caller. */
static bool is_foreign_link(const char *path)
{
	const struct passwd *sudo = sudo_caller();
	struct stat st;

	return lstat(path, &st) == 0 && S_ISLNK(st.st_mode) && st.st_uid != geteuid() &&
	       !(sudo && sudo->pw_uid == st.st_uid);
}

/* Write the bytes to a new file next to the target. */
static int stage_file(struct staged *s, const struct fileio_file *f, struct diag *d)
{
	char *dir;
	struct buf name = { 0 };
	struct stat st;
	mode_t mask, mode = f->executable ? 0777 : 0666;
	int fd, rc = -1;

	if (is_foreign_link(f->path)) {
		diag_set(d,
			 "cannot write %s: it is a symbolic link made by another user; "
			 "remove it or choose another name",
			 f->path);
		return -1;
	}
	/* rename() over /dev/null would take it away from the whole host. */
	if (stat(f->path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return diag_set(d, "cannot write %s: not a regular file; choose another name",
				f->path);
	s->real = realpath(f->path, NULL);
	if (!s->real)
		s->real = mem_strdup(f->path);
	dir = fileio_dir(s->real);
	buf_addf(&name, "%s/.%s.XXXXXX", dir, fileio_base(s->real));
	s->temp = buf_take(&name);
	fd = mkostemp(s->temp, O_CLOEXEC);
	if (fd < 0) {
		diag_set(d, "cannot write %s: cannot create a file in %s: %s", f->path, dir,
			 strerror(errno));
		free(s->temp);
		s->temp = NULL;
		goto out;
	}
	s->was_there = stat(s->real, &st) == 0;
	if (s->was_there) {
		(void)!fchown(fd, st.st_uid, st.st_gid);
		(void)!fchmod(fd, (st.st_mode | (f->executable ? (st.st_mode & 0444) >> 2 : 0)) &
					  07777);
	} else {
		mask = umask(022);
		umask(mask);
		(void)!fchmod(fd, mode & ~mask);
		fileio_give_to_caller(fd);
	}
	if (fileio_put(fd, f->bytes, f->n) < 0 || fsync(fd) < 0)
		diag_set(d, "cannot write %s: %s%s", f->path, strerror(errno),
			 s->was_there ? "; the old file is untouched" : "");
	else
		rc = 0;
	close(fd);
out:
	free(dir);
	return rc;
}

/* Keep a link to the old file if `way_back`, then rename the new one into place. */
static int place_file(struct staged *s, const struct fileio_file *f, bool way_back, struct diag *d)
{
	struct buf name = { 0 };

	if (way_back && s->was_there) {
		buf_addf(&name, "%s.old", s->temp);
		s->before = buf_take(&name);
		if (link(s->real, s->before) < 0) {
			free(s->before);
			s->before = NULL;
		}
	}
	if (rename(s->temp, s->real) < 0)
		return diag_set(d, "cannot replace %s: %s%s", f->path, strerror(errno),
				s->was_there ? "; the old file is untouched" : "");
	s->placed = true;
	return 0;
}

static void put_back(struct staged *s, struct diag *d)
{
	if (!s->placed)
		return;
	if (s->before ? rename(s->before, s->real) == 0 : !s->was_there && unlink(s->real) == 0)
		return;
	if (d)
		buf_addf(&d->text, "; %s was already replaced and could not be restored", s->real);
}

int fileio_write_all(const struct fileio_file *files, size_t count, struct diag *d)
{
	struct staged *staged = mem_zalloc(count, sizeof(*staged));
	size_t i, k;
	int rc = 0;

	for (i = 0; i < count && rc == 0; i++)
		rc = stage_file(&staged[i], &files[i], d);
	for (i = 0; i < count && rc == 0; i++) {
		rc = place_file(&staged[i], &files[i], count > 1, d);
		for (k = 0; k < i && rc < 0; k++)
			put_back(&staged[k], d);
	}
	for (i = 0; i < count; i++) {
		if (staged[i].temp && !staged[i].placed)
			unlink(staged[i].temp);
		if (staged[i].before)
			unlink(staged[i].before);
		if (rc == 0)
			sync_dir(staged[i].real);
		free(staged[i].real);
		free(staged[i].temp);
		free(staged[i].before);
	}
	free(staged);
	return rc;
}

int fileio_write(const char *path, const void *bytes, size_t n, struct diag *d)
{
	return fileio_write_all(&(struct fileio_file){ .path = path, .bytes = bytes, .n = n }, 1,
				d);
}

char *fileio_temp_dir(struct diag *d)
{
	const char *tmp = getenv("TMPDIR");
	struct buf name = { 0 };
	char *path;

	buf_addf(&name, "%s/avcurate.XXXXXX", tmp && tmp[0] == '/' ? tmp : "/tmp");
	path = buf_take(&name);
	if (!mkdtemp(path)) {
		diag_set(d,
			 "cannot create a temporary directory %s: %s; set TMPDIR to a "
			 "writable directory",
			 path, strerror(errno));
		free(path);
		return NULL;
	}
	return path;
}

void fileio_remove_dir(const char *dir)
{
	DIR *handle = opendir(dir);
	struct dirent *e;

	if (!handle)
		return;
	while ((e = readdir(handle)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			(void)!unlinkat(dirfd(handle), e->d_name, 0);
	closedir(handle);
	(void)!rmdir(dir);
}

/* Create the directory if it is missing. In the home of sudo's caller it belongs to the caller,
 * not to root. */
static void make_dir(const char *path)
{
	const struct passwd *pw;
	struct stat st;
	char *parent;
	int fd;

	if (mkdir(path, 0700) < 0 || !(pw = sudo_caller()))
		return;
	parent = fileio_dir(path);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0 && stat(parent, &st) == 0 && st.st_uid == pw->pw_uid)
		(void)!fchown(fd, pw->pw_uid, pw->pw_gid);
	if (fd >= 0)
		close(fd);
	free(parent);
}

char *fileio_state_dir(bool make)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct buf path = { 0 };
	char *p;

	if (state && state[0] == '/')
		buf_adds(&path, state);
	else
		buf_addf(&path, "%s/.local/state", home && home[0] == '/' ? home : "/tmp");
	buf_adds(&path, "/avcurate");
	/* On a fresh account the parent directories may be missing. If mkdir fails, open reports
	 * it later. */
	for (p = path.data; make && (p = strchr(p + 1, '/'));) {
		*p = '\0';
		make_dir(path.data);
		*p = '/';
	}
	if (make)
		make_dir(path.data);
	return buf_take(&path);
}
