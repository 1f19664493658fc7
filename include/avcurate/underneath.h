/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME.te changed by somebody else (a reviewer's marks, an editor, git) between being opened and being
 * written: told, and taken over where this session has nothing of its own. */
#ifndef AVCURATE_UNDERNEATH_H
#define AVCURATE_UNDERNEATH_H

#include "avcurate/session.h"

/* Remember NAME.te as it is now: it was just read or written. */
void underneath_remember(struct session *s);
/* Whether the NAME.te that would be replaced is another than was remembered, with a question for the
 * operator appended. False also where it is gone, or cannot be read: that the writing tells. */
bool underneath_changed(const struct session *s, struct buf *question);
/* Take over what it says of rules that this session has not decided about since, in one step of undo,
 * and remember it. Returns how many; what was decided on both sides stays as it is here. */
size_t underneath_take(struct session *s);

#endif
