/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds out which of the host's live sources avcurate may read, without trying: a denied attempt
 * would add a denial to the very log that is read. It asks the policy, with our own context and
 * those of the objects, and then checks the file modes. */
#ifndef AVCURATE_SESSION_LIVE_CHOICE_INTERNAL_H
#define AVCURATE_SESSION_LIVE_CHOICE_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "input/live.h"
#include "policy/load.h"

struct live_choice {
	const struct live_row *row; /* NULL: not one is readable */
	char *path;                 /* its path */
	bool watch;                 /* inotify is permitted there */
	struct buf why;             /* why the sources before it were not chosen, one a line */
};

/* Choose the best source. `policy` is the one that this host enforces; NULL if SELinux is off or
 * it could not be read: then file modes alone decide. `auditd`: whether it runs: 1, 0, or -1 for
 * unknown. Release `c`. */
void live_choice_make(struct live_choice *c, const struct policy *policy, int auditd);
/* True if asking the kernel's audit subsystem is permitted (audit_state.h). */
bool live_choice_may_ask(const struct policy *policy);
/* How to read the named source: `watch`, and `path` if it is not the usual one. False with `d`:
 * not permitted, do not try. */
bool live_choice_named(struct live_choice *c, const struct live_row *row,
		       const struct policy *policy, struct diag *d);
/* True if the policy allows `own` the permissions (words) on `target`. What it does not know it
 * does not deny: handle_unknown=allow, as distributions set it. */
bool live_choice_allows(const struct policy_index *ix, const char *own, const char *target,
			const char *class, const char *perms);
void live_choice_release(struct live_choice *c);

#endif
