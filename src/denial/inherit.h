/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings together denials of descriptors that a program was given open (see ledger_exec) and the
 * SYSCALL record of their event, in whichever order they come. */
#ifndef AVCURATE_INHERIT_H
#define AVCURATE_INHERIT_H

#include "avcurate/record.h"
#include "avcurate/rule.h"

#define INHERIT_WAITING 64 /* of each, records and calls; the oldest make room */
#define INHERIT_PERMS   4

struct inherit_record {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	uint64_t node;   /* hash; 0 where none is named */
	name_id source;  /* the whole context */
	rule_id rule;
	uint32_t tuple_count;
	uint32_t tuples[INHERIT_PERMS]; /* places in the rule's array */
};

struct inherit_call {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	uint64_t node;
	name_id subj;
};

/* Zeroed is empty. */
struct inherit {
	struct inherit_record records[INHERIT_WAITING];
	struct inherit_call calls[INHERIT_WAITING];
	unsigned next_record, next_call;
	bool any_call;
};

/* Whether the record can be of a descriptor that was passed on: read, write, append of something, or the
 * use of a descriptor. Where the denial did not take effect (permissive, or not said), what running the
 * program itself needs is left out. This is asked of every record. */
bool inherit_may(const struct record *r);
/* The same of a class: whether a descriptor can be of it. */
bool inherit_may_class(const char *class);
/* Such a record, counted for the rule in these tuples: true when its call has been seen. */
bool inherit_add(struct inherit *in, const struct record *r, name_id source, rule_id rule,
		 const uint32_t *tuples, uint32_t count);
/* A call, `subj` being its context: the records of its event that wait, one at each call; NULL when
 * there is no further one. */
const struct inherit_record *inherit_take(struct inherit *in, const struct exec_call *c,
					  name_id subj);
/* Kept for records that come behind it. */
void inherit_keep(struct inherit *in, const struct exec_call *c, name_id subj);

#endif
