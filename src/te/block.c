// SPDX-License-Identifier: GPL-2.0-or-later
/* The #@ lines of one rule, parsed into a decision and its evidence. Unknown keys are kept as text,
 * so that a file from another version survives. Printing is in block_print.c. */
#include "config.h"

#include "te/block.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "te/lex.h"
#include "base/text.h"

void te_block_release(struct te_block *b)
{
	size_t i;

	for (i = 0; i < b->line_count; i++) {
		free(b->lines[i].key);
		free(b->lines[i].json);
	}
	free(b->lines);
	decision_release(&b->decision);
	statement_release(&b->written);
	*b = (struct te_block){ 0 };
}

bool te_block_wanted(const struct rule *r, const struct decision *d)
{
	if (!kind_of(r->key.kind)->in_te)
		return false;
	return d->state != DECISION_OPEN || d->chosen || d->dropped_count ||
	       (d->note && d->note[0]);
}

void te_block_statement(const struct decision *d, const struct rule *r, const struct intern *names,
			struct statement *out)
{
	if (decision_module_state(d) == DECISION_OPEN)
		decision_statement(d, r, names, out);
	else
		decision_module_statement(d, r, names, out);
}

enum te_key te_key_of(const char *key)
{
	static const struct {
		const char *key;
		enum te_key kind;
	} keys[] = {
		{ "state", TE_KEY_DECISION },   { "by", TE_KEY_DECISION },
		{ "at", TE_KEY_DECISION },      { "chosen", TE_KEY_DECISION },
		{ "narrower", TE_KEY_FINDING }, { "note", TE_KEY_DECISION },
		{ "seen", TE_KEY_EVIDENCE },    { "comm", TE_KEY_EVIDENCE },
		{ "exe", TE_KEY_EVIDENCE },     { "path", TE_KEY_EVIDENCE },
		{ "host", TE_KEY_EVIDENCE },    { "sample", TE_KEY_EVIDENCE },
		{ "proof", TE_KEY_FINDING },    { "reach", TE_KEY_FINDING },
		{ "about", TE_KEY_FINDING },    { "review", TE_KEY_DECISION },
		{ "dropped", TE_KEY_DECISION }, { "stripped", TE_KEY_EVIDENCE },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(keys); i++)
		if (strcmp(key, keys[i].key) == 0)
			return keys[i].kind;
	return TE_KEY_OTHER;
}

static json_t *load_value(const char *key, const char *json, json_type type, const char *file,
			  unsigned line, struct diag *d)
{
	json_error_t error;
	json_t *value = json_loads(json, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);

	if (value && json_typeof(value) == type)
		return value;
	diag_set_at(d, file, line, 0, "#@ %s: expected %s (%s)", key,
		    type == JSON_STRING  ? "a JSON string"
		    : type == JSON_ARRAY ? "a JSON list"
					 : "a JSON object",
		    value ? "another value found" : error.text);
	json_decref(value);
	return NULL;
}

int te_block_open(struct te_block *b, const char *json, struct intern *names, const char *file,
		  unsigned line, struct diag *d)
{
	static const char *const parts[] = { "source", "target", "class", "role" };
	json_t *key = load_value("rule", json, JSON_OBJECT, file, line, d);
	name_id ids[AV_ARRAY_LEN(parts)];
	const char *kind, *text;
	size_t i;
	int rc = -1;

	*b = (struct te_block){ .line = line };
	b->decision.at_ms = TIME_NONE;
	if (!key)
		return -1;
	kind = json_string_value(json_object_get(key, "kind"));
	if (!kind) {
		diag_set_at(d, file, line, 0,
			    "#@ rule: \"kind\" must be the name of a kind of denial");
		goto out;
	}
	b->key.kind = kind_find(kind);
	if (!kind_of(b->key.kind)->in_te) {
		rc = 1;
		goto out;
	}
	for (i = 0; i < AV_ARRAY_LEN(parts); i++) {
		text = json_string_value(json_object_get(key, parts[i]));
		if (text && *text && !text_is_name(slice_of(text))) {
			diag_set_at(d, file, line, 0, "#@ rule: \"%s\" is not a valid name",
				    parts[i]);
			goto out;
		}
		ids[i] = intern_adds(names, text ? text : "");
	}
	if (ids[0] == NAME_EMPTY && ids[1] == NAME_EMPTY) {
		diag_set_at(d, file, line, 0, "#@ rule: \"source\" and \"target\" are missing");
		goto out;
	}
	b->key.source = ids[0];
	b->key.target = ids[1];
	b->key.class = ids[2];
	b->key.role = ids[3];
	rc = 0;
out:
	json_decref(key);
	return rc;
}

static int64_t parse_time(const char *s)
{
	struct tm tm = { 0 };
	int ms = 0, n = 0;

	if (sscanf(s, "%4d-%2d-%2dT%2d:%2d:%2d.%3dZ%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
		   &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &ms, &n) != 7 ||
	    s[n])
		return TIME_NONE;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	return (int64_t)timegm(&tm) * 1000 + ms;
}

/* The fix chosen instead of a rule. Ignore forms that only another version understands. */
static void read_fix(struct decision *to, json_t *fix)
{
	const char *by = json_string_value(json_object_get(fix, "by"));
	const char *target = json_string_value(json_object_get(fix, "to"));
	const char *command = json_string_value(json_object_get(fix, "command"));
	enum fix_by way = by ? fix_by_of(by) : FIX_WAYS;

	if (way == FIX_WAYS || !target || !command)
		return;
	free(to->fix_to);
	free(to->fix_command);
	to->fix_by = way;
	to->fix_to = mem_strdup(target);
	to->fix_command = mem_strdup(command);
}

