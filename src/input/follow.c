// SPDX-License-Identifier: GPL-2.0-or-later
/* Follow a log through rotation and truncation. inotify only wakes us: each time we check the file
 * itself, so lost or merged events do no harm. Does not know what the bytes mean. */
#include "config.h"

#include "follow_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include "base/fileio.h"
#include "base/mem.h"

#define POLL_MS  40   /* between checks without inotify */
#define GUARD_MS 1000 /* with inotify, which may miss writes by another host or a lower layer */

/* Not in linux/magic.h of every release. */
#define FS_CIFS 0xff534d42
#define FS_SMB2 0xfe534d42

#define WATCH_FILE (IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF)
#define WATCH_DIR  (IN_CREATE | IN_MOVED_TO | IN_ONLYDIR)

/* True for file systems that other hosts or daemons can change without this kernel noticing. */
static bool is_remote(const char *path)
{
	struct statfs fs;

	if (statfs(path, &fs) < 0)
		return false;
	switch ((unsigned long)(uint32_t)fs.f_type) {
	case NFS_SUPER_MAGIC:
	case SMB_SUPER_MAGIC:
	case FS_CIFS:
	case FS_SMB2:
	case V9FS_MAGIC:
	case FUSE_SUPER_MAGIC:
	case CEPH_SUPER_MAGIC:
	case AFS_SUPER_MAGIC:
		return true;
	}
	return false;
}

void follow_start(struct follow *f, const struct source *s, bool by_clock)
{
	char *real = realpath(s->pub.path, NULL), *dirs[2];
	size_t i;

	/* Watch both ends of a symbolic link: either may be replaced. */
	dirs[0] = fileio_dir(s->pub.path);
	dirs[1] = fileio_dir(real ? real : s->pub.path);
	*f = (struct follow){ .active = true, .fd = -1, .watched = -1, .next = -1 };
	if (!by_clock && !is_remote(s->pub.path))
		f->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (f->fd >= 0) {
		f->watched = inotify_add_watch(f->fd, s->pub.path, WATCH_FILE);
		if (f->watched < 0 || inotify_add_watch(f->fd, dirs[0], WATCH_DIR) < 0 ||
		    inotify_add_watch(f->fd, dirs[1], WATCH_DIR) < 0) {
			close(f->fd);
			f->fd = -1;
		}
	}
	for (i = 0; i < AV_ARRAY_LEN(dirs); i++)
		free(dirs[i]);
	free(real);
}

void follow_stop(struct follow *f)
{
	if (f->active && f->fd >= 0)
		close(f->fd);
	*f = (struct follow){ .fd = -1 };
}

void follow_drain(struct follow *f)
{
	char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));

	if (f->fd >= 0)
		while (read(f->fd, events, sizeof(events)) > 0)
			;
}

int follow_timeout_ms(const struct follow *f)
{
	return f->fd >= 0 ? GUARD_MS : POLL_MS;
}

static int open_plain(const char *path, struct stat *st)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd >= 0 && (fstat(fd, st) < 0 || !S_ISREG(st->st_mode))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

static bool is_packed(int fd)
{
	unsigned char head[2];

	return pread(fd, head, sizeof(head), 0) == 2 && head[0] == 0x1f && head[1] == 0x8b;
}

static bool same_inode(const struct source_file *f, const struct stat *st)
{
	return f->dev == st->st_dev && f->ino == st->st_ino;
}

/* Rotation may rename files while we list them: check the result again, up to this often. */
#define TRIES 8

static bool has_our_tail(const struct source *s, int fd)
{
	char there[SOURCE_TAIL_BYTES];

	return pread(fd, there, s->tail_len, (off_t)s->tail_at) == (ssize_t)s->tail_len &&
	       memcmp(there, s->tail, s->tail_len) == 0;
}

/* Read on in another file that holds the same text up to here. */
static void switch_to(struct source *s, int fd, const struct stat *st)
{
	struct source_file *cur = source_current(s);

	source_file_close(cur);
	cur->fd = fd;
	cur->dev = st->st_dev;
	cur->ino = st->st_ino;
}

static bool find_copy(struct source *s)
{
	struct source_names names = { 0 };
	struct source_file *cur = source_current(s);
	bool found = false;
	struct stat st;
	size_t i;
	int fd;

	if (source_names_family(s->pub.path, &names, NULL) < 0)
		return false;
	for (i = names.count; i-- > 0 && !found;) {
		fd = open_plain(names.paths[i], &st);
		if (fd < 0)
			continue;
		found = !same_inode(cur, &st) && has_our_tail(s, fd);
		if (!found) {
			close(fd);
			continue;
		}
		switch_to(s, fd, &st);
	}
	source_names_release(&names);
	return found;
}

/* With logrotate's copytruncate the copy holds what we have not read yet: read on in it. */
static bool move_to_copy(struct source *s)
{
	int tries;

	for (tries = 0; s->tail_len && tries < TRIES; tries++)
		if (find_copy(s))
			return true;
	return false;
}

static enum follow_turn handle_truncation(struct source *s, const struct stat *st, struct buf *note)
{
	struct source_file *cur = source_current(s);
	int fd;

