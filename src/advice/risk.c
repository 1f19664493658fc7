// SPDX-License-Identifier: GPL-2.0-or-later
/* Rates how dangerous a statement is: one function for each kind of reason, one table row each.
 * Knows no decision and no approval. */
#include "config.h"

#include "advice/risk.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "attribute_internal.h"
#include "base/mem.h"
#include "policy/sensitive.h"
#include "base/text.h"
#include "policy/whatif.h"
#include "words/words.h"

/* From here on a statement opens more than anyone reviews: more than the types of some hundred
 * of a distribution's modules. */
#define MANY_TUPLES 500
/* Names shown of a longer list. */
#define NAMED_MAX 6

const char *risk_name(enum risk_level level)
{
	static const char *const names[RISK_LEVELS] = {
		[RISK_NONE] = "none",
		[RISK_LOW] = "low",
		[RISK_MEDIUM] = "medium",
		[RISK_HIGH] = "high",
	};

	return names[level];
}

void risk_release(struct risk *r)
{
	size_t i;

	for (i = 0; i < r->count; i++)
		free(r->reasons[i].text);
	free(r->reasons);
	*r = (struct risk){ 0 };
}

/* Take the text. */
static void add_reason(struct risk *r, enum risk_level level, struct buf *text)
{
	r->reasons = mem_grow(r->reasons, &r->cap, r->count + 1, sizeof(*r->reasons));
	r->reasons[r->count++] = (struct risk_reason){ level, buf_take(text) };
	if (level > r->level)
		r->level = level;
}

static void add_text(struct risk *r, enum risk_level level, const char *text)
{
	struct buf b = { 0 };

	buf_adds(&b, text);
	add_reason(r, level, &b);
}

static void add_name(const struct risk_subject *s, name_id id, struct buf *out)
{
	text_clean(out, (struct slice){ intern_str(s->names, id), intern_len(s->names, id) });
}

static name_id target_of(const struct statement *st)
{
	return st->self ? st->source : st->target;
}

/* Sensitive accesses */

/* By name: each reason with the types it applies to. */
static void weigh_list(const struct risk_sensitive *list, size_t count, struct risk *r)
{
	size_t i, k, n;

	for (i = 0; i < count; i++) {
		struct buf text = { 0 };

		for (k = 0; k < i && strcmp(list[k].why, list[i].why) != 0; k++)
			;
		if (k < i)
			continue;
		buf_addf(&text, "%s: ", list[i].why);
		for (n = 0, k = i; k < count; k++) {
			if (strcmp(list[k].why, list[i].why) != 0)
				continue;
			if (n < NAMED_MAX)
				buf_addf(&text, "%s%s", n ? ", " : "", list[k].type);
			n++;
		}
		if (n > NAMED_MAX)
			buf_addf(&text, " and %zu more", n - NAMED_MAX);
		add_reason(r, RISK_HIGH, &text);
	}
}

static void weigh_opened(const struct risk_subject *s, struct risk *r)
{
	size_t i, n = s->reach->sensitive_count;
	struct risk_sensitive *list = mem_zalloc(n + 1, sizeof(*list));

	for (i = 0; i < n; i++)
		list[i] = (struct risk_sensitive){ eval_type_name(s->policy, s->baseline,
								  s->reach->sensitive[i].target),
						   s->reach->sensitive[i].why };
	weigh_list(list, n, r);
	free(list);
}

static void weigh_sensitive(const struct risk_subject *s, struct risk *r)
{
	const struct statement *st = s->statement;
	const char *told[32], *why;
	size_t c, p, k, n = 0;

	if (s->reach) {
		if (s->policy)
			weigh_opened(s, r);
		else
			weigh_list(s->sensitive, s->sensitive_count, r);
		return;
	}
	for (c = 0; c < st->class_count; c++) {
		for (p = 0; p < st->perm_count; p++) {
			struct buf text = { 0 };

			why = sensitive_why(intern_str(s->names, target_of(st)),
					    intern_str(s->names, st->classes[c]),
					    intern_str(s->names, st->perms[p]));
			for (k = 0; k < n && why && strcmp(told[k], why) != 0; k++)
				;
			if (!why || k < n || n == AV_ARRAY_LEN(told))
				continue;
			told[n++] = why;
			buf_addf(&text, "%s: ", why);
			add_name(s, target_of(st), &text);
			add_reason(r, RISK_HIGH, &text);
		}
	}
}

