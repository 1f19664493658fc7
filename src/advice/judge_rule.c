// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the verdicts on a rule, tuple by tuple, and what other than a rule would allow it. */
#include "config.h"

#include "judge_internal.h"

#include <stdlib.h>
#include <string.h>

#include "advice/fix_label_port.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "policy/whatif.h"

/* Domains that processes without one of their own end up in. They usually lack a transition, and
 * a rule for them is a rule for everything that runs there. This does not apply to the programs
 * that the domain is meant for: `own` names them. */
static const struct generic_domain {
	const char *type, *own[3];
} generic_domains[] = {
	{ "init_t", { "systemd", "init" } },
	{ "initrc_t", { NULL } },
	{ "kernel_t", { NULL } },
	{ "unconfined_service_t", { NULL } },
	{ "inetd_child_t", { NULL } },
	{ "crond_t", { "cron", "crond" } },
};

static bool is_own_program(const struct generic_domain *g, const char *program, bool executes)
{
	const char *base = fileio_base(program);
	size_t i;

	/* systemd's child until it executes the program: "(name)" (systemd's exec-invoke.c). */
	if (base[0] == '(' && !executes && strcmp(g->type, "init_t") == 0)
		return true;
	for (i = 0; i < AV_ARRAY_LEN(g->own) && g->own[i]; i++)
		if (strcmp(g->own[i], base) == 0)
			return true;
	return false;
}

static bool executes(const struct judge *j, const struct rule *r)
{
	uint32_t i;

	for (i = 0; i < r->perm_count; i++)
		if (strncmp(intern_str(j->names, r->perms[i].perm), "execute", 7) == 0)
			return true;
	return false;
}

/* True if a generic domain ran a program it is not meant for, as far as the records say. */
static bool runs_in_generic_domain(const struct judge *j, const struct rule *r)
{
	const char *type = intern_str(j->names, r->key.source);
	const struct seen *seen[RULE_SEEN_MAX];
	const struct generic_domain *g = NULL;
	size_t i, n;

	for (i = 0; i < AV_ARRAY_LEN(generic_domains) && !g; i++)
		if (strcmp(generic_domains[i].type, type) == 0)
			g = &generic_domains[i];
	if (!g)
		return false;
	n = rule_seen(r, SEEN_EXE, seen);
	if (!n)
		n = rule_seen(r, SEEN_COMM, seen);
	for (i = 0; i < n; i++)
		if (!is_own_program(g, intern_str(j->names, seen[i]->text), executes(j, r)))
			return true;
	return n == 0;
}

/* True if at least half of the denials were inherited descriptors, where the log had the whole
 * events. With fewer, the rule is about what the domain does itself. */
static bool is_leaked(const struct tuple *t)
{
	return t->inherited && t->inherited >= t->count - t->inherited;
}

static bool is_dac(const struct judge *j, const struct rule *r, const struct tuple *t)
{
	const char *class = intern_str(j->names, r->key.class);
	const char *perm = intern_str(j->names, t->perm);

	return (strcmp(class, "capability") == 0 || strcmp(class, "cap_userns") == 0) &&
	       (strcmp(perm, "dac_override") == 0 || strcmp(perm, "dac_read_search") == 0);
}

static bool is_unlabeled(const struct judge *j, const struct rule *r)
{
	const char *target = intern_str(j->names, r->key.target);

	return strcmp(target, "unlabeled_t") == 0 || strcmp(target, "unlabeled") == 0;
}

/* What other than a missing type rule denies it, judged as if the rule existed, so that no allow
 * rule is offered where it would not help. */
static unsigned blocks(unsigned reasons)
{
	return (reasons & EVAL_CONSTRAINT ? verdict_bit(VERDICT_CONSTRAINT) : 0) |
	       (reasons & EVAL_ROLE ? verdict_bit(VERDICT_ROLE) : 0) |
	       (reasons & EVAL_BOUNDS ? verdict_bit(VERDICT_BOUNDS) : 0) |
	       (reasons & EVAL_XPERM ? verdict_bit(VERDICT_XPERM) : 0);
}

enum verdict judge_first(unsigned found)
{
	unsigned v;

	for (v = 0; v < VERDICTS; v++)
		if (found & 1u << v)
			return (enum verdict)v;
	return VERDICT_MISSING_RULE;
}

