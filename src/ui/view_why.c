// SPDX-License-Identifier: GPL-2.0-or-later
/* Show everything known about the selected rule: in words, as a statement, and its denials. Does
 * not judge: it shows what the judging and the words rooms say. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "advice/type_about.h"
#include "denial/decision.h"
#include "advice/explain.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "session/outcomes.h"
#include "session/prunable.h"
#include "denial/statement.h"
#include "module/te_adopt.h"
#include "denial/storm.h"
#include "base/text.h"
#include "ui_internal.h"
#include "session/judging.h"
#include "view_table_internal.h"
#include "session/widen_summary.h"
#include "words/words.h"

#define INDENT 10 /* cells of the labels at the left */

struct why {
	struct view_lines lines;
	/* What the lines were made from. */
	rule_id id;
	uint32_t changed;
	uint64_t decisions, policy;
	uint32_t rate; /* during a storm */
	size_t width;
	bool made;
};

static struct why *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct why));
	return v->data;
}

static void add_label(struct why *w, const char *label)
{
	struct line *l = view_lines_add(&w->lines);

	line_add(l, EL_HEADING, label);
	line_pad(l, INDENT);
}

static void add_text(struct why *w, const char *label, enum element e, const char *text)
{
	add_label(w, label);
	view_lines_wrap(&w->lines, e, text, w->width, INDENT, true);
}

static void add_blank(struct why *w)
{
	view_lines_add(&w->lines);
}

/* Add "useradd_t -> usr_t : dir { write }" with each part in its colour. */
static void add_title(struct why *w, const struct session *s, const struct rule *r)
{
	struct line *l = view_lines_add(&w->lines);
	struct buf name = { 0 };
	uint32_t i;

#define NAME(e, id)                                                    \
	do {                                                           \
		buf_clear(&name);                                      \
		text_clean(&name, slice_of(intern_str(s->names, id))); \
		line_add(l, e, buf_str(&name));                        \
	} while (0)
	NAME(EL_SOURCE, r->key.source);
	if (r->key.source != NAME_EMPTY && r->key.target != NAME_EMPTY)
		line_add(l, EL_TEXT, " -> ");
	NAME(EL_TARGET, r->key.target);
	if (r->key.class != NAME_EMPTY) {
		line_add(l, EL_TEXT, " : ");
		NAME(EL_CLASS, r->key.class);
	}
	if (!kind_of(r->key.kind)->usual)
		line_addf(l, EL_DIM, " (%s)", kind_of(r->key.kind)->name);
	if (r->perm_count) {
		line_add(l, EL_TEXT, " {");
		for (i = 0; i < r->perm_count; i++) {
			line_add(l, EL_TEXT, " ");
			NAME(EL_PERM, r->perms[i].perm);
		}
		line_add(l, EL_TEXT, " }");
	}
#undef NAME
	buf_release(&name);
}

static void add_decision(struct why *w, const struct decision *d, int64_t now_ms)
{
	const struct decision_terms *terms = decision_terms(d->state);
	struct buf text = { 0 };

	buf_adds(&text, d->held == DECISION_OPEN ? terms->sentence : DECISION_AGAIN_SENTENCE);
	if (d->by) {
		buf_adds(&text, ", by ");
		text_clean(&text, slice_of(d->by));
	}
	if (d->at_ms != TIME_NONE && d->state != DECISION_OPEN) {
		buf_adds(&text, " at ");
		clock_short(d->at_ms, now_ms, &text);
	}
	if (d->state == DECISION_FIXED && d->fix_by != FIX_NONE) {
		buf_addf(&text, ", by a %s: ", fix_by_name(d->fix_by));
		text_clean(&text, slice_of(d->fix_command));
	}
	add_text(w, "state", theme_element_find(terms->element), buf_str(&text));
	buf_clear(&text);
	if (d->note && *d->note) {
		text_clean(&text, slice_of(d->note));
		add_text(w, "note", EL_COMMENT, buf_str(&text));
	}
	buf_release(&text);
}

