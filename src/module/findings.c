// SPDX-License-Identifier: GPL-2.0-or-later
/* Asks the policy for the findings that a .te keeps about a decided rule: why the access was
 * denied, whether the statement helps, what it opens. te/write.c gets the answers and needs no
 * policy. */
#include "config.h"

#include "module/findings.h"

#include <stdlib.h>
#include <string.h>

#include "advice/explain.h"
#include "advice/type_about.h"
#include "base/mem.h"
#include "base/text.h"
#include "module/opened.h"
#include "policy/reach.h"

static void make_why(struct judge *j, const struct rule *r, const struct judgement *judged,
		     struct finding *f)
{
	static const enum finding_kind kinds[] = {
		[EXPLAIN_REASON] = FINDING_REASON, [EXPLAIN_DETAIL] = FINDING_DETAIL,
		[EXPLAIN_FIX] = FINDING_FIX,       [EXPLAIN_EFFECT] = FINDING_EFFECT,
		[EXPLAIN_DANGER] = FINDING_DANGER,
	};
	struct explain e = { 0 };
	size_t i;

	explain_rule(j, r, judged, &e);
	for (i = 0; i < e.count; i++)
		finding_lines_add(&f->why, kinds[e.lines[i].kind], mem_strdup(e.lines[i].text));
	explain_release(&e);
}

static bool is_listed(const struct finding_lines *l, const char *subject, const char *text)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		if (strcmp(l->items[i].subject, subject) == 0 &&
		    strcmp(l->items[i].text, text) == 0)
			return true;
	return false;
}

static void make_reach(struct judge *j, const struct intern *names, const struct statement *st,
		       struct finding *f)
{
	struct reach reach = { 0 };
	size_t i;

	if (st->kind != STATEMENT_ALLOW ||
	    policy_reach(judge_policy(j), judge_baseline(j), st, names, 0, &reach, NULL) < 0)
		return;
	f->reach_known = true;
	f->opened = reach.opened;
	f->closed = reach.closed;
	for (i = 0; i < reach.sensitive_count; i++) {
		const char *type = eval_type_name(judge_policy(j), judge_baseline(j),
						  reach.sensitive[i].target);
		const char *why = reach.sensitive[i].why;

		if (!is_listed(&f->sensitive, type, why))
			finding_lines_add_about(&f->sensitive, mem_strdup(type), mem_strdup(why));
	}
	reach_release(&reach);
}

/* Bytes of the list, which shares a line with the sensitive types. */
#define LIST_MAX_BYTES 1400

static void make_list(struct judge *j, const struct statement *st, struct finding *f)
{
	struct opened o = { 0 };
	size_t i, bytes = 0;

	opened_find(j, st, OPENED_REVIEW, &o);
	f->list_more = o.more;
	for (i = 0; i < o.count && (o.count > 1 || o.more); i++) {
		const char *why = opened_row_why(j, &o.rows[i]);
		struct buf text = { 0 };

		if (o.rows[i].closed)
			continue;
		opened_row_words(j, &o.rows[i], &text);
		bytes += text.len + (why ? strlen(why) : 0) + 8;
		if (bytes > LIST_MAX_BYTES) {
			f->list_more += (uint64_t)__builtin_popcount(o.rows[i].perms);
			buf_release(&text);
			continue;
		}
		finding_lines_add_about(&f->list, mem_strdup(why ? why : ""), buf_take(&text));
	}
	opened_release(&o);
}

static void make_about(struct judge *j, const struct intern *names, const struct rule *r,
		       struct finding *f)
{
	struct type_about a = { 0 };

	type_about_rule(j, r, false, &a);
	if (a.source)
		finding_lines_add_about(&f->about,
					text_cleaned(slice_of(intern_str(names, r->key.source))),
					mem_strdup(a.source));
	if (a.target)
		finding_lines_add_about(&f->about,
					text_cleaned(slice_of(intern_str(names, r->key.target))),
					mem_strdup(a.target));
	type_about_release(&a);
}

void findings_make(const struct finding_source *s, struct intern *names, const struct ledger *l,
		   rule_id id, const struct decision *d, const struct statement *st,
		   struct finding *f)
{
	const struct rule *r = ledger_rule(l, id);
	const struct judgement *judged;
	struct buf text = { 0 };

	finding_release(f);
	if (decision_module_state(d) != DECISION_OPEN)
		finding_set_narrower(f, names, r, st);
	if (!s->judge)
		return;
	f->policy = text_cleaned(slice_of(s->policy ? s->policy : "a policy"));
	if (decision_module_state(d) == DECISION_ACCEPTED)
		make_reach(s->judge, names, st, f);
	if (f->reach_known)
		make_list(s->judge, st, f);
	make_about(s->judge, names, r, f);
	if (!r->tuple_count)
		return;
	judged = prover_judgement(s->prover, id);
	f->judged = true;
	f->verdict = judged->lead;
	make_why(s->judge, r, judged, f);
	f->proved = true;
	f->proof = prover_module_proof(s->prover, id, &text);
	f->proof_text = buf_take(&text);
}

void findings_collect(const struct finding_source *s, struct intern *names, const struct ledger *l,
		      const struct decisions *decisions, struct findings *found)
{
	rule_id id;

	findings_release(found);
	found->count = ledger_count(l);
	found->items = mem_zalloc(found->count + 1, sizeof(*found->items));
	for (id = 0; id < found->count; id++) {
		const struct decision *d = decisions_get(decisions, id);
		const struct rule *r = ledger_rule(l, id);
		struct statement st = { 0 };

		if (!te_block_wanted(r, d))
			continue;
		te_block_statement(d, r, names, &st);
		findings_make(s, names, l, id, d, &st, &found->items[id]);
		statement_release(&st);
	}
}

void findings_release(struct findings *found)
{
	size_t i;

	for (i = 0; i < found->count; i++)
		finding_release(&found->items[i]);
	free(found->items);
	*found = (struct findings){ 0 };
}
