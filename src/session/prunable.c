// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/prunable.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "policy/reach.h"
#include "session/judging.h"

/* What the policy says of a rule's statement, as of these serials. */
struct known_grant {
	bool known, without_module, loaded;
	uint64_t verdicts, decision;
};

struct prunables {
	struct known_grant *items; /* by rule */
	size_t cap;
};

struct prunables *prunables_new(void)
{
	return mem_zalloc(1, sizeof(struct prunables));
}

void prunables_free(struct prunables *p)
{
	if (p)
		free(p->items);
	free(p);
}

/* Whether the policy allows all that the statement does; false where it knows not all of its names. */
static bool grants(const struct session *s, const struct statement *st,
		   const struct eval_overlay *overlay)
{
	struct reach reach = { 0 };
	bool all =
		st->kind == STATEMENT_ALLOW &&
		policy_reach(&judging_policy(s)->ix, overlay, st, s->names, 0, &reach, NULL) == 0 &&
		reach.opened == 0;

	reach_release(&reach);
	return all;
}

static const struct known_grant *grant_of(const struct session *s, rule_id id)
{
	struct prunables *p = s->prunables;
	uint64_t verdicts = judging_serial(s), decision = decisions_changed(s->decisions, id);
	struct statement st = { 0 };
	struct known_grant *g;

	p->items = mem_grow_zeroed(p->items, &p->cap, (size_t)id + 1, sizeof(*p->items));
	g = &p->items[id];
	if (g->known && g->verdicts == verdicts && g->decision == decision)
		return g;
	*g = (struct known_grant){ .known = true, .verdicts = verdicts, .decision = decision };
	if (judging_policy(s)) {
		decision_module_statement(decisions_get(s->decisions, id),
					  ledger_rule(s->denials, id), s->names, &st);
		g->without_module = grants(s, &st, judge_baseline(judging_judge(s)));
		g->loaded = g->without_module || grants(s, &st, NULL);
	}
	statement_release(&st);
	return g;
}

/* An empty log, or one of something else, shows nothing. */
static bool denials_were_read(const struct session *s)
{
	uint64_t denials = 0;
	size_t i;

	for (i = 0; i < reader_count(s->reader); i++)
		denials += reader_source(s->reader, i)->counts.denials;
	return s->loaded_all && denials > 0;
}

static bool proof_is(const struct session *s, rule_id id, enum proof proof)
{
	const struct judge_proof *p = judging_proof(s, id);

	return p && p->proof == proof;
}

enum prunable prunable_of(const struct session *s, rule_id id)
{
	const struct decision *d = decisions_get(s->decisions, id);
	const struct rule *r = ledger_rule(s->denials, id);
	const struct known_grant *g;

	if (decision_module_state(d) == DECISION_OPEN)
		return PRUNABLE_NO;
	g = grant_of(s, id);
	if (g->without_module)
		return PRUNABLE_GRANTED;
	/* A dontaudit of the policy is proved by denials. */
	if (d->state == DECISION_DONTAUDIT && r->tuple_count && proof_is(s, id, PROOF_NO_EFFECT))
		return PRUNABLE_GRANTED;
	/* Where the policy has the rule, that nothing was denied shows nothing. */
	if (r->count == 0 && !g->loaded && denials_were_read(s))
		return PRUNABLE_UNSEEN;
	return PRUNABLE_NO;
}

void prunable_words(const struct session *s, rule_id id, struct buf *out)
{
	switch (prunable_of(s, id)) {
	case PRUNABLE_UNSEEN:
		buf_adds(out, "no denial in these logs asks for it any more");
		if (!judging_policy(s))
			buf_adds(out, " (nor would one where the module is loaded: no policy was "
				      "asked)");
		break;
	case PRUNABLE_GRANTED:
		buf_adds(out,
			 decision_module_state(decisions_get(s->decisions, id)) ==
					 DECISION_DONTAUDIT
				 ? "the policy does not record it without this module either"
			 : proof_is(s, id, PROOF_BLOCKED)
				 ? "the policy has this rule without this module, and something "
				   "else forbids it all the same"
				 : "the policy grants it without this module");
		break;
	case PRUNABLE_NO:
	case PRUNABLES:
		break;
	}
}

size_t session_prune(struct session *s, const rule_id *ids, size_t n)
{
	static const struct decision nothing = { .at_ms = TIME_NONE };
	struct buf words = { 0 };
	size_t i, dropped = 0;

	decisions_begin(s->decisions);
	for (i = 0; i < n; i++) {
		if (prunable_of(s, ids[i]) == PRUNABLE_NO)
			continue;
		decisions_set(s->decisions, ids[i], &nothing);
		dropped++;
	}
	buf_addf(&words, "dropped %zu rule%s", dropped, dropped == 1 ? "" : "s");
	decisions_end(s->decisions, buf_str(&words));
	buf_release(&words);
	return dropped;
}