static void add_statement(struct why *w, const struct session *s, const struct rule *r,
			  const struct decision *d)
{
	struct statement st = { 0 };
	struct buf text = { 0 };
	const char *label = "statement";
	bool taken = d->state != DECISION_REJECTED && d->state != DECISION_FIXED;
	size_t i;
	char *p, *end;

	decision_statement(d, r, s->names, &st);
	if (taken) {
		statement_print(&st, s->names, &text);
	} else {
		/* Show what the statement would have been. */
		statement_release(&st);
		rule_statement(r, s->names, &st);
		statement_print(&st, s->names, &text);
		label = "not taken";
	}
	if (!text.len) {
		add_text(w, label, EL_DIM, "none: no allow rule answers this kind of denial");
	} else {
		for (p = text.data; *p; p = end + 1) {
			end = strchr(p, '\n');
			*end = '\0';
			add_text(w, label, taken ? EL_KEYWORD : EL_DIM, p);
			label = "";
		}
	}
	if (taken && te_is_adopted(d))
		add_text(w, "chosen", EL_WARNING,
			 r->count ? "taken over from a module that holds no evidence for it"
				  : "taken over from a module that holds no evidence for it; "
				    "these logs have no denial for it either");
	else if (taken && decision_step(d))
		add_text(w, "widened", EL_WARNING, decision_step(d));
	if (d->dropped_count) {
		buf_clear(&text);
		for (i = 0; i < d->dropped_count; i++)
			buf_addf(&text, "%s%s", i ? " " : "", intern_str(s->names, d->dropped[i]));
		add_text(w, "dropped", EL_WARNING, buf_str(&text));
	}
	/* The denied permissions are shown above; add these only if they differ. */
	if ((d->step || d->dropped_count || d->state == DECISION_DONTAUDIT) && taken) {
		buf_clear(&text);
		words_statement(&st, r, s->names, &text);
		if (text.len)
			add_text(w, "allows", EL_TEXT, buf_str(&text));
	}
	statement_release(&st);
	buf_release(&text);
}

static void add_seen(struct why *w, const struct session *s, const struct rule *r,
		     enum seen_kind kind, const char *label)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(r, kind, seen), i;
	struct buf text = { 0 };

	for (i = 0; i < n; i++) {
		buf_clear(&text);
		text_clean(&text, (struct slice){ intern_str(s->names, seen[i]->text),
						  intern_len(s->names, seen[i]->text) });
		buf_addf(&text, "  %u", seen[i]->count);
		add_text(w, i ? "" : label, EL_TEXT, buf_str(&text));
	}
	if (r->seen_more[kind]) {
		buf_clear(&text);
		buf_addf(&text, "… and %u more sightings of others", r->seen_more[kind]);
		add_text(w, "", EL_DIM, buf_str(&text));
	}
	buf_release(&text);
}

static void add_counts(struct why *w, const struct session *s, const struct rule *r, int64_t now_ms)
{
	struct buf text = { 0 };
	uint32_t i;

	buf_addf(&text, "%llu", (unsigned long long)r->count);
	if (r->first_ms != TIME_NONE) {
		buf_adds(&text, ", ");
		clock_short(r->first_ms, now_ms, &text);
		if (r->last_ms != r->first_ms) {
			buf_adds(&text, " to ");
			clock_short(r->last_ms, now_ms, &text);
		}
	}
	if (r->permissive)
		buf_addf(&text, "; %llu of them only logged (permissive)",
			 (unsigned long long)r->permissive);
	if (r->granted)
		buf_addf(&text, "; also granted %llu times", (unsigned long long)r->granted);
	add_text(w, "denials", EL_TEXT, buf_str(&text));
	if (r->perm_count > 1) {
		buf_clear(&text);
		for (i = 0; i < r->perm_count; i++) {
			buf_adds(&text, i ? ", " : "");
			text_clean(&text, slice_of(intern_str(s->names, r->perms[i].perm)));
			buf_addf(&text, " %u", r->perms[i].count);
		}
		add_text(w, "of them", EL_TEXT, buf_str(&text));
	}
	buf_release(&text);
}

/* Add the ioctl commands, with names if well known. */
static void add_ioctls(struct why *w, const struct rule *r)
{
	uint32_t codes[16];
	size_t n = rule_ioctls(r, codes, AV_ARRAY_LEN(codes)), i;
	struct buf text = { 0 };

	for (i = 0; i < n && i < AV_ARRAY_LEN(codes); i++) {
		const char *words = words_ioctl((uint16_t)codes[i]);

		buf_clear(&text);
		buf_addf(&text, "0x%x%s%s", codes[i], words ? " " : "", words ? words : "");
		add_text(w, i ? "" : "ioctl", EL_TEXT, buf_str(&text));
	}
	if (n > AV_ARRAY_LEN(codes)) {
		buf_clear(&text);
		buf_addf(&text, "… and %zu more", n - AV_ARRAY_LEN(codes));
		add_text(w, "", EL_DIM, buf_str(&text));
	}
	buf_release(&text);
}

#define CONTEXTS_SHOWN 8

