/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened between denials and changes what they mean: a policy load, enforcing switched, a
 * boolean flipped, a boot, auditd started. */
#ifndef AVCURATE_MARK_H
#define AVCURATE_MARK_H

#include <stdint.h>

#include "avcurate/slice.h"

enum mark_kind {
	MARK_POLICY_LOAD,  /* MAC_POLICY_LOAD, 1403, "received policyload notice" */
	MARK_STATUS,       /* MAC_STATUS, 1404: setenforce */
	MARK_BOOLEAN,      /* MAC_CONFIG_CHANGE, 1405 */
	MARK_AUDITD_START, /* DAEMON_START */
	MARK_BOOT,         /* SYSTEM_BOOT, "Linux version" in the ring buffer */
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

#endif
