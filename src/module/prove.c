// SPDX-License-Identifier: GPL-2.0-or-later
/* Caches the judgement and proof of each rule, and the selection of accepted statements that proofs
 * are made under. Judging itself is in advice/judge.c. */
#include "config.h"

#include "module/prove.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "advice/offer.h"

/* Cached results for a rule, with the state they are valid for: `judged` and `proved` are `changed`
 * + 1 of the rule, 0 if unset. */
struct found {
	uint32_t judged, proved;
	uint64_t serial; /* of the decisions when it was proved */
	struct judgement judgement;
	struct judge_proof proof;
};

struct prover {
	struct judge *judge;
	const struct intern *names;
	const struct ledger *denials;
	const struct decisions *decisions;
	struct judge_selection accepted; /* all accepted statements */
	uint64_t accepted_serial;        /* serial of the decisions they come from */
	bool have_accepted;
	rule_id *standing; /* rules with a statement in the module, as of `standing_serial` */
	size_t standing_count, standing_cap;
	uint64_t standing_serial;
	bool have_standing;
	struct found *found;
	size_t found_count, found_cap;
};

struct prover *prover_new(struct judge *j, const struct intern *names, const struct ledger *denials,
			  const struct decisions *decisions)
{
	struct prover *p = mem_zalloc(1, sizeof(*p));

	p->judge = j;
	p->names = names;
	p->denials = denials;
	p->decisions = decisions;
	return p;
}

void prover_free(struct prover *p)
{
	if (!p)
		return;
	judge_selection_release(&p->accepted);
	free(p->standing);
	free(p->found);
	free(p);
}

void prover_forget(struct prover *p)
{
	p->found_count = 0;
	p->have_accepted = false;
}

static struct found *found_of(struct prover *p, rule_id id)
{
	size_t need = ledger_count(p->denials);

	if (p->found_count < need) {
		p->found = mem_grow(p->found, &p->found_cap, need, sizeof(*p->found));
		memset(p->found + p->found_count, 0, (need - p->found_count) * sizeof(*p->found));
		p->found_count = need;
	}
	return &p->found[id];
}

const struct judgement *prover_judgement(struct prover *p, rule_id id)
{
	const struct rule *r = ledger_rule(p->denials, id);
	struct found *f = found_of(p, id);

	if (f->judged != r->changed + 1) {
		judge_rule(p->judge, r, &f->judgement);
		f->judged = r->changed + 1;
	}
	return &f->judgement;
}

static bool has_statement(const struct decision *d)
{
	return decision_module_state(d) != DECISION_OPEN;
}

/* Most rules of a long list are open, so find those with a statement once per change, not per
 * rule. */
static void find_standing(struct prover *p)
{
	uint64_t serial = decisions_serial(p->decisions);
	rule_id i;

	if (p->have_standing && p->standing_serial == serial)
		return;
	p->standing_count = 0;
	for (i = 0; i < ledger_count(p->denials); i++) {
		if (!has_statement(decisions_get(p->decisions, i)))
			continue;
		p->standing = mem_grow(p->standing, &p->standing_cap, p->standing_count + 1,
				       sizeof(*p->standing));
		p->standing[p->standing_count++] = i;
	}
	p->standing_serial = serial;
	p->have_standing = true;
}

/* A statement with a name that the policy lacks is left out: its rule shows as unproved. */
static void add_rule(struct prover *p, struct judge_selection *s, rule_id id)
{
	struct statement st = { 0 };

	decision_module_statement(decisions_get(p->decisions, id), ledger_rule(p->denials, id),
				  p->names, &st);
	judge_select_add(p->judge, s, &st, NULL);
	statement_release(&st);
}

static const struct judge_selection *accepted_selection(struct prover *p)
{
	uint64_t serial = decisions_serial(p->decisions);
	size_t i;

	if (p->have_accepted && p->accepted_serial == serial)
		return &p->accepted;
	find_standing(p);
	judge_select(p->judge, NAME_NONE, &p->accepted);
	for (i = 0; i < p->standing_count; i++)
		add_rule(p, &p->accepted, p->standing[i]);
	judge_select_finish(p->judge, &p->accepted);
	p->accepted_serial = serial;
	p->have_accepted = true;
	return &p->accepted;
}

/* True if another rule's statement may affect what was denied to `r`: it names the same class,
 * perhaps beside others. */
static bool may_affect(const struct decision *d, const struct rule *other, const struct rule *r)
{
	size_t i;

	if (!has_statement(d) || other->key.kind != r->key.kind)
		return false;
	for (i = 0; d->chosen && i < d->statement.class_count; i++)
		if (d->statement.classes[i] == r->key.class)
			return true;
	return other->key.class == r->key.class;
}