/* The choice made for a rule that has no statement in the file. */
static int read_chosen(struct decision *to, json_t *value, struct intern *names, const char *file,
		       unsigned line, struct diag *d)
{
	const char *step = json_string_value(json_object_get(value, "step"));
	const char *text = json_string_value(json_object_get(value, "statement"));
	const char *held = json_string_value(json_object_get(value, "held"));
	struct statement st = { 0 };
	struct te_lex lx;
	bool good = true;

	free(to->step);
	to->step = step ? mem_strdup(step) : NULL;
	read_fix(to, json_object_get(value, "fix"));
	if (text) {
		te_lex_init(&lx, NULL, text, strlen(text));
		good = te_lex_statement(&lx, names, &st);
		if (good) {
			to->chosen = true;
			statement_copy(&to->statement, &st);
			to->held = held ? decision_state_of(held) : DECISION_OPEN;
			if (to->held != DECISION_ACCEPTED && to->held != DECISION_DONTAUDIT)
				to->held = DECISION_OPEN;
		}
		statement_release(&st);
		if (!good)
			return diag_set_at(
				d, file, line, 0,
				"#@ chosen: \"statement\" is not one that a rule can have");
	}
	return 0;
}

/* Ignore forms that only another version understands. */
static void read_review(struct review_note *to, json_t *value)
{
	const char *mark = json_string_value(json_object_get(value, "mark"));
	const char *by = json_string_value(json_object_get(value, "by"));
	const char *at = json_string_value(json_object_get(value, "at"));
	const char *note = json_string_value(json_object_get(value, "note"));
	const char *bound = json_string_value(json_object_get(value, "bound"));

	if (!mark || review_mark_of(mark) == REVIEW_MARKS || !bound ||
	    strlen(bound) >= sizeof(to->bound))
		return;
	free(to->by);
	free(to->note);
	to->mark = review_mark_of(mark);
	to->by = by ? mem_strdup(by) : NULL;
	to->note = note && *note ? mem_strdup(note) : NULL;
	to->at_ms = at ? parse_time(at) : TIME_NONE;
	memcpy(to->bound, bound, strlen(bound) + 1);
}

static void read_dropped(struct decision *to, json_t *list, struct intern *names)
{
	size_t i;
	json_t *item;

	json_array_foreach(list, i, item)
	{
		const char *perm = json_string_value(item);

		if (!perm || !text_is_name(slice_of(perm)))
			continue;
		to->dropped = mem_realloc(to->dropped, to->dropped_count + 1, sizeof(*to->dropped));
		to->dropped[to->dropped_count++] = intern_adds(names, perm);
	}
}

int te_block_add_line(struct te_block *b, const char *key, const char *json, struct intern *names,
		      const char *file, unsigned line, struct diag *d)
{
	struct decision *to = &b->decision;
	json_t *value = NULL;
	const char *text;
	int rc = 0;

	b->lines = mem_grow(b->lines, &b->line_cap, b->line_count + 1, sizeof(*b->lines));
	b->lines[b->line_count++] = (struct te_line){ mem_strdup(key), mem_strdup(json) };
	if (te_key_of(key) != TE_KEY_DECISION)
		return 0;
	value = load_value(key, json,
			   strcmp(key, "chosen") == 0    ? JSON_OBJECT
			   : strcmp(key, "review") == 0  ? JSON_OBJECT
			   : strcmp(key, "dropped") == 0 ? JSON_ARRAY
							 : JSON_STRING,
			   file, line, d);
	if (!value)
		return -1;
	text = json_string_value(value);
	if (strcmp(key, "state") == 0) {
		to->state = decision_state_of(text);
		if (to->state == DECISION_STATES)
			rc = diag_set_at(d, file, line, 0,
					 "#@ state: expected open, accepted, rejected, dontaudit "
					 "or fixed");
	} else if (strcmp(key, "by") == 0) {
		free(to->by);
		to->by = mem_strdup(text);
	} else if (strcmp(key, "at") == 0) {
		to->at_ms = parse_time(text);
		if (to->at_ms == TIME_NONE)
			rc = diag_set_at(
				d, file, line, 0,
				"#@ at: expected a time like \"2026-11-20T08:56:50.123Z\"");
	} else if (strcmp(key, "note") == 0) {
		struct buf note = { 0 };

		buf_addf(&note, "%s%s", to->note ? to->note : "", text);
		free(to->note);
		to->note = buf_take(&note);
	} else if (strcmp(key, "review") == 0) {
		read_review(&to->review, value);
	} else if (strcmp(key, "chosen") == 0) {
		rc = read_chosen(to, value, names, file, line, d);
	} else {
		read_dropped(to, value, names);
	}
	json_decref(value);
	return rc;
}

void te_block_close(struct te_block *b, const struct statement *st, const struct intern *names)
{
	struct decision *to = &b->decision;
	size_t i, kept;

	if (st) {
		b->stands = true;
		statement_copy(&b->written, st);
		to->chosen = true;
		statement_copy(&to->statement, st);
		/* A dropped permission that the statement names again was put back. */
		for (i = kept = 0; i < to->dropped_count; i++)
			if (!statement_has_perm(st, to->dropped[i]))
				to->dropped[kept++] = to->dropped[i];
		to->dropped_count = kept;
	}
	if (!to->chosen)
		return;
	/* A decision stores its statement as allow, and its dropped permissions separately. */
	if (to->statement.kind == STATEMENT_DONTAUDIT)
		to->statement.kind = STATEMENT_ALLOW;
	for (i = 0; i < to->dropped_count; i++)
		statement_add_perm(&to->statement, to->dropped[i], names);
}
