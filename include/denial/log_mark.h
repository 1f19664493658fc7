/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Events between denials that change what they mean: a policy load, a switch of the enforcing mode
 * or of a boolean, a boot, a start of auditd. */
#ifndef AVCURATE_DENIAL_LOG_MARK_H
#define AVCURATE_DENIAL_LOG_MARK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/slice.h"

enum log_mark_kind {
	LOG_MARK_POLICY_LOAD,  /* MAC_POLICY_LOAD, 1403, "received policyload notice" */
	LOG_MARK_STATUS,       /* MAC_STATUS, 1404: setenforce */
	LOG_MARK_BOOLEAN,      /* MAC_CONFIG_CHANGE, 1405 */
	LOG_MARK_AUDITD_START, /* DAEMON_START */
	LOG_MARK_BOOT,         /* SYSTEM_BOOT, "Linux version" in the ring buffer */
	LOG_MARK_AUDITD_END,   /* DAEMON_END */
	LOG_MARK_AUDIT_CONFIG, /* CONFIG_CHANGE: rules and settings of audit itself */
	LOG_MARK_LOST,         /* backlog lost, callbacks suppressed: records may be missing */
	LOG_MARK_KINDS
};

const char *log_mark_kind_name(enum log_mark_kind kind);

/* What the words of a mark say, as the scanner read them (scan/mark_facts.h). Slices point into them. */
struct log_mark_facts {
	bool failed;   /* res=0: it was only tried */
	bool hearsay;  /* an object manager reports what it heard of the kernel */
	int enforcing; /* 1, 0, or -1 when it does not say */
	struct slice
		boolean; /* its name, "" when it is not a name; and its new value, 1, 0 or -1 */
	int on;
	struct slice who; /* the login: "anna", or a number; "" when nobody was logged in or it does
			       * not say */
	struct slice session;
};

struct log_mark {
	enum log_mark_kind kind;
	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial;
	struct slice text; /* the record's own words, untrusted */
	struct log_mark_facts facts;
	uint32_t line;
	uint64_t offset;
};

/* Append the mark in words, cleaned: "boolean httpd_use_nfs on, by anna in session 3". */
void log_mark_words(enum log_mark_kind kind, const struct log_mark_facts *facts, struct slice text,
		    struct buf *out);

#endif
