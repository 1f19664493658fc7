/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From libsepol's policydb to a policy index, read through the installed headers. All that depends
 * on libsepol's layout is in policy_walk.c. */
#ifndef AVCURATE_POLICY_POLICY_WALK_INTERNAL_H
#define AVCURATE_POLICY_POLICY_WALK_INTERNAL_H

#include "base/diag.h"
#include "index_build_internal.h"

struct sepol_policydb;

/* Fill `b` (its header's version, mls and unknown are set: they come from the file's own header,
 * which no change of libsepol's layout moves). -1 with `d`, also where the library that is linked
 * lays its structures out otherwise than the headers this was compiled with. */
int policy_walk(const struct sepol_policydb *policy, struct index_build *b, struct diag *d);

#endif
