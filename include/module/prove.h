/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Proves that the decisions of a session make the denials go away. Each rule is judged with all
 * accepted statements applied; an open one also with its own, a fixed one with its fix. */
#ifndef AVCURATE_MODULE_PROVE_H
#define AVCURATE_MODULE_PROVE_H

#include "denial/decision.h"
#include "advice/judge.h"
#include "denial/ledger.h"

struct prover;

/* All arguments are borrowed and must outlive the prover. */
struct prover *prover_new(struct judge *j, const struct intern *names, const struct ledger *denials,
			  const struct decisions *decisions);
void prover_free(struct prover *p);

/* Why the rule is denied. Cached until the rule gets another denial; borrowed until the next
 * call. */
const struct judgement *prover_judgement(struct prover *p, rule_id id);
/* Its proof under the current decisions; borrowed until the next call. */
const struct judge_proof *prover_proof(struct prover *p, rule_id id);
/* The proof of the rule if `st` were its statement, with all other accepted ones applied. */
void prover_try(struct prover *p, rule_id id, const struct statement *st, struct judge_proof *out);
/* That proof in words: what is, or for an undecided rule what would be. */
void prover_words(struct prover *p, rule_id id, struct buf *out);
/* The proof of what the module does for the rule, and its words. A reopened rule is proved by the
 * statement that it keeps in the module until it is decided. */
enum proof prover_module_proof(struct prover *p, rule_id id, struct buf *words);
/* The proof if the rule were fixed that way instead of by a statement. */
void prover_fix(struct prover *p, rule_id id, enum fix_by by, const char *to,
		struct judge_proof *out);
/* Drop all cached results, because the baseline changed. */
void prover_forget(struct prover *p);

#endif
