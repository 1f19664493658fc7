/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Recognizes denials that avcurate itself caused by reading and installing. They are not
 * evidence for any module: they are counted separately and not listed. A name alone does not
 * prove that a denial is ours: any process may call itself avcurate. */
#ifndef AVCURATE_SESSION_SELF_DENIALS_H
#define AVCURATE_SESSION_SELF_DENIALS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "denial/ledger.h"
#include "denial/record.h"

/* The comm= of avcurate in a record. */
#define SELF_DENIALS_COMM "\"avcurate\""
#define SELF_DENIALS_MAX  8

/* A record with comm=avcurate that waits for the program named by the SYSCALL record of its
 * event. */
struct self_denials_waiting {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	struct ledger *ledger;
	rule_id rule;
	bool granted;
};

/* Zeroed: no record is ours. */
struct self_denials {
	pid_t pid;
	int64_t start_ms; /* of this process */
	char *type;       /* type of our context; NULL: SELinux is off here */
	char *exe;        /* our program; NULL: unknown */
	uint64_t count;
	struct self_denials_waiting waiting[SELF_DENIALS_MAX];
	unsigned next_waiting;
	bool waits; /* a record has waited since the start or self_denials_forget() */
};

void self_denials_init(struct self_denials *o);
void self_denials_release(struct self_denials *o);
/* True if the record is ours: of this process since its start, of a process that it started, or
 * of another avcurate that runs in our domain. The record must be from a source of this host:
 * other hosts have pids and names of their own. */
bool self_denials_is(const struct self_denials *o, const struct record *r);
/* If the record, not known to be ours, has comm=avcurate, wait for its program. It was counted
 * in rule `id` of the ledger. */
void self_denials_await(struct self_denials *o, const struct record *r, struct ledger *l,
			rule_id id);
/* Process the program of an event: if it is ours, count the event's records as ours in their
 * ledgers. Return how many of them were denials. */
unsigned self_denials_companion(struct self_denials *o, const struct companion *c);
/* The ledgers were cleared. */
void self_denials_forget(struct self_denials *o);

#endif
