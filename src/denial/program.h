/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings together denials that do not say whose program it was, and the SYSCALL record behind them that
 * does (see ledger_exe). */
#ifndef AVCURATE_PROGRAM_H
#define AVCURATE_PROGRAM_H

#include "avcurate/record.h"
#include "avcurate/rule.h"

#define PROGRAM_WAITING 8 /* denials of one event, as a rule one or two */

struct program_record {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	uint64_t node;   /* hash; 0 where none is named */
	rule_id rule;
};

/* Zeroed is empty. */
struct program {
	struct program_record records[PROGRAM_WAITING];
	unsigned next;
};

void program_add(struct program *p, const struct record *r, rule_id rule);
/* A rule with a denial in that event, one at each call; RULE_NONE when there is no further one. */
rule_id program_take(struct program *p, const struct event_exe *exe);

#endif
