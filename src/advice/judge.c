// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "advice/judge.h"

#include <stdlib.h>

#include "advice/boolean_note.h"
#include "policy/declared.h"
#include "base/fileio.h"
#include "advice/fix.h"
#include "base/mem.h"
#include "policy/whatif.h"

struct judge {
	const struct policy_index *ix;
	const struct intern *names;
	struct policy_context **contexts; /* by name id; NULL: not met yet */
	size_t context_count, context_cap;
	struct statement *removed;
	size_t removed_count, removed_cap;
	struct eval_overlay baseline;
	const struct declared *own;
	struct labels *labels;
	struct boolean_notes notes; /* with the documentation */
};

struct judge *judge_new(const struct policy_index *ix, const struct intern *names)
{
	struct judge *j = mem_zalloc(1, sizeof(*j));

	j->ix = ix;
	j->names = names;
	return j;
}

static void forget_contexts(struct judge *j)
{
	size_t i;

	for (i = 0; i < j->context_count; i++) {
		if (j->contexts[i])
			context_release(j->contexts[i]);
		free(j->contexts[i]);
		j->contexts[i] = NULL;
	}
}

void judge_free(struct judge *j)
{
	size_t i;

	if (!j)
		return;
	forget_contexts(j);
	for (i = 0; i < j->removed_count; i++)
		statement_release(&j->removed[i]);
	free(j->removed);
	boolean_notes_release(&j->notes);
	free(j->contexts);
	whatif_release(&j->baseline);
	free(j);
}

const struct policy_index *judge_policy(const struct judge *j)
{
	return j->ix;
}

const struct eval_overlay *judge_baseline(const struct judge *j)
{
	return &j->baseline;
}

const struct intern *judge_names(const struct judge *j)
{
	return j->names;
}

void judge_set_labels(struct judge *j, struct labels *labels)
{
	j->labels = labels;
}

void judge_set_docs(struct judge *j, struct docs *docs)
{
	j->notes.docs = docs;
}

struct docs *judge_docs(const struct judge *j)
{
	return j->notes.docs;
}

struct boolean_notes *judge_notes(struct judge *j)
{
	return &j->notes;
}

struct labels *judge_labels(const struct judge *j)
{
	return j->labels;
}

/* The policy, with the names of the module and without what it grants. */
static void make_baseline(struct judge *j)
{
	size_t i;

	whatif_release(&j->baseline);
	if (j->own)
		declared_lay(j->own, j->ix, j->names, &j->baseline);
	for (i = 0; i < j->removed_count; i++)
		whatif_remove(&j->baseline, j->ix, &j->removed[i], j->names);
	for (i = 0; j->own && i < j->own->statement_count; i++)
		whatif_remove(&j->baseline, j->ix, &j->own->statements[i], j->names);
	whatif_finish(&j->baseline, j->ix);
}

void judge_remove(struct judge *j, const struct statement *s)
{
	j->removed =
		mem_grow(j->removed, &j->removed_cap, j->removed_count + 1, sizeof(*j->removed));
	j->removed[j->removed_count] = (struct statement){ 0 };
	statement_copy(&j->removed[j->removed_count++], s);
	whatif_remove(&j->baseline, j->ix, s, j->names);
	whatif_finish(&j->baseline, j->ix);
}

void judge_set_own(struct judge *j, const struct declared *own)
{
	j->own = own;
	make_baseline(j);
	forget_contexts(j);
}

static struct slice text_of(const struct judge *j, name_id id)
{
	return (struct slice){ intern_str(j->names, id), intern_len(j->names, id) };
}

const struct policy_context *judge_context(struct judge *j, name_id id)
{
	size_t i;

	if (id >= j->context_count) {
		j->contexts = mem_grow(j->contexts, &j->context_cap, (size_t)id + 1,
				       sizeof(*j->contexts));
		for (i = j->context_count; i < j->context_cap; i++)
			j->contexts[i] = NULL;
		j->context_count = j->context_cap;
	}
	if (!j->contexts[id]) {
		j->contexts[id] = mem_alloc(sizeof(**j->contexts));
		context_parse(j->contexts[id], j->ix, &j->baseline, text_of(j, id));
	}
	return j->contexts[id];
}

bool judge_query(struct judge *j, const struct rule *r, const struct tuple *t, struct eval_query *q)
{
	*q = (struct eval_query){
		.source = judge_context(j, t->scontext),
		.target = judge_context(j, t->tcontext),
		.class_value = policy_index_value(j->ix, POLNAME_CLASS, text_of(j, r->key.class)),
		.ioctl = t->ioctl,
	};
	if (q->class_value)
		q->perms = policy_index_perm(j->ix, q->class_value, text_of(j, t->perm));
	return q->perms != 0;
}

