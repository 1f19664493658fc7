// SPDX-License-Identifier: GPL-2.0-or-later
/* Proves a rule tuple by tuple: compares the baseline's answer with that of a selection. */
#include "config.h"

#include "judge_internal.h"

#include "base/mem.h"

static enum proof prove_tuple(struct judge *j, const struct rule *r, const struct tuple *t,
			      const struct judge_selection *s, bool dontaudit, enum verdict *why)
{
	struct eval_answer before, after;
	struct eval_query q;

	*why = VERDICT_UNKNOWN;
	if (!judge_query(j, r, t, &q) || !q.source->type || !q.target->type)
		return PROOF_UNPROVED;
	policy_query(j->ix, &q, &j->baseline, &before);
	if (!before.reasons && before.invalid) {
		/* The rule allows the type, but no process or object can have this context here. */
		*why = VERDICT_INVALID_CONTEXT;
		return PROOF_UNPROVED;
	}
	if (!before.reasons)
		return PROOF_NO_EFFECT;
	policy_query(j->ix, &q, &s->overlay, &after);
	if (dontaudit)
		return q.perms & ~before.auditdeny ? PROOF_NO_EFFECT
		       : q.perms & after.auditdeny ? PROOF_BLOCKED
						   : PROOF_PROVEN;
	if (!after.reasons)
		return PROOF_PROVEN;
	*why = judge_verdict_of(after.reasons);
	return PROOF_BLOCKED;
}

static enum proof prove_role(struct judge *j, const struct rule *r, const struct tuple *t,
			     const struct judge_selection *s, enum verdict *why)
{
	const unsigned allowed = verdict_bit(VERDICT_ALLOWED);
	unsigned after = judge_kind(j, r, t, &s->overlay);

	*why = after & verdict_bit(VERDICT_MISSING_RULE) ? VERDICT_MISSING_RULE
							 : judge_first(after);
	if (judge_kind(j, r, t, &j->baseline) == allowed)
		return PROOF_NO_EFFECT;
	if (after == allowed)
		return PROOF_PROVEN;
	/* For a user of this policy we know what it may not have; for another policy's user we
	 * know nothing. */
	if (*why == VERDICT_UNKNOWN ||
	    (*why == VERDICT_INVALID_CONTEXT &&
	     !(judge_other_flaws(j, t) & (CONTEXT_USER_ROLE | CONTEXT_USER_RANGE))))
		return PROOF_UNPROVED;
	return PROOF_BLOCKED;
}

void judge_proof_add(struct judge_proof *p, enum proof proof, enum verdict why, uint32_t tuple)
{
	if (proof == PROOF_BLOCKED && p->counts[proof] == 0) {
		p->blocked_by = why;
		p->blocked_tuple = tuple;
	}
	p->counts[proof]++;
}

uint32_t judge_proof_all(const struct judge_proof *p)
{
	return p->counts[PROOF_PROVEN] + p->counts[PROOF_BLOCKED] + p->counts[PROOF_NO_EFFECT] +
	       p->counts[PROOF_UNPROVED];
}

void judge_proof_settle(struct judge_proof *p, const struct rule *r)
{
	static const enum proof worst[] = { PROOF_BLOCKED, PROOF_UNPROVED, PROOF_PROVEN,
					    PROOF_NO_EFFECT };
	size_t i;

	p->counts[PROOF_UNPROVED] += r->tuples_lost;
	for (i = 0; i < AV_ARRAY_LEN(worst); i++) {
		if (p->counts[worst[i]]) {
			p->proof = worst[i];
			break;
		}
	}
}

void judge_prove(struct judge *j, const struct rule *r, const struct judge_selection *s,
		 bool dontaudit, struct judge_proof *out)
{
	bool unknown = false;
	uint32_t i;

	*out = (struct judge_proof){ .proof = PROOF_UNPROVED,
				     .blocked_by = VERDICT_UNKNOWN,
				     .unproved_by = VERDICT_UNKNOWN,
				     .checked = kind_of(r->key.kind)->checked };
	for (i = 0; i < r->tuple_count; i++) {
		enum verdict why = VERDICT_NO_POLICY; /* other kinds are not put to the policy */
		enum proof p = PROOF_UNPROVED;

		if (kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS)
			p = prove_tuple(j, r, &r->tuples[i], s, dontaudit, &why);
		else if (kind_of(r->key.kind)->judge == KIND_JUDGE_ROLE)
			p = prove_role(j, r, &r->tuples[i], s, &why);
		unknown |= p == PROOF_UNPROVED && why == VERDICT_UNKNOWN;
		if (p == PROOF_UNPROVED && why == VERDICT_INVALID_CONTEXT)
			out->unproved_by = why;
		judge_proof_add(out, p, why, i);
	}
	/* A statement with a name that the policy does not know grants nothing at all. */
	if (unknown && out->blocked_by == VERDICT_MISSING_RULE)
		out->blocked_by = VERDICT_UNKNOWN;
	judge_proof_settle(out, r);
}

void judge_proof_words(const struct judge_proof *p, bool selected, struct buf *out)
{
	uint32_t all = judge_proof_all(p);

	switch (p->proof) {
	case PROOF_PROVEN:
		buf_adds(out, selected ? "this module allows " : "this rule would allow ");
		if (all > 2)
			buf_addf(out, "all %u denied accesses", all);
		else
			buf_adds(out, all == 1 ? "the denied access" : "both denied accesses");
		if (p->counts[PROOF_NO_EFFECT])
			buf_addf(out, " (%u already allowed)", p->counts[PROOF_NO_EFFECT]);
		break;
	case PROOF_BLOCKED:
		buf_addf(out, "%u of %u %s blocked: %s", p->counts[PROOF_BLOCKED], all,
			 selected ? "still" : "would remain", verdict_words(p->blocked_by));
		break;
	case PROOF_NO_EFFECT:
		buf_adds(out, "the policy allows it without this module");
		break;
	case PROOF_UNPROVED:
	case PROOFS:
		buf_addf(out, "this policy cannot prove %u of %u%s%s", p->counts[PROOF_UNPROVED],
			 all, p->checked ? ": " : "",
			 p->checked ? p->checked
			 : p->unproved_by == VERDICT_INVALID_CONTEXT
				 ? ": a context is not valid in it"
				 : "");
		break;
	}
}
