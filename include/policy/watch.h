/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notices whether the policy that was read is still in force: the loaded one by the kernel's
 * status page, a file by its file system times. A check costs a system call or two and never
 * waits. */
#ifndef AVCURATE_POLICY_WATCH_H
#define AVCURATE_POLICY_WATCH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct policy_stamp {
	dev_t dev;
	ino_t ino;
	off_t bytes;
	int64_t changed_ns; /* the later of mtime and ctime; 0: the file was missing */
};

/* Zeroed: nothing is watched. */
struct policy_watch {
	char *path;
	int status;     /* of the status page; 0 without one */
	bool loaded;    /* `path` is the kernel's copy of the loaded policy */
	uint32_t loads; /* policy loads and boolean changes, as the kernel counts them */
	bool enforcing; /* with `status` */
	struct policy_stamp taken, found; /* as it was read, and at the last check */
};

enum watch_news {
	WATCH_POLICY = 1 << 0, /* it changed and is stable now: read it again */
	WATCH_MODE = 1 << 1,   /* enforcing was switched */
};

/* Record the current state, right before the policy is read, so that a change during reading is
 * noticed. `own`: it is this host's, so the kernel's status counts too. */
void policy_watch_begin(struct policy_watch *w, const char *path, bool own);
void policy_watch_end(struct policy_watch *w);
/* What changed since the last check, as a set of enum watch_news. Reports WATCH_POLICY once for
 * each change. */
unsigned policy_watch_check(struct policy_watch *w);

#endif