uint32_t judge_queries(struct judge *j, const struct rule *r, struct eval_query **out)
{
	uint32_t i;

	*out = mem_alloc(r->tuple_count * sizeof(**out));
	for (i = 0; i < r->tuple_count; i++)
		if (!judge_query(j, r, &r->tuples[i], &(*out)[i]))
			return 0;
	return r->tuple_count;
}

/* Domains that processes without one of their own end up in; what they lack is most often a
 * transition, and a rule for them is one for everything that runs there. Not so for what the domain is
 * meant for: `own` are the names of these programs. */
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

	/* systemd's child until it executes the program: "(name)" (its exec-invoke.c). */
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

/* Whether a generic domain ran something else than what it is for, as far as the records say. */
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

/* Half of the denials, where their whole events were in the log: with fewer, it is what the domain does
 * itself that has to be answered. */
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

static unsigned bit(enum verdict v)
{
	return 1u << v;
}

/* Whatever else than a missing type rule denies it: judged as if the rule were there, so that an
 * allow rule is not offered where it would not help. */
static unsigned blocks(unsigned reasons)
{
	return (reasons & EVAL_CONSTRAINT ? bit(VERDICT_CONSTRAINT) : 0) |
	       (reasons & EVAL_ROLE ? bit(VERDICT_ROLE) : 0) |
	       (reasons & EVAL_BOUNDS ? bit(VERDICT_BOUNDS) : 0) |
	       (reasons & EVAL_XPERM ? bit(VERDICT_XPERM) : 0);
}

/* All verdicts of a tuple as bits. */
static unsigned judge_tuple(struct judge *j, const struct rule *r, const struct tuple *t)
{
	struct eval_answer now, assumed;
	struct eval_query q;
	unsigned found = 0;

	if (!judge_query(j, r, t, &q) || !q.source->type || !q.target->type)
		return bit(VERDICT_UNKNOWN);
	policy_query(j->ix, &q, &j->baseline, &now);
	if (now.invalid || is_unlabeled(j, r))
		found |= bit(VERDICT_INVALID_CONTEXT);
	if (!now.reasons)
		return found | bit(VERDICT_ALLOWED);
	q.assume = true;
	policy_query(j->ix, &q, &j->baseline, &assumed);
	found |= blocks(now.reasons | assumed.reasons);
	/* The kernel does not come to the role where a constraint stands before it. */
	if (eval_role_forbids(j->ix, &q))
		found |= bit(VERDICT_ROLE);
	if (runs_in_generic_domain(j, r))
		found |= bit(VERDICT_WRONG_DOMAIN);
	if (is_leaked(t))
		found |= bit(VERDICT_LEAKED_FD);
	if (is_dac(j, r, t))
		found |= bit(VERDICT_DAC);
	if (now.reasons & EVAL_NO_RULE) {
		if (q.perms & ~now.auditdeny)
			found |= bit(VERDICT_DONTAUDIT);
		found |= bit(VERDICT_MISSING_RULE);
	}
	return found;
}

/* What a context that was refused lacks besides its type in its role, which no statement of a module
 * gives it: the user's role or range, or names that only another policy knows. */
static uint32_t other_flaws(struct judge *j, const struct tuple *t)
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
	return VERDICT_UNKNOWN;
}

/* Of the kinds without permissions, a policy answers only for a role. */
static unsigned judge_kind(struct judge *j, const struct rule *r, const struct tuple *t,
			   const struct eval_overlay *o)
{
	uint32_t role = policy_index_value(j->ix, POLNAME_ROLE, text_of(j, r->key.role));
	uint32_t type = whatif_type_value(&j->baseline, j->ix, text_of(j, r->key.target));
	unsigned found;
	bool has;
	uint32_t i;

	/* The other records say themselves what forbade it. */
	if (kind_of(r->key.kind)->judge != KIND_JUDGE_ROLE)
		return bit(judge_kind_verdict(kind_of(r->key.kind)));
	if (!role || !type)
		return bit(VERDICT_UNKNOWN);
	has = type <= j->ix->types_max &&
	      policy_index_bit(j->ix->bits + j->ix->roles[role].types, type);
	for (i = 0; i < o->role_count && !has; i++)
		has = o->roles[i].role == role && o->roles[i].type == type;
	found = has ? 0 : bit(VERDICT_MISSING_RULE);
	if (other_flaws(j, t))
		found |= bit(VERDICT_INVALID_CONTEXT);
	return found ? found : bit(VERDICT_ALLOWED);
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
	if (n > 1 && kind_of(r->key.kind)->has_perms && queries[0].source->type &&
	    queries[0].target->type)
		found = policy_booleans_partly(j->ix, &j->baseline, queries, n, out, max);
	free(queries);
	return found;
}