/* Start a selection with the other statements that may affect the rule. */
static void select_others(struct prover *p, rule_id id, struct judge_selection *s)
{
	const struct rule *r = ledger_rule(p->denials, id);
	size_t i;

	find_standing(p);
	judge_select(p->judge, r->key.class, s);
	for (i = 0; i < p->standing_count; i++) {
		rule_id other = p->standing[i];

		if (other != id && may_affect(decisions_get(p->decisions, other),
					      ledger_rule(p->denials, other), r))
			add_rule(p, s, other);
	}
}

void prover_try(struct prover *p, rule_id id, const struct statement *st, struct judge_proof *out)
{
	const struct rule *r = ledger_rule(p->denials, id);
	struct judge_selection s = { 0 };

	select_others(p, id, &s);
	judge_select_add(p->judge, &s, st, NULL);
	judge_select_finish(p->judge, &s);
	judge_prove(p->judge, r, &s, st->kind == STATEMENT_DONTAUDIT, out);
	judge_selection_release(&s);
}

void prover_fix(struct prover *p, rule_id id, enum fix_by by, const char *to,
		struct judge_proof *out)
{
	struct judge_selection s = { 0 };

	select_others(p, id, &s);
	offer_prove(p->judge, ledger_rule(p->denials, id), &s, by, to, out);
	judge_selection_release(&s);
}

static void prove_open(struct prover *p, rule_id id, struct judge_proof *out)
{
	struct statement st = { 0 };

	decision_statement(decisions_get(p->decisions, id), ledger_rule(p->denials, id), p->names,
			   &st);
	prover_try(p, id, &st, out);
	statement_release(&st);
}

const struct judge_proof *prover_proof(struct prover *p, rule_id id)
{
	const struct decision *d = decisions_get(p->decisions, id);
	const struct rule *r = ledger_rule(p->denials, id);
	struct found *f = found_of(p, id);

	if (f->proved == r->changed + 1 && f->serial == decisions_serial(p->decisions))
		return &f->proof;
	if (has_statement(d) && d->state != DECISION_OPEN)
		judge_prove(p->judge, r, accepted_selection(p), d->state == DECISION_DONTAUDIT,
			    &f->proof);
	else if (d->state == DECISION_FIXED)
		prover_fix(p, id, d->fix_by, d->fix_to, &f->proof);
	else
		prove_open(p, id, &f->proof);
	f->proved = r->changed + 1;
	f->serial = decisions_serial(p->decisions);
	return &f->proof;
}

/* A dontaudit is proved by what is logged, not by what is allowed. */
static void silence_words(const struct judge_proof *p, struct buf *out)
{
	uint32_t all = judge_proof_all(p);

	switch (p->proof) {
	case PROOF_PROVEN:
		buf_adds(out, "it stays denied, and the denials are no longer logged");
		break;
	case PROOF_NO_EFFECT:
		buf_adds(out, "the policy keeps it out of the log even without this module");
		break;
	case PROOF_BLOCKED:
		buf_addf(out, "%u of %u would still be logged", p->counts[PROOF_BLOCKED], all);
		break;
	case PROOF_UNPROVED:
	case PROOFS:
		judge_proof_words(p, true, out);
		break;
	}
}

static void proof_words(const struct prover *p, rule_id id, const struct judge_proof *proof,
			enum decision_state state, struct buf *out)
{
	if (!ledger_rule(p->denials, id)->tuple_count)
		buf_adds(out, "these logs hold no denial for this rule");
	else if (state == DECISION_FIXED)
		offer_proof_words(proof, decisions_get(p->decisions, id)->fix_by, true, out);
	else if (state == DECISION_DONTAUDIT)
		silence_words(proof, out);
	else
		judge_proof_words(proof, state == DECISION_ACCEPTED, out);
}

void prover_words(struct prover *p, rule_id id, struct buf *out)
{
	proof_words(p, id, prover_proof(p, id), decisions_get(p->decisions, id)->state, out);
}

enum proof prover_module_proof(struct prover *p, rule_id id, struct buf *words)
{
	const struct decision *d = decisions_get(p->decisions, id);
	enum decision_state is = decision_module_state(d);
	struct judge_proof proof;

	if (d->state != DECISION_OPEN || is == DECISION_OPEN) {
		prover_words(p, id, words);
		return prover_proof(p, id)->proof;
	}
	judge_prove(p->judge, ledger_rule(p->denials, id), accepted_selection(p),
		    is == DECISION_DONTAUDIT, &proof);
	proof_words(p, id, &proof, is, words);
	return proof.proof;
}
