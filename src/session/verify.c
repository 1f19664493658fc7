// SPDX-License-Identifier: GPL-2.0-or-later
/* Proves the selection again and sorts what fails: blocked, unproved, without effect. Does not
 * change decisions. */
#include "config.h"

#include "session/verify.h"

#include <stdlib.h>

#include "base/mem.h"
#include "session/judging.h"

void verify_release(struct verify *v)
{
	free(v->rows);
	*v = (struct verify){ 0 };
}

static unsigned rank(enum proof p)
{
	static const unsigned char ranks[PROOFS] = {
		[PROOF_BLOCKED] = 0,
		[PROOF_UNPROVED] = 1,
		[PROOF_NO_EFFECT] = 2,
		[PROOF_PROVEN] = 3,
	};

	return p < PROOFS ? ranks[p] : PROOFS;
}

static int compare(const void *a, const void *b)
{
	const struct verify_row *x = a, *y = b;

	if (x->proof != y->proof)
		return rank(x->proof) < rank(y->proof) ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

void verify_selection(const struct session *s, struct verify *out)
{
	size_t i;

	verify_release(out);
	for (i = 0; i < ledger_count(s->denials); i++) {
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);
		const struct judge_proof *p;
		struct verify_row row = { .rule = (rule_id)i };

		if (d->state == DECISION_OPEN || d->state == DECISION_REJECTED)
			continue;
		p = judging_proof(s, (rule_id)i);
		row.proof = p ? p->proof : PROOF_UNPROVED;
		row.statement = d->state != DECISION_FIXED;
		/* A fix already in force does what it should. */
		if (row.proof == PROOF_PROVEN || (row.proof == PROOF_NO_EFFECT && !row.statement)) {
			out->proven++;
			continue;
		}
		out->useless += row.statement && row.proof != PROOF_UNPROVED;
		out->rows = mem_grow(out->rows, &out->cap, out->count + 1, sizeof(*out->rows));
		out->rows[out->count++] = row;
	}
	if (out->count)
		qsort(out->rows, out->count, sizeof(*out->rows), compare);
}

/* Append the constraint of the first blocked access: ": source level s0:c1 does not dominate
 * target level s0:c3". */
static void constraint_words(const struct session *s, rule_id id, struct buf *out)
{
	const struct judge_proof *p = judging_proof(s, id);
	const struct rule *r = ledger_rule(s->denials, id);
	struct judge *j = judging_judge(s);
	struct constraint_words c = { 0 };

	if (p->proof != PROOF_BLOCKED || p->blocked_by != VERDICT_CONSTRAINT ||
	    !judge_constraint_words(j, r, &r->tuples[p->blocked_tuple], &c))
		return;
	buf_addf(out, ": %s", buf_str(&c.text));
	constraint_words_release(&c);
}

void verify_words(const struct session *s, const struct verify_row *row, struct buf *out)
{
	if (!judging_prover(s)) {
		buf_adds(out, "no policy to prove it by");
		return;
	}
	prover_words(judging_prover(s), row->rule, out);
	constraint_words(s, row->rule, out);
}
