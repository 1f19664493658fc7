/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Brings together denials that name an object by its last component and its inode, and the PATH
 * records of their events, which come behind them. */
#ifndef AVCURATE_LOCATE_H
#define AVCURATE_LOCATE_H

#include "avcurate/intern.h"
#include "avcurate/record.h"
#include "avcurate/rule.h"

#define LOCATE_WAITING 64 /* the oldest make room */

struct locate_record {
	int64_t time_ms;
	uint64_t serial; /* 0: free */
	uint64_t node;   /* hash; 0 where none is named */
	uint64_t inode;
	rule_id rule;
	name_id name; /* decoded */
};

/* Zeroed is empty. */
struct locate {
	struct locate_record records[LOCATE_WAITING];
	unsigned next, waiting;
};

/* Whether a PATH record can tell more of the object. */
bool locate_may(const struct record *r);
/* Such a record, counted for the rule; `name` is its decoded name=. */
void locate_add(struct locate *lo, const struct record *r, rule_id rule, struct slice name,
		struct intern *names);
/* The records that the path is of, one at each call; NULL when there is no further one. */
const struct locate_record *locate_take(struct locate *lo, const struct event_path *p,
					const struct intern *names);

#endif
