/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials that wait for the other records of their event, and execs that wait for denials. */
#ifndef AVCURATE_DENIAL_WAITING_INTERNAL_H
#define AVCURATE_DENIAL_WAITING_INTERNAL_H

#include "denial/record.h"
#include "denial/rule.h"

#define WAITING_MAX   64 /* of each; the oldest make room */
#define WAITING_PERMS 4

struct waiting_event {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	uint64_t node;   /* hash; 0 where none is named */
};

struct waiting_record {
	struct waiting_event event;
	rule_id rule;
	bool exe; /* for its program */
	/* For its exec: of which context, and the places in the rule's array. 0 of them: for none. */
	name_id source;
	uint32_t tuple_count, tuples[WAITING_PERMS];
	/* For its path: by inode and last component. 0: for none. */
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

/* A place for one more, its event filled in. */
struct waiting_record *waiting_add(struct waiting *w, const struct record *r);
/* The records of the companion's event, one at each call: *at begins with 0. NULL when there is no
 * further one. */
struct waiting_record *waiting_next(struct waiting *w, const struct companion *c, size_t *at);
/* Keep an exec for records that come behind it; whether there is one for this record. */
void waiting_keep_exec(struct waiting *w, const struct companion *c, name_id subj);
bool waiting_has_exec(const struct waiting *w, const struct waiting_record *r);

#endif