static void add_contexts(struct why *w, const struct session *s, const struct rule *r)
{
	struct buf text = { 0 };
	name_id last_s = NAME_NONE, last_t = NAME_NONE;
	uint32_t i;
	size_t shown = 0, pairs = rule_context_pairs(r);

	for (i = 0; i < r->tuple_count && shown < CONTEXTS_SHOWN; i++) {
		const struct tuple *t = &r->tuples[i];

		if (t->scontext == last_s && t->tcontext == last_t)
			continue;
		last_s = t->scontext;
		last_t = t->tcontext;
		buf_clear(&text);
		text_clean(&text, slice_of(intern_str(s->names, t->scontext)));
		buf_adds(&text, " -> ");
		text_clean(&text, slice_of(intern_str(s->names, t->tcontext)));
		add_text(w, shown ? "" : "contexts", EL_DIM, buf_str(&text));
		shown++;
	}
	if (pairs > shown) {
		buf_clear(&text);
		buf_addf(&text, "%zu pairs in all", pairs);
		add_text(w, "", EL_DIM, buf_str(&text));
	}
	buf_release(&text);
}

/* Add the policy's answer: why it is denied, all reasons in order, and what the selection
 * changes. */
static void add_verdict(struct why *w, const struct session *s, rule_id id)
{
	const struct judgement *j = judging_of(s, id);
	const struct judge_proof *p = judging_proof(s, id);
	struct explain e = { 0 };
	struct buf text = { 0 }, label = { 0 };
	size_t i;

	if (!j || !p)
		return;
	/* Without denials in these logs there is no reason to explain. */
	if (ledger_rule(s->denials, id)->count)
		explain_rule(judging_judge(s), ledger_rule(s->denials, id), j, &e);
	for (i = 0; i < e.count; i++)
		add_text(w,
			 i == 0                           ? "why"
			 : e.lines[i].kind == EXPLAIN_FIX ? "  fix"
							  : "",
			 e.lines[i].kind == EXPLAIN_DANGER ? EL_WARNING
			 : e.lines[i].kind == EXPLAIN_FIX  ? EL_KEYWORD
			 : e.lines[i].verdict == j->lead   ? EL_TEXT
							   : EL_DIM,
			 e.lines[i].text);
	explain_release(&e);
	buf_clear(&text);
	prover_words(judging_prover(s), id, &text);
	buf_addf(&label, "%s%s", p->proof == PROOF_BLOCKED ? "! " : "", proof_label(p->proof));
	add_text(w, buf_str(&label), p->proof == PROOF_BLOCKED ? EL_WARNING : EL_TEXT,
		 buf_str(&text));
	buf_release(&label);
	buf_release(&text);
}

/* Add "5.0k/s now, 1234567 since 10:02:11, at most 5.2k/s" for the latest storm. */
static void add_storm(struct why *w, const struct session *s, rule_id id, uint32_t rate)
{
	const struct storm *storm = storms_of(s->storms, id);
	struct buf text = { 0 };

	if (!storm)
		return;
	if (rate) {
		storm_rate_words(rate, &text);
		buf_adds(&text, " now, ");
	}
	buf_addf(&text, "%llu %s ", (unsigned long long)storm->count, rate ? "since" : "from");
	clock_short(storm->since_ms, s->clock.began_ms, &text);
	if (!rate) {
		buf_adds(&text, " to ");
		clock_short(storm->last_ms, s->clock.began_ms, &text);
	}
	buf_adds(&text, ", at most ");
	storm_rate_words(storm->peak, &text);
	add_text(w, rate ? "STORM" : "storm", rate ? EL_WARNING : EL_TEXT, buf_str(&text));
	buf_release(&text);
}

/* Add the outcome since the policy changed. */
static void add_outcome(struct why *w, const struct session *s, rule_id id)
{
	enum outcome o = outcome_of(s, id);
	struct buf text = { 0 };

	if (o == OUTCOME_NONE)
		return;
	outcome_words(s, id, &text);
	add_text(w, outcome_label(o),
		 o == OUTCOME_GONE     ? EL_ACCEPTED
		 : o == OUTCOME_DENIED ? EL_WARNING
				       : EL_TEXT,
		 buf_str(&text));
	buf_release(&text);
}

/* Add what the statement opens, and what the next step of each axis would open. */
static void add_reach(struct why *w, struct session *s, rule_id id)
{
	struct widen_summary words;

	if (widen_summary_words(s, id, &words)) {
		add_text(w, "opens", EL_TEXT, buf_str(&words.opens));
		if (words.danger.len)
			add_text(w, "!", EL_WARNING, buf_str(&words.danger));
		if (words.steps.len)
			add_text(w, "wider", EL_DIM, buf_str(&words.steps));
	}
	widen_summary_release(&words);
}

/* Add what the types are, if the policy's own file contexts say it. */
static void add_types(struct why *w, struct session *s, const struct rule *r)
{
	struct judge *j = judging_judge(s);
	struct type_about about = { 0 };
	struct buf text = { 0 };

	if (j)
		type_about_rule(j, r, true, &about);
	if (about.source) {
		buf_addf(&text, "%s is %s", intern_str(s->names, r->key.source), about.source);
		add_text(w, "types", EL_DIM, buf_str(&text));
	}
	if (about.target) {
		buf_clear(&text);
		buf_addf(&text, "%s is %s", intern_str(s->names, r->key.target), about.target);
		add_text(w, about.source ? "" : "types", EL_DIM, buf_str(&text));
	}
	type_about_release(&about);
	buf_release(&text);
}

