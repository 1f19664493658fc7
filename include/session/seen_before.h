/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was known of each rule when it was decided: commands, programs, paths, levels, with what is random in
 * them folded. Anything else is a reason to decide again. */
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

/* All that the rule has now. */
void seen_before_take_rule(struct seen_before *k, rule_id id, const struct rule *r);
/* Keep the rule as it is now: the evidence of a decision, whatever comes later. */
void seen_before_freeze(struct seen_before *k, rule_id id, const struct rule *r);
/* As it was then, or NULL. Borrowed. */
const struct rule *seen_before_frozen(const struct seen_before *k, rule_id id);
/* All that a block of a .te says was there; nothing where it has no evidence. */
void seen_before_take_block(struct seen_before *k, rule_id id, const struct te_block *b);
/* Whether anything was taken for the rule. */
bool seen_before_has(const struct seen_before *k, rule_id id);
/* Append in words what the rule has and was not known, the first of each sort ("the command x, the path
 * /y"); nothing where there is none, or where more was seen at that time than could be kept. */
void seen_before_news(const struct seen_before *k, rule_id id, const struct rule *r,
		      struct buf *out);

#endif
