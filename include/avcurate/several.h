/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A selection held against several policies (-p -p): the releases or distributions that one module is
 * meant for. The session's own is the first of them. */
#ifndef AVCURATE_SEVERAL_H
#define AVCURATE_SEVERAL_H

#include <stddef.h>

#include "avcurate/buf.h"
#include "avcurate/diag.h"
#include "avcurate/options.h"
#include "avcurate/session.h"

struct several_policy {
	const char *path;
	struct policy *policy; /* NULL for the session's own, which holds its parts */
	struct judge *judge;
	struct prover *prover;
};

struct several {
	struct several_policy *items; /* none without a policy */
	size_t count, cap;
};

/* Load all but the first; the session has that. 0, or -1 with `d`. Release it in either case. */
int several_open(struct several *v, const struct session *s, const struct options *o,
		 struct diag *d);
void several_release(struct several *v);

/* Statements that one of the policies still blocks, or that no policy needs: each is a message. Returns
 * how many. */
size_t several_count_useless(struct several *v, struct session *s);

/* Take permissions off the accepted statements that all the policies allow already; what is left out is
 * said in `out`, a line a rule. A statement of which nothing would be left stays as it is. */
void several_leave_out(struct several *v, struct session *s, struct buf *out);

#endif
