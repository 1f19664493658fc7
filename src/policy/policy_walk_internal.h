/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Turns libsepol's policydb into a policy index, read through the installed headers. Only
 * policy_walk.c depends on libsepol's layout. */
#ifndef AVCURATE_POLICY_POLICY_WALK_INTERNAL_H
#define AVCURATE_POLICY_POLICY_WALK_INTERNAL_H

#include "base/diag.h"
#include "index_build_internal.h"

struct sepol_policydb;

/* Fill `b`, whose header already has version, mls and unknown from the file's own header, which
 * no change of libsepol's layout moves. -1 with `d`, also if the linked library lays its
 * structures out differently from the headers this was compiled with. */
int policy_walk(const struct sepol_policydb *policy, struct index_build *b, struct diag *d);

#endif
