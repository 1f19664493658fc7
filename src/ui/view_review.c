// SPDX-License-Identifier: GPL-2.0-or-later
/* Show the module's review, one rule a page, riskiest first. Enter unfolds the raw records. Does
 * not rate risks: the review does. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "report/review_words.h"
#include "tui/reviewing.h"
#include "base/text.h"
#include "ui_internal.h"
#include "view_table_internal.h"

#define INDENT 13 /* cells of the labels at the left */

static void add_row(struct view_lines *p, const char *label, enum element e, const char *text)
{
	struct line *l = view_lines_add(p);

	line_add(l, EL_HEADING, label);
	line_pad(l, INDENT);
	view_lines_wrap(p, e, text, p->width, INDENT, true);
}

/* Add each line of a text, cleaned, since a person typed it. */
static void add_text(struct view_lines *p, const char *label, enum element e, const char *text,
		     bool typed)
{
	size_t n;

	for (; *text; text += n + (text[n] == '\n')) {
		struct buf line = { 0 };

		n = strcspn(text, "\n");
		if (typed)
			text_clean(&line, (struct slice){ text, n });
		else
			buf_add(&line, text, n);
		add_row(p, label, e, buf_str(&line));
		buf_release(&line);
		label = "";
	}
}

static void add_seen(struct view_lines *p, const char *label, const struct te_seen_list *l)
{
	struct buf text = { 0 };

	review_seen_words(l, &text);
	if (text.len)
		add_row(p, label, EL_TEXT, buf_str(&text));
	buf_release(&text);
}

static enum element risk_element(enum risk_level level)
{
	return level == RISK_HIGH ? EL_ERROR : level == RISK_MEDIUM ? EL_WARNING : EL_TEXT;
}

static void add_risk(struct view_lines *p, const struct review_rule *r)
{
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < r->risk.count; i++) {
		enum risk_level level = r->risk.reasons[i].level;

		buf_clear(&text);
		buf_addf(&text, "%s: %s", risk_name(level), r->risk.reasons[i].text);
		add_row(p, i ? "" : "risk", risk_element(level), buf_str(&text));
	}
	buf_release(&text);
}

static void add_finding(struct view_lines *p, const struct review_rule *r)
{
	const struct finding *f = &r->finding;
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < r->why.count; i++)
		add_row(p, finding_line_label(&r->why.items[i]), EL_TEXT, r->why.items[i].text);
	if (f->proved) {
		review_proof_words(f, &text);
		add_row(p, "proof", f->proof == PROOF_PROVEN ? EL_ACCEPTED : EL_WARNING,
			buf_str(&text));
	}
	if (f->reach_known) {
		buf_clear(&text);
		review_reach_words(f, &text);
		add_row(p, "reach", EL_TEXT, buf_str(&text));
	}
	for (i = 0; i < f->list.count; i++) {
		buf_clear(&text);
		review_opened_words(&f->list.items[i], &text);
		add_row(p, i ? "" : "opens", *f->list.items[i].subject ? EL_WARNING : EL_TEXT,
			buf_str(&text));
	}
	buf_clear(&text);
	review_opened_more(f, &text);
	if (text.len)
		add_row(p, "", EL_DIM, buf_str(&text));
	add_row(p, "policy", EL_DIM, f->policy ? f->policy : "none: not checked against a policy");
	buf_release(&text);
}

static void add_evidence(struct view_lines *p, const struct te_evidence *e, bool unfolded)
{
	struct buf text = { 0 };
	size_t i;

	review_evidence_words(e, &text);
	add_row(p, "evidence", EL_TEXT, buf_str(&text));
	add_seen(p, "permissions", &e->permissions);
	add_seen(p, "contexts", &e->contexts);
	add_seen(p, "commands", &e->comms);
	add_seen(p, "programs", &e->exes);
	add_seen(p, "paths", &e->paths);
	add_seen(p, "hosts", &e->hosts);
	for (i = 0; unfolded && i < e->samples.count; i++)
		add_row(p, i ? "" : "records", EL_TEXT, e->samples.items[i].text);
	buf_clear(&text);
	review_rest_words(e, &text);
	if (unfolded && text.len)
		add_row(p, "", EL_DIM, buf_str(&text));
	buf_clear(&text);
	buf_addf(&text, "%zu kept; Enter shows %s", e->samples.count,
		 e->samples.count == 1 ? "it" : "them");
	if (!unfolded && e->samples.count)
		add_row(p, "records", EL_DIM, buf_str(&text));
	buf_release(&text);
}

