/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a rule's statement allows now, and what the next wider step of each axis would add: two
 * lines for the screen. */
#ifndef AVCURATE_SESSION_WIDEN_SUMMARY_H
#define AVCURATE_SESSION_WIDEN_SUMMARY_H

#include <stdbool.h>

#include "base/buf.h"
#include "session/session.h"

struct widen_summary {
	struct buf opens;  /* "1 tuple: nothing else" */
	struct buf danger; /* sensitive accesses, and what it closes; may be empty */
	struct buf steps;  /* "rw_dir_perms +2, target file_type +2,342 !"; may be empty */
};

void widen_summary_release(struct widen_summary *w);
/* Return false, with all empty, without a policy or if a rule cannot answer the denial. */
bool widen_summary_words(struct session *s, rule_id id, struct widen_summary *w);

#endif
