// SPDX-License-Identifier: GPL-2.0-or-later
/* Measures a statement against a rule: how many accesses it opens beyond what was denied, which of
 * them are sensitive, and the same in words. */
#include "config.h"

#include "module/effect.h"

#include <stdio.h>

#include "base/text.h"

void effect_release(struct effect *e)
{
	reach_release(&e->reach);
	*e = (struct effect){ 0 };
}

static bool covers_ioctls(const struct statement *seen, const struct statement *st)
{
	size_t i, k;

	if (!seen->ioctl_count)
		return true;
	for (i = 0; i < st->ioctl_count; i++) {
		for (k = 0; k < seen->ioctl_count; k++)
			if (st->ioctls[i].low >= seen->ioctls[k].low &&
			    st->ioctls[i].high <= seen->ioctls[k].high)
				break;
		if (k == seen->ioctl_count)
			return false;
	}
	return st->ioctl_count > 0;
}

bool effect_is_wider(const struct rule *r, const struct intern *names, const struct statement *st)
{
	struct statement seen = { 0 };
	bool wider;
	size_t i;

	if (st->kind != STATEMENT_ALLOW && st->kind != STATEMENT_DONTAUDIT)
		return false;
	rule_statement(r, names, &seen);
	wider = st->source_attribute || st->target_attribute || st->class_count > 1;
	for (i = 0; i < st->perm_count; i++)
		wider |= !statement_has_perm(&seen, st->perms[i]);
	if (statement_has_perm(st, intern_find(names, slice_of("ioctl"))))
		wider |= !covers_ioctls(&seen, st);
	statement_release(&seen);
	return wider;
}

/* Count the accesses opened by the part of the statement that was denied. */
static uint64_t opens_denied(struct judge *j, const struct intern *names, const struct rule *r,
			     const struct statement *st)
{
	struct statement seen = { 0 };
	struct reach reach = { 0 };
	uint64_t n = 0;
	size_t i;

	rule_statement(r, names, &seen);
	for (i = seen.perm_count; i > 0; i--)
		if (!statement_has_perm(st, seen.perms[i - 1]))
			statement_remove_perm(&seen, seen.perms[i - 1]);
	if (!statement_has_perm(&seen, intern_find(names, slice_of("ioctl"))))
		seen.ioctl_count = 0;
	if (policy_reach(judge_policy(j), judge_baseline(j), &seen, names, 0, &reach, NULL) == 0)
		n = reach.opened;
	reach_release(&reach);
	statement_release(&seen);
	return n;
}

/* Merge the proofs of several rules: the worst one, with the sum of the counts. */
static void add_proof(struct judge_proof *to, const struct judge_proof *p, bool first)
{
	static const int badness[PROOFS] = {
		[PROOF_BLOCKED] = 3, [PROOF_UNPROVED] = 2, [PROOF_PROVEN] = 1
	};
	size_t i;

	if (first) {
		*to = *p;
		return;
	}
	if (badness[p->proof] > badness[to->proof]) {
		to->proof = p->proof;
		to->blocked_by = p->blocked_by;
		to->blocked_tuple = p->blocked_tuple;
	}
	for (i = 0; i < PROOFS; i++)
		to->counts[i] += p->counts[i];
}

void effect_find(struct judge *j, struct prover *p, const struct intern *names,
		 const struct ledger *denials, const rule_id *ids, size_t n,
		 const struct statement *st, size_t list_max, struct effect *e)
{
	struct judge_proof proof;
	uint64_t denied = 0;
	bool wider = n > 1;
	size_t i;

	effect_release(e);
	if (policy_reach(judge_policy(j), judge_baseline(j), st, names, list_max, &e->reach, NULL) <
	    0)
		return;
	e->known = true;
	e->quiet = st->kind == STATEMENT_DONTAUDIT;
	wider |= n && effect_is_wider(ledger_rule(denials, ids[0]), names, st);
	for (i = 0; i < n; i++) {
		if (e->reach.opened && wider)
			denied += opens_denied(j, names, ledger_rule(denials, ids[i]), st);
		if (!p)
			continue;
		prover_try(p, ids[i], st, &proof);
		add_proof(&e->proof, &proof, i == 0);
	}
	if (wider && e->reach.opened > denied)
		e->more = e->reach.opened - denied;
}

void effect_sort(struct ladder_step *steps, struct effect *effects, size_t count)
{
	size_t i, k;

	/* Insertion sort: the steps are few and nearly sorted. */
	for (i = 1; i < count; i++) {
		struct ladder_step step = steps[i];
		struct effect effect = effects[i];

		for (k = i; k > 0 && steps[k - 1].axis == step.axis &&
			    effects[k - 1].reach.opened > effect.reach.opened;
		     k--) {
			steps[k] = steps[k - 1];
			effects[k] = effects[k - 1];
		}
		steps[k] = step;
		effects[k] = effect;
	}
}

void effect_count(struct buf *out, uint64_t n)
{
	char digits[24];
	int i, len = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)n);

	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf_addc(out, ',');
		buf_addc(out, digits[i]);
	}
}

void effect_opens_words(const struct effect *e, struct buf *out)
{
	if (!e->reach.opened) {
		buf_adds(out, e->quiet ? "nothing: it stays denied"
				       : "nothing that the policy does not allow already");
		return;
	}
	effect_count(out, e->reach.opened);
	buf_adds(out, e->reach.opened == 1 ? " access: " : " accesses: ");
	if (e->more) {
		effect_count(out, e->more);
		buf_adds(out, " more than was denied");
	} else {
		buf_adds(out, "nothing else");
	}
}

void effect_closes_words(const struct effect *e, struct buf *out)
{
	if (!e->reach.closed)
		return;
	buf_adds(out, "all other ioctl commands of ");
	effect_count(out, e->reach.closed);
	buf_adds(out, e->reach.closed == 1 ? " pair of types that may use any now"
					   : " pairs of types that may use any now");
}

static const char *target_name(const struct judge *j, const struct reach_sensitive *s)
{
	return eval_type_name(judge_policy(j), judge_baseline(j), s->target);
}

void effect_sensitive_words(const struct effect *e, const struct judge *j, size_t max,
			    struct buf *out)
{
	const struct policy_index *ix = judge_policy(j);
	size_t i, start = out->len;
	uint32_t perms;

	for (i = 0; i < e->reach.sensitive_count; i++) {
		const struct reach_sensitive *s = &e->reach.sensitive[i];

		if (i && out->len - start > max) {
			buf_addf(out, "; and %zu more", e->reach.sensitive_count - i);
			return;
		}
		buf_adds(out, i ? "; " : "");
		text_clean(out, slice_of(target_name(j, s)));
		buf_addc(out, ':');
		for (perms = s->perms; perms; perms &= perms - 1)
			buf_addf(out, " %s",
				 ix->strings +
					 ix->classes[s->class_value].perms[__builtin_ctz(perms)]);
		buf_addf(out, " (%s)", s->why);
	}
}

void effect_sensitive_names(const struct effect *e, const struct judge *j, size_t max,
			    struct buf *out)
{
	size_t i, k, start = out->len;

	for (i = 0; i < e->reach.sensitive_count; i++) {
		const struct reach_sensitive *s = &e->reach.sensitive[i];

		for (k = 0; k < i && e->reach.sensitive[k].target != s->target; k++)
			;
		if (k < i)
			continue;
		if (i && out->len - start > max) {
			buf_adds(out, " …");
			return;
		}
		buf_adds(out, i ? " " : "");
		text_clean(out, slice_of(target_name(j, s)));
	}
}
