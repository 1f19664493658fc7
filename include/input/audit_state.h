/* SPDX-License-Identifier: GPL-2.0-or-later */
/* State of the kernel's audit subsystem: whether auditd receives its records, and which rules are
 * loaded. Asking over netlink(7) needs CAP_AUDIT_CONTROL and permission by the policy. Do not ask
 * without both: the refusal would add a denial to the log. */
#ifndef AVCURATE_INPUT_AUDIT_STATE_H
#define AVCURATE_INPUT_AUDIT_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

/* Zeroed: not asked yet. */
struct audit_state {
	int fd;        /* 0: closed */
	bool known;    /* `auditd` and `lost` are valid */
	pid_t auditd;  /* 0: not running */
	uint32_t lost; /* records lost since the kernel started */
	bool rules_known;
	unsigned path_rules; /* rules that make the kernel record paths */
	bool never_task;     /* -a never,task: the kernel audits no system calls */
	struct buf excluded; /* rules that keep AVC records out, in auditctl(8) syntax */

	/* The answer being read. */
	unsigned next_path_rules;
	bool next_never_task;
	struct buf next_excluded;
};

/* Permissions of class netlink_audit_socket on ourselves, needed to ask. */
#define AUDIT_STATE_PERMS "create read write nlmsg_read nlmsg_readpriv"

/* Send both questions. Returns 0, or -1 if they cannot be sent, without a message. Never waits. */
int audit_state_ask(struct audit_state *a);
/* Read the answers that have arrived; true if there were any. */
bool audit_state_step(struct audit_state *a);
void audit_state_release(struct audit_state *a);
/* Read one datagram from the kernel, as audit_state_step does. */
void audit_state_parse(struct audit_state *a, const void *bytes, size_t n);

#endif
