// SPDX-License-Identifier: GPL-2.0-or-later
/* `review --format json`: a review, or a diff of two, as one object. Keys are an interface: see
 * INTERFACES.md before changing one. */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "review_formats_internal.h"

/* Notes hold text as typed, and jansson refuses invalid UTF-8: write null then. All else is
 * clean. */
static json_t *text_or_null(const char *s)
{
	json_t *j = s ? json_string(s) : NULL;

	return j ? j : json_null();
}

static json_t *lines_json(const struct finding_lines *l, const char *label, const char *text)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < l->count; i++)
		json_array_append_new(list,
				      json_pack("{ss ss}", label, finding_line_label(&l->items[i]),
						text, l->items[i].text));
	return list;
}

static json_t *seen_json(const struct te_seen_list *l)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < l->count; i++) {
		const struct te_seen *s = &l->items[i];
		json_t *o = json_object();

		json_object_set_new(o, "text", json_string(s->text));
		if (s->second)
			json_object_set_new(o, "target", json_string(s->second));
		if (s->count)
			json_object_set_new(o, "count", json_integer((json_int_t)s->count));
		if (s->bytes)
			json_object_set_new(o, "cut_from_bytes",
					    json_integer((json_int_t)s->bytes));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *evidence_of(const struct te_evidence *e)
{
	json_t *o = json_object();

	json_object_set_new(o, "count", json_integer((json_int_t)e->count));
	json_object_set_new(o, "first", text_or_null(e->first));
	json_object_set_new(o, "last", text_or_null(e->last));
	json_object_set_new(o, "permissive", json_integer((json_int_t)e->permissive));
	json_object_set_new(o, "granted", json_integer((json_int_t)e->granted));
	json_object_set_new(o, "suspect", json_integer((json_int_t)e->suspect));
	json_object_set_new(o, "inherited", json_integer((json_int_t)e->inherited));
	json_object_set_new(o, "rest", text_or_null(e->rest));
	json_object_set_new(o, "permissions", seen_json(&e->permissions));
	json_object_set_new(o, "contexts", seen_json(&e->contexts));
	json_object_set_new(o, "comms", seen_json(&e->comms));
	json_object_set_new(o, "exes", seen_json(&e->exes));
	json_object_set_new(o, "paths", seen_json(&e->paths));
	json_object_set_new(o, "hosts", seen_json(&e->hosts));
	json_object_set_new(o, "samples", seen_json(&e->samples));
	if (e->stripped)
		json_object_set_new(o, "stripped", json_string(e->stripped));
	return o;
}

static json_t *risk_of(const struct risk *r)
{
	json_t *o = json_object(), *reasons = json_array();
	size_t i;

	for (i = 0; i < r->count; i++)
		json_array_append_new(reasons,
				      json_pack("{ss ss}", "level", risk_name(r->reasons[i].level),
						"text", r->reasons[i].text));
	json_object_set_new(o, "level", json_string(risk_name(r->level)));
	json_object_set_new(o, "reasons", reasons);
	return o;
}

static json_t *reach_of(const struct finding *f)
{
	json_t *o;

	if (!f->reach_known)
		return json_null();
	o = json_object();
	json_object_set_new(o, "opened", json_integer((json_int_t)f->opened));
	json_object_set_new(o, "closed", json_integer((json_int_t)f->closed));
	json_object_set_new(o, "sensitive", lines_json(&f->sensitive, "type", "why"));
	json_object_set_new(o, "list", lines_json(&f->list, "sensitive", "access"));
	json_object_set_new(o, "more", json_integer((json_int_t)f->list_more));
	return o;
}

static json_t *mark_of(const struct review_rule *r)
{
	json_t *o;

	if (r->mark == REVIEW_NONE)
		return json_null();
	o = json_object();
	json_object_set_new(o, "mark", json_string(review_mark_name(r->mark)));
	json_object_set_new(o, "void", json_boolean(r->mark_void));
	json_object_set_new(o, "by", text_or_null(r->mark_by));
	json_object_set_new(o, "at", text_or_null(r->mark_at));
	json_object_set_new(o, "note", text_or_null(r->mark_note));
	return o;
}

static json_t *rule_of(const struct review_rule *r)
{
	json_t *o = json_object();

	json_object_set_new(o, "title", json_string(r->title));
	json_object_set_new(o, "source", json_string(r->source));
	json_object_set_new(o, "target", json_string(r->target));
	json_object_set_new(o, "class", json_string(r->class));
	json_object_set_new(o, "state",
			    json_string(decision_state_name(r->again ? DECISION_OPEN : r->state)));
	if (r->again)
		json_object_set_new(o, "held", json_string(decision_state_name(r->state)));
	json_object_set_new(o, "by", text_or_null(r->by));
	json_object_set_new(o, "at", text_or_null(r->at));
	json_object_set_new(o, "chosen", text_or_null(r->step));
	json_object_set_new(o, "command", text_or_null(r->fix_command));
	json_object_set_new(o, "effect", text_or_null(r->fix_effect));
	json_object_set_new(o, "note", text_or_null(r->note));
	json_object_set_new(o, "review", mark_of(r));
	json_object_set_new(o, "statement", text_or_null(*r->statement ? r->statement : NULL));
	json_object_set_new(o, "words", json_string(r->words));
	json_object_set_new(o, "types", lines_json(&r->finding.about, "name", "text"));
	json_object_set_new(o, "permissions", lines_json(&r->permissions, "name", "allows"));
	json_object_set_new(o, "risk", risk_of(&r->risk));
	json_object_set_new(o, "policy", text_or_null(r->finding.policy));
	json_object_set_new(
		o, "verdict",
		text_or_null(r->finding.judged ? verdict_name(r->finding.verdict) : NULL));
	json_object_set_new(o, "why", lines_json(&r->finding.why, "kind", "text"));
	json_object_set_new(o, "proof",
			    text_or_null(r->finding.proved ? proof_name(r->finding.proof) : NULL));
	json_object_set_new(o, "proof_text", text_or_null(r->finding.proof_text));
	json_object_set_new(o, "reach", reach_of(&r->finding));
	json_object_set_new(o, "not_taken", lines_json(&r->others, "kind", "text"));
	json_object_set_new(o, "evidence", evidence_of(&r->evidence));
	return o;
}

/* Takes ownership of `o`. */
static void put_json(json_t *o, size_t flags, struct buf *out)
{
	char *text = json_dumps(o, JSON_INDENT(2) | flags);

	buf_adds(out, text ? text : "");
	buf_addc(out, '\n');
	free(text);
	json_decref(o);
}

void review_json_write(const struct review *r, struct buf *out)
{
	json_t *o = json_object(), *counts = json_object(), *rules = json_array();
	size_t i;

	for (i = 0; i < DECISION_STATES; i++)
		json_object_set_new(counts, decision_state_name((enum decision_state)i),
				    json_pack("{sI sI}", "rules", (json_int_t)r->states[i],
					      "denials", (json_int_t)r->denials[i]));
	for (i = 0; i < r->count; i++)
		json_array_append_new(rules, rule_of(&r->rules[i]));
	json_object_set_new(o, "avcurate", json_string(PACKAGE_VERSION));
	json_object_set_new(o, "module", json_string(r->name));
	json_object_set_new(o, "version", json_string(r->version));
	json_object_set_new(o, "policy", text_or_null(r->policy));
	json_object_set_new(o, "summary", json_string(r->summary));
	json_object_set_new(o, "coverage", json_string(r->coverage));
	json_object_set_new(o, "hand_written", json_boolean(r->hand_written));
	json_object_set_new(o, "counts", counts);
	json_object_set_new(o, "rules", rules);
	put_json(o, JSON_ENSURE_ASCII, out);
}

static json_t *texts(const struct finding_lines *l)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < l->count; i++)
		json_array_append_new(list, json_string(l->items[i].text));
	return list;
}

