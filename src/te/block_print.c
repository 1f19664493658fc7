// SPDX-License-Identifier: GPL-2.0-or-later
/* Prints the #@ lines of one rule (te/block.h). All text goes through text_clean and jansson's
 * escapes (JSON_ENSURE_ASCII), and every line is bounded: text that is cut leaves a digest. */
#include "config.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter/column.h"
#include "te/finding.h"
#include "base/mem.h"
#include "te/block.h"
#include "te/evidence.h"
#include "te/line.h"
#include "base/text.h"

#define NOTE_PART_BYTES   600 /* bytes of a note per line: six each at worst, \u0001 */
#define REVIEW_NOTE_BYTES 400 /* a reviewer's note, which has one line only */

static struct slice name_slice(const struct intern *names, name_id id)
{
	return (struct slice){ intern_str(names, id), intern_len(names, id) };
}

static json_t *time_json(int64_t ms)
{
	struct buf text = { 0 };
	json_t *value;

	if (ms == TIME_NONE)
		return json_null();
	clock_iso(ms, &text);
	value = json_string(buf_str(&text));
	buf_release(&text);
	return value;
}

struct named_count {
	const char *name;
	uint32_t count;
};

static int compare_counts(const void *a, const void *b)
{
	return strcmp(((const struct named_count *)a)->name, ((const struct named_count *)b)->name);
}

static json_t *permissions_json(const struct rule *r, const struct intern *names)
{
	struct named_count *counts = mem_zalloc(r->perm_count + 1, sizeof(*counts));
	struct te_list list;
	uint32_t i;

	te_list_init(&list);
	for (i = 0; i < r->perm_count; i++)
		counts[i] = (struct named_count){ intern_str(names, r->perms[i].perm),
						  r->perms[i].count };
	qsort(counts, r->perm_count, sizeof(*counts), compare_counts);
	for (i = 0; i < r->perm_count; i++)
		te_list_add(&list, te_line_counted(slice_of(counts[i].name), counts[i].count));
	free(counts);
	return te_list_end(&list, 0);
}

/* The distinct (source context, target context) pairs, in order of first appearance. */
static json_t *contexts_json(const struct rule *r, const struct intern *names)
{
	struct te_list list;
	uint32_t i, k, kept = 0;

	te_list_init(&list);
	for (i = 0; i < r->tuple_count && kept < RULE_SEEN_MAX; i++) {
		const struct tuple *t = &r->tuples[i];
		char *s, *o;

		for (k = 0; k < i; k++)
			if (r->tuples[k].scontext == t->scontext &&
			    r->tuples[k].tcontext == t->tcontext)
				break;
		if (k < i)
			continue;
		kept++;
		s = text_cleaned(name_slice(names, t->scontext));
		o = text_cleaned(name_slice(names, t->tcontext));
		te_list_add(&list, json_pack("[s,s]", s, o));
		free(s);
		free(o);
	}
	return te_list_end(&list, 0);
}

/* The hash of the records that are not kept as samples. */
static void set_rest(json_t *seen, uint64_t rest)
{
	char hex[17];

	snprintf(hex, sizeof(hex), "%016" PRIx64, rest);
	json_object_set_new(seen, "rest", json_string(hex));
}

static json_t *seen_json(const struct rule *r, const struct intern *names)
{
	json_t *seen = json_object();
	size_t pairs = rule_context_pairs(r);
	uint32_t inherited = 0, i;

	for (i = 0; i < r->tuple_count; i++)
		if (r->tuples[i].inherited > inherited)
			inherited = r->tuples[i].inherited;
	json_object_set_new(seen, "count", json_integer((json_int_t)r->count));
	json_object_set_new(seen, "first", time_json(r->first_ms));
	json_object_set_new(seen, "last", time_json(r->last_ms));
	if (r->permissive)
		json_object_set_new(seen, "permissive", json_integer((json_int_t)r->permissive));
	if (r->granted)
		json_object_set_new(seen, "granted", json_integer((json_int_t)r->granted));
	if (r->suspect)
		json_object_set_new(seen, "suspect", json_integer((json_int_t)r->suspect));
	if (inherited)
		json_object_set_new(seen, "inherited", json_integer(inherited));
	if (r->perm_count)
		json_object_set_new(seen, "permissions", permissions_json(r, names));
	json_object_set_new(seen, "contexts", contexts_json(r, names));
	if (r->rest)
		set_rest(seen, r->rest);
	if (pairs > RULE_SEEN_MAX)
		json_object_set_new(seen, "pairs", json_integer((json_int_t)pairs));
	return seen;
}

