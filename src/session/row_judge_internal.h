/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the columns ask a session; for session_row. */
#ifndef AVCURATE_SESSION_ROW_JUDGE_INTERNAL_H
#define AVCURATE_SESSION_ROW_JUDGE_INTERNAL_H

#include "session/session.h"

struct row_judge row_judge_of(struct session *s);

#endif