	s->changed = false;
	if (move_to_copy(s))
		return FOLLOW_AGAIN;
	fd = fcntl(cur->fd, F_DUPFD_CLOEXEC, 3);
	if (fd < 0)
		return FOLLOW_WAIT;
	buf_addf(note,
		 "%s was truncated: reading it from the start; anything it held after byte %llu is "
		 "lost",
		 s->pub.path, (unsigned long long)s->position);
	cur->gone = true;
	source_file_close(cur);
	source_next_file(s, fd, st, 0);
	return FOLLOW_NEXT;
}

static bool later(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Return the index in the family of the file after the one we read. If ours was rotated out or
 * removed, return the oldest file written to since. */
static size_t place_of_next(struct source *s, const struct source_names *names, struct buf *note)
{
	const struct source_file *cur = source_current(s);
	size_t i, next = SIZE_MAX;
	struct stat st, own;

	for (i = 0; i < names->count; i++)
		if (stat(names->paths[i], &st) == 0 && same_inode(cur, &st))
			next = i + 1;
	if (next != SIZE_MAX || fstat(cur->fd, &own) < 0 || own.st_nlink > 0)
		return next;
	buf_addf(note,
		 "%s: the file being read was removed; later files removed with it were not read. ",
		 s->pub.path);
	for (i = 0; i < names->count; i++)
		if (stat(names->paths[i], &st) == 0 && later(&st.st_mtim, &own.st_mtim))
			return i;
	return SIZE_MAX;
}

/* Open the file that the writer used after the one we read: the next younger one of the family,
 * since there may have been several rotations. -1 if there is no such file, or names are changing
 * now. */
static int find_next(struct source *s, struct stat *st, struct buf *note)
{
	struct source_names names = { 0 };
	int fd = -1;
	size_t i;

	if (source_names_family(s->pub.path, &names, NULL) == 0) {
		for (i = place_of_next(s, &names, note); i < names.count && fd < 0; i++) {
			fd = open_plain(names.paths[i], st);
			if (fd >= 0 && is_packed(fd)) {
				buf_addf(note,
					 "%s was compressed before it could be read: name it as a "
					 "LOG to read it. ",
					 names.paths[i]);
				close(fd);
				fd = -1;
			}
		}
	}
	source_names_release(&names);
	return fd >= 0 ? fd : open_plain(s->pub.path, st);
}

/* Open the next file and read its first bytes, which reveal a truncation before we get to read
 * it. */
static int open_next(struct source *s, struct stat *st, char head[SOURCE_TAIL_BYTES],
		     ssize_t *head_len, struct buf *note)
{
	struct buf found = { 0 };
	struct stat second;
	int tries, fd, again;

	for (tries = 0; tries < TRIES; tries++) {
		buf_clear(&found);
		fd = find_next(s, st, &found);
		if (fd < 0)
			break;
		*head_len = pread(fd, head, SOURCE_TAIL_BYTES, 0);
		buf_clear(&found);
		/* The same answer twice: no name changed in between. */
		again = find_next(s, &second, &found);
		if (again >= 0)
			close(again);
		if (again >= 0 && second.st_dev == st->st_dev && second.st_ino == st->st_ino) {
			buf_adds(note, buf_str(&found));
			buf_release(&found);
			return fd;
		}
		close(fd);
	}
	buf_release(&found);
	return -1;
}

enum follow_turn follow_at_end(struct follow *f, struct source *s, struct buf *note)
{
	struct source_file *cur = source_current(s);
	char head[SOURCE_TAIL_BYTES];
	ssize_t head_len = 0;
	struct stat st;
	int fd;

	if (cur->fd < 0 || fstat(cur->fd, &st) < 0)
		return FOLLOW_WAIT;
	if (s->changed || (uint64_t)st.st_size < s->position)
		return handle_truncation(s, &st, note);
	if (stat(s->pub.path, &st) < 0 || same_inode(cur, &st)) {
		f->draining = false;
		return FOLLOW_WAIT;
	}
	if (f->fd >= 0) {
		f->next = inotify_add_watch(f->fd, s->pub.path, WATCH_FILE);
		/* It may have been written to before the watch was set. */
		if (stat(s->pub.path, &st) < 0)
			return FOLLOW_WAIT;
	}
	/* A writer uses the old file until it opens the new one. Once it has written to the new
	 * file, it is done with the old one: read that to its end once more. */
	if (!f->draining) {
		if (st.st_size == 0)
			return FOLLOW_WAIT;
		f->draining = true;
		return FOLLOW_AGAIN;
	}
	fd = open_next(s, &st, head, &head_len, note);
	if (fd < 0)
		return FOLLOW_WAIT;
	f->draining = false;
	if (f->fd >= 0 && f->next != f->watched) {
		inotify_rm_watch(f->fd, f->watched);
		f->watched = f->next;
	}
	/* We read the copy of this file, which will be truncated next. */
	if (s->tail_len && has_our_tail(s, fd)) {
		switch_to(s, fd, &st);
		return FOLLOW_AGAIN;
	}
	source_next_file(s, fd, &st, 0);
	s->tail_len = head_len > 0 ? (size_t)head_len : 0;
	memcpy(s->tail, head, s->tail_len);
	return FOLLOW_NEXT;
}
