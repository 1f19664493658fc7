/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses a policy and loads it: a forked child reads and walks it, whatever it holds, and
 * leaves a flat index that the parent maps. A failure in the child becomes a message here. */
#ifndef AVCURATE_POLICY_LOAD_H
#define AVCURATE_POLICY_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"
#include "policy/index.h"

struct policy {
	struct policy_index ix;
	char *path;
	bool assumed; /* nobody named it: it is this host's */
	bool text;    /* CIL text, compiled here */
	void *map;
	size_t map_bytes;
};

struct policy_source {
	const char *path; /* binary policy or CIL text; NULL: this host's */
};

/* Where the kernel shows SELinux; NULL if SELinux is off. */
const char *policy_host_mount(void);
/* For the tests, $AVCURATE_TEST_SELINUXFS names a directory to use instead, with the files that
 * we read: enforce, policy, status. Call this once, before anything else: libselinux caches each
 * name for good. */
void policy_host_stand_in(void);
/* The policy that this host has loaded, or the newest installed one that we can read; caller
 * frees. NULL if it has no policy, which is not an error. */
char *policy_host_path(void);

enum policy_mode { POLICY_DISABLED, POLICY_PERMISSIVE, POLICY_ENFORCING };
/* The current mode of SELinux on this host. */
enum policy_mode policy_host_mode(void);
/* True if its configuration enforces from boot. */
bool policy_host_should_enforce(void);

/* Load it and wait: some 50 ms for a distribution's policy, 2 s for one as CIL text. NULL with
 * `d`. */
struct policy *policy_load(const struct policy_source *source, struct diag *d);
void policy_free(struct policy *p);

/* Identify the policy for a reader elsewhere: "policy.33 (version 33, 4912 types, sha256 …)".
 * The digest is that of the file as it is now, or of what came through the pipe. Caller frees. */
char *policy_identity(const struct policy *p);

/* The same without waiting: start, poll `fd` until it is readable, finish; or cancel. */
struct policy_loader {
	pid_t pid; /* 0: not running */
	int fd;    /* readable when finish will not wait */
	int block; /* where the index is written */
	char *path;
	bool assumed;
};
int policy_load_start(struct policy_loader *l, const struct policy_source *source, struct diag *d);
struct policy *policy_load_finish(struct policy_loader *l, struct diag *d);
void policy_load_cancel(struct policy_loader *l);

#endif
