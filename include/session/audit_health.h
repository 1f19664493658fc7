/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be missing from the denials of this host: found in the records themselves, and, for who may
 * ask it, from the kernel's audit subsystem. It sets and clears the session's notices. */
#ifndef AVCURATE_SESSION_AUDIT_HEALTH_H
#define AVCURATE_SESSION_AUDIT_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "input/audit_state.h"
#include "denial/log_mark.h"

struct session;

struct audit_health {
	uint64_t lost;       /* records since boot, as the kernel counts them */
	uint64_t suppressed; /* not printed by the kernel: all that were seen, added up */
	bool told_paths;     /* whether paths are recorded is known from a record … */
	uint64_t looked;     /* … of so many events the last was looked at, */
	int64_t look_us;     /* and not again before this */
	uint64_t printed;    /* denials that the kernel printed, at the last step */
	bool no_auditd; /* as the records say so far: those of the past may be followed by others */
	bool may_ask;   /* the kernel */
	struct audit_state audit;
	int64_t ask_us; /* when it is asked again */
};

void audit_health_release(struct audit_health *m);
/* Ask the kernel from now on, which must be allowed; waits a moment for its first answer. Whether auditd
 * runs: 1, 0, or -1 where it did not answer. */
int audit_health_ask(struct session *s);
/* A mark that was read from a source. */
void audit_health_mark(struct session *s, unsigned source, const struct log_mark *m);
/* After each step of reading. */
void audit_health_step(struct session *s);
/* What is due by the clock; and milliseconds until then, -1 never. */
void audit_health_tick(struct session *s);
int audit_health_timeout_ms(const struct session *s);
/* Whether paths are recorded with denials: `text` is one from its record on. 1, 0, or -1: it does not show. */
int audit_health_paths_in(struct slice text);

#endif
