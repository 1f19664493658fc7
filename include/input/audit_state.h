/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel's audit subsystem says of itself: whether auditd takes its records, and which rules
 * are loaded. It is asked by netlink(7), which takes CAP_AUDIT_CONTROL and the policy's leave: who has
 * not both must not ask, since the refusal would be a denial in the log. */
#ifndef AVCURATE_INPUT_AUDIT_STATE_H
#define AVCURATE_INPUT_AUDIT_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

/* Zeroed: nobody was asked. */
struct audit_state {
	int fd;        /* 0: closed */
	bool known;    /* what follows holds */
	pid_t auditd;  /* 0: does not run */
	uint32_t lost; /* records, since the kernel started */
	bool rules_known;
	unsigned path_rules; /* rules that make the kernel record paths */
	bool never_task;     /* -a never,task: no system call is looked at */
	struct buf excluded; /* rules that keep AVC records out, as auditctl(8) has them */

	/* Of the answer that is being read. */
	unsigned next_path_rules;
	bool next_never_task;
	struct buf next_excluded;
};

/* What asking takes: permissions of class netlink_audit_socket on ourselves. */
#define AUDIT_STATE_PERMS "create read write nlmsg_read nlmsg_readpriv"

/* Send both questions; -1 where that cannot be (nothing is said about it). Never waits. */
int audit_state_ask(struct audit_state *a);
/* Take what was answered. True when something was. */
bool audit_state_step(struct audit_state *a);
void audit_state_release(struct audit_state *a);
/* One datagram of the kernel's, as audit_state_step takes it. */
void audit_state_take(struct audit_state *a, const void *bytes, size_t n);

#endif
