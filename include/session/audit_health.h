/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds out why denials of this host may be missing: from the records themselves and, when
 * permitted, from the kernel's audit subsystem. Sets and clears the session's notices. */
#ifndef AVCURATE_SESSION_AUDIT_HEALTH_H
#define AVCURATE_SESSION_AUDIT_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "input/audit_state.h"
#include "denial/log_mark.h"

struct session;

struct audit_health {
	uint64_t lost;       /* records since boot, as the kernel counts them */
	uint64_t suppressed; /* messages that the kernel did not print, summed over all reports */
	bool paths_known;    /* a record showed whether paths are recorded … */
	uint64_t looked;     /* … events_total at the last check */
	int64_t look_us;     /* earliest next check */
	uint64_t printed;    /* denials that the kernel printed, at the last step */
	bool no_auditd;      /* according to the records so far; later ones may change it */
	bool may_ask;        /* asking the kernel is permitted */
	struct audit_state audit;
	int64_t ask_us; /* when to ask the kernel again */
};

void audit_health_release(struct audit_health *m);
/* Start to ask the kernel, which must be permitted; wait a moment for its first answer. Return
 * whether auditd runs: 1, 0, or -1 if the kernel did not answer. */
int audit_health_ask(struct session *s);
/* Process a mark read from a source. */
void audit_health_mark(struct session *s, unsigned source, const struct log_mark *m);
/* Call after each step of reading. */
void audit_health_step(struct session *s);
/* Do what is due by the clock. The timeout is in milliseconds until then; -1: never. */
void audit_health_tick(struct session *s);
int audit_health_timeout_ms(const struct session *s);
/* Whether denials are recorded with paths; `text` begins with the record of a denial. 1, 0, or
 * -1 if it does not show. */
int audit_health_paths_in(struct slice text);

#endif
