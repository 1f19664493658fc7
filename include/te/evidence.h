/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The evidence for a rule that a .te keeps: parsed for display, and counted into a ledger as if its
 * records were read again, so that a module from another host can be proved. */
#ifndef AVCURATE_TE_EVIDENCE_H
#define AVCURATE_TE_EVIDENCE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/intern.h"
#include "denial/ledger.h"
#include "te/block.h"

/* One value seen in the records, cleaned. */
struct te_seen {
	char *text;
	char *second;   /* of a pair of contexts; else NULL */
	uint64_t count; /* 0: not counted */
	uint64_t bytes; /* full length if the text was cut; else 0 */
};

struct te_seen_list {
	struct te_seen *items;
	size_t count, cap;
	uint64_t left_out; /* items that did not fit on the line */
	uint64_t others;   /* how often values were seen that were not kept */
};

/* Zeroed is empty. */
struct te_evidence {
	bool known; /* the block has a `seen` line */
	uint64_t count, permissive, granted, suspect, pairs;
	uint64_t inherited; /* count for the permission most often denied that way (rule.h) */
	char *first, *last; /* ISO times, or NULL */
	char *rest;         /* hash of the records that were not sampled, or NULL */
	struct te_seen_list permissions, contexts, comms, exes, paths, hosts;
	char *stripped; /* digest that replaced comms, exes, paths, hosts and samples; or NULL */
	struct te_seen_list samples; /* `bytes` is the record's length if it was cut */
};

void te_evidence_release(struct te_evidence *e);
/* Release `e`, then fill it. Skip whatever te_block_print would not have written. */
void te_evidence_read(const struct te_block *b, struct te_evidence *e);
/* The JSON of the first line with that key, or NULL. Borrowed. */
const char *te_evidence_line(const struct te_block *b, const char *key);
/* The parsed value of that line, or NULL. The caller owns it. */
json_t *te_evidence_value(const struct te_block *b, const char *key);

/* Add to `l` each kept pair of contexts with every permission seen, which covers at least what was
 * denied, and the commands and paths (not related to the pairs). Counts are those of these lines,
 * not of the log. Return false if the block has no evidence or kept only part of it. */
bool te_evidence_count(const struct te_block *b, struct intern *names, struct ledger *l);

/* True if the block lists permissions, commands, programs or paths that no current denial of the
 * rule shows. */
bool te_evidence_has_more(const struct te_block *b, const struct rule *r,
			  const struct intern *names);
/* Add up the block's line of that key and `now` (a value of the same kind, or NULL; ownership
 * passes to the callee). The caller owns the result; NULL if both are empty. */
json_t *te_evidence_join(const struct te_block *b, const char *key, json_t *now);

#endif
