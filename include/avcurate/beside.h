/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What belongs to a policy and stands beside it: its file contexts and its documentation. What belongs
 * to another policy is never used in its place. */
#ifndef AVCURATE_BESIDE_H
#define AVCURATE_BESIDE_H

#include "avcurate/diag.h"
#include "avcurate/docs.h"
#include "avcurate/labels.h"
#include "avcurate/load.h"

struct beside {
	struct labels *labels; /* NULL: none */
	struct docs *docs;     /* NULL: none */
};

/* File contexts are those named (may be NULL), or POLICY/../../contexts/files of the directory that the
 * policy is installed in, or this host's for the policy that it has loaded. -1 with `d`: they are there
 * and cannot be read; what else was found is used. `b` is released in either case. */
int beside_open(struct beside *b, const struct policy *p, const char *file_contexts,
		struct diag *d);
void beside_release(struct beside *b);

#endif
