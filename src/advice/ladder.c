// SPDX-License-Identifier: GPL-2.0-or-later
/* The strategies of widening, one row each. Collects their steps and sorts them. */
#include "config.h"

#include "advice/ladder.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rung_internal.h"

static const struct rung *const rungs[] = {
	&rung_perms, &rung_ioctl, &rung_class, &rung_target, &rung_source,
};

struct ranked {
	struct ladder_step step;
	unsigned measure;
	size_t order;
};

static int compare(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->measure != y->measure)
		return x->measure < y->measure ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static void sort_from(struct ladder *l, const struct rung *rung, size_t from)
{
	size_t i, n = l->count - from;
	struct ranked *ranked;

	if (!n)
		return;
	ranked = mem_zalloc(n, sizeof(*ranked));
	for (i = 0; i < n; i++) {
		ranked[i].step = l->steps[from + i];
		ranked[i].measure = rung->measure(l, &ranked[i].step.statement,
						  &ranked[i].step.opened, &ranked[i].step.closed);
		ranked[i].order = i;
	}
	qsort(ranked, n, sizeof(*ranked), compare);
	for (i = 0; i < n; i++)
		l->steps[from + i] = ranked[i].step;
	free(ranked);
}

size_t ladder_steps(const struct rule *rule, const struct decision *decision, struct intern *names,
		    const struct ladder_basis *basis, struct ladder_step **out)
{
	struct ladder l = { .rule = rule, .names = names, .decision = decision };
	struct decision following = *decision;
	size_t i, from;

	*out = NULL;
	if (basis) {
		l.policy = basis->policy;
		l.overlay = basis->names;
		l.denials = basis->denials;
		l.others = basis->others;
		l.other_count = basis->other_count;
	}
	rule_statement(rule, names, &l.observed);
	following.chosen = false;
	decision_statement(&following, rule, names, &l.kept);
	decision_statement(decision, rule, names, &l.current);
	if (l.observed.kind == STATEMENT_ALLOW && l.current.class_count) {
		l.observed.kind = l.current.kind; /* a dontaudit is widened to a dontaudit */
		l.kept.kind = l.current.kind;
		for (i = 0; i < AV_ARRAY_LEN(rungs); i++) {
			from = l.count;
			rungs[i]->steps(&l);
			sort_from(&l, rungs[i], from);
		}
	}
	statement_release(&l.observed);
	statement_release(&l.kept);
	statement_release(&l.current);
	*out = l.steps;
	return l.count;
}

void ladder_free(struct ladder_step *steps, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(steps[i].name);
		free(steps[i].why);
		statement_release(&steps[i].statement);
	}
	free(steps);
}
