/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reviewer's marks on the rules of a session. */
#ifndef AVCURATE_SESSION_REVIEW_MARKS_H
#define AVCURATE_SESSION_REVIEW_MARKS_H

#include "session/options.h"
#include "session/session.h"

/* One step of undo. `digest` is of what was reviewed (te_digest.h); REVIEW_NONE takes the mark off.
 * Returns whether anything changed. */
bool session_review(struct session *s, rule_id id, enum review_mark mark, const char *digest,
		    const char *note);

/* --approve, --question and --refuse of `avcurate review`: mark the rules of o->te that match, and
 * write the file back, nothing else in it touched; `written` is what it holds then. 0, or -1 with `d`;
 * *usage tells a wrong expression from a file that cannot be read or written. */
int review_marks_apply(const struct options *o, struct buf *written, bool *usage, struct diag *d);

#endif
