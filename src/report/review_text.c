// SPDX-License-Identifier: GPL-2.0-or-later
/* `review --format text`: linear and labelled, for a pager or a screen reader. */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "report/review_words.h"
#include "review_formats_internal.h"
#include "base/text.h"

/* The lines of `text`, the first one after the label. */
static void put_lines(const char *label, const char *text, struct buf *out)
{
	size_t n;

	do {
		struct buf clean = { 0 };

		n = strcspn(text, "\n");
		/* Only notes, which a person typed, have line breaks of their own. */
		buf_add(&clean, text, n);
		buf_addf(out, "  %-12s %s\n", label, buf_str(&clean));
		buf_release(&clean);
		label = "";
		text += n + (text[n] == '\n');
	} while (*text);
}

static void put_note(const char *note, struct buf *out)
{
	struct buf text = { 0 };
	size_t n;

	for (; *note; note += n + (note[n] == '\n')) {
		n = strcspn(note, "\n");
		text_clean(&text, (struct slice){ note, n });
		buf_addc(&text, '\n');
	}
	put_lines("note", buf_str(&text), out);
	buf_release(&text);
}

static void put_seen(const char *label, const struct te_seen_list *l, struct buf *out)
{
	struct buf text = { 0 };

	review_seen_words(l, &text);
	if (text.len)
		put_lines(label, buf_str(&text), out);
	buf_release(&text);
}

static void put_evidence(const struct te_evidence *e, struct buf *out)
{
	struct buf text = { 0 };
	size_t i;

	review_evidence_words(e, &text);
	put_lines("evidence", buf_str(&text), out);
	put_seen("permissions", &e->permissions, out);
	put_seen("contexts", &e->contexts, out);
	put_seen("commands", &e->comms, out);
	put_seen("programs", &e->exes, out);
	put_seen("paths", &e->paths, out);
	put_seen("hosts", &e->hosts, out);
	for (i = 0; i < e->samples.count; i++)
		put_lines("record", e->samples.items[i].text, out);
	buf_clear(&text);
	review_rest_words(e, &text);
	if (text.len)
		put_lines("", buf_str(&text), out);
	buf_release(&text);
}

static void put_finding(const struct review *review, const struct review_rule *r, struct buf *out)
{
	const struct finding *f = &r->finding;
	struct buf text = { 0 };
	size_t i;

	if (!f->policy || !review->common)
		put_lines("policy", f->policy ? f->policy : "no policy was asked", out);
	for (i = 0; i < r->why.count; i++)
		put_lines(finding_line_label(&r->why.items[i]), r->why.items[i].text, out);
	if (f->proved) {
		review_proof_words(f, &text);
		put_lines("proof", buf_str(&text), out);
	}
	if (f->reach_known) {
		buf_clear(&text);
		review_reach_words(f, &text);
		put_lines("reach", buf_str(&text), out);
	}
	for (i = 0; i < f->list.count; i++) {
		buf_clear(&text);
		review_opened_words(&f->list.items[i], &text);
		put_lines(i ? "" : "opens", buf_str(&text), out);
	}
	buf_clear(&text);
	review_opened_more(f, &text);
	if (text.len)
		put_lines("", buf_str(&text), out);
	buf_release(&text);
}

static void put_rule(const struct review *review, const struct review_rule *r, size_t number,
		     struct buf *out)
{
	struct buf text = { 0 };
	size_t i;

	buf_addf(out, "\n%zu. %s\n", number, r->title);
	review_decision_words(r, &text);
	put_lines("decision", buf_str(&text), out);
	buf_clear(&text);
	review_mark_words(r, &text);
	put_lines("review", buf_str(&text), out);
	if (r->note)
		put_note(r->note, out);
	if (*r->words)
		put_lines("in words", r->words, out);
	for (i = 0; i < r->finding.about.count; i++) {
		buf_clear(&text);
		buf_addf(&text, "%s: %s", r->finding.about.items[i].subject,
			 r->finding.about.items[i].text);
		put_lines(i ? "" : "types", buf_str(&text), out);
	}
	if (*r->statement)
		put_lines(r->state == DECISION_ACCEPTED || r->state == DECISION_DONTAUDIT
				  ? "rule"
				  : "denied",
			  r->statement, out);
	for (i = 0; i < r->permissions.count; i++)
		put_lines(r->permissions.items[i].subject, r->permissions.items[i].text, out);
	for (i = 0; i < r->risk.count; i++) {
		buf_clear(&text);
		buf_addf(&text, "%s: %s", risk_name(r->risk.reasons[i].level),
			 r->risk.reasons[i].text);
		put_lines(i ? "" : "risk", buf_str(&text), out);
	}
	put_finding(review, r, out);
	for (i = 0; i < r->others.count; i++) {
		buf_clear(&text);
		buf_addf(&text, "%s: %s", finding_line_label(&r->others.items[i]),
			 r->others.items[i].text);
		put_lines(i ? "" : "not chosen", buf_str(&text), out);
	}
	put_evidence(&r->evidence, out);
	buf_release(&text);
}

void review_text_write(const struct review *r, struct buf *out)
{
	size_t i;

	buf_addf(out, "Review of the SELinux module %s %s\n\n%s\n\n%s.\n", r->name, r->version,
		 r->summary, r->coverage);
	if (r->policy || r->common)
		buf_addf(out, "Checked%s against the policy %s.%s\n",
			 r->policy ? "" : ", when it was decided,",
			 r->policy ? r->policy : r->common,
			 r->policy ? "" : " Yours may differ: review -p FILE checks it.");
	for (i = 0; i < r->count; i++)
		put_rule(r, &r->rules[i], i + 1, out);
}

void review_diff_text(const struct review_diff *d, struct buf *out)
{
	size_t i, k;

	buf_addf(out, "%s.\n", d->summary);
	if (d->policy)
		buf_addf(out, "Checked against the policy %s.\n", d->policy);
	for (i = 0; i < d->opened.count; i++)
		buf_addf(out, "%s  %-12s %s\n", i ? "" : "\n", i ? "" : "opened",
			 d->opened.items[i].text);
	for (i = 0; i < d->closed.count; i++)
		buf_addf(out, "%s  %-12s %s\n", i ? "" : "\n", i ? "" : "closed",
			 d->closed.items[i].text);
	for (i = 0; i < d->count; i++) {
		const struct review_change *c = &d->changes[i];

		buf_addf(out, "\n%s: %s\n", review_change_name(c->kind), c->title);
		for (k = 0; k < c->lines.count; k++)
			buf_addf(out, "  %-12s %s\n", c->lines.items[k].subject,
				 c->lines.items[k].text);
	}
}
