/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All rules of a session, found by key. Rule ids are dense, stable, and in order of first
 * appearance. The memory bound is one for the whole ledger: over it, tuples are no longer kept and
 * each rule says how many. */
#ifndef AVCURATE_DENIAL_LEDGER_H
#define AVCURATE_DENIAL_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "denial/record.h"
#include "denial/rule.h"

struct ledger;

/* `names` is borrowed and must outlive it; `limit_bytes` 0 takes LEDGER_LIMIT_BYTES. */
#define LEDGER_LIMIT_BYTES ((size_t)1 << 30)
struct ledger *ledger_new(struct intern *names, size_t limit_bytes);
void ledger_free(struct ledger *l);
/* Whether rules keep some of their records' text for a .te (RULE_SAMPLES); they do, unless told
 * otherwise. */
void ledger_keep_samples(struct ledger *l, bool keep);
/* Whether ledger_companion will be called (default: yes). */
void ledger_await_companions(struct ledger *l, bool await);

/* Count one record. Returns its rule, or RULE_NONE with `*why` (static text) where it can be no
 * rule: a name in it is none, or it lacks a part. `*tuple` (may be NULL) is the index of the first
 * of its tuples, UINT32_MAX when it was not kept. Granted records are counted like denials: keep
 * them in a ledger of their own. */
rule_id ledger_add(struct ledger *l, const struct record *r, uint32_t *tuple, const char **why);

/* Another record of an event, of which something was denied before, with a few dozen other events between.
 *
 * COMPANION_EXE, _PATH: the program and the whole path of what was denied; the path takes the place of
 * the last component's name.
 *
 * COMPANION_EXEC, which may also come first: a program was started in another domain. What that domain was
 * denied in the same event was no access of its own, but of descriptors that it was given open. When a
 * process changes its domain, the kernel looks at each, closes what is not allowed and puts /dev/null in
 * its place (security/selinux/hooks.c: flush_unauthorized_files); the program runs on. */
void ledger_companion(struct ledger *l, const struct companion *c);
/* All that the rule (if any) was denied was of such descriptors: known from elsewhere. */
void ledger_set_inherited(struct ledger *l, rule_id id);

/* One of the rule's records was of avcurate itself (record.own), as was found out after it was added. */
void ledger_count_own(struct ledger *l, rule_id id);

/* Forget what was counted; the rules stay, with their ids, and have no denial. */
void ledger_clear(struct ledger *l);

size_t ledger_count(const struct ledger *l);
const struct rule *ledger_rule(const struct ledger *l, rule_id id);
/* RULE_NONE when there is none. */
rule_id ledger_find(const struct ledger *l, const struct rule_key *key);
/* Make the rule without counting anything: for decisions read from a .te that have no denial now. */
rule_id ledger_ensure(struct ledger *l, const struct rule_key *key);
/* Say how many granted records the key has (the other ledger's count). */
void ledger_set_granted(struct ledger *l, rule_id id, uint64_t count);
uint64_t ledger_tuples_lost(const struct ledger *l);
/* Rises with each record taken. */
uint64_t ledger_serial(const struct ledger *l);

#endif
