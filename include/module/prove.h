/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the decisions of a session make the denials go away: each rule judged under all accepted
 * statements, an open one under these and its own, a fixed one under these and what it is fixed by. */
#ifndef AVCURATE_MODULE_PROVE_H
#define AVCURATE_MODULE_PROVE_H

#include "denial/decision.h"
#include "advice/judge.h"
#include "denial/ledger.h"

struct prover;

/* All borrowed; they must outlive it. */
struct prover *prover_new(struct judge *j, const struct intern *names, const struct ledger *denials,
			  const struct decisions *decisions);
void prover_free(struct prover *p);

/* Why the rule is denied. Kept until the rule gets another denial; borrowed until the next call. */
const struct judgement *prover_judgement(struct prover *p, rule_id id);
/* Its proof under the decisions as they are; borrowed until the next call. */
const struct judge_proof *prover_proof(struct prover *p, rule_id id);
/* The proof of the rule if `st` were its statement, under all others that are accepted. */
void prover_try(struct prover *p, rule_id id, const struct statement *st, struct judge_proof *out);
/* That proof in words, as what is or, for a rule that was not decided, as what would be. */
void prover_words(struct prover *p, rule_id id, struct buf *out);
/* The proof of what the module does about it, and its words: of a rule that was opened again, by the
 * statement that it has there until it is decided. */
enum proof prover_standing(struct prover *p, rule_id id, struct buf *words);
/* The rule as if it were fixed so, in place of a statement of its own. */
void prover_fix(struct prover *p, rule_id id, enum fix_by by, const char *to,
		struct judge_proof *out);
/* Everything is judged anew: the baseline changed. */
void prover_forget(struct prover *p);

#endif
