// SPDX-License-Identifier: GPL-2.0-or-later
/* `why --format json`: adds verdicts, fixes, proof and widening steps to list's document. Keys are
 * an interface. */
#include "config.h"

#include "why_json_internal.h"

#include <stdlib.h>

#include "advice/fix_boolean.h"
#include "filter/column.h"
#include "module/effect.h"
#include "advice/explain.h"
#include "advice/fix_label_port.h"
#include "advice/ladder.h"
#include "list_json_internal.h"
#include "base/mem.h"
#include "module/opened.h"

/* The reason, details and fixes of one verdict, joined. */
static json_t *verdict_text(const struct explain *e, enum verdict v)
{
	struct buf text = { 0 };
	json_t *j;
	size_t i;

	for (i = 0; i < e->count; i++)
		if (e->lines[i].verdict == v)
			buf_addf(&text, "%s%s", text.len ? "; " : "", e->lines[i].text);
	j = json_stringn(buf_str(&text), text.len);
	buf_release(&text);
	return j;
}

static json_t *verdicts_of_rule(const struct report_input *in, const struct rule *r,
				const struct judgement *judged)
{
	json_t *list = json_array();
	struct explain e = { 0 };
	unsigned v;

	explain_rule(in->judge, r, judged, &e);
	for (v = 0; v < VERDICTS; v++) {
		json_t *o;

		if (!judged->held[v])
			continue;
		o = json_object();
		json_object_set_new(o, "verdict", json_string(verdict_name((enum verdict)v)));
		json_object_set_new(o, "tuples", json_integer(judged->held[v]));
		json_object_set_new(o, "text", verdict_text(&e, (enum verdict)v));
		json_array_append_new(list, o);
	}
	explain_release(&e);
	return list;
}

static json_t *booleans_of(const struct report_input *in, const struct rule *r,
			   const struct judgement *judged)
{
	const struct policy_index *ix = judge_policy(in->judge);
	json_t *list = json_array();
	struct boolean_fixes fixes = { 0 };
	size_t i;
	unsigned k;

	if (judged->held[VERDICT_BOOLEAN])
		judge_booleans(in->judge, r, &fixes);
	boolean_notes_sort(judge_notes(in->judge), judge_policy(in->judge), &fixes);
	for (i = 0; i < fixes.count; i++) {
		json_t *set = json_array();

		for (k = 0; k < fixes.items[i].count; k++) {
			json_t *o = json_object();

			json_object_set_new(
				o, "name",
				json_string(policy_index_name_of(ix, POLNAME_BOOL,
								 fixes.items[i].set[k].value)));
			json_object_set_new(o, "value", json_boolean(fixes.items[i].set[k].state));
			json_array_append_new(set, o);
		}
		json_array_append_new(list, set);
	}
	return list;
}

/* The first fix; the others are in the verdict's text. */
static json_t *fix_of(const struct fixes *fixes, const char *what)
{
	json_t *o;

	if (!fixes->count)
		return json_null();
	o = json_object();
	json_object_set_new(o, what, json_string(fixes->items[0].object));
	json_object_set_new(o, "type", json_string(fixes->items[0].type));
	json_object_set_new(o, "command", json_string(fixes->items[0].command));
	return o;
}

static json_t *constraint_of(const struct report_input *in, const struct rule *r,
			     const struct judgement *judged)
{
	struct constraint_words words = { 0 };
	json_t *j = json_null();

	if (!judged->held[VERDICT_CONSTRAINT] ||
	    !judge_constraint_words(in->judge, r, &r->tuples[judged->first[VERDICT_CONSTRAINT]],
				    &words))
		return j;
	j = json_string(buf_str(&words.text));
	constraint_words_release(&words);
	return j;
}

/* How many sensitive accesses of a step are listed; the worst come first. */
#define SENSITIVE_LISTED 16

