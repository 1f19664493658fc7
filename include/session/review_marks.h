/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reviewer's marks on the rules of a session. */
#ifndef AVCURATE_SESSION_REVIEW_MARKS_H
#define AVCURATE_SESSION_REVIEW_MARKS_H

#include "session/options.h"
#include "session/session.h"

/* Set the mark in one step of undo. `digest` is of the reviewed block (te_digest.h); REVIEW_NONE
 * removes the mark. Return true if anything changed. */
bool session_review(struct session *s, rule_id id, enum review_mark mark, const char *digest,
		    const char *note);

/* Apply --approve, --question and --refuse of `avcurate review`: mark the matching rules of
 * o->te and write the file back, otherwise unchanged; `written` gets its new text. 0, or -1 with
 * `d`; *usage is true for a wrong expression, false if a file cannot be read or written. */
int review_marks_apply(const struct options *o, struct buf *written, bool *usage, struct diag *d);

#endif
