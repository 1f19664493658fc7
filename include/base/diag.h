/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What went wrong, where, why, and how to fix it; and the log of these messages, shown by the
 * Messages view and --messages. */
#ifndef AVCURATE_BASE_DIAG_H
#define AVCURATE_BASE_DIAG_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"

enum diag_level { DIAG_INFO, DIAG_WARNING, DIAG_ERROR };

/* One failure, filled by the function that failed. Zeroed is "nothing wrong". */
struct diag {
	struct buf text; /* "FILE:LINE: what, why; how to fix it", or without FILE:LINE */
};

void diag_release(struct diag *d);
/* Set the text unless it is set already: the first cause is the one to show. `d` may be NULL.
 * Returns -1, so that a failing function can end in `return diag_set(…)`. */
int diag_set(struct diag *d, const char *fmt, ...) AV_PRINTF(2, 3);
/* The same, preceded by the place; column 0 leaves the column out. */
int diag_set_at(struct diag *d, const char *file, unsigned line, unsigned column, const char *fmt,
		...) AV_PRINTF(5, 6);
const char *diag_text(const struct diag *d);

/* A bounded log of messages, oldest dropped first; the number dropped is counted. */
struct message {
	enum diag_level level;
	char *text;
};

struct message_log {
	struct message *items; /* in order, `count` of them */
	size_t count, cap;
	uint64_t dropped;
	uint64_t serial; /* rises with each message, for redraw */
};

#define MESSAGE_LOG_MAX 2000

void message_log_release(struct message_log *log);
void message_add(struct message_log *log, enum diag_level level, const char *fmt, ...)
	AV_PRINTF(3, 4);

#endif
