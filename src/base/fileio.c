// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/fileio.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "avcurate/mem.h"

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
			diag_set(d, "%s is larger than %zu bytes, which no such file should be",
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

/* What a file that we make new should belong to: under sudo, the user who called it. */
static void own_as_caller(int fd)
{
	const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");

	if (geteuid() == 0 && uid && gid)
		(void)!fchown(fd, (uid_t)strtoul(uid, NULL, 10), (gid_t)strtoul(gid, NULL, 10));
}

static int write_all(int fd, const char *p, size_t n)
{
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

int fileio_write(const char *path, const void *bytes, size_t n, struct diag *d)
{
	char *real = realpath(path, NULL), *dir, *temp;
	struct buf name = { 0 };
	struct stat st;
	mode_t mask;
	int fd, dir_fd, rc = -1;

	if (!real)
		real = mem_strdup(path);
	dir = fileio_dir(real);
	buf_addf(&name, "%s/.%s.XXXXXX", dir, fileio_base(real));
	temp = buf_take(&name);
	fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0) {
		diag_set(d, "cannot write %s: no new file in %s: %s", path, dir, strerror(errno));
		goto out;
	}
	if (stat(real, &st) == 0) {
		(void)!fchown(fd, st.st_uid, st.st_gid);
		(void)!fchmod(fd, st.st_mode & 07777);
	} else {
		mask = umask(022);
		umask(mask);
		(void)!fchmod(fd, 0666 & ~mask);
		own_as_caller(fd);
	}
	if (write_all(fd, bytes, n) < 0 || fsync(fd) < 0) {
		diag_set(d, "cannot write %s: %s; what stood there is untouched", path,
			 strerror(errno));
		close(fd);
		unlink(temp);
		goto out;
	}
	close(fd);
	if (rename(temp, real) < 0) {
		diag_set(d, "cannot replace %s: %s; what stood there is untouched", path,
			 strerror(errno));
		unlink(temp);
		goto out;
	}
	dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir_fd >= 0) {
		(void)!fsync(dir_fd);
		close(dir_fd);
	}
	rc = 0;
out:
	free(temp);
	free(dir);
	free(real);
	return rc;
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
			 "cannot make a temporary directory %s: %s; set TMPDIR to one that can "
			 "be written",
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

char *fileio_state_dir(void)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct buf path = { 0 };

	if (state && state[0] == '/') {
		buf_adds(&path, state);
	} else {
		buf_addf(&path, "%s/.local", home && home[0] == '/' ? home : "/tmp");
		(void)!mkdir(buf_str(&path), 0700);
		buf_adds(&path, "/state");
	}
	/* Each part may be missing on a fresh account; what cannot be made is told by open. */
	(void)!mkdir(buf_str(&path), 0700);
	buf_adds(&path, "/avcurate");
	(void)!mkdir(buf_str(&path), 0700);
	return buf_take(&path);
}