static void add_rule(struct view_lines *p, const struct review_rule *r, bool unfolded)
{
	struct buf text = { 0 };
	size_t i;

	add_row(p, "rule", EL_KEYWORD, r->title);
	review_mark_words(r, &text);
	add_row(p, "review",
		r->mark_void || r->mark == REVIEW_QUESTIONED || r->mark == REVIEW_REFUSED
			? EL_WARNING
		: r->mark == REVIEW_APPROVED ? EL_ACCEPTED
					     : EL_DIM,
		buf_str(&text));
	buf_clear(&text);
	review_decision_words(r, &text);
	add_row(p, "decision", EL_TEXT, buf_str(&text));
	if (r->note)
		add_text(p, "note", EL_TEXT, r->note, true);
	view_lines_add(p);
	if (*r->words)
		add_row(p, "in words", EL_TEXT, r->words);
	for (i = 0; i < r->finding.about.count; i++) {
		buf_clear(&text);
		buf_addf(&text, "%s: %s", r->finding.about.items[i].subject,
			 r->finding.about.items[i].text);
		add_row(p, i ? "" : "types", EL_TEXT, buf_str(&text));
	}
	add_text(p,
		 r->state == DECISION_ACCEPTED || r->state == DECISION_DONTAUDIT ? "statement"
										 : "asked for",
		 EL_TEXT, r->statement, false);
	for (i = 0; i < r->permissions.count; i++)
		add_row(p, r->permissions.items[i].subject, EL_TEXT, r->permissions.items[i].text);
	view_lines_add(p);
	add_risk(p, r);
	add_finding(p, r);
	for (i = 0; i < r->others.count; i++) {
		buf_clear(&text);
		buf_addf(&text, "%s: %s", finding_line_label(&r->others.items[i]),
			 r->others.items[i].text);
		add_row(p, i ? "" : "not taken", EL_TEXT, buf_str(&text));
	}
	view_lines_add(p);
	add_evidence(p, &r->evidence, unfolded);
	buf_release(&text);
}

static void refresh(struct view *v, size_t width)
{
	const struct review *r = reviewing_update(v->app);

	v->again_us = reviewing_again_us(v->app);
	if (view_text_stale(v, reviewing_serial(v->app), width) && r)
		add_rule(view_text(v), &r->rules[reviewing_at(v->app)], v->wanted);
}

static unsigned enter(struct view *v, size_t i)
{
	(void)i;
	v->wanted = !v->wanted; /* toggle the raw records */
	view_text(v)->made = false;
	return DIRTY_SCREEN;
}

static const char *empty(struct view *v)
{
	(void)v;
	return "No decisions yet, so there is nothing to review.";
}

static void note(struct view *v, struct buf *out)
{
	const struct review *r = reviewing_update(v->app);

	if (!r)
		return;
	buf_addf(out, "%zu approved, %zu questioned, %zu refused, %zu not reviewed  rule %zu/%zu",
		 r->marks[REVIEW_APPROVED], r->marks[REVIEW_QUESTIONED], r->marks[REVIEW_REFUSED],
		 r->marks[REVIEW_NONE], reviewing_at(v->app) + 1, r->count);
}

const struct view_ops view_review_ops = {
	.name = "review",
	.title = "Review",
	.help = "each rule explained, the riskiest first, to be approved, questioned or refused",
	.scope = SCOPE_REVIEW,
	.refresh = refresh,
	.close = view_text_close,
	.count = view_text_count,
	.row = view_text_row,
	.enter = enter,
	.empty = empty,
	.note = note,
};
