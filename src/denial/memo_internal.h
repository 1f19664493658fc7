/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ledger's cache: a denial storm repeats the same contexts, class and permissions, so they are
 * counted where they were counted last time. */
#ifndef AVCURATE_DENIAL_MEMO_INTERNAL_H
#define AVCURATE_DENIAL_MEMO_INTERNAL_H

#include "denial/record.h"
#include "denial/rule.h"

#define MEMO_TEXT_BYTES 216
#define MEMO_PERMS      5

struct memo_entry {
	char text[MEMO_TEXT_BYTES]; /* contexts, class and permissions, joined */
	uint8_t n[4];               /* bytes of each; n[3] 0: the entry is empty */
	uint8_t perm_count;
	enum record_kind kind;
	uint32_t ioctl;
	rule_id rule;
	uint32_t perms[MEMO_PERMS], tuples[MEMO_PERMS]; /* indexes in the rule's arrays */
};

struct memo {
	struct memo_entry *entries;
};

void memo_release(struct memo *m);
/* Forget everything: the indexes are no longer valid. */
void memo_clear(struct memo *m);
/* Return the entry for the record. If *hit is false, the caller fills in rule, perms and tuples or
 * calls memo_drop. NULL if such a record is not remembered. */
struct memo_entry *memo_entry(struct memo *m, const struct record *r, bool *hit);
void memo_drop(struct memo_entry *e);

#endif