static uint32_t at_most(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* What would allow all that was denied without a rule is a verdict on each tuple that is denied; what
 * would allow a part of it, on those. */
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

/* Whether it may lead: "allowed" where it holds of all, else the rule is about what is not; and what
 * would fix it, where all is allowed then. */
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
	if (kind_of(r->key.kind)->has_perms)
		judge_fixes(j, r, out);
	for (v = 0; v < VERDICTS && !may_lead(out, (enum verdict)v);)
		v++;
	if (v < VERDICTS)
		out->lead = (enum verdict)v;
	/* What nobody was denied is not allowed for all that. */
	if (!r->count && !r->tuple_count)
		out->lead = VERDICT_NO_DENIAL;
}

void judge_selection_release(struct judge_selection *s)
{
	whatif_release(&s->overlay);
	*s = (struct judge_selection){ 0 };
}

static bool has_class(const struct statement *s, name_id class)
{
	size_t i;

	for (i = 0; i < s->class_count; i++)
		if (s->classes[i] == class)
			return true;
	return class == NAME_NONE;
}

void judge_select(struct judge *j, name_id class, struct judge_selection *s)
{
	size_t i;

	whatif_release(&s->overlay);
	whatif_start(&s->overlay, &j->baseline);
	s->refused = 0;
	for (i = 0; j->own && i < j->own->statement_count; i++)
		if (has_class(&j->own->statements[i], class))
			(void)!whatif_add(&s->overlay, j->ix, &j->own->statements[i], j->names,
					  NULL);
}

bool judge_own_allows(struct judge *j, const struct rule *r)
{
	struct judge_selection s = { 0 };
	struct eval_answer a;
	struct eval_query q;
	bool all = r->tuple_count > 0 && kind_of(r->key.kind)->has_perms;
	uint32_t i;

	if (!j->own || !j->own->statement_count || !all)
		return false;
	judge_select(j, r->key.class, &s);
	judge_select_finish(j, &s);
	for (i = 0; i < r->tuple_count && all; i++) {
		all = judge_query(j, r, &r->tuples[i], &q) && q.source->type && q.target->type;
		if (!all)
			break;
		policy_query(j->ix, &q, &s.overlay, &a);
		all = !a.reasons;
	}
	judge_selection_release(&s);
	return all;
}

int judge_select_add(struct judge *j, struct judge_selection *s, const struct statement *st,
		     struct diag *d)
{
	int rc = whatif_add(&s->overlay, j->ix, st, j->names, d);

	s->refused += rc < 0;
	return rc;
}

void judge_select_finish(struct judge *j, struct judge_selection *s)
{
	whatif_finish(&s->overlay, j->ix);
}

static enum verdict first_block(unsigned found)
{
	unsigned v;

	for (v = 0; v < VERDICTS; v++)
		if (found & 1u << v)
			return (enum verdict)v;
	return VERDICT_MISSING_RULE;
}

enum verdict judge_verdict_of(unsigned reasons)
{
	return first_block(blocks(reasons) | bit(VERDICT_MISSING_RULE));
}

static enum proof prove_tuple(struct judge *j, const struct rule *r, const struct tuple *t,
			      const struct judge_selection *s, bool dontaudit, enum verdict *why)
{
	struct eval_answer before, after;
	struct eval_query q;

	*why = VERDICT_UNKNOWN;
	if (!judge_query(j, r, t, &q) || !q.source->type || !q.target->type)
		return PROOF_UNPROVED;
	policy_query(j->ix, &q, &j->baseline, &before);
	if (!before.reasons && before.invalid) {
		/* The type may, but nothing can have such a context here. */
		*why = VERDICT_INVALID_CONTEXT;
		return PROOF_UNPROVED;
	}
	if (!before.reasons)
		return PROOF_NO_EFFECT;
	policy_query(j->ix, &q, &s->overlay, &after);
	if (dontaudit)
		return q.perms & ~before.auditdeny ? PROOF_NO_EFFECT
		       : q.perms & after.auditdeny ? PROOF_BLOCKED
						   : PROOF_PROVEN;
	if (!after.reasons)
		return PROOF_PROVEN;
	*why = judge_verdict_of(after.reasons);
	return PROOF_BLOCKED;
}

