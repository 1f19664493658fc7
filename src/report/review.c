// SPDX-License-Identifier: GPL-2.0-or-later
/* Collects a review from a .te: decisions, evidence and findings of each rule, and its risk. With a
 * policy the findings are made anew. The formats are in review_*.c. */
#include "config.h"

#include "report/review.h"

#include <stdlib.h>
#include <string.h>

#include "filter/column.h"
#include "base/mem.h"
#include "review_summary_internal.h"
#include "module/findings.h"
#include "te/digest.h"
#include "te/strip.h"
#include "te/handwritten.h"
#include "base/text.h"
#include "words/words.h"

static void review_rule_release(struct review_rule *r)
{
	free(r->title);
	free(r->source);
	free(r->target);
	free(r->class);
	free(r->statement);
	free(r->words);
	finding_lines_release(&r->permissions);
	risk_release(&r->risk);
	finding_release(&r->finding);
	finding_lines_release(&r->why);
	finding_lines_release(&r->others);
	te_evidence_release(&r->evidence);
	free(r->mark_by);
	free(r->mark_at);
	free(r->mark_note);
	free(r->step);
	free(r->fix_command);
	free(r->fix_effect);
	free(r->note);
	free(r->by);
	free(r->at);
}

void review_release(struct review *r)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		review_rule_release(&r->rules[i]);
	free(r->rules);
	free(r->name);
	free(r->version);
	free(r->policy);
	free(r->summary);
	free(r->coverage);
	*r = (struct review){ 0 };
}

static char *clean_name(const struct intern *names, name_id id)
{
	return text_cleaned((struct slice){ intern_str(names, id), intern_len(names, id) });
}

/* State shared while collecting one review. */
struct collecting {
	const struct te_file *te;
	struct intern *names;
	const struct policy *policy;
	struct ledger *ledger;
	struct decisions *decisions;
	struct finding_source ask;
};

static bool is_rule(enum decision_state s)
{
	return s == DECISION_ACCEPTED || s == DECISION_DONTAUDIT;
}

static void set_title(const struct collecting *c, const struct rule *r, const struct statement *st,
		      struct review_rule *out)
{
	struct buf title = { 0 };
	size_t i;

	out->source = clean_name(c->names, r->key.source);
	out->target = st->self ? mem_strdup("self") : clean_name(c->names, r->key.target);
	out->class = clean_name(c->names, r->key.class);
	buf_addf(&title, "%s %s%s%s", out->source, out->target, *out->class ? ":" : "", out->class);
	if (!kind_of(r->key.kind)->usual)
		buf_addf(&title, " (%s)", kind_of(r->key.kind)->name);
	for (i = 0; i < st->perm_count; i++)
		buf_addf(&title, "%s%s", i ? " " : " { ", intern_str(c->names, st->perms[i]));
	buf_adds(&title, st->perm_count ? " }" : "");
	out->title = buf_take(&title);
}

static void set_words(const struct collecting *c, const struct rule *r, const struct statement *st,
		      struct review_rule *out)
{
	struct buf text = { 0 };
	size_t i, k;

	if (is_rule(out->state) || (!r->perm_count && kind_of(r->key.kind)->has_perms))
		words_statement(st, r, c->names, &text);
	else
		words_denial(r, c->names, &text);
	out->words = buf_take(&text);
	statement_print(st, c->names, &text);
	out->statement = buf_take(&text);
	for (i = 0; i < st->class_count; i++) {
		const char *class = intern_str(c->names, st->classes[i]);

		for (k = 0; k < st->perm_count; k++) {
			const char *perm = intern_str(c->names, st->perms[k]);
			struct buf label = { 0 };

			if (st->class_count > 1)
				buf_addf(&label, "%s ", class);
			buf_adds(&label, perm);
			words_perm(class, perm, &text);
			finding_lines_add_about(&out->permissions, buf_take(&label),
						buf_take(&text));
		}
	}
}

/* A fix is an alternative, unless it is the one that was chosen. `fix` is the text of the line
 * before if that is a fix, else NULL. */
static void add_why(struct review_rule *out, const struct finding_line *l, const char *fix)
{
	bool effect = l->kind == FINDING_EFFECT;

	if (l->kind != FINDING_FIX && !effect) {
		finding_lines_add(&out->why, l->kind, mem_strdup(l->text));
	} else if (effect && fix && out->others.count &&
		   strcmp(out->others.items[out->others.count - 1].text, fix) == 0) {
		struct finding_line *other = &out->others.items[out->others.count - 1];
		struct buf text = { 0 };

		buf_addf(&text, "%s: %s", other->text, l->text);
		free(other->text);
		other->text = buf_take(&text);
	} else if (!effect && out->fix_command && strcmp(l->text, out->fix_command) == 0) {
		return; /* it was chosen */
	} else if (effect && fix && out->fix_command && strcmp(fix, out->fix_command) == 0) {
		free(out->fix_effect);
		out->fix_effect = mem_strdup(l->text);
	} else {
		finding_lines_add(&out->others, FINDING_INSTEAD, mem_strdup(l->text));
	}
}

