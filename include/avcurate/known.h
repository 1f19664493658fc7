/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was known of each rule when it was decided: commands, programs, paths, levels, with what is random in
 * them folded. Anything else is a reason to decide again. */
#ifndef AVCURATE_KNOWN_H
#define AVCURATE_KNOWN_H

#include <stdbool.h>

#include "avcurate/buf.h"
#include "avcurate/intern.h"
#include "avcurate/rule.h"
#include "avcurate/te_block.h"

struct known;

struct known *known_new(const struct intern *names);
void known_free(struct known *k);

/* All that the rule has now. */
void known_take_rule(struct known *k, rule_id id, const struct rule *r);
/* Keep the rule as it is now: the evidence of a decision, whatever comes later. */
void known_freeze(struct known *k, rule_id id, const struct rule *r);
/* As it was then, or NULL. Borrowed. */
const struct rule *known_frozen(const struct known *k, rule_id id);
/* All that a block of a .te says was there; nothing where it has no evidence. */
void known_take_block(struct known *k, rule_id id, const struct te_block *b);
/* Whether anything was taken for the rule. */
bool known_has(const struct known *k, rule_id id);
/* Append in words what the rule has and was not known, the first of each sort ("the command x, the path
 * /y"); nothing where there is none, or where more was seen at that time than could be kept. */
void known_news(const struct known *k, rule_id id, const struct rule *r, struct buf *out);

#endif
