/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Detects that somebody else (a reviewer's marks, an editor, git) changed NAME.te after it was
 * opened: reports it, and merges what this session has not changed. */
#ifndef AVCURATE_SESSION_TE_CONFLICT_H
#define AVCURATE_SESSION_TE_CONFLICT_H

#include "session/session.h"

/* True if the NAME.te to be replaced differs from the one read or written last; appends a
 * question for the operator. False also if the file is gone or cannot be read: writing reports
 * that. */
bool te_conflict_changed(struct session *s, struct buf *question);
/* Adopt the file's decisions for rules that this session has not decided about since, in one
 * step of undo, and keep the file. Rules decided on both sides keep the decision of this
 * session. Return how many were adopted. */
size_t te_conflict_adopt(struct session *s);

#endif
