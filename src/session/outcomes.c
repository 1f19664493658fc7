// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/outcomes.h"

#include <stdlib.h>

#include "policy/boolean.h"
#include "policy/eval.h"
#include "base/mem.h"
#include "session/judging.h"

/* What was found of a rule, kept while nothing changes that it hangs on. */
struct found {
	uint64_t policy; /* serial + 1; 0: nothing yet */
	uint32_t changed;
	enum outcome outcome;
	bool allowed;         /* all that was denied, by the policy as it is */
	uint32_t first, last; /* the changes that it is told by, of `later` after the last denial */
	uint32_t later;
};

struct outcomes {
	struct found *rules;
	size_t cap;
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
static bool is_allowed(const struct session *s, const struct rule *r)
{
	const struct policy *p = judging_policy(s);
	struct judge *j = judging_judge(s);
	uint32_t i;

	if (!p || kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS || !r->tuple_count ||
	    r->tuples_lost)
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

static uint32_t value_of(const struct session *s, enum policy_index_name_kind kind, name_id name)
{
	return policy_index_value(&judging_policy(s)->ix, kind,
				  slice_of(intern_str(s->names, name)));
}

/* A loaded policy may change anything; a boolean only what rules under it are about. */
static bool concerns(const struct session *s, const struct rule *r, const struct epoch *e)
{
	const struct policy *p = judging_policy(s);

	if (!e->boolean)
		return true;
	return p && boolean_concerns(&p->ix,
				     policy_index_value(&p->ix, POLNAME_BOOL, slice_of(e->boolean)),
				     value_of(s, POLNAME_TYPE, r->key.source),
				     value_of(s, POLNAME_TYPE, r->key.target),
				     value_of(s, POLNAME_CLASS, r->key.class));
}

/* The last before place `end` that is later than the time; SIZE_MAX. */
static size_t last_before(const struct session *s, const struct rule *r, size_t end, int64_t ms)
{
	const struct epoch *e;

	for (; end-- > 0 && (e = epochs_at(s->epochs, end))->at_ms > ms;)
		if (!e->boot && concerns(s, r, e))
			return end;
	return SIZE_MAX;
}

static void find(const struct session *s, const struct rule *r, struct found *f)
{
	size_t count = epochs_count(s->epochs), end, i;

	f->outcome = OUTCOME_NONE;
	f->later = 0;
	f->allowed = false;
	if (!count || r->last_ms == TIME_NONE)
		return;
	end = epochs_after(s->epochs, r->last_ms);
	for (i = end; i < count; i++) {
		if (!concerns(s, r, epochs_at(s->epochs, i)))
			continue;
		if (f->later++ == 0)
			f->first = (uint32_t)i;
		f->last = (uint32_t)i;
	}
	f->allowed = is_allowed(s, r);
	if (f->later) {
		f->outcome = f->allowed ? OUTCOME_GONE : OUTCOME_UNSEEN;
		return;
	}
	i = last_before(s, r, end, r->first_ms - 1);
	if (i != SIZE_MAX) {
		f->outcome = OUTCOME_DENIED;
	} else {
		i = last_before(s, r, epochs_after(s->epochs, r->first_ms), INT64_MIN);
		if (i == SIZE_MAX)
			return;
		f->outcome = OUTCOME_NEW;
	}
	f->first = f->last = (uint32_t)i;
}

static const struct found *found_of(const struct session *s, rule_id id)
{
	const struct rule *r = ledger_rule(s->denials, id);
	struct outcomes *o = s->outcomes;
	struct found *f;

	o->rules = mem_grow_zeroed(o->rules, &o->cap, (size_t)id + 1, sizeof(*o->rules));
	f = &o->rules[id];
	if (f->policy != judging_serial(s) + 1 || f->changed != r->changed) {
		find(s, r, f);
		f->policy = judging_serial(s) + 1;
		f->changed = r->changed;
	}
	return f;
}

enum outcome outcome_of(const struct session *s, rule_id id)
{
	return found_of(s, id)->outcome;
}

static void add_epoch(const struct session *s, size_t i, struct buf *out)
{
	epoch_words(epochs_at(s->epochs, i), s->clock.began_ms, out);
}

static void unseen_words(const struct session *s, const struct rule *r, const struct found *f,
			 struct buf *out)
{
	buf_adds(out, "not seen since ");
	add_epoch(s, f->first, out);
	if (!judging_policy(s))
		buf_adds(out, "; without a policy it is not known whether it is allowed now");
	else if (r->tuples_lost)
		buf_adds(out, "; not all that was denied was kept, so whether it is allowed now is "
			      "not known");
	else
		buf_adds(out, ", but the policy does not allow all of it");
}

static void gone_words(const struct session *s, const struct found *f, struct buf *out)
{
	if (f->later == 1) {
		buf_adds(out, "allowed since ");
		add_epoch(s, f->first, out);
		buf_adds(out, ", not seen again");
		return;
	}
	buf_adds(out, "not seen since ");
	add_epoch(s, f->first, out);
	buf_adds(out, "; allowed since ");
	add_epoch(s, f->last, out);
	buf_adds(out, " at the latest");
}

void outcome_words(const struct session *s, rule_id id, struct buf *out)
{
	const struct found *f = found_of(s, id);

	switch (f->outcome) {
	case OUTCOME_GONE:
		gone_words(s, f, out);
		break;
	case OUTCOME_UNSEEN:
		unseen_words(s, ledger_rule(s->denials, id), f, out);
		break;
	case OUTCOME_DENIED:
		buf_adds(out, "still denied after ");
		add_epoch(s, f->first, out);
		if (f->allowed)
			buf_adds(out, ", though the policy that was read here allows it: is it "
				      "another one than judged then, or another host's?");
		break;
	case OUTCOME_NEW:
		buf_adds(out, "seen only after ");
		add_epoch(s, f->first, out);
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
