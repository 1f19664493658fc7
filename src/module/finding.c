// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/finding.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "avcurate/about.h"
#include "avcurate/explain.h"
#include "avcurate/mem.h"
#include "avcurate/opened.h"
#include "avcurate/reach.h"
#include "avcurate/te_evidence.h"
#include "avcurate/te_line.h"
#include "avcurate/text.h"

/* Of one line of `why`: constraints can be long. */
#define WHY_MAX_BYTES 400
/* Of what a type is: six patterns and two sentences. */
#define ABOUT_MAX_BYTES 800

static const char *const why_labels[] = {
	[EXPLAIN_REASON] = "why",    [EXPLAIN_DETAIL] = "",       [EXPLAIN_FIX] = "fix",
	[EXPLAIN_EFFECT] = "effect", [EXPLAIN_DANGER] = "danger",
};

void finding_lines_release(struct finding_lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		free(l->items[i].label);
		free(l->items[i].text);
	}
	free(l->items);
	*l = (struct finding_lines){ 0 };
}

void finding_lines_add(struct finding_lines *l, char *label, char *text)
{
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = (struct finding_line){ label, text };
}

void finding_release(struct finding *f)
{
	free(f->narrower);
	free(f->policy);
	free(f->verdict);
	free(f->proof);
	free(f->proof_text);
	finding_lines_release(&f->why);
	finding_lines_release(&f->sensitive);
	finding_lines_release(&f->list);
	finding_lines_release(&f->about);
	*f = (struct finding){ 0 };
}

static bool perms_within(const struct statement *a, const struct statement *b)
{
	size_t i;

	for (i = 0; i < a->perm_count; i++)
		if (!statement_has_perm(b, a->perms[i]))
			return false;
	return true;
}

static void make_narrower(const struct intern *names, const struct rule *r,
			  const struct statement *st, struct finding *f)
{
	struct statement observed = { 0 };
	struct buf text = { 0 };
	bool unknown;
	size_t i;

	rule_statement(r, names, &observed);
	observed.kind = observed.kind == STATEMENT_ALLOW ? st->kind : observed.kind;
	/* Where it is not known which ioctl commands were denied, as from a .te, none would be all of them. */
	unknown = !observed.ioctl_count &&
		  statement_has_perm(&observed, intern_find(names, slice_of("ioctl")));
	for (i = 0; i < st->ioctl_count && unknown; i++)
		statement_add_ioctl(&observed, st->ioctls[i]);
	if (observed.kind != STATEMENT_NONE && r->count && !statement_equal(&observed, st) &&
	    perms_within(&observed, st)) {
		statement_print_line(&observed, names, &text);
		f->narrower = buf_take(&text);
	}
	statement_release(&observed);
}

static void make_why(struct judge *j, const struct rule *r, const struct judgement *judged,
		     struct finding *f)
{
	struct explain e = { 0 };
	size_t i;

	explain_rule(j, r, judged, &e);
	for (i = 0; i < e.count; i++)
		finding_lines_add(&f->why, mem_strdup(why_labels[e.lines[i].kind]),
				  mem_strdup(e.lines[i].text));
	explain_release(&e);
}

static bool is_listed(const struct finding_lines *l, const char *label, const char *text)
{
	size_t i;

	for (i = 0; i < l->count; i++)
		if (strcmp(l->items[i].label, label) == 0 && strcmp(l->items[i].text, text) == 0)
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
		const char *type = reach_type_name(judge_policy(j), judge_baseline(j),
						   reach.sensitive[i].target);
		const char *why = reach.sensitive[i].why;

		if (!is_listed(&f->sensitive, type, why))
			finding_lines_add(&f->sensitive, mem_strdup(type), mem_strdup(why));
	}
	reach_release(&reach);
}

/* Bytes of the list: it shares a line with what is sensitive. */
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
		finding_lines_add(&f->list, mem_strdup(why ? why : ""), buf_take(&text));
	}
	opened_release(&o);
}

static void make_about(struct judge *j, const struct intern *names, const struct rule *r,
		       struct finding *f)
{
	struct about a = { 0 };

	about_rule(j, r, false, &a);
	if (a.source)
		finding_lines_add(&f->about,
				  text_cleaned(slice_of(intern_str(names, r->key.source))),
				  mem_strdup(a.source));
	if (a.target)
		finding_lines_add(&f->about,
				  text_cleaned(slice_of(intern_str(names, r->key.target))),
				  mem_strdup(a.target));
	about_release(&a);
}

void finding_make(const struct finding_source *s, struct intern *names, const struct ledger *l,
		  rule_id id, const struct decision *d, const struct statement *st,
		  struct finding *f)
{
	const struct rule *r = ledger_rule(l, id);
	const struct judgement *judged;
	struct buf text = { 0 };

	finding_release(f);
	if (decision_stands(d) != DECISION_OPEN)
		make_narrower(names, r, st, f);
	if (!s->judge)
		return;
	f->policy = text_cleaned(slice_of(s->policy ? s->policy : "a policy"));
	if (decision_stands(d) == DECISION_ACCEPTED)
		make_reach(s->judge, names, st, f);
	if (f->reach_known)
		make_list(s->judge, st, f);
	make_about(s->judge, names, r, f);
	if (!r->tuple_count)
		return;
	judged = prover_judgement(s->prover, id);
	f->verdict = mem_strdup(verdict_name(judged->lead));
	make_why(s->judge, r, judged, f);
	f->proof = mem_strdup(proof_name(prover_standing(s->prover, id, &text)));
	f->proof_text = buf_take(&text);
}

