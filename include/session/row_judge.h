/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answers that columns need from a session (filter/column.h). */
#ifndef AVCURATE_SESSION_ROW_JUDGE_H
#define AVCURATE_SESSION_ROW_JUDGE_H

#include "filter/column.h"

struct session;

/* Its context is the session, which must outlive it. */
struct row_judge row_judge_of(struct session *s);

#endif
