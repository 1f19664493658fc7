/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The evidence that a .te keeps of a rule: as it stands, for showing; and counted as if its records
 * were read again, which is what a module brought from elsewhere can be proved by. */
#ifndef AVCURATE_TE_EVIDENCE_H
#define AVCURATE_TE_EVIDENCE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/intern.h"
#include "denial/ledger.h"
#include "te/block.h"

/* One thing seen, cleaned. */
struct te_seen {
	char *text;
	char *second;   /* of a pair of contexts; else NULL */
	uint64_t count; /* 0: not counted */
	uint64_t bytes; /* of the whole, where the text was cut; else 0 */
};

struct te_seen_list {
	struct te_seen *items;
	size_t count, cap;
	uint64_t left_out; /* items that did not fit on the line */
	uint64_t others;   /* sightings of what was not kept */
};

/* Zeroed is none. */
struct te_evidence {
	bool known; /* the block has a `seen` line */
	uint64_t count, permissive, granted, suspect, pairs;
	uint64_t inherited; /* of the permission that was denied so most often (rule.h) */
	char *first, *last; /* ISO times, or NULL */
	char *rest;         /* hash of the records that are no samples, or NULL */
	struct te_seen_list permissions, contexts, comms, exes, paths, hosts;
	char *stripped; /* digest of what the original names in place of the lists below; or NULL */
	struct te_seen_list samples; /* `bytes` is the record's length where it was cut */
};

void te_evidence_release(struct te_evidence *e);
/* `e` is released first. What is not as te_block_print writes it is left out. */
void te_evidence_read(const struct te_block *b, struct te_evidence *e);
/* The JSON of the first line with that key, or NULL. Borrowed. */
const char *te_evidence_line(const struct te_block *b, const char *key);
/* Its value, to be taken over. */
json_t *te_evidence_value(const struct te_block *b, const char *key);

/* Each pair of contexts that was kept with each permission seen, which is at least what was denied,
 * and the commands and paths (in no relation to the pairs); the counts are those of the lines, not
 * of what was logged. False when the block has no evidence, or only part of it was kept. */
bool te_evidence_count(const struct te_block *b, struct intern *names, struct ledger *l);

/* Whether the block saw permissions, commands, programs or paths that the rule, as it is now, has no denial
 * of. */
bool te_evidence_has_more(const struct te_block *b, const struct rule *r,
			  const struct intern *names);
/* What the block's line of that key says, and `now` (a value of the same kind, taken over; NULL: none),
 * added up. To be taken over; NULL when neither says anything. */
json_t *te_evidence_join(const struct te_block *b, const char *key, json_t *now);

#endif
