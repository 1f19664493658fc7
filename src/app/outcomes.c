// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/outcomes.h"

#include <stdlib.h>
#include <string.h>

#include "avcurate/eval.h"
#include "avcurate/mem.h"
#include "avcurate/verdicts.h"

/* Whether the policy as it is allows all that the rule was denied, kept until either changes. */
struct known {
	uint64_t policy; /* serial + 1; 0: not asked yet */
	uint32_t changed;
	bool allowed;
};

struct outcomes {
	struct known *rules;
	size_t count, cap;
};

struct outcomes *outcomes_new(void)
{
	return mem_zalloc(1, sizeof(struct outcomes));
}

void outcomes_free(struct outcomes *o)
{
	if (o)
		free(o->rules);
	free(o);
}

/* Unlike a verdict's, this is the policy with whatever module it holds: what the kernel would say. */
static bool find_allowed(const struct session *s, const struct rule *r)
{
	const struct policy *p = verdicts_policy(s);
	struct judge *j = verdicts_judge(s);
	uint32_t i;

	if (!p || r->key.kind != RECORD_ACCESS || !r->tuple_count || r->tuples_lost)
		return false;
	for (i = 0; i < r->tuple_count; i++) {
		struct eval_answer answer;
		struct eval_query q;

		if (!judge_query(j, r, &r->tuples[i], &q))
			return false;
		policy_query(&p->ix, &q, NULL, &answer);
		if (answer.reasons || answer.invalid || answer.unsure)
			return false;
	}
	return true;
}

static bool is_allowed(const struct session *s, rule_id id)
{
	const struct rule *r = ledger_rule(s->denials, id);
	struct outcomes *o = s->outcomes;
	size_t old = o->cap;
	struct known *k;

	if (id >= old) {
		o->rules = mem_grow(o->rules, &o->cap, (size_t)id + 1, sizeof(*o->rules));
		memset(o->rules + old, 0, (o->cap - old) * sizeof(*o->rules));
	}
	k = &o->rules[id];
	if (k->policy != verdicts_serial(s) + 1 || k->changed != r->changed) {
		k->allowed = find_allowed(s, r);
		k->policy = verdicts_serial(s) + 1;
		k->changed = r->changed;
	}
	return k->allowed;
}

enum outcome outcome_of(const struct session *s, rule_id id)
{
	const struct rule *r = ledger_rule(s->denials, id);
	size_t later;

	if (!epochs_count(s->epochs) || r->last_ms == TIME_NONE)
		return OUTCOME_NONE;
	if (epochs_after(s->epochs, r->last_ms, &later))
		return is_allowed(s, id) ? OUTCOME_GONE : OUTCOME_UNSEEN;
	if (epochs_between(s->epochs, r->first_ms - 1, r->last_ms))
		return OUTCOME_DENIED;
	return epochs_between(s->epochs, INT64_MIN, r->first_ms) ? OUTCOME_NEW : OUTCOME_NONE;
}

static void not_seen_words(const struct session *s, rule_id id, struct buf *out)
{
	const struct rule *r = ledger_rule(s->denials, id);
	size_t later;
	const struct epoch *first = epochs_after(s->epochs, r->last_ms, &later);
	const struct epoch *last = epochs_at(s->epochs, epochs_count(s->epochs) - 1);

	if (!is_allowed(s, id)) {
		buf_adds(out, "not seen since ");
		epoch_words(first, s->now_ms, out);
		if (!verdicts_policy(s))
			buf_adds(out,
				 "; without a policy it is not known whether it is allowed now");
		else if (r->tuples_lost)
			buf_adds(out,
				 "; not all that was denied was kept, so whether it is allowed "
				 "now is not known");
		else
			buf_adds(out, ", but the policy does not allow all of it");
	} else if (later == 1) {
		buf_adds(out, "allowed since ");
		epoch_words(first, s->now_ms, out);
		buf_adds(out, ", not seen again");
	} else {
		buf_adds(out, "not seen since ");
		epoch_words(first, s->now_ms, out);
		buf_adds(out, "; allowed since ");
		epoch_words(last, s->now_ms, out);
		buf_adds(out, " at the latest");
	}
}

void outcome_words(const struct session *s, rule_id id, struct buf *out)
{
	const struct rule *r = ledger_rule(s->denials, id);

	switch (outcome_of(s, id)) {
	case OUTCOME_GONE:
	case OUTCOME_UNSEEN:
		not_seen_words(s, id, out);
		break;
	case OUTCOME_DENIED:
		buf_adds(out, "still denied after ");
		epoch_words(epochs_between(s->epochs, r->first_ms - 1, r->last_ms), s->now_ms, out);
		if (is_allowed(s, id))
			buf_adds(out, ", though the policy that was read here allows it: is it "
				      "another one than judged then, or another host's?");
		break;
	case OUTCOME_NEW:
		buf_adds(out, "seen only after ");
		epoch_words(epochs_between(s->epochs, INT64_MIN, r->first_ms), s->now_ms, out);
		break;
	case OUTCOME_NONE:
	case OUTCOMES:
		break;
	}
}

size_t outcomes_gone(const struct session *s, size_t *standing)
{
	size_t gone = 0;
	rule_id i;

	*standing = 0;
	for (i = 0; i < ledger_count(s->denials); i++) {
		enum decision_state state = decisions_get(s->decisions, i)->state;

		if (state != DECISION_ACCEPTED && state != DECISION_FIXED)
			continue;
		*standing += 1;
		gone += outcome_of(s, i) == OUTCOME_GONE;
	}
	return gone;
}
