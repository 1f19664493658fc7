/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was known of each rule when it was decided: commands, programs, paths, levels, with
 * random parts folded. Anything else is a reason to decide again. */
#ifndef AVCURATE_SESSION_SEEN_BEFORE_H
#define AVCURATE_SESSION_SEEN_BEFORE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/intern.h"
#include "denial/rule.h"
#include "te/block.h"

struct seen_before;

struct seen_before *seen_before_new(const struct intern *names);
void seen_before_free(struct seen_before *k);

/* Record everything seen of the rule so far. */
void seen_before_add_rule(struct seen_before *k, rule_id id, const struct rule *r);
/* Keep a snapshot of the rule: the evidence of a decision, whatever comes later. */
void seen_before_freeze(struct seen_before *k, rule_id id, const struct rule *r);
/* The snapshot, or NULL. Borrowed. */
const struct rule *seen_before_frozen(const struct seen_before *k, rule_id id);
/* Record everything that a block of a .te lists; nothing for a block without evidence. */
void seen_before_add_block(struct seen_before *k, rule_id id, const struct te_block *b);
/* True if anything was recorded for the rule. */
bool seen_before_has(const struct seen_before *k, rule_id id);
/* Append what is new in the rule, the first item of each sort ("the command x, the path /y").
 * Appends nothing if all is known, or if more was seen at that time than could be kept. */
void seen_before_news(const struct seen_before *k, rule_id id, const struct rule *r,
		      struct buf *out);

#endif