static json_t *kind_json(const struct rule *r, enum seen_kind kind, const struct intern *names)
{
	const struct seen *all[RULE_SEEN_MAX];
	size_t i, n = rule_seen(r, kind, all);
	struct te_list list;

	if (!n)
		return NULL;
	te_list_init(&list);
	for (i = 0; i < n; i++)
		te_list_add(&list, te_line_counted(name_slice(names, all[i]->text), all[i]->count));
	return te_list_end(&list, r->seen_more[kind]);
}

/* The rule's current evidence, added to that of `before` if not NULL. */
static void print_evidence(const struct rule *r, const struct te_block *before,
			   const struct intern *names, struct buf *out)
{
	static const struct {
		const char *key;
		enum seen_kind kind; /* SEEN_KINDS: `seen` itself */
	} lines[] = {
		{ "seen", SEEN_KINDS }, { "comm", SEEN_COMM }, { "exe", SEEN_EXE },
		{ "path", SEEN_PATH },  { "host", SEEN_HOST },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(lines); i++) {
		json_t *value = lines[i].kind == SEEN_KINDS ? seen_json(r, names)
							    : kind_json(r, lines[i].kind, names);

		if (before)
			value = te_evidence_join(before, lines[i].key, value);
		if (value)
			te_line_print(lines[i].key, value, out);
	}
}

/* Text that a person typed_text; cleaned if it is not UTF-8. Caller frees. */
static char *typed_text(const char *text)
{
	return te_line_is_utf8(text, strlen(text)) ? mem_strdup(text)
						   : text_cleaned(slice_of(text));
}

static json_t *typed_json(const char *text, size_t max)
{
	char *clean = typed_text(text);
	json_t *value = json_stringn(clean, te_line_cut(clean, strlen(clean), max));

	free(clean);
	return value;
}

/* A note that does not fit on one line is cut. */
static void print_review(const struct review_note *r, struct buf *out)
{
	json_t *o;

	if (r->mark == REVIEW_NONE)
		return;
	o = json_object();
	json_object_set_new(o, "mark", json_string(review_mark_name(r->mark)));
	if (r->by)
		json_object_set_new(o, "by", typed_json(r->by, TE_TEXT_MAX_BYTES));
	json_object_set_new(o, "at", time_json(r->at_ms));
	if (r->note)
		json_object_set_new(o, "note", typed_json(r->note, REVIEW_NOTE_BYTES));
	json_object_set_new(o, "bound", json_string(r->bound));
	te_line_print("review", o, out);
}

static void print_samples(const struct rule *r, struct buf *out)
{
	uint32_t i;

	for (i = 0; i < r->sample_count; i++) {
		const struct rule_sample *s = &r->samples[i];
		char *clean = text_cleaned((struct slice){ s->text, s->kept });
		json_t *item = json_array();

		json_array_append_new(item, json_string(clean));
		if (s->sha256[0]) {
			json_array_append_new(item, json_null());
			json_array_append_new(item,
					      json_pack("{s:I,s:s}", "bytes", (json_int_t)s->bytes,
							"sha256", s->sha256));
		}
		te_line_print("sample", item, out);
		free(clean);
	}
}

static void print_previous(const struct te_block *b, const char *key, struct buf *out)
{
	size_t i;

	for (i = 0; b && i < b->line_count; i++)
		if (strcmp(b->lines[i].key, key) == 0)
			te_line_raw(key, b->lines[i].json, out);
}

static void print_note(const char *note, struct buf *out)
{
	char *clean = typed_text(note);
	size_t n = strlen(clean), from = 0, keep;

	for (; from < n; from += keep) {
		keep = te_line_cut(clean + from, n - from, NOTE_PART_BYTES);
		te_line_print("note", json_stringn(clean + from, keep), out);
	}
	free(clean);
}