/* Reading; whoever wrote it, the texts are cleaned. */

static char *text_of(const json_t *o, const char *key)
{
	return te_line_text(json_object_get(o, key));
}

static char *item_text(const json_t *pair, size_t i)
{
	char *text = te_line_text(json_array_get(pair, i));

	return text ? text : mem_strdup("");
}

static void read_lines(const json_t *list, struct finding_lines *l)
{
	const json_t *pair;
	size_t i;

	json_array_foreach(list, i, pair) if (json_is_array(pair))
		finding_lines_add(l, item_text(pair, 0), item_text(pair, 1));
}

/* Words of ours; any other is left out. */
static char *word_of(const json_t *o, const char *key, const char *const *words)
{
	const char *s = json_string_value(json_object_get(o, key));

	for (; s && *words; words++)
		if (strcmp(s, *words) == 0)
			return mem_strdup(s);
	return NULL;
}

static char *proof_of(const json_t *o)
{
	const char *words[PROOFS + 1] = { 0 };
	unsigned i;

	for (i = 0; i < PROOFS; i++)
		words[i] = proof_name((enum proof)i);
	return word_of(o, "proof", words);
}

static char *verdict_of(const json_t *o)
{
	const char *words[VERDICTS + 1] = { 0 };
	unsigned i;

	for (i = 0; i < VERDICTS; i++)
		words[i] = verdict_name((enum verdict)i);
	return word_of(o, "verdict", words);
}

static void check_labels(struct finding_lines *l)
{
	size_t i, k;

	for (i = 0; i < l->count; i++) {
		for (k = 0; k < AV_ARRAY_LEN(why_labels); k++)
			if (strcmp(l->items[i].label, why_labels[k]) == 0)
				break;
		if (k == AV_ARRAY_LEN(why_labels))
			*l->items[i].label = '\0';
	}
}

void finding_read(const struct te_block *b, struct finding *f)
{
	json_t *narrower = te_evidence_value(b, "narrower"), *proof = te_evidence_value(b, "proof");
	json_t *reach = te_evidence_value(b, "reach"), *about = te_evidence_value(b, "about");

	finding_release(f);
	f->narrower = text_of(narrower, "statement");
	f->policy = text_of(proof ? proof : reach, "policy");
	f->verdict = verdict_of(proof);
	f->proof = proof_of(proof);
	f->proof_text = text_of(proof, "text");
	read_lines(json_object_get(proof, "why"), &f->why);
	check_labels(&f->why);
	if (json_is_object(reach)) {
		f->reach_known = true;
		f->opened = te_line_number(reach, "opened");
		f->closed = te_line_number(reach, "closed");
		read_lines(json_object_get(reach, "sensitive"), &f->sensitive);
		read_lines(json_object_get(reach, "list"), &f->list);
		f->list_more = te_line_number(reach, "more");
	}
	read_lines(json_object_get(about, "types"), &f->about);
	json_decref(narrower);
	json_decref(proof);
	json_decref(reach);
	json_decref(about);
}

/* Printing */

static void set_text(json_t *o, const char *key, const char *text)
{
	if (text)
		json_object_set_new(
			o, key, json_stringn(text, te_line_cut(text, strlen(text), WHY_MAX_BYTES)));
}

static void set_lines(json_t *o, const char *key, const struct finding_lines *l, size_t max)
{
	struct te_list list;
	size_t i;

	if (!l->count)
		return;
	te_list_init(&list);
	for (i = 0; i < l->count; i++) {
		json_t *pair = json_array();
		const char *text = l->items[i].text;

		json_array_append_new(pair, json_string(l->items[i].label));
		json_array_append_new(pair,
				      json_stringn(text, te_line_cut(text, strlen(text), max)));
		te_list_add(&list, pair);
	}
	json_object_set_new(o, key, te_list_end(&list, 0));
}

void finding_print_narrower(const struct finding *f, struct buf *out)
{
	json_t *o;

	if (!f->narrower || strlen(f->narrower) > TE_LIST_MAX_BYTES)
		return;
	o = json_object();
	json_object_set_new(o, "statement", json_string(f->narrower));
	te_line_print("narrower", o, out);
}

void finding_print(const struct finding *f, struct buf *out)
{
	json_t *o;

	if (f->proof) {
		o = json_object();
		set_text(o, "proof", f->proof);
		set_text(o, "text", f->proof_text);
		set_text(o, "verdict", f->verdict);
		set_lines(o, "why", &f->why, WHY_MAX_BYTES);
		set_text(o, "policy", f->policy);
		te_line_print("proof", o, out);
	}
	if (f->reach_known) {
		o = json_object();
		json_object_set_new(o, "opened", json_integer((json_int_t)f->opened));
		json_object_set_new(o, "closed", json_integer((json_int_t)f->closed));
		set_lines(o, "sensitive", &f->sensitive, WHY_MAX_BYTES);
		set_lines(o, "list", &f->list, WHY_MAX_BYTES);
		if (f->list_more)
			json_object_set_new(o, "more", json_integer((json_int_t)f->list_more));
		set_text(o, "policy", f->proof ? NULL : f->policy);
		te_line_print("reach", o, out);
	}
	if (f->about.count) {
		o = json_object();
		set_lines(o, "types", &f->about, ABOUT_MAX_BYTES);
		te_line_print("about", o, out);
	}
}
