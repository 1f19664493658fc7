/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Conditions that the operator must know besides the denials: some are missing or hidden,
 * something was switched off and must be switched on again. Each is a row in a table: short
 * words for the header, and one message that says what it means and what to do. The code that
 * detects a condition sets and clears it. */
#ifndef AVCURATE_SESSION_NOTICES_H
#define AVCURATE_SESSION_NOTICES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

/* Most important first: the order in the header. */
enum notice {
	NOTICE_NO_SOURCE,        /* nothing live can be read */
	NOTICE_NOT_CONNECTED,    /* the live source went away */
	NOTICE_PERMISSIVE,       /* setenforce 0 */
	NOTICE_PERMISSIVE_TYPES, /* domains that were denied something are permissive */
	NOTICE_HIDDEN_OFF,       /* semodule -DB: dontaudit rules are off */
	NOTICE_NO_AUDITD,
	NOTICE_AUDITD_RECEIVES, /* auditd gets the records that the kernel would print for us */
	NOTICE_AVC_EXCLUDED,    /* an audit rule keeps AVC records out */
	NOTICE_LOST,            /* the kernel's backlog was full */
	NOTICE_SUPPRESSED,      /* the kernel limited its message rate */
	NOTICE_OVERWRITTEN,     /* kernel messages overwritten before they were read */
	NOTICE_NO_PATHS,        /* without an audit rule there are no PATH records */
	NOTICE_OWN,             /* avcurate's own denials were folded */
	NOTICES
};

struct notices {
	struct {
		bool active;
		bool told;  /* its message was added */
		char *what; /* replaces % in the texts; NULL */
	} items[NOTICES];
	struct buf cleared; /* message of the notice cleared last: no longer true */
	uint64_t serial;    /* rises with each change, for redraw */
};

void notices_release(struct notices *n);
/* Set the notice. `what` (copied, cleaned; may be NULL) replaces % in its texts; a new value
 * changes the header, the message is given once. */
void notices_set(struct notices *n, struct message_log *log, enum notice id, const char *what);
/* The same with a number. */
void notices_count(struct notices *n, struct message_log *log, enum notice id, uint64_t count);
/* Clear the notice; setting it again repeats the message. */
void notices_clear(struct notices *n, enum notice id);
bool notices_active(const struct notices *n, enum notice id);
/* Append its words for the header. */
void notices_head(const struct notices *n, enum notice id, struct buf *out);
/* DIAG_INFO: good to know; DIAG_WARNING: denials are missing, or something must be undone. */
enum diag_level notices_level(enum notice id);

#endif
