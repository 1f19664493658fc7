/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What belongs to a policy and is installed with it: its file contexts and its documentation.
 * Those of another policy are never used instead. */
#ifndef AVCURATE_POLICY_POLICY_EXTRAS_H
#define AVCURATE_POLICY_POLICY_EXTRAS_H

#include "base/diag.h"
#include "policy/docs.h"
#include "policy/labels.h"
#include "policy/load.h"

struct policy_extras {
	struct labels *labels; /* may be NULL */
	struct docs *docs;     /* may be NULL */
};

/* Open the named file contexts (may be NULL), or POLICY/../../contexts/files of the directory
 * that the policy is installed in, or this host's for the policy that it has loaded. -1 with `d`
 * if they exist but cannot be read; everything else that was found is used. Releases `b` first
 * in either case. */
int policy_extras_open(struct policy_extras *b, const struct policy *p, const char *file_contexts,
		       struct diag *d);
void policy_extras_release(struct policy_extras *b);

#endif
