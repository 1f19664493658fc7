/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For session_row: a session as the columns see it. */
#ifndef AVCURATE_SESSION_ROW_JUDGE_INTERNAL_H
#define AVCURATE_SESSION_ROW_JUDGE_INTERNAL_H

#include "session/session.h"

struct row_judge row_judge_of(struct session *s);

#endif
