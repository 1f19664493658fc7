// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads and prints findings: what a policy said about a decided rule, as #@ lines. Does not ask a
 * policy; module/findings.c does. */
#include "config.h"

#include "te/finding.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "te/evidence.h"
#include "te/line.h"

/* One line of `why`: constraints can be long. */
#define WHY_MAX_BYTES 400
/* The description of a type: six patterns and two sentences. */
#define ABOUT_MAX_BYTES 800

static const char *const kind_words[FINDING_KINDS] = {
	[FINDING_ABOUT] = "",          [FINDING_REASON] = "why",
	[FINDING_DETAIL] = "",         [FINDING_FIX] = "fix",
	[FINDING_EFFECT] = "effect",   [FINDING_DANGER] = "danger",
	[FINDING_BY_HAND] = "by hand", [FINDING_NARROWER] = "narrower",
	[FINDING_INSTEAD] = "instead", [FINDING_LEAVE_DENIED] = "leave denied",
};

const char *finding_line_label(const struct finding_line *l)
{
	return l->subject ? l->subject : kind_words[l->kind];
}

void finding_lines_release(struct finding_lines *l)
{
	size_t i;

	for (i = 0; i < l->count; i++) {
		free(l->items[i].subject);
		free(l->items[i].text);
	}
	free(l->items);
	*l = (struct finding_lines){ 0 };
}

static void add_line(struct finding_lines *l, struct finding_line line)
{
	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = line;
}

void finding_lines_add(struct finding_lines *l, enum finding_kind kind, char *text)
{
	add_line(l, (struct finding_line){ kind, NULL, text });
}

void finding_lines_add_about(struct finding_lines *l, char *subject, char *text)
{
	add_line(l, (struct finding_line){ FINDING_ABOUT, subject, text });
}

void finding_release(struct finding *f)
{
	free(f->narrower);
	free(f->policy);
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

void finding_set_narrower(struct finding *f, const struct intern *names, const struct rule *r,
			  const struct statement *st)
{
	struct statement observed = { 0 };
	struct buf text = { 0 };
	bool unknown;
	size_t i;

	rule_statement(r, names, &observed);
	observed.kind = observed.kind == STATEMENT_ALLOW ? st->kind : observed.kind;
	/* If it is unknown which ioctl commands were denied, as in a .te, an empty list would mean
	 * all: compare with those of `st`. */
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

/* Reading. All texts are cleaned, whoever wrote the file. */

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
		finding_lines_add_about(l, item_text(pair, 0), item_text(pair, 1));
}

/* A word from avcurate's own list; any other is dropped. */
static enum finding_kind why_kind(const char *word)
{
	unsigned kind;

	for (kind = FINDING_REASON; word && kind <= FINDING_DANGER; kind++)
		if (strcmp(word, kind_words[kind]) == 0)
			return (enum finding_kind)kind;
	return FINDING_DETAIL;
}

static void read_why(const json_t *list, struct finding_lines *l)
{
	const json_t *pair;
	size_t i;

	json_array_foreach(list, i, pair) if (json_is_array(pair)) finding_lines_add(
		l, why_kind(json_string_value(json_array_get(pair, 0))), item_text(pair, 1));
}

/* Words that are not ours are left out. */
static void read_proof(const json_t *o, struct finding *f)
{
	const char *proof = json_string_value(json_object_get(o, "proof"));
	const char *verdict = json_string_value(json_object_get(o, "verdict"));
	unsigned i;

	for (i = 0; proof && !f->proved && i < PROOFS; i++) {
		f->proved = strcmp(proof, proof_name((enum proof)i)) == 0;
		f->proof = (enum proof)i;
	}
	for (i = 0; verdict && !f->judged && i < VERDICTS; i++) {
		f->judged = strcmp(verdict, verdict_name((enum verdict)i)) == 0;
		f->verdict = (enum verdict)i;
	}
}

void finding_read(const struct te_block *b, struct finding *f)
{
	json_t *narrower = te_evidence_value(b, "narrower"), *proof = te_evidence_value(b, "proof");
	json_t *reach = te_evidence_value(b, "reach"), *about = te_evidence_value(b, "about");

	finding_release(f);
	f->narrower = text_of(narrower, "statement");
	f->policy = text_of(proof ? proof : reach, "policy");
	read_proof(proof, f);
	f->proof_text = text_of(proof, "text");
	read_why(json_object_get(proof, "why"), &f->why);
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

		json_array_append_new(pair, json_string(finding_line_label(&l->items[i])));
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

	if (f->proved) {
		o = json_object();
		set_text(o, "proof", proof_name(f->proof));
		set_text(o, "text", f->proof_text);
		set_text(o, "verdict", f->judged ? verdict_name(f->verdict) : NULL);
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
		set_text(o, "policy", f->proved ? NULL : f->policy);
		te_line_print("reach", o, out);
	}
	if (f->about.count) {
		o = json_object();
		set_lines(o, "types", &f->about, ABOUT_MAX_BYTES);
		te_line_print("about", o, out);
	}
}
