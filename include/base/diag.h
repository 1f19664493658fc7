/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What went wrong, where, why, and what to do; and the log of these messages, which the Messages
 * view and --messages show. */
#ifndef AVCURATE_BASE_DIAG_H
#define AVCURATE_BASE_DIAG_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"

enum diag_level { DIAG_INFO, DIAG_WARNING, DIAG_ERROR };

/* One failure, filled in by the function that failed. Zeroed: no failure. */
struct diag {
	struct buf text; /* "FILE:LINE: what, why; what to do", or without the place */
};

void diag_release(struct diag *d);
/* Set the text if it is still empty: the first cause is the one to show. `d` may be NULL. Return
 * -1, so that a failing function can end in `return diag_set(…)`. */
int diag_set(struct diag *d, const char *fmt, ...) AV_PRINTF(2, 3);
/* The same with the place in front; omit the column if it is 0. */
int diag_set_at(struct diag *d, const char *file, unsigned line, unsigned column, const char *fmt,
		...) AV_PRINTF(5, 6);
const char *diag_text(const struct diag *d);

/* A bounded log of messages. The oldest are dropped first, and counted. */
struct message {
	enum diag_level level;
	char *text;
};

struct message_log {
	struct message *items; /* `count` of them, oldest first */
	size_t count, cap;
	uint64_t dropped;
	uint64_t serial; /* rises with each message: triggers a redraw */
};

#define MESSAGE_LOG_MAX 2000

void message_log_release(struct message_log *log);
void message_add(struct message_log *log, enum diag_level level, const char *fmt, ...)
	AV_PRINTF(3, 4);

#endif
