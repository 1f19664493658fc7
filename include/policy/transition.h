/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which domain a program enters, and whether a program runs in a generic domain only because its
 * file is mislabelled. */
#ifndef AVCURATE_POLICY_TRANSITION_H
#define AVCURATE_POLICY_TRANSITION_H

#include <stdbool.h>
#include <stdint.h>

#include "policy/eval.h"
#include "policy/labels.h"

/* The domain entered when `source` runs a program whose file has the type; 0 if it does not
 * change. */
uint32_t policy_transition(const struct policy_index *ix, uint32_t source, uint32_t exec);

struct domain_fix {
	char *domain;    /* the domain that the program should run in */
	char *exec_type; /* the type that file contexts give its file */
	char *command;   /* restorecon, for a shell */
	bool allows;     /* that domain is allowed everything that was denied */
};
void domain_fix_release(struct domain_fix *f);

/* True if the program at `exe`, labelled by file contexts and started by the system, would run
 * in another domain than the source of the queries. `overlay` may be NULL. Fills `out` (released
 * first). Never true if the path is not plain text. */
bool policy_domain_fix(const struct policy_index *ix, const struct eval_overlay *overlay,
		       struct labels *l, const char *exe, const struct eval_query *queries,
		       size_t count, struct domain_fix *out);

#endif
