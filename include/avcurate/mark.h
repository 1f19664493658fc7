/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened between denials and changes what they mean: a policy load, enforcing switched, a
 * boolean flipped, a boot, auditd started. */
#ifndef AVCURATE_MARK_H
#define AVCURATE_MARK_H

#include <stdbool.h>
#include <stdint.h>

#include "avcurate/buf.h"
#include "avcurate/slice.h"

enum mark_kind {
	MARK_POLICY_LOAD,  /* MAC_POLICY_LOAD, 1403, "received policyload notice" */
	MARK_STATUS,       /* MAC_STATUS, 1404: setenforce */
	MARK_BOOLEAN,      /* MAC_CONFIG_CHANGE, 1405 */
	MARK_AUDITD_START, /* DAEMON_START */
	MARK_BOOT,         /* SYSTEM_BOOT, "Linux version" in the ring buffer */
	MARK_AUDITD_END,   /* DAEMON_END */
	MARK_AUDIT_CONFIG, /* CONFIG_CHANGE: rules and settings of audit itself */
	MARK_LOST,         /* backlog lost, callbacks suppressed: records may be missing */
	MARK_KINDS
};

const char *mark_kind_name(enum mark_kind kind);

struct mark {
	enum mark_kind kind;
	int64_t time_ms; /* or TIME_NONE */
	uint64_t serial;
	struct slice text; /* the record's own words, hostile like all of it */
	uint32_t line;
	uint64_t offset;
};

/* What the words of a mark say. Slices point into them. */
struct mark_facts {
	bool failed;          /* res=0: it was tried only */
	bool hearsay;         /* an object manager tells that it was told */
	int enforcing;        /* 1, 0, -1: not said */
	struct slice boolean; /* its name, "" when it is none; and its new value, 1, 0 or -1 */
	int on;
	struct slice
		who; /* the login: "anna", or a number; "" when nobody was logged in or it is not said */
	struct slice session;
};
void mark_facts(struct slice text, struct mark_facts *out);

/* Append it in words: "boolean httpd_use_nfs on, by anna in session 3". Cleaned. */
void mark_words(enum mark_kind kind, struct slice text, struct buf *out);

#endif
