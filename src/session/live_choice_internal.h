/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of the host's live sources avcurate may read, found out without trying: an attempt that is denied
 * would stand as a denial in the very log that is read. So the policy is asked, with our own context and those
 * of the objects, and then the file modes. */
#ifndef AVCURATE_SESSION_LIVE_CHOICE_INTERNAL_H
#define AVCURATE_SESSION_LIVE_CHOICE_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "input/live.h"
#include "policy/load.h"

struct live_choice {
	const struct live_row *row; /* NULL: none may be read */
	char *path;                 /* of it */
	bool watch;                 /* inotify is allowed there */
	struct buf why;             /* of those that come before it: why not, one a line */
};

/* `policy`: the one that this host enforces; NULL where SELinux is off, or it could not be read: then
 * file modes alone decide. `auditd`: whether it runs: 1, 0, or -1 for unknown. Release it. */
void live_choice_make(struct live_choice *c, const struct policy *policy, int auditd);
/* Whether the kernel's audit subsystem may be asked (audit_state.h). */
bool live_choice_may_ask(const struct policy *policy);
/* How the one named is to be read: `watch`, and `path` where it is not the usual one. False with `d`: it
 * may not, and is not to be tried. */
bool live_choice_named(struct live_choice *c, const struct live_row *row,
		       const struct policy *policy, struct diag *d);
/* Whether the policy lets `own` have the permissions (words) on `target`. What it does not know it does not
 * deny: handle_unknown=allow, as distributions have it. */
bool live_choice_allows(const struct policy_index *ix, const char *own, const char *target,
			const char *class, const char *perms);
void live_choice_release(struct live_choice *c);

#endif
