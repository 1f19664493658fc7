// SPDX-License-Identifier: GPL-2.0-or-later
/* The judge itself: the policy without this module, the contexts in records as the policy sees
 * them, and selections applied on top. Gives no verdict. */
#include "config.h"

#include "judge_internal.h"

#include <stdlib.h>

#include "base/mem.h"
#include "policy/declared.h"
#include "policy/whatif.h"

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

/* The policy with the module's names and without what the module grants. */
static void make_baseline(struct judge *j)
{
	size_t i;

	whatif_release(&j->baseline);
	if (j->own)
		declared_apply(j->own, j->ix, j->names, &j->baseline);
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

struct slice judge_name(const struct judge *j, name_id id)
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
		context_parse(j->contexts[id], j->ix, &j->baseline, judge_name(j, id));
	}
	return j->contexts[id];
}

bool judge_query(struct judge *j, const struct rule *r, const struct tuple *t, struct eval_query *q)
{
	*q = (struct eval_query){
		.source = judge_context(j, t->scontext),
		.target = judge_context(j, t->tcontext),
		.class_value =
			policy_index_value(j->ix, POLNAME_CLASS, judge_name(j, r->key.class)),
		.ioctl = t->ioctl,
	};
	if (q->class_value)
		q->perms = policy_index_perm(j->ix, q->class_value, judge_name(j, t->perm));
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

uint32_t judge_constraint(struct judge *j, const struct rule *r, const struct tuple *t,
			  struct eval_query *q)
{
	struct eval_answer answer;

	if (!judge_query(j, r, t, q))
		return EVAL_NONE;
	q->assume = true;
	policy_query(j->ix, q, &j->baseline, &answer);
	return answer.constraint;
}

bool judge_constraint_words(struct judge *j, const struct rule *r, const struct tuple *t,
			    struct constraint_words *out)
{
	struct eval_query q;
	uint32_t constraint = judge_constraint(j, r, t, &q);

	if (constraint == EVAL_NONE)
		return false;
	policy_constraint(j->ix, &q, &j->baseline, constraint, out);
	return true;
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
	bool all = r->tuple_count > 0 && kind_of(r->key.kind)->judge == KIND_JUDGE_ACCESS;
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