static json_t *sensitive_of(const struct report_input *in, const struct reach *reach)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < reach->sensitive_count && i < SENSITIVE_LISTED; i++) {
		const struct reach_sensitive *s = &reach->sensitive[i];
		json_t *o = json_object();

		json_object_set_new(
			o, "type",
			json_string(eval_type_name(judge_policy(in->judge),
						   judge_baseline(in->judge), s->target)));
		json_object_set_new(
			o, "class",
			json_string(policy_index_name_of(judge_policy(in->judge), POLNAME_CLASS,
							 s->class_value)));
		json_object_set_new(o, "why", json_string(s->why));
		json_array_append_new(list, o);
	}
	return list;
}

/* One step, with the number of accesses it opens and closes; null if the policy lacks a name
 * in it. */
static json_t *step_of(const struct report_input *in, const struct ladder_step *step,
		       const struct effect *e)
{
	json_t *o = json_object();

	json_object_set_new(o, "axis", json_string(step->axis));
	json_object_set_new(o, "name", json_string(step->name));
	json_object_set_new(o, "statement", list_json_statement(&step->statement, in->names));
	json_object_set_new(o, "current", json_boolean(step->current));
	json_object_set_new(o, "opened",
			    e->known ? json_integer((json_int_t)e->reach.opened) : json_null());
	json_object_set_new(o, "closed",
			    e->known ? json_integer((json_int_t)e->reach.closed) : json_null());
	json_object_set_new(o, "sensitive", sensitive_of(in, &e->reach));
	if (e->reach.sensitive_count > SENSITIVE_LISTED)
		json_object_set_new(
			o, "sensitive_more",
			json_integer((json_int_t)e->reach.sensitive_count - SENSITIVE_LISTED));
	json_object_set_new(o, "proof", json_string(proof_name(e->proof.proof)));
	if (step->members) {
		json_object_set_new(o, "members", json_integer(step->members));
		json_object_set_new(o, "seen", json_integer(step->seen));
	}
	return o;
}

static json_t *steps_of(const struct report_input *in, rule_id id, const struct rule *r)
{
	const struct ladder_basis basis = { .policy = judge_policy(in->judge),
					    .names = judge_baseline(in->judge),
					    .denials = in->denials };
	struct ladder_step *steps;
	size_t n = ladder_steps(r, decisions_get(in->decisions, id), in->names, &basis, &steps), i;
	struct effect *effects = mem_zalloc(n + 1, sizeof(*effects));
	json_t *list = json_array();

	for (i = 0; i < n; i++)
		effect_find(in->judge, in->prover, in->names, in->denials, &id, 1,
			    &steps[i].statement, 0, &effects[i]);
	effect_sort(steps, effects, n);
	for (i = 0; i < n; i++) {
		json_array_append_new(list, step_of(in, &steps[i], &effects[i]));
		effect_release(&effects[i]);
	}
	free(effects);
	ladder_free(steps, n);
	return list;
}

static json_t *opened_row(const struct report_input *in, const struct opened_row *row)
{
	const struct policy_index *ix = judge_policy(in->judge);
	const struct eval_overlay *baseline = judge_baseline(in->judge);
	const char *why = opened_row_why(in->judge, row);
	json_t *o = json_object(), *list = json_array();
	uint32_t perms;

	for (perms = row->perms; perms; perms &= perms - 1)
		json_array_append_new(
			list,
			json_string(ix->strings +
				    ix->classes[row->class_value].perms[__builtin_ctz(perms)]));
	json_object_set_new(o, "source", json_string(eval_type_name(ix, baseline, row->source)));
	json_object_set_new(o, "target", json_string(eval_type_name(ix, baseline, row->target)));
	json_object_set_new(o, "class",
			    json_string(policy_index_name_of(ix, POLNAME_CLASS, row->class_value)));
	json_object_set_new(o, "permissions", list);
	json_object_set_new(o, "sensitive", why ? json_string(why) : json_null());
	return o;
}