enum verdict judge_verdict_of(unsigned reasons)
{
	return judge_first(blocks(reasons) | verdict_bit(VERDICT_MISSING_RULE));
}

/* All verdicts on a tuple, as bits. */
static unsigned judge_tuple(struct judge *j, const struct rule *r, const struct tuple *t)
{
	struct eval_answer now, assumed;
	struct eval_query q;
	unsigned found = 0;

	if (!judge_query(j, r, t, &q) || !q.source->type || !q.target->type)
		return verdict_bit(VERDICT_UNKNOWN);
	policy_query(j->ix, &q, &j->baseline, &now);
	if (now.invalid || is_unlabeled(j, r))
		found |= verdict_bit(VERDICT_INVALID_CONTEXT);
	if (!now.reasons)
		return found | verdict_bit(VERDICT_ALLOWED);
	q.assume = true;
	policy_query(j->ix, &q, &j->baseline, &assumed);
	found |= blocks(now.reasons | assumed.reasons);
	/* The kernel does not reach the role check if a constraint fails before it. */
	if (eval_role_forbids(j->ix, &q))
		found |= verdict_bit(VERDICT_ROLE);
	if (runs_in_generic_domain(j, r))
		found |= verdict_bit(VERDICT_WRONG_DOMAIN);
	if (is_leaked(t))
		found |= verdict_bit(VERDICT_LEAKED_FD);
	if (is_dac(j, r, t))
		found |= verdict_bit(VERDICT_DAC);
	if (now.reasons & EVAL_NO_RULE) {
		if (q.perms & ~now.auditdeny)
			found |= verdict_bit(VERDICT_DONTAUDIT);
		found |= verdict_bit(VERDICT_MISSING_RULE);
	}
	return found;
}

uint32_t judge_other_flaws(struct judge *j, const struct tuple *t)
{
	return judge_context(j, t->tcontext)->flaws &
	       (CONTEXT_MALFORMED | CONTEXT_NO_USER | CONTEXT_NO_LEVEL | CONTEXT_USER_ROLE |
		CONTEXT_USER_RANGE);
}

enum verdict judge_kind_verdict(const struct kind *kind)
{
	switch (kind->judge) {
	case KIND_JUDGE_ACCESS:
	case KIND_JUDGE_ROLE:
		return VERDICT_MISSING_RULE;
	case KIND_SAYS_BOUNDS:
		return VERDICT_BOUNDS;
	case KIND_SAYS_CONSTRAINT:
		return VERDICT_CONSTRAINT;
	case KIND_SAYS_CONTEXT:
		return VERDICT_INVALID_CONTEXT;
	case KIND_NOT_JUDGED:
		break;
	}
	return VERDICT_NO_POLICY;
}

/* Of the kinds that are not an access, only a role can be put to a policy. */
unsigned judge_kind(struct judge *j, const struct rule *r, const struct tuple *t,
		    const struct eval_overlay *o)
{
	uint32_t role = policy_index_value(j->ix, POLNAME_ROLE, judge_name(j, r->key.role));
	uint32_t type = whatif_type_value(&j->baseline, j->ix, judge_name(j, r->key.target));
	unsigned found;
	bool has;
	uint32_t i;

	/* Records of the other kinds say themselves what forbade it. */
	if (kind_of(r->key.kind)->judge != KIND_JUDGE_ROLE)
		return verdict_bit(judge_kind_verdict(kind_of(r->key.kind)));
	if (!role || !type)
		return verdict_bit(VERDICT_UNKNOWN);
	has = type <= j->ix->types_max &&
	      policy_index_bit(j->ix->bits + j->ix->roles[role].types, type);
	for (i = 0; i < o->role_count && !has; i++)
		has = o->roles[i].role == role && o->roles[i].type == type;
	found = has ? 0 : verdict_bit(VERDICT_MISSING_RULE);
	if (judge_other_flaws(j, t))
		found |= verdict_bit(VERDICT_INVALID_CONTEXT);
	return found ? found : verdict_bit(VERDICT_ALLOWED);
}

