/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks a selection against several policies (-p -p): the releases or distributions that one
 * module is meant for. The session's own is the first. */
#ifndef AVCURATE_SESSION_POLICY_SET_H
#define AVCURATE_SESSION_POLICY_SET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "session/options.h"
#include "session/session.h"

struct policy_set_policy {
	const char *path;
	struct policy *policy; /* NULL for the session's own; the session owns its parts */
	struct judge *judge;
	struct prover *prover;
};

struct policy_set {
	struct policy_set_policy *items; /* empty without a policy */
	size_t count, cap;
};

/* Load all but the first, which the session has. 0, or -1 with `d`. Release it in either case. */
int policy_set_open(struct policy_set *v, const struct session *s, const struct options *o,
		    struct diag *d);
void policy_set_release(struct policy_set *v);

/* Add a message for each statement that one of the policies still blocks, or that no policy
 * needs. Return how many. */
size_t policy_set_count_useless(struct policy_set *v, struct session *s);

/* Remove permissions that all policies already allow from the accepted statements; list them in
 * `out`, one line for each rule. A statement that would become empty does not change. */
void policy_set_leave_out(struct policy_set *v, struct session *s, struct buf *out);

#endif
