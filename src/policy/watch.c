// SPDX-License-Identifier: GPL-2.0-or-later
/* Notices when the policy changes. The status page is read, not mapped as libselinux does:
 * reading needs the same permissions as getenforce(8); mapping needs one more, which the
 * reference policy gives no administrator, so that trying would log a denial of our own. The
 * page cannot be polled. */
#include "config.h"

#include "policy/watch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fileio.h"
#include "policy/load.h"
#include "base/mem.h"

/* linux/security/selinux/include/security.h: struct selinux_kernel_status, version 1. */
struct status {
	uint32_t version;
	uint32_t sequence; /* odd while it is being written */
	uint32_t enforcing;
	uint32_t policyload; /* rises with booleans, too: security_set_bools() */
	uint32_t deny_unknown;
};

static bool read_status(int fd, struct status *out)
{
	struct status again;
	unsigned tries;

	for (tries = 0; tries < 3; tries++)
		if (pread(fd, out, sizeof(*out), 0) == (ssize_t)sizeof(*out) &&
		    !(out->sequence & 1) &&
		    pread(fd, &again, sizeof(again), 0) == (ssize_t)sizeof(again) &&
		    again.sequence == out->sequence)
			return true;
	return false;
}

static int64_t ns_of(const struct timespec *t)
{
	return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

static void read_stamp(const char *path, struct policy_stamp *out)
{
	struct stat st;
	int64_t written, changed;

	*out = (struct policy_stamp){ 0 };
	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return; /* it came from a pipe and will not come again */
	written = ns_of(&st.st_mtim);
	changed = ns_of(&st.st_ctim);
	*out = (struct policy_stamp){ st.st_dev, st.st_ino, st.st_size,
				      written > changed ? written : changed };
}

static bool stamp_equal(const struct policy_stamp *a, const struct policy_stamp *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->bytes == b->bytes &&
	       a->changed_ns == b->changed_ns;
}

void policy_watch_begin(struct policy_watch *w, const char *path, bool own)
{
	const char *mount = policy_host_mount();
	struct status status;
	char *page;

	policy_watch_end(w);
	w->path = mem_strdup(path);
	read_stamp(path, &w->taken);
	w->found = w->taken;
	if (!own || !mount)
		return;
	w->loaded = strncmp(path, mount, strlen(mount)) == 0;
	page = fileio_join(mount, "status");
	w->status = open(page, O_RDONLY | O_CLOEXEC);
	free(page);
	if (w->status <= 0 || !read_status(w->status, &status)) {
		if (w->status > 0)
			close(w->status);
		w->status = 0;
		return;
	}
	w->loads = status.policyload;
	w->enforcing = status.enforcing;
}

void policy_watch_end(struct policy_watch *w)
{
	if (w->status > 0)
		close(w->status);
	free(w->path);
	*w = (struct policy_watch){ 0 };
}

unsigned policy_watch_check(struct policy_watch *w)
{
	struct policy_stamp now;
	struct status status;
	unsigned news = 0;

	if (!w->path)
		return 0;
	if (w->status && read_status(w->status, &status)) {
		if (status.policyload != w->loads)
			news |= WATCH_POLICY;
		if (status.enforcing != w->enforcing)
			news |= WATCH_MODE;
		w->loads = status.policyload;
		w->enforcing = status.enforcing;
	}
	/* A file in the kernel's file system changes its times whenever somebody reads it. */
	if (w->loaded)
		return news;
	read_stamp(w->path, &now);
	/* While the file still grows, copying has not finished; a file that is gone comes back. */
	if (now.changed_ns && stamp_equal(&now, &w->found) && !stamp_equal(&now, &w->taken)) {
		w->taken = now;
		news |= WATCH_POLICY;
	}
	w->found = now;
	return news;
}
