/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reader of the list must know besides the denials: that some are missing or hidden, that
 * something was switched off and is to be switched on again. Each is one row in a table: short words
 * for the header, and one message that says what it means and what to do. Who sees that it holds
 * sets it, and clears it when it no longer does. */
#ifndef AVCURATE_SESSION_NOTICES_H
#define AVCURATE_SESSION_NOTICES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

/* In order of importance, the dearest first: the header shows them so. */
enum notice {
	NOTICE_NO_SOURCE,        /* nothing live can be read */
	NOTICE_NOT_CONNECTED,    /* the live source went away */
	NOTICE_PERMISSIVE,       /* setenforce 0 */
	NOTICE_PERMISSIVE_TYPES, /* domains that were denied something are permissive */
	NOTICE_HIDDEN_OFF,       /* semodule -DB: no dontaudit rules */
	NOTICE_NO_AUDITD,
	NOTICE_AUDITD_TAKES, /* what is read is what the kernel prints, and it prints nothing */
	NOTICE_AVC_EXCLUDED, /* an audit rule keeps AVC records out */
	NOTICE_LOST,         /* the kernel's backlog was full */
	NOTICE_SUPPRESSED,   /* kernel messages limited in rate */
	NOTICE_OVERWRITTEN,  /* kernel messages gone before they were read */
	NOTICE_NO_PATHS,     /* no audit rule: no PATH records */
	NOTICE_OWN,          /* denials of avcurate's own were folded */
	NOTICES
};

struct notices {
	struct {
		bool active;
		bool told;  /* its message stands in the messages */
		char *what; /* replaces % in the texts; NULL */
	} items[NOTICES];
	struct buf cleared; /* the message of the one that was cleared last: it holds no longer */
	uint64_t serial;    /* rises with each change, for redraw */
};

void notices_release(struct notices *n);
/* It holds. `what` (copied, cleaned; may be NULL) stands for % in its texts; a new one changes the
 * header, the message is given once. */
void notices_set(struct notices *n, struct message_log *log, enum notice id, const char *what);
/* The same with a number. */
void notices_count(struct notices *n, struct message_log *log, enum notice id, uint64_t count);
/* It no longer holds; when it is set again, it is told again. */
void notices_clear(struct notices *n, enum notice id);
bool notices_active(const struct notices *n, enum notice id);
/* Append its words for the header. */
void notices_head(const struct notices *n, enum notice id, struct buf *out);
/* DIAG_INFO: good to know; DIAG_WARNING: denials are missing, or something is to be undone. */
enum diag_level notices_level(enum notice id);

#endif
