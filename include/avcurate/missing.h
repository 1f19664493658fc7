/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be missing from the denials of this host: found in the records themselves, and, for who may
 * ask it, from the kernel's audit subsystem. It sets and clears the session's notices. */
#ifndef AVCURATE_MISSING_H
#define AVCURATE_MISSING_H

#include <stdbool.h>
#include <stdint.h>

#include "avcurate/audit_state.h"
#include "avcurate/mark.h"

struct session;

struct missing {
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

void missing_release(struct missing *m);
/* Ask the kernel from now on, which must be allowed; waits a moment for its first answer. Whether auditd
 * runs: 1, 0, or -1 where it did not answer. */
int missing_ask(struct session *s);
/* A mark that was read from a source. */
void missing_mark(struct session *s, unsigned source, const struct mark *m);
/* After each step of reading. */
void missing_step(struct session *s);
/* What is due by the clock; and milliseconds until then, -1 never. */
void missing_tick(struct session *s);
int missing_timeout_ms(const struct session *s);
/* Whether paths are recorded with denials: `text` is one from its record on. 1, 0, or -1: it does not show. */
int missing_paths_in(struct slice text);

#endif