static void make(struct why *w, struct session *s, rule_id id)
{
	const struct rule *r = ledger_rule(s->denials, id);
	const struct decision *d = decisions_get(s->decisions, id);
	int64_t now_ms = clock_wall_ms();
	struct buf text = { 0 };

	add_title(w, s, r);
	if (r->suspect) {
		buf_addf(
			&text,
			"%llu of %llu records may be forged: they hold a second set of permissions "
			"or contexts. Check the events before accepting; shown here is what the "
			"kernel or the object manager itself wrote.",
			(unsigned long long)r->suspect, (unsigned long long)r->count);
		add_text(w, "! SUSPECT", EL_SUSPECT, buf_str(&text));
		buf_clear(&text);
	}
	add_storm(w, s, id, w->rate);
	words_rule(r, d, s->names, &text);
	if (text.len)
		add_text(w, "in words", EL_TEXT, buf_str(&text));
	buf_release(&text);
	add_outcome(w, s, id);
	prunable_words(s, id, &text);
	if (text.len) {
		buf_adds(&text, "; P drops it from the module");
		add_text(w, "~ NEEDED?", EL_WARNING, buf_str(&text));
	}
	buf_release(&text);
	add_verdict(w, s, id);
	add_reach(w, s, id);
	add_decision(w, d, now_ms);
	add_statement(w, s, r, d);
	add_counts(w, s, r, now_ms);
	add_ioctls(w, r);
	add_seen(w, s, r, SEEN_COMM, "commands");
	add_seen(w, s, r, SEEN_EXE, "programs");
	add_seen(w, s, r, SEEN_PATH, "paths");
	add_seen(w, s, r, SEEN_PORT, "ports");
	add_seen(w, s, r, SEEN_HOST, "hosts");
	add_seen(w, s, r, SEEN_RAW_CONTEXT, "unknown");
	add_types(w, s, r);
	add_blank(w);
	add_contexts(w, s, r);
	if (r->tuples_lost)
		add_text(w, "", EL_WARNING, "some contexts were not kept: memory limit reached");
}

static void refresh(struct view *v, size_t width)
{
	struct why *w = data(v);
	struct session *s = v->app->session;
	rule_id id = v->app->list.selected;
	uint32_t changed = id != RULE_NONE ? ledger_rule(s->denials, id)->changed : 0;
	uint64_t decisions = decisions_serial(s->decisions);
	uint32_t rate =
		id != RULE_NONE ? storms_rate(s->storms, id, session_clock_ms(&s->clock)) : 0;

	if (w->made && w->id == id && w->changed == changed && w->rate == rate &&
	    w->decisions == decisions && w->width == width && w->policy == judging_serial(s))
		return;
	if (w->id != id)
		v->list.top = v->list.skip = 0;
	w->made = true;
	w->id = id;
	w->changed = changed;
	w->rate = rate;
	w->decisions = decisions;
	w->policy = judging_serial(s);
	w->width = width;
	w->lines.utf8 = v->utf8;
	view_lines_clear(&w->lines);
	if (id != RULE_NONE)
		make(w, s, id);
}

static size_t count(struct view *v)
{
	return data(v)->lines.count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	view_lines_copy(&data(v)->lines, i, out);
}

static void note(struct view *v, struct buf *out)
{
	struct list *l = &v->list;
	const char *assumed = judging_assumed(v->app->session);

	/* Name the policy here too, since the header may lack room: the text holds for that policy
	 * only. */
	if (assumed) {
		buf_adds(out, "by ");
		text_clean(out, slice_of(assumed));
		buf_adds(out, " (assumed)");
	}
	if (assumed && l->count > l->height)
		buf_adds(out, "  ");
	if (l->count > l->height)
		buf_addf(out, "%zu-%zu of %zu", l->top + 1,
			 l->top + l->height < l->count ? l->top + l->height : l->count, l->count);
}

static const char *empty(struct view *v)
{
	(void)v;
	return "No rule is selected.";
}

static void close_view(struct view *v)
{
	if (v->data)
		view_lines_release(&data(v)->lines);
	free(v->data);
}

/* Copy the statement, as in the list. */
static bool text(struct view *v, size_t i, struct buf *out)
{
	(void)v;
	(void)i;
	(void)out;
	return false;
}

const struct view_ops view_why_ops = {
	.name = "why",
	.title = "Why",
	.help = "what is denied to whom, and why",
	.scope = SCOPE_WHY,
	.pane = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.note = note,
	.empty = empty,
	.text = text,
};