/* Who runs the files that it may change */

static bool is_word_in(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

/* True if it may change the contents of a file with the label, or replace it: `write` on a
 * directory alone does neither. */
static bool changes_files(const struct risk_subject *s)
{
	static const char *const of_file[] = {
		"write", "append", "create", "rename", "link", NULL
	};
	static const char *const of_dir[] = { "add_name", "create", "rename", NULL };
	const struct statement *st = s->statement;
	size_t c, p;

	for (c = 0; c < st->class_count; c++) {
		const char *class = intern_str(s->names, st->classes[c]);
		const char *const *perms = strcmp(class, "file") == 0  ? of_file
					   : strcmp(class, "dir") == 0 ? of_dir
								       : NULL;

		for (p = 0; p < st->perm_count && perms; p++)
			if (is_word_in(intern_str(s->names, st->perms[p]), perms))
				return true;
	}
	return false;
}

static uint32_t type_value(const struct risk_subject *s, name_id id)
{
	return whatif_type_value(s->baseline, s->policy, slice_of(intern_str(s->names, id)));
}

/* The highest value of a type, including those that the module declares. */
static uint32_t types_max(const struct risk_subject *s)
{
	return s->policy->types_max + (s->baseline ? s->baseline->type_count : 0);
}

/* Mark the types that a rule's source means. */
static void mark_sources(const struct risk_subject *s, uint32_t source, bool *types)
{
	uint32_t t;

	if (!s->policy->types[source].attribute) {
		types[source] = true;
		return;
	}
	for (t = 1; t <= types_max(s); t++)
		types[t] |= eval_type_is(s->policy, s->baseline, t, source);
}

/* A rule for at least an eighth of all types covers domains that may run everything anyway. */
static bool is_for_all(const struct policy_index *ix, uint32_t named)
{
	return attribute_members(ix, NULL, named) > ix->header->type_count / 8;
}

/* Mark the types that the policy's type rules let run files of the type. */
static void mark_runners(const struct risk_subject *s, uint32_t type, bool *types)
{
	const struct policy_index *ix = s->policy;
	uint32_t file = policy_index_value(ix, POLNAME_CLASS, slice_of("file")), g, i;
	uint32_t execute = file ? policy_index_perm(ix, file, slice_of("execute")) : 0;

	for (g = 0; execute && g <= ix->group_mask; g++) {
		const struct policy_index_group *group = &ix->groups[g];

		if (group->key >> 16 != file)
			continue;
		for (i = 0; i < group->rules.count; i++) {
			const struct policy_index_rule *rule = &ix->rules[group->rules.first + i];

			if (rule->kind == RULE_ALLOW && rule->data & execute &&
			    eval_type_is(ix, s->baseline, type, rule->target) &&
			    !is_for_all(ix, rule->target) &&
			    eval_cond(ix, NULL, rule->cond, rule->branch)) {
				mark_sources(s, group->key & 0xffff, types);
				break;
			}
		}
	}
}

static void weigh_run_by_others(const struct risk_subject *s, struct risk *r)
{
	const struct policy_index *ix = s->policy;
	const struct eval_overlay *o = s->baseline;
	struct buf text = { 0 };
	uint32_t source, target, t, n = 0;
	bool *types, self = false;

	if (!ix || !changes_files(s))
		return;
	source = type_value(s, s->statement->source);
	target = type_value(s, target_of(s->statement));
	if (!source || !target || eval_is_attribute(ix, o, target))
		return;
	types = mem_zalloc((size_t)types_max(s) + 1, sizeof(*types));
	mark_runners(s, target, types);
	buf_adds(&text, "may change what others run: files labelled ");
	add_name(s, target_of(s->statement), &text);
	buf_adds(&text, " may be executed by ");
	for (t = 1; t <= types_max(s); t++) {
		if (!types[t] || eval_is_attribute(ix, o, t))
			continue;
		self |= eval_type_is(ix, o, t, source);
		if (eval_type_is(ix, o, t, source))
			continue;
		if (n < NAMED_MAX)
			buf_addf(&text, "%s%s", n ? ", " : "", eval_type_name(ix, o, t));
		n++;
	}
	if (n > NAMED_MAX)
		buf_addf(&text, " and %u more", n - NAMED_MAX);
	if (n)
		add_reason(r, RISK_HIGH, &text);
	buf_release(&text);
	if (self)
		add_text(r, RISK_MEDIUM, "may change files and run them itself");
	free(types);
}

/* Process permissions and capabilities beyond the sensitive ones */

static void weigh_powers(const struct risk_subject *s, struct risk *r)
{
	static const char *const capabilities[] = { "capability", "capability2", "cap_userns",
						    "cap2_userns", NULL };
	static const char *const powers[] = { "transition", "setexec", "setcap",
					      "setrlimit",  "sigkill", "sigstop",
					      "noatsecure", "share",   NULL };
	const struct statement *st = s->statement;
	size_t c, p;

	for (c = 0; c < st->class_count; c++) {
		const char *class = intern_str(s->names, st->classes[c]);
		bool capability = is_word_in(class, capabilities);

		if (!capability && strcmp(class, "process") != 0)
			continue;
		for (p = 0; p < st->perm_count; p++) {
			const char *perm = intern_str(s->names, st->perms[p]);
			struct buf text = { 0 };

			if (sensitive_why(intern_str(s->names, target_of(st)), class, perm) ||
			    (!capability && (!is_word_in(perm, powers) ||
					     (st->self && strcmp(perm, "setcap") != 0))))
				continue;
			buf_addf(&text, "%s %s: ",
				 capability ? "a root capability," : "control over processes,",
				 perm);
			words_perm(class, perm, &text);
			add_reason(r, RISK_MEDIUM, &text);
		}
	}
}

/* Breadth */

static void weigh_attribute(const struct risk_subject *s, name_id id, const char *what,
			    struct risk *r)
{
	struct buf text = { 0 };
	uint32_t value = s->policy ? type_value(s, id) : 0;
	uint32_t n = value ? attribute_members(s->policy, s->baseline, value) : 0;

	buf_addf(&text, "the %s ", what);
	add_name(s, id, &text);
	if (n)
		buf_addf(&text,
			 " is an attribute: %u types today, and every type that gets it later", n);
	else
		buf_adds(&text, " is an attribute: every type that has it, now or later");
	add_reason(r, RISK_MEDIUM, &text);
}

static void weigh_breadth(const struct risk_subject *s, struct risk *r)
{
	const struct statement *st = s->statement;
	struct buf text = { 0 };

	if (st->source_attribute)
		weigh_attribute(s, st->source, "source", r);
	if (st->target_attribute && !st->self)
		weigh_attribute(s, st->target, "target", r);
	if (s->reach && s->reach->opened >= MANY_TUPLES) {
		buf_addf(&text, "opens %" PRIu64 " accesses, more than anyone reviews",
			 s->reach->opened);
		add_reason(r, RISK_HIGH, &text);
	}
	if (s->reach && s->reach->closed)
		add_text(r, RISK_MEDIUM,
			 "limits ioctl to a list; before, every command was allowed");
}

/* Evidence */

static bool was_seen(const struct rule *seen, name_id perm)
{
	uint32_t i;

	for (i = 0; i < seen->perm_count; i++)
		if (seen->perms[i].perm == perm)
			return true;
	return false;
}

static void weigh_evidence(const struct risk_subject *s, struct risk *r)
{
	const struct statement *st = s->statement;
	struct buf text = { 0 };
	size_t i, n = 0;

	if (!s->seen || !s->seen->count) {
		add_text(r, RISK_MEDIUM, "no recorded denial asks for it");
		return;
	}
	for (i = 0; i < st->perm_count && s->seen->perm_count; i++) {
		if (was_seen(s->seen, st->perms[i]))
			continue;
		buf_adds(&text, n++ ? " " : "no denial asks for: ");
		add_name(s, st->perms[i], &text);
	}
	if (n)
		add_reason(r, RISK_MEDIUM, &text);
	buf_release(&text);
	if (s->seen->suspect)
		add_text(r, RISK_HIGH,
			 "may be forged: records that ask for it hold misleading text");
	if (s->seen->permissive == s->seen->count)
		add_text(r, RISK_LOW,
			 "seen in permissive mode only: nothing was blocked, it may not be needed");
}

static void weigh_calm(const struct risk_subject *s, struct risk *r)
{
	struct buf text = { 0 };

	if (r->level > RISK_LOW)
		return;
	if (s->reach)
		buf_addf(&text,
			 "opens %" PRIu64
			 " access%s; none is on avcurate's list of sensitive accesses",
			 s->reach->opened, s->reach->opened == 1 ? "" : "es");
	else
		buf_adds(&text,
			 "opens what was denied; none is on avcurate's list of sensitive accesses");
	add_reason(r, RISK_LOW, &text);
}

static void weigh_silence(const struct risk_subject *s, struct risk *r)
{
	struct risk would = { 0 };

	weigh_sensitive(s, &would);
	if (would.level == RISK_HIGH)
		add_text(r, RISK_MEDIUM, "attempts on something sensitive are no longer logged");
	else
		add_text(r, RISK_LOW, "opens nothing; these denials are no longer logged");
	risk_release(&would);
}

/* Most severe first, then in order of the table; qsort is not stable everywhere. */
static void sort_reasons(struct risk *r)
{
	size_t i, k;

	for (i = 1; i < r->count; i++) {
		struct risk_reason moved = r->reasons[i];

		for (k = i; k > 0 && r->reasons[k - 1].level < moved.level; k--)
			r->reasons[k] = r->reasons[k - 1];
		r->reasons[k] = moved;
	}
}

static void (*const weighers[])(const struct risk_subject *s, struct risk *r) = {
	weigh_sensitive, weigh_run_by_others, weigh_powers,
	weigh_breadth,   weigh_evidence,      weigh_calm,
};

void risk_weigh(const struct risk_subject *s, struct risk *out)
{
	size_t i;

	risk_release(out);
	switch (s->statement->kind) {
	case STATEMENT_NONE:
	case STATEMENT_KINDS:
		add_text(out, RISK_NONE, "opens nothing");
		break;
	case STATEMENT_DONTAUDIT:
		weigh_silence(s, out);
		break;
	case STATEMENT_ROLE:
		add_text(out, RISK_MEDIUM, "a role may have a type that it could not have before");
		break;
	case STATEMENT_GRANT:
		add_text(out, RISK_MEDIUM, "avcurate does not rate this kind of statement");
		break;
	case STATEMENT_ALLOW:
		for (i = 0; i < AV_ARRAY_LEN(weighers); i++)
			weighers[i](s, out);
		break;
	}
	sort_reasons(out);
}

void risk_is(struct risk *out, enum risk_level level, const char *why)
{
	risk_release(out);
	add_text(out, level, why);
}

static size_t grave(const struct risk *r)
{
	size_t n = 0;

	while (n < r->count && r->reasons[n].level == r->level)
		n++;
	return n;
}

int risk_compare(const struct risk *a, const struct risk *b)
{
	if (a->level != b->level)
		return a->level > b->level ? -1 : 1;
	if (grave(a) != grave(b))
		return grave(a) > grave(b) ? -1 : 1;
	return 0;
}