uint32_t judge_booleans(struct judge *j, const struct rule *r, struct boolean_fixes *out)
{
	struct eval_query *queries;
	struct fixes ports = { 0 };
	uint32_t i, n = judge_queries(j, r, &queries);

	out->count = out->more = 0;
	if (!n || !queries[0].source->type || !queries[0].target->type)
		goto out;
	policy_booleans(j->ix, &j->baseline, queries, n, out);
	if (!out->count && r->perm_count > 1 && fix_ports(j, r, &ports)) {
		for (i = n = 0; i < r->tuple_count; i++)
			if (!fixes_answer(&ports, r, r->tuples[i].perm))
				(void)judge_query(j, r, &r->tuples[i], &queries[n++]);
		if (n)
			policy_booleans(j->ix, &j->baseline, queries, n, out);
	}
out:
	fixes_release(&ports);
	free(queries);
	return out->count ? n : 0;
}

size_t judge_booleans_partly(struct judge *j, const struct rule *r, struct boolean_part *out,
			     size_t max)
{
	struct eval_query *queries = mem_alloc((r->tuple_count + 1) * sizeof(*queries));
	uint32_t i, n = 0;
	size_t found = 0;

	for (i = 0; i < r->tuple_count; i++)
		if (judge_query(j, r, &r->tuples[i], &queries[n]))
			n++;
	if (n > 1 && kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS && queries[0].source->type &&
	    queries[0].target->type)
		found = policy_booleans_partly(j->ix, &j->baseline, queries, n, out, max);
	free(queries);
	return found;
}

static uint32_t at_most(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* A fix that allows everything denied is a verdict on each denied tuple; one that allows a part
 * of it, on those tuples. */
static void judge_fixes(struct judge *j, const struct rule *r, struct judgement *out)
{
	uint32_t denied = out->tuples - out->held[VERDICT_ALLOWED] - out->held[VERDICT_UNKNOWN];
	struct boolean_fixes booleans = { 0 };
	struct boolean_part part;
	struct fixes fixes = { 0 };
	uint32_t i;

	if (!denied)
		return;
	if (fix_labels(j, r, &fixes))
		out->held[VERDICT_RELABEL] = denied;
	if (fix_ports(j, r, &fixes))
		for (i = 0; i < r->tuple_count; i++)
			out->held[VERDICT_PORT] += fixes_answer(&fixes, r, r->tuples[i].perm);
	out->held[VERDICT_PORT] = at_most(out->held[VERDICT_PORT], denied);
	if (out->held[VERDICT_MISSING_RULE])
		out->held[VERDICT_BOOLEAN] = at_most(judge_booleans(j, r, &booleans), denied);
	out->together = out->held[VERDICT_BOOLEAN] && out->held[VERDICT_BOOLEAN] < denied;
	if (out->held[VERDICT_MISSING_RULE] && !out->held[VERDICT_BOOLEAN] &&
	    judge_booleans_partly(j, r, &part, 1))
		out->held[VERDICT_BOOLEAN] = at_most(part.covers, denied);
	fixes_release(&fixes);
}

/* True if the verdict may lead: "allowed" only if all tuples are, since otherwise the rule is
 * about the others; a fix only if it then allows everything. */
static bool may_lead(const struct judgement *judged, enum verdict v)
{
	uint32_t denied =
		judged->tuples - judged->held[VERDICT_ALLOWED] - judged->held[VERDICT_UNKNOWN];

	if (v == VERDICT_ALLOWED)
		return judged->held[v] == judged->tuples;
	if (v == VERDICT_RELABEL || v == VERDICT_PORT || v == VERDICT_BOOLEAN)
		return judged->held[v] && (judged->held[v] == denied || judged->together);
	return judged->held[v];
}

void judge_rule(struct judge *j, const struct rule *r, struct judgement *out)
{
	uint32_t i;
	unsigned v;

	*out = (struct judgement){ .lead = VERDICT_UNKNOWN, .tuples = r->tuple_count };
	for (i = 0; i < r->tuple_count; i++) {
		unsigned found = kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS
					 ? judge_tuple(j, r, &r->tuples[i])
					 : judge_kind(j, r, &r->tuples[i], &j->baseline);

		for (v = 0; v < VERDICTS; v++)
			if (found & 1u << v && out->held[v]++ == 0)
				out->first[v] = i;
	}
	if (kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS)
		judge_fixes(j, r, out);
	for (v = 0; v < VERDICTS && !may_lead(out, (enum verdict)v);)
		v++;
	if (v < VERDICTS)
		out->lead = (enum verdict)v;
	/* Not denied does not mean allowed. */
	if (!r->count && !r->tuple_count)
		out->lead = VERDICT_NO_DENIAL;
}
