// SPDX-License-Identifier: GPL-2.0-or-later
/* Words what a rule's statement allows and what the next wider steps add. The ladder of steps
 * and the effect are computed elsewhere. */
#include "config.h"

#include "session/widen_summary.h"

#include <string.h>

#include "module/effect.h"
#include "advice/ladder.h"
#include "session/judging.h"

#define SENSITIVE_BYTES 160

void widen_summary_release(struct widen_summary *w)
{
	buf_release(&w->opens);
	buf_release(&w->danger);
	buf_release(&w->steps);
}

static void find_effect(const struct session *s, rule_id id, const struct statement *st,
			struct effect *e)
{
	effect_find(judging_judge(s), NULL, s->names, s->denials, &id, 1, st, 0, e);
}

/* An ioctl step counts commands, not accesses. */
static void add_ioctl_step(const struct ladder_step *step, const struct ladder_step *now,
			   struct buf *out)
{
	if (step->opened <= now->opened)
		return;
	buf_addf(out, "%s%s +", out->len ? ", " : "", step->name);
	effect_count(out, step->opened - now->opened);
	buf_adds(out, " commands");
}

static void add_step(const struct session *s, rule_id id, const struct ladder_step *steps,
		     size_t count, size_t now, const struct effect *current, struct buf *out)
{
	struct effect e = { 0 };
	size_t i;

	for (i = now + 1; i < count && steps[i].axis == steps[now].axis; i++) {
		if (strcmp(steps[i].axis, "ioctl") == 0) {
			add_ioctl_step(&steps[i], &steps[now], out);
			break;
		}
		find_effect(s, id, &steps[i].statement, &e);
		if (!e.known || e.reach.opened <= current->reach.opened)
			continue;
		buf_addf(out, "%s%s +", out->len ? ", " : "", steps[i].name);
		effect_count(out, e.reach.opened - current->reach.opened);
		buf_adds(out, e.reach.sensitive_count > current->reach.sensitive_count ? " !" : "");
		break;
	}
	effect_release(&e);
}

bool widen_summary_words(struct session *s, rule_id id, struct widen_summary *w)
{
	const struct rule *r = ledger_rule(s->denials, id);
	const struct decision *d = decisions_get(s->decisions, id);
	const struct policy *policy = judging_policy(s);
	struct ladder_basis basis = { .policy = policy ? &policy->ix : NULL,
				      .names = policy ? judge_baseline(judging_judge(s)) : NULL,
				      .denials = s->denials };
	struct effect current = { 0 };
	struct statement st = { 0 };
	struct ladder_step *steps;
	size_t i, n;

	*w = (struct widen_summary){ 0 };
	if (!policy || kind_of(r->key.kind)->judge != KIND_JUDGE_ACCESS)
		return false;
	decision_statement(d, r, s->names, &st);
	find_effect(s, id, &st, &current);
	statement_release(&st);
	if (!current.known)
		return false;
	effect_opens_words(&current, &w->opens);
	effect_closes_words(&current, &w->danger);
	if (current.reach.sensitive_count) {
		buf_adds(&w->danger, w->danger.len ? "; " : "");
		effect_sensitive_words(&current, judging_judge(s), SENSITIVE_BYTES, &w->danger);
	}
	n = ladder_steps(r, d, s->names, &basis, &steps);
	for (i = 0; i < n; i++)
		if (steps[i].current)
			add_step(s, id, steps, n, i, &current, &w->steps);
	ladder_free(steps, n);
	effect_release(&current);
	return true;
}