static bool was_denied(const struct te_evidence *e, const char *perm)
{
	size_t i;

	for (i = 0; i < e->permissions.count; i++)
		if (strcmp(e->permissions.items[i].text, perm) == 0)
			return true;
	return false;
}

/* The recorded finding covers only what was decided, not permissions that somebody added to the
 * statement by hand since. */
static void set_by_hand(const struct collecting *c, const struct statement *st,
			struct review_rule *out)
{
	struct buf text = { 0 };
	size_t i;

	if (out->step || !out->evidence.permissions.count)
		return;
	for (i = 0; i < st->perm_count; i++)
		if (!was_denied(&out->evidence, intern_str(c->names, st->perms[i])))
			buf_addf(&text, "%s%s", text.len ? " " : "",
				 intern_str(c->names, st->perms[i]));
	if (text.len) {
		out->finding.reach_known = false;
		out->finding.opened = 0;
		buf_adds(&text, ": added to the statement after it was proved, so what it opens is "
				"unknown; review -p POLICY shows it");
		finding_lines_add(&out->why, FINDING_BY_HAND, buf_take(&text));
	}
	buf_release(&text);
}

/* Collect the alternatives that were not chosen. */
static void set_others(struct review_rule *out)
{
	const struct finding *f = &out->finding;
	struct buf text = { 0 };
	size_t i;

	if (f->narrower)
		finding_lines_add(&out->others, FINDING_NARROWER, mem_strdup(f->narrower));
	for (i = 0; i < f->why.count; i++)
		add_why(out, &f->why.items[i],
			i && f->why.items[i - 1].kind == FINDING_FIX ? f->why.items[i - 1].text
								     : NULL);
	if (out->state == DECISION_ACCEPTED)
		buf_adds(&text, "with denials in the log (reject) or without (dontaudit)");
	else if (out->state == DECISION_DONTAUDIT)
		buf_adds(&text, "with denials in the log (reject)");
	if (text.len)
		finding_lines_add(&out->others, FINDING_LEAVE_DENIED, buf_take(&text));
}

/* Use the recorded finding instead of a policy. */
static struct risk_sensitive *use_recorded(const struct finding *f, struct risk_subject *s,
					   struct reach *reach)
{
	struct risk_sensitive *list = mem_zalloc(f->sensitive.count + 1, sizeof(*list));
	size_t i;

	reach->opened = f->opened;
	reach->closed = f->closed;
	for (i = 0; i < f->sensitive.count; i++)
		list[i] = (struct risk_sensitive){ f->sensitive.items[i].subject,
						   f->sensitive.items[i].text };
	s->reach = reach;
	s->sensitive = list;
	s->sensitive_count = f->sensitive.count;
	return list;
}

static void set_risk(const struct collecting *c, const struct rule *r, const struct statement *st,
		     struct review_rule *out)
{
	static const struct statement nothing = { 0 };
	struct rule seen = *r; /* with the counts from the log */
	struct risk_sensitive *found = NULL;
	struct reach reach = { 0 };
	struct risk_subject s = { .statement = is_rule(out->state) ? st : &nothing,
				  .seen = &seen,
				  .names = c->names };

	seen.count = out->evidence.count;
	seen.permissive = out->evidence.permissive;
	seen.suspect = out->evidence.suspect;
	if (c->policy) {
		s.policy = &c->policy->ix;
		s.baseline = judge_baseline(c->ask.judge);
		if (policy_reach(s.policy, s.baseline, st, c->names, 0, &reach, NULL) == 0)
			s.reach = &reach;
	}
	if (!c->policy && out->finding.reach_known)
		found = use_recorded(&out->finding, &s, &reach);
	risk_weigh(&s, &out->risk);
	if (out->state == DECISION_FIXED)
		risk_is(&out->risk, out->fix_effect ? RISK_MEDIUM : RISK_LOW,
			out->fix_effect
				? "the module opens nothing for it, but the boolean opens more"
				: "the module opens nothing for it; the fix changes the host");
	reach_release(&reach);
	free(found);
}

static void set_decision(const struct decision *d, struct review_rule *out)
{
	struct buf at = { 0 };

	out->note = d->note && d->note[0] ? mem_strdup(d->note) : NULL;
	out->by = d->by ? text_cleaned(slice_of(d->by)) : NULL;
	out->step = decision_step(d) ? text_cleaned(slice_of(decision_step(d))) : NULL;
	if (d->state == DECISION_FIXED && d->fix_by != FIX_NONE) {
		struct buf fix = { 0 };

		buf_addf(&fix, "%s ", fix_by_name(d->fix_by));
		text_clean(&fix, slice_of(d->fix_to));
		free(out->step);
		out->step = buf_take(&fix);
		out->fix_command = text_cleaned(slice_of(d->fix_command));
	}
	if (d->at_ms != TIME_NONE) {
		clock_iso(d->at_ms, &at);
		out->at = buf_take(&at);
	}
}

