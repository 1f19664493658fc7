/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All rules of a session, found by key. Rule ids are dense, stable, and in order of first
 * appearance. One memory bound holds for the whole ledger: above it no new tuples are kept, and
 * each rule counts the lost ones. */
#ifndef AVCURATE_DENIAL_LEDGER_H
#define AVCURATE_DENIAL_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "denial/record.h"
#include "denial/rule.h"

struct ledger;

/* `names` is borrowed and must outlive the ledger; `limit_bytes` 0 means LEDGER_LIMIT_BYTES. */
#define LEDGER_LIMIT_BYTES ((size_t)1 << 30)
struct ledger *ledger_new(struct intern *names, size_t limit_bytes);
void ledger_free(struct ledger *l);
/* Set whether rules keep some of their records' text for a .te (RULE_SAMPLES; default: yes). */
void ledger_keep_samples(struct ledger *l, bool keep);
/* Set whether ledger_companion will be called (default: yes). */
void ledger_await_companions(struct ledger *l, bool await);

/* Count one record. Returns its rule, or RULE_NONE with `*why` (static text) if the record is
 * malformed: a name in it is not valid, or a part is missing. `*tuple` (may be NULL) is the index
 * of the first of its tuples, UINT32_MAX if it was not kept. Granted records are counted like
 * denials: keep them in a separate ledger. */
rule_id ledger_add(struct ledger *l, const struct record *r, uint32_t *tuple, const char **why);

/* Add another record of an event that had a denial. At most a few dozen other events may lie
 * between.
 *
 * COMPANION_EXE, _PATH: the program, and the whole path of the object; the path replaces the name
 * of its last component.
 *
 * COMPANION_EXEC, which may also come first: a program was started in another domain. Denials of
 * that domain in the same event were not its own accesses, but concern descriptors that it
 * inherited open. When a process changes its domain, the kernel checks each descriptor, closes
 * those not allowed and puts /dev/null in their place (security/selinux/hooks.c:
 * flush_unauthorized_files); the program runs on. */
void ledger_companion(struct ledger *l, const struct companion *c);
/* Mark all denials of the rule as of inherited descriptors, known from another source. Ignores an
 * unknown id. */
void ledger_set_inherited(struct ledger *l, rule_id id);

/* Count one of the rule's records as caused by avcurate itself (record.own), found out after it was
 * added. */
void ledger_count_own(struct ledger *l, rule_id id);

/* Forget what was counted. The rules keep their ids and have no denials. */
void ledger_clear(struct ledger *l);

size_t ledger_count(const struct ledger *l);
const struct rule *ledger_rule(const struct ledger *l, rule_id id);
/* Return RULE_NONE if the key is unknown. */
rule_id ledger_find(const struct ledger *l, const struct rule_key *key);
/* Find or make the rule without counting: for decisions read from a .te that have no denial now. */
rule_id ledger_ensure(struct ledger *l, const struct rule_key *key);
/* Set how many granted records the key has (from the other ledger). */
void ledger_set_granted(struct ledger *l, rule_id id, uint64_t count);
uint64_t ledger_tuples_lost(const struct ledger *l);
/* Rises with each record counted. */
uint64_t ledger_serial(const struct ledger *l);

#endif
