// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds one statement for several rules by using an attribute in place of the type in which they
 * differ. */
#include "config.h"

#include "advice/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The axis of steps on which the rules differ; NULL if they differ in more than one type. Rules
 * about `self` differ on both sides, so their source decides. */
static const char *axis_of(const struct rule *const *rules, size_t n, const char **why)
{
	bool sources = false, targets = false, selves = true;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct rule_key *a = &rules[0]->key, *b = &rules[i]->key;

		if (b->kind != a->kind || !(kind_of(b->kind)->decisions & KIND_MAY_WIDEN)) {
			*why = "one of the tagged denials cannot be answered by an allow rule";
			return NULL;
		}
		if (a->class != b->class) {
			*why = "the tagged rules have different classes: they cannot become one "
			       "statement";
			return NULL;
		}
		sources |= a->source != b->source;
		targets |= a->target != b->target;
		selves &= rule_is_self(rules[i]);
	}
	if (selves)
		return "source";
	for (i = 0; i < n; i++)
		if (sources && rule_is_self(rules[i])) {
			*why = "only some of the tagged rules are about self: they "
			       "cannot become one statement";
			return NULL;
		}
	*why = "the tagged rules differ in source and target: they cannot become one statement";
	return sources && targets ? NULL : sources ? "source" : "target";
}

/* Add what a statement grants to another statement of the same class. */
static void add_grants(struct statement *to, const struct statement *st, name_id ioctl, bool *any,
		       const struct intern *names)
{
	size_t i;

	for (i = 0; i < st->perm_count; i++)
		statement_add_perm(to, st->perms[i], names);
	for (i = 0; i < st->ioctl_count; i++)
		statement_add_ioctl(to, st->ioctls[i]);
	*any |= statement_has_perm(st, ioctl) && !st->ioctl_count;
}

/* The union of what the rules stand for, with the types of the first. */
static void unite(const struct rule *const *rules, const struct decision *const *decisions,
		  size_t n, const struct intern *names, struct decision *out)
{
	name_id ioctl = intern_find(names, slice_of("ioctl"));
	struct statement st = { 0 };
	bool any = false;
	size_t i;

	*out = (struct decision){ .chosen = true, .at_ms = TIME_NONE };
	rule_statement(rules[0], names, &out->statement);
	out->statement.perm_count = out->statement.ioctl_count = 0;
	for (i = 0; i < n; i++) {
		decision_statement(decisions[i], rules[i], names, &st);
		add_grants(&out->statement, &st, ioctl, &any, names);
	}
	if (any)
		out->statement.ioctl_count = 0;
	statement_release(&st);
}

size_t merge_steps(const struct rule *const *rules, const struct decision *const *decisions,
		   size_t n, struct intern *names, const struct ladder_basis *basis,
		   struct ladder_step **out, const char **why)
{
	const char *axis = axis_of(rules, n, why);
	struct ladder_basis all = *basis;
	struct ladder_step *steps;
	struct decision united;
	size_t i, count, kept = 0;

	*out = NULL;
	if (!axis)
		return 0;
	if (!basis->policy) {
		*why = "without a policy the attributes of the tagged types are unknown; "
		       "name one with -p";
		return 0;
	}
	all.others = rules + 1;
	all.other_count = n - 1;
	unite(rules, decisions, n, names, &united);
	count = ladder_steps(rules[0], &united, names, &all, &steps);
	for (i = 0; i < count; i++) {
		struct ladder_step step = steps[i];

		if (strcmp(step.axis, axis) == 0 && !step.current) {
			steps[kept++] = step;
			continue;
		}
		free(step.name);
		free(step.why);
		statement_release(&step.statement);
	}
	decision_release(&united);
	*out = steps;
	*why = "no usable attribute holds all types of the tagged rules";
	return kept;
}