static json_t *change_of(const struct review_change *c)
{
	json_t *o = json_object();

	json_object_set_new(o, "rule", json_string(c->title));
	json_object_set_new(o, "change", json_string(review_change_name(c->kind)));
	json_object_set_new(o, "lines", lines_json(&c->lines, "what", "text"));
	return o;
}

void review_diff_json(const struct review_diff *d, struct buf *out)
{
	json_t *o = json_object(), *changes = json_array();
	size_t i;

	for (i = 0; i < d->count; i++)
		json_array_append_new(changes, change_of(&d->changes[i]));
	json_object_set_new(o, "avcurate", json_string(PACKAGE_VERSION));
	json_object_set_new(o, "module", json_string(d->name));
	json_object_set_new(o, "old_version", json_string(d->old_version));
	json_object_set_new(o, "new_version", json_string(d->new_version));
	json_object_set_new(o, "policy", d->policy ? json_string(d->policy) : json_null());
	json_object_set_new(o, "summary", json_string(d->summary));
	json_object_set_new(o, "opened", texts(&d->opened));
	json_object_set_new(o, "closed", texts(&d->closed));
	json_object_set_new(o, "opened_count",
			    d->reach_known ? json_integer((json_int_t)d->opened_count)
					   : json_null());
	json_object_set_new(o, "closed_count",
			    d->reach_known ? json_integer((json_int_t)d->closed_count)
					   : json_null());
	json_object_set_new(o, "changes", changes);
	put_json(o, 0, out);
}