static void print_decision(const struct decision *d, const struct statement *st, bool stands,
			   const struct intern *names, struct buf *out)
{
	struct buf text = { 0 };
	json_t *chosen = json_object();

	te_line_print("state", json_string(decision_state_name(d->state)), out);
	if (d->by)
		te_line_print("by", typed_json(d->by, TE_TEXT_MAX_BYTES), out);
	if (d->at_ms != TIME_NONE)
		te_line_print("at", time_json(d->at_ms), out);
	if (d->state == DECISION_FIXED && d->fix_by != FIX_NONE)
		json_object_set_new(chosen, "fix",
				    json_pack("{s:s,s:s,s:s}", "by", fix_by_name(d->fix_by), "to",
					      d->fix_to, "command", d->fix_command));
	if (d->chosen) {
		if (decision_step(d))
			json_object_set_new(chosen, "step", json_string(decision_step(d)));
		statement_print(st, names, &text);
		if (!stands && text.len > TE_LIST_MAX_BYTES)
			json_object_set_new(chosen, "sha256", te_line_digest(text.data, text.len));
		else if (!stands && text.len)
			json_object_set_new(chosen, "statement", json_string(text.data));
	}
	if (d->state == DECISION_OPEN && d->held != DECISION_OPEN && !stands)
		json_object_set_new(chosen, "held", json_string(decision_state_name(d->held)));
	if (json_object_size(chosen))
		te_line_print("chosen", json_incref(chosen), out);
	json_decref(chosen);
	buf_release(&text);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* True if the block was written for this same decision, so that its evidence is frozen. */
static bool is_frozen(const struct te_block *b, const struct decision *d,
		      const struct statement *st, bool stands)
{
	const struct decision *was = &b->decision;

	return was->state == d->state && was->held == d->held && was->at_ms == d->at_ms &&
	       same_text(was->note, d->note) && was->fix_by == d->fix_by &&
	       same_text(was->fix_to, d->fix_to) && same_text(was->fix_command, d->fix_command) &&
	       was->dropped_count == d->dropped_count && b->stands == stands &&
	       (!stands || statement_equal(&b->written, st));
}

void te_block_print(const struct rule *r, const struct decision *d, const struct statement *st,
		    bool stands, const struct te_block *previous, const struct finding *finding,
		    const struct intern *names, struct buf *out)
{
	static const char *const evidence[] = { "seen", "comm",   "exe",     "path",
						"host", "sample", "stripped" };
	static const char *const findings[] = { "proof", "reach", "about" };
	bool frozen = previous && is_frozen(previous, d, st, stands);
	/* A rule decided without evidence gets the evidence there is now. */
	bool fills = previous && !te_evidence_line(previous, "seen") && r->count;
	json_t *key = json_object();
	size_t i;

	json_object_set_new(key, "kind", json_string(kind_of(r->key.kind)->name));
	json_object_set_new(key, "source", json_string(intern_str(names, r->key.source)));
	json_object_set_new(key, "target", json_string(intern_str(names, r->key.target)));
	if (r->key.class != NAME_EMPTY)
		json_object_set_new(key, "class", json_string(intern_str(names, r->key.class)));
	if (r->key.role != NAME_EMPTY)
		json_object_set_new(key, "role", json_string(intern_str(names, r->key.role)));
	te_line_print("rule", key, out);
	print_decision(d, st, stands, names, out);
	if (frozen)
		print_previous(previous, "narrower", out);
	else if (finding)
		finding_print_narrower(finding, out);
	if (d->note && d->note[0])
		print_note(d->note, out);
	if (previous && !fills && (frozen || !r->count)) {
		for (i = 0; i < AV_ARRAY_LEN(evidence); i++)
			print_previous(previous, evidence[i], out);
	} else {
		const struct te_block *before =
			previous && te_evidence_has_more(previous, r, names) ? previous : NULL;

		print_evidence(r, before, names, out);
		print_previous(before, "sample", out);
		print_previous(before, "stripped", out);
		print_samples(r, out);
	}
	/* If no policy was known at the time, add today's finding. */
	if (finding &&
	    (!frozen || fills ||
	     (!te_evidence_line(previous, "proof") && !te_evidence_line(previous, "reach"))))
		finding_print(finding, out);
	for (i = 0; frozen && !(fills && finding) && i < AV_ARRAY_LEN(findings); i++)
		print_previous(previous, findings[i], out);
	print_review(&d->review, out);
	if (d->dropped_count) {
		struct te_list list;

		te_list_init(&list);
		for (i = 0; i < d->dropped_count; i++)
			te_list_add(&list, json_string(intern_str(names, d->dropped[i])));
		te_line_print("dropped", te_list_end(&list, 0), out);
	}
	for (i = 0; previous && i < previous->line_count; i++)
		if (te_key_of(previous->lines[i].key) == TE_KEY_OTHER)
			te_line_raw(previous->lines[i].key, previous->lines[i].json, out);
}
