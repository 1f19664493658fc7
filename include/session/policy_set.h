/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A selection held against several policies (-p -p): the releases or distributions that one module is
 * meant for. The session's own is the first of them. */
#ifndef AVCURATE_SESSION_POLICY_SET_H
#define AVCURATE_SESSION_POLICY_SET_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "session/options.h"
#include "session/session.h"

struct policy_set_policy {
	const char *path;
	struct policy *policy; /* NULL for the session's own, which holds its parts */
	struct judge *judge;
	struct prover *prover;
};

struct policy_set {
	struct policy_set_policy *items; /* none without a policy */
	size_t count, cap;
};

/* Load all but the first; the session has that. 0, or -1 with `d`. Release it in either case. */
int policy_set_open(struct policy_set *v, const struct session *s, const struct options *o,
		    struct diag *d);
void policy_set_release(struct policy_set *v);

/* Statements that one of the policies still blocks, or that no policy needs: each is a message. Returns
 * how many. */
size_t policy_set_count_useless(struct policy_set *v, struct session *s);

/* Take permissions off the accepted statements that all the policies allow already; what is left out is
 * said in `out`, a line a rule. A statement of which nothing would be left stays as it is. */
void policy_set_leave_out(struct policy_set *v, struct session *s, struct buf *out);

#endif
