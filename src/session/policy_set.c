// SPDX-License-Identifier: GPL-2.0-or-later
/* Checks a selection against several policies, and leaves out what all of them already allow.
 * Does not know how one policy is asked (prove, judge). */
#include "config.h"

#include "session/policy_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "session/judging.h"
#include "session/verify.h"

static struct policy_set_policy *add_policy(struct policy_set *v)
{
	v->items = mem_grow(v->items, &v->cap, v->count + 1, sizeof(*v->items));
	v->items[v->count] = (struct policy_set_policy){ 0 };
	return &v->items[v->count++];
}

int policy_set_open(struct policy_set *v, const struct session *s, const struct options *o,
		    struct diag *d)
{
	struct policy_set_policy *p;
	size_t i, k, removed;
	const struct statement *statements = judging_removed(s, &removed);

	*v = (struct policy_set){ 0 };
	if (!judging_policy(s))
		return 0;
	p = add_policy(v);
	p->path = judging_policy(s)->path;
	p->judge = judging_judge(s);
	p->prover = judging_prover(s);
	for (i = 1; i < o->policies.count; i++) {
		const struct policy_source source = { o->policies.items[i] };
		struct policy *policy = policy_load(&source, d);

		if (!policy)
			return -1;
		p = add_policy(v);
		p->path = policy->path;
		p->policy = policy;
		p->judge = judge_new(&policy->ix, s->names);
		for (k = 0; k < removed; k++)
			judge_remove(p->judge, &statements[k]);
		judge_set_own(p->judge, judging_own(s));
		p->prover = prover_new(p->judge, s->names, s->denials, s->decisions);
	}
	return 0;
}

void policy_set_release(struct policy_set *v)
{
	size_t i;

	for (i = 0; i < v->count; i++) {
		if (!v->items[i].policy)
			continue;
		prover_free(v->items[i].prover);
		judge_free(v->items[i].judge);
		policy_free(v->items[i].policy);
	}
	free(v->items);
	*v = (struct policy_set){ 0 };
}

static void name_rule(const struct session *s, const struct rule *r, struct buf *out)
{
	buf_addf(out, "%s %s:%s", intern_str(s->names, r->key.source),
		 intern_str(s->names, r->key.target), intern_str(s->names, r->key.class));
}

static void report_useless(const struct policy_set *v, struct session *s, rule_id id, size_t which,
			   enum proof proof)
{
	const struct verify_row row = { id, proof, true };
	struct buf text = { 0 };

	if (v->count > 1)
		buf_addf(&text,
			 "%s: ", proof == PROOF_BLOCKED ? v->items[which].path : "all policies");
	name_rule(s, ledger_rule(s->denials, id), &text);
	buf_addf(&text, ": %s: ", proof_name(proof));
	if (which == 0)
		verify_words(s, &row, &text);
	else
		prover_words(v->items[which].prover, id, &text);
	message_add(&s->messages, DIAG_ERROR, "%s", buf_str(&text));
	buf_release(&text);
}

size_t policy_set_count_useless(struct policy_set *v, struct session *s)
{
	size_t useless = 0, i, k;

	for (i = 0; i < ledger_count(s->denials) && v->count; i++) {
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);
		size_t idle = 0;
		bool blocked = false;

		if ((d->state != DECISION_ACCEPTED && d->state != DECISION_DONTAUDIT) ||
		    !ledger_rule(s->denials, (rule_id)i)->tuple_count)
			continue;
		for (k = 0; k < v->count; k++) {
			enum proof proof = prover_proof(v->items[k].prover, (rule_id)i)->proof;

			idle += proof == PROOF_NO_EFFECT;
			if (proof == PROOF_BLOCKED)
				report_useless(v, s, (rule_id)i, k, proof);
			blocked = blocked || proof == PROOF_BLOCKED;
		}
		if (idle == v->count)
			report_useless(v, s, (rule_id)i, 0, PROOF_NO_EFFECT);
		useless += blocked || idle == v->count;
	}
	return useless;
}

/* True if the policy, without this module, allows all denials of this permission. */
static bool allows_perm(struct judge *j, const struct rule *r, name_id perm)
{
	struct eval_answer a;
	struct eval_query q;
	uint32_t i;

	for (i = 0; i < r->tuple_count; i++) {
		if (r->tuples[i].perm != perm)
			continue;
		if (!judge_query(j, r, &r->tuples[i], &q) || !q.source->type || !q.target->type)
			return false;
		policy_query(judge_policy(j), &q, judge_baseline(j), &a);
		if (a.reasons)
			return false;
	}
	return true;
}

/* Collect the rule's permissions that all policies allow; return 0 if that would be all of them. */
static size_t find_idle(const struct policy_set *v, const struct session *s, const struct rule *r,
			const struct decision *d, name_id *out)
{
	name_id ioctl = intern_find(s->names, slice_of("ioctl"));
	struct statement st = { 0 };
	size_t n = 0, k;
	uint32_t i;

	decision_statement(d, r, s->names, &st);
	for (i = 0; i < r->perm_count; i++) {
		name_id perm = r->perms[i].perm;

		if (perm == ioctl || decision_drops(d, perm) || !statement_has_perm(&st, perm))
			continue;
		for (k = 0; k < v->count && allows_perm(v->items[k].judge, r, perm); k++)
			;
		if (k == v->count)
			out[n++] = perm;
	}
	if (n == st.perm_count)
		n = 0;
	statement_release(&st);
	return n;
}

void policy_set_leave_out(struct policy_set *v, struct session *s, struct buf *out)
{
	size_t i, k, n;

	for (i = 0; i < ledger_count(s->denials) && v->count; i++) {
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);
		const struct rule *r = ledger_rule(s->denials, (rule_id)i);
		name_id *idle;

		/* A statement widened on purpose does not change. */
		if (d->state != DECISION_ACCEPTED ||
		    kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS || d->step || r->tuples_lost ||
		    !r->tuple_count)
			continue;
		idle = mem_alloc(r->perm_count * sizeof(*idle));
		n = find_idle(v, s, r, d, idle);
		if (n)
			name_rule(s, r, out);
		for (k = 0; k < n; k++) {
			buf_addf(out, "%s %s", k ? "" : ": left out, the policy already allows it:",
				 intern_str(s->names, idle[k]));
			session_drop_perm(s, (rule_id)i, idle[k]);
		}
		if (n)
			buf_addc(out, '\n');
		free(idle);
	}
}
