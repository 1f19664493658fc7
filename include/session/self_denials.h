/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials that avcurate itself caused by reading and installing. They are not evidence for anybody's
 * module, so they are counted apart and not listed. A name alone never makes one ours: any process may
 * call itself avcurate. */
#ifndef AVCURATE_SESSION_SELF_DENIALS_H
#define AVCURATE_SESSION_SELF_DENIALS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "denial/ledger.h"
#include "denial/record.h"

/* What the record of such a process has as comm=. */
#define SELF_DENIALS_COMM "\"avcurate\""
#define SELF_DENIALS_MAX  8

/* A record that calls itself avcurate, and waits for the program that the SYSCALL of its event names. */
struct self_denials_waiting {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	struct ledger *ledger;
	rule_id rule;
	bool granted;
};

/* Zeroed: nothing is ours. */
struct self_denials {
	pid_t pid;
	int64_t start_ms; /* of this process */
	char *type;       /* of our context; NULL: SELinux is off here */
	char *exe;        /* our program; NULL: unknown */
	uint64_t count;
	struct self_denials_waiting waiting[SELF_DENIALS_MAX];
	unsigned next_waiting;
};

void self_denials_init(struct self_denials *o);
void self_denials_release(struct self_denials *o);
/* Whether the record is ours: of this process since its start; of one that it started; or of another
 * avcurate, which runs in our own domain. It must be from a source of this host: others have pids and
 * names of their own. */
bool self_denials_is(const struct self_denials *o, const struct record *r);
/* Where the record, which is not known to be ours, says that it is an avcurate's: wait for its program.
 * It was counted in the ledger's rule. */
void self_denials_await(struct self_denials *o, const struct record *r, struct ledger *l,
			rule_id id);
/* The program of an event. Count its records in their ledgers as ours where it is our program; returns
 * how many of them were denials. */
unsigned self_denials_companion(struct self_denials *o, const struct companion *c);
/* The ledgers were cleared. */
void self_denials_forget(struct self_denials *o);

#endif