static void set_mark(const struct collecting *c, const struct te_block *b, struct review_rule *out)
{
	const struct review_note *note = &b->decision.review;
	struct buf at = { 0 };

	te_digest(b, c->names, out->digest);
	te_strip_digest(b, out->recorded);
	out->mark = note->mark;
	out->mark_void = note->mark != REVIEW_NONE && te_mark(b, c->names) == REVIEW_NONE;
	out->mark_by = note->by ? text_cleaned(slice_of(note->by)) : NULL;
	out->mark_note = note->note ? text_cleaned(slice_of(note->note)) : NULL;
	if (note->mark != REVIEW_NONE && note->at_ms != TIME_NONE) {
		clock_iso(note->at_ms, &at);
		out->mark_at = buf_take(&at);
	}
}

static void collect_rule(const struct collecting *c, const struct te_block *b,
			 struct review_rule *out)
{
	rule_id id = ledger_find(c->ledger, &b->key);
	const struct rule *r = ledger_rule(c->ledger, id);
	struct statement st = { 0 };

	out->key = b->key;
	out->again = b->decision.state == DECISION_OPEN && b->stands;
	out->state = out->again ? b->decision.held : b->decision.state;
	set_mark(c, b, out);
	if (b->stands)
		statement_copy(&st, &b->written);
	else
		decision_statement(&b->decision, r, c->names, &st);
	te_evidence_read(b, &out->evidence);
	set_title(c, r, &st, out);
	set_words(c, r, &st, out);
	set_decision(&b->decision, out);
	if (c->policy)
		findings_make(&c->ask, c->names, c->ledger, id, &b->decision, &st, &out->finding);
	else
		finding_read(b, &out->finding);
	if (!c->policy && b->stands)
		set_by_hand(c, &st, out);
	set_others(out);
	set_risk(c, r, &st, out);
	statement_release(&st);
}

static int compare_rules(const void *a, const void *b)
{
	const struct review_rule *x = a, *y = b;
	int order = risk_compare(&x->risk, &y->risk);

	if (!order)
		order = (int)x->state - (int)y->state;
	return order ? order : strcmp(x->title, y->title);
}

/* The policy of all findings, shown once for the document; NULL if they differ. */
static const char *common_policy(const struct review *r)
{
	const char *common = NULL;
	size_t i;

	for (i = 0; i < r->count; i++) {
		const char *policy = r->rules[i].finding.policy;

		if (!policy || (common && strcmp(policy, common) != 0))
			return NULL;
		common = policy;
	}
	return common;
}

static void collect_rules(struct collecting *c, struct review *r)
{
	enum decision_state state;
	size_t i;

	te_load(c->te, c->ledger, c->decisions);
	for (i = 0; i < c->te->block_count; i++) {
		const struct te_block *b = &c->te->blocks[i];

		te_evidence_count(b, c->names, c->ledger);
		if (b->stands && c->ask.judge)
			judge_remove(c->ask.judge, &b->written);
	}
	r->rules = mem_zalloc(c->te->block_count + 1, sizeof(*r->rules));
	for (i = 0; i < c->te->block_count; i++) {
		struct review_rule *rule = &r->rules[r->count++];

		collect_rule(c, &c->te->blocks[i], rule);
		state = rule->again ? DECISION_OPEN : rule->state;
		r->states[state]++;
		r->marks[rule->mark_void ? REVIEW_NONE : rule->mark]++;
		r->denials[state] += rule->evidence.count;
	}
	r->states[DECISION_OPEN] += c->te->open_rules;
	r->denials[DECISION_OPEN] += c->te->open_denials;
	qsort(r->rules, r->count, sizeof(*r->rules), compare_rules);
}

void review_from(const struct te_file *te, struct intern *names, const struct policy *policy,
		 const struct policy_extras *beside, struct review *r)
{
	struct declared own = { 0 };
	struct collecting c = { .te = te,
				.names = names,
				.policy = policy,
				.ledger = ledger_new(names, 0),
				.decisions = decisions_new() };

	*r = (struct review){ .name = mem_strdup(te->name),
			      .version = mem_strdup(te->version),
			      .hand_written = te->hand_statements };
	if (policy) {
		r->policy = policy_identity(policy);
		c.ask.judge = judge_new(&policy->ix, names);
		judge_set_labels(c.ask.judge, beside ? beside->labels : NULL);
		judge_set_docs(c.ask.judge, beside ? beside->docs : NULL);
		c.ask.prover = prover_new(c.ask.judge, names, c.ledger, c.decisions);
		c.ask.policy = r->policy;
		te_handwritten(te, names, &own);
		judge_set_own(c.ask.judge, &own);
	}
	collect_rules(&c, r);
	r->common = common_policy(r);
	review_summarise(r);
	prover_free(c.ask.prover);
	judge_free(c.ask.judge);
	decisions_free(c.decisions);
	ledger_free(c.ledger);
	declared_release(&own);
}

bool review_unsettled(const struct review *r)
{
	return r->states[DECISION_OPEN] || r->marks[REVIEW_QUESTIONED] || r->marks[REVIEW_REFUSED];
}
