/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials waiting for the other records of their event, and execs waiting for denials. */
#ifndef AVCURATE_DENIAL_WAITING_INTERNAL_H
#define AVCURATE_DENIAL_WAITING_INTERNAL_H

#include "denial/record.h"
#include "denial/rule.h"

#define WAITING_MAX   64 /* of each; the oldest is dropped */
#define WAITING_PERMS 4

struct waiting_event {
	int64_t time_ms;
	uint64_t serial; /* 0: free slot */
	uint64_t node;   /* hash; 0: the record names no node */
};

struct waiting_record {
	struct waiting_event event;
	rule_id rule;
	bool exe; /* waits for its program */
	/* Waits for its exec: the source context, and indexes in the rule's tuples. 0: does not
	 * wait. */
	name_id source;
	uint32_t tuple_count, tuples[WAITING_PERMS];
	/* Waits for its path: by inode and last component. 0: does not wait. */
	uint64_t inode;
	name_id name;
};

struct waiting_exec {
	struct waiting_event event;
	name_id subj;
};

/* Zeroed is empty. */
struct waiting {
	struct waiting_record records[WAITING_MAX];
	struct waiting_exec execs[WAITING_MAX];
	unsigned next_record, next_exec;
	bool any_exec;
};

/* Add a record; its event is filled in, the caller sets the rest. */
struct waiting_record *waiting_add(struct waiting *w, const struct record *r);
/* Return the next record of the companion's event; *at is 0 in the first call. NULL at the end. */
struct waiting_record *waiting_next(struct waiting *w, const struct companion *c, size_t *at);
/* Keep an exec for records that come after it. */
void waiting_keep_exec(struct waiting *w, const struct companion *c, name_id subj);
/* True if an exec of the record's event and source was kept. */
bool waiting_has_exec(const struct waiting *w, const struct waiting_record *r);

#endif