static enum proof prove_role(struct judge *j, const struct rule *r, const struct tuple *t,
			     const struct judge_selection *s, enum verdict *why)
{
	const unsigned allowed = bit(VERDICT_ALLOWED);
	unsigned after = judge_kind(j, r, t, &s->overlay);

	*why = after & bit(VERDICT_MISSING_RULE) ? VERDICT_MISSING_RULE : first_block(after);
	if (judge_kind(j, r, t, &j->baseline) == allowed)
		return PROOF_NO_EFFECT;
	if (after == allowed)
		return PROOF_PROVEN;
	/* What a user of the policy may not have is known; of another policy's user nothing is. */
	if (*why == VERDICT_UNKNOWN ||
	    (*why == VERDICT_INVALID_CONTEXT &&
	     !(other_flaws(j, t) & (CONTEXT_USER_ROLE | CONTEXT_USER_RANGE))))
		return PROOF_UNPROVED;
	return PROOF_BLOCKED;
}

void judge_proof_settle(struct judge_proof *p, const struct rule *r)
{
	static const enum proof worst[] = { PROOF_BLOCKED, PROOF_UNPROVED, PROOF_PROVEN,
					    PROOF_NO_EFFECT };
	size_t i;

	p->counts[PROOF_UNPROVED] += r->tuples_lost;
	for (i = 0; i < AV_ARRAY_LEN(worst); i++) {
		if (p->counts[worst[i]]) {
			p->proof = worst[i];
			break;
		}
	}
}

void judge_prove(struct judge *j, const struct rule *r, const struct judge_selection *s,
		 bool dontaudit, struct judge_proof *out)
{
	bool unknown = false;
	uint32_t i;

	*out = (struct judge_proof){ .proof = PROOF_UNPROVED,
				     .blocked_by = VERDICT_UNKNOWN,
				     .unproved_by = VERDICT_UNKNOWN };
	for (i = 0; i < r->tuple_count; i++) {
		enum verdict why = VERDICT_NO_POLICY; /* of the other kinds none is asked */
		enum proof p = PROOF_UNPROVED;

		if (kind_of(r->key.kind)->has_perms)
			p = prove_tuple(j, r, &r->tuples[i], s, dontaudit, &why);
		else if (kind_of(r->key.kind)->judge == KIND_JUDGE_ROLE)
			p = prove_role(j, r, &r->tuples[i], s, &why);
		unknown |= p == PROOF_UNPROVED && why == VERDICT_UNKNOWN;
		if (p == PROOF_UNPROVED && why == VERDICT_INVALID_CONTEXT)
			out->unproved_by = why;
		if (p == PROOF_BLOCKED && out->counts[p] == 0) {
			out->blocked_by = why;
			out->blocked_tuple = i;
		}
		out->counts[p]++;
	}
	/* A statement with a name that the policy does not know gives nothing of what it says. */
	if (unknown && out->blocked_by == VERDICT_MISSING_RULE)
		out->blocked_by = VERDICT_UNKNOWN;
	judge_proof_settle(out, r);
}

void judge_proof_words(const struct judge_proof *p, bool selected, struct buf *out)
{
	uint32_t all = p->counts[PROOF_PROVEN] + p->counts[PROOF_BLOCKED] +
		       p->counts[PROOF_NO_EFFECT] + p->counts[PROOF_UNPROVED];

	switch (p->proof) {
	case PROOF_PROVEN:
		if (all == 1)
			buf_addf(out, "what was denied %s allowed with this %s",
				 selected ? "is" : "would be", selected ? "selection" : "rule");
		else
			buf_addf(out,
				 "all %u kinds of access that were denied %s allowed with this %s",
				 all, selected ? "are" : "would be",
				 selected ? "selection" : "rule");
		if (p->counts[PROOF_NO_EFFECT])
			buf_addf(out, " (%u already %s)", p->counts[PROOF_NO_EFFECT],
				 p->counts[PROOF_NO_EFFECT] > 1 ? "are" : "is");
		break;
	case PROOF_BLOCKED:
		buf_addf(out, "%u of %u %s blocked: %s", p->counts[PROOF_BLOCKED], all,
			 selected ? "still" : "would stay", verdict_words(p->blocked_by));
		break;
	case PROOF_NO_EFFECT:
		buf_adds(out, "the policy allows it without this module");
		break;
	case PROOF_UNPROVED:
	case PROOFS:
		buf_addf(out, "%u of %u cannot be proved by this policy%s",
			 p->counts[PROOF_UNPROVED], all,
			 p->unproved_by == VERDICT_INVALID_CONTEXT
				 ? ": a context in it is not valid there"
				 : "");
		break;
	}
}