/* What its statement opens and closes, up to OPENED_REPORT; null if the policy lacks a name
 * in it. */
static json_t *opened_of(const struct report_input *in, rule_id id, const struct rule *r)
{
	json_t *lists[2] = { json_array(), json_array() }, *o = json_null();
	struct statement st = { 0 };
	struct opened opened = { 0 };
	size_t i;

	decision_statement(decisions_get(in->decisions, id), r, in->names, &st);
	opened_find(in->judge, &st, OPENED_REPORT, &opened);
	for (i = 0; i < opened.count; i++)
		json_array_append_new(lists[opened.rows[i].closed],
				      opened_row(in, &opened.rows[i]));
	if (opened.known)
		o = json_pack("{sI sI sI sI sI sO sO}", "count", (json_int_t)opened.opened,
			      "sensitive", (json_int_t)opened.sensitive, "more",
			      (json_int_t)opened.more, "closed_count", (json_int_t)opened.closed,
			      "closed_more", (json_int_t)opened.closed_more, "opens", lists[0],
			      "closes", lists[1]);
	json_decref(lists[0]);
	json_decref(lists[1]);
	opened_release(&opened);
	statement_release(&st);
	return o;
}

static void add_why(const struct report_input *in, rule_id id, json_t *rule)
{
	const struct rule *r = ledger_rule(in->denials, id);
	const struct judgement *judged;
	const struct judge_proof *proof;
	struct fixes fixes = { 0 };
	struct buf text = { 0 };

	if (in->rows) {
		in->rows->outcome_words(in->rows->ctx, id, &text);
		json_object_set_new(
			rule, "outcome",
			json_string(outcome_name(in->rows->outcome(in->rows->ctx, id))));
		json_object_set_new(rule, "outcome_text", json_string(buf_str(&text)));
		buf_clear(&text);
		in->rows->prunable_words(in->rows->ctx, id, &text);
		json_object_set_new(
			rule, "prunable",
			json_string(prunable_name(in->rows->prunable(in->rows->ctx, id))));
		json_object_set_new(rule, "prunable_text", json_string(buf_str(&text)));
		buf_clear(&text);
	}
	if (!in->prover) {
		buf_release(&text);
		json_object_set_new(rule, "verdict", json_string(verdict_name(VERDICT_NO_POLICY)));
		json_object_set_new(rule, "proof", json_string(proof_name(PROOF_UNPROVED)));
		json_object_set_new(rule, "proof_text", json_string("no policy is known"));
		return;
	}
	judged = prover_judgement(in->prover, id);
	json_object_set_new(rule, "verdict", json_string(verdict_name(judged->lead)));
	json_object_set_new(rule, "verdicts", verdicts_of_rule(in, r, judged));
	json_object_set_new(rule, "booleans", booleans_of(in, r, judged));
	json_object_set_new(rule, "constraint", constraint_of(in, r, judged));
	if (judged->held[VERDICT_RELABEL])
		fix_labels(in->judge, r, &fixes);
	json_object_set_new(rule, "relabel", fix_of(&fixes, "path"));
	fixes_release(&fixes);
	if (judged->held[VERDICT_PORT])
		fix_ports(in->judge, r, &fixes);
	json_object_set_new(rule, "port", fix_of(&fixes, "number"));
	fixes_release(&fixes);
	json_object_set_new(rule, "steps", steps_of(in, id, r));
	if (in->opened)
		json_object_set_new(rule, "opened", opened_of(in, id, r));
	proof = prover_proof(in->prover, id);
	prover_words(in->prover, id, &text);
	json_object_set_new(rule, "proof", json_string(proof_name(proof->proof)));
	json_object_set_new(rule, "proof_text", json_string(buf_str(&text)));
	buf_release(&text);
}

void why_json_write(const struct report_input *in, FILE *out)
{
	list_json_document(in, out, add_why);
}
