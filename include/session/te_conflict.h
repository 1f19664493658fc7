/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME.te changed by somebody else (a reviewer's marks, an editor, git) between being opened and being
 * written: told, and taken over where this session has nothing of its own. */
#ifndef AVCURATE_SESSION_TE_CONFLICT_H
#define AVCURATE_SESSION_TE_CONFLICT_H

#include "session/session.h"

/* Whether the NAME.te that would be replaced is another than the one that was read or written last, with a question for the
 * operator appended. False also where it is gone, or cannot be read: that the writing tells. */
bool te_conflict_changed(struct session *s, struct buf *question);
/* Take over what it says of rules that this session has not decided about since, in one step of undo,
 * and hold it. Returns how many; what was decided on both sides stays as it is here. */
size_t te_conflict_take(struct session *s);

#endif
