/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ledger's short memory: a denial storm says the same contexts, class and permissions again and
 * again, and where they were counted the last time is where they are counted now. */
#ifndef AVCURATE_DENIAL_MEMO_INTERNAL_H
#define AVCURATE_DENIAL_MEMO_INTERNAL_H

#include "denial/record.h"
#include "denial/rule.h"

#define MEMO_TEXT_BYTES 216
#define MEMO_PERMS      5

struct memo_entry {
	char text[MEMO_TEXT_BYTES]; /* contexts, class, permissions, one behind the other */
	uint8_t n[4];               /* of each; n[3] 0: empty */
	uint8_t perm_count;
	enum record_kind kind;
	uint32_t ioctl;
	rule_id rule;
	uint32_t perms[MEMO_PERMS], tuples[MEMO_PERMS]; /* places in the rule's arrays */
};

struct memo {
	struct memo_entry *entries;
};

void memo_release(struct memo *m);
/* Forget everything: places are no longer where they were. */
void memo_clear(struct memo *m);
/* The entry for such a record, set up for it (*hit false: rule, perms and tuples are to be filled in,
 * or memo_drop called). NULL when it is not of a kind that is remembered. */
struct memo_entry *memo_entry(struct memo *m, const struct record *r, bool *hit);
void memo_drop(struct memo_entry *e);

#endif
