// SPDX-License-Identifier: GPL-2.0-or-later
/* `review --format markdown`: CommonMark with GitHub's tables. Foreign text goes through put_text
 * or a code block, so it cannot start a line, markup or a link. */
#include "config.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/ascii.h"
#include "report/review_words.h"
#include "review_formats_internal.h"
#include "base/text.h"

/* Append text escaped. An underscore inside a word is not markup and stays. */
static void put_text(const char *s, struct buf *out)
{
	size_t i;

	for (i = 0; s[i]; i++) {
		bool within = i && ascii_is_alnum(s[i - 1]) && ascii_is_alnum(s[i + 1]);

		if (s[i] == '_' ? !within : strchr("\\`*[]<>&|~$!", s[i]) != NULL)
			buf_addc(out, '\\');
		buf_addc(out, s[i]);
	}
}

/* Append text escaped for Markdown, also "://", since some viewers turn bare addresses into
 * links. */
static void put_clean(const char *s, struct buf *out)
{
	const char *p;

	while ((p = strstr(s, "://"))) {
		char *before = mem_strndup(s, (size_t)(p - s));

		put_text(before, out);
		buf_adds(out, "\\://");
		free(before);
		s = p + 3;
	}
	put_text(s, out);
}

/* A code block needs a fence longer than any run of backticks inside it. */
static size_t longest_run(const char *s)
{
	size_t longest = 0, n;

	for (; *s; s += n + (n == 0)) {
		n = strspn(s, "`");
		if (n > longest)
			longest = n;
	}
	return longest;
}

static void put_ticks(size_t n, struct buf *out)
{
	while (n--)
		buf_addc(out, '`');
}

/* A block of lines, each indented by `indent`. */
static void put_block(const char *const *lines, size_t count, const char *indent, struct buf *out)
{
	size_t i, ticks = 3;

	for (i = 0; i < count; i++)
		if (longest_run(lines[i]) >= ticks)
			ticks = longest_run(lines[i]) + 1;
	buf_adds(out, indent);
	put_ticks(ticks, out);
	for (i = 0; i < count; i++)
		buf_addf(out, "\n%s%s", indent, lines[i]);
	buf_addf(out, "\n%s", indent);
	put_ticks(ticks, out);
	buf_adds(out, "\n\n");
}

/* The lines of a note, quoted and escaped, so that they cannot become other markup. */
static void put_note(const char *note, struct buf *out)
{
	size_t n;

	for (; *note; note += n + (note[n] == '\n')) {
		struct buf clean = { 0 };
		const char *p;

		n = strcspn(note, "\n");
		text_clean(&clean, (struct slice){ note, n });
		p = buf_str(&clean);
		p += strspn(p, " ");
		buf_adds(out, "> ");
		if (ispunct((unsigned char)*p) && !strchr("\\`*[]<>&|~$!_", *p))
			buf_addc(out, '\\');
		else if (ascii_is_digit(*p))
			buf_adds(out, "&#8203;"); /* 1. and 1) would start a list */
		put_clean(p, out);
		buf_addf(out, "%s\n", note[n] == '\n' && note[n + 1] ? "\\" : "");
		buf_release(&clean);
	}
	buf_addc(out, '\n');
}

/* A list item, after its subject unless that is "". */
static void put_item(const char *what, const char *text, struct buf *out)
{
	buf_adds(out, "- ");
	if (*what) {
		buf_adds(out, "**");
		put_clean(what, out);
		buf_adds(out, ":** ");
	}
	put_clean(text, out);
	buf_addc(out, '\n');
}

static void put_seen(const char *what, const struct te_seen_list *l, struct buf *out)
{
	struct buf text = { 0 };

	if (!l->count)
		return;
	review_seen_words(l, &text);
	put_item(what, buf_str(&text), out);
	buf_release(&text);
}

static bool is_rule(const struct review_rule *r)
{
	return r->state == DECISION_ACCEPTED || r->state == DECISION_DONTAUDIT;
}

static void put_statement(const struct review_rule *r, struct buf *out)
{
	const char *p, *end;

	if (!*r->statement)
		return;
	if (!is_rule(r))
		buf_adds(out, "Denied, and not allowed by the module:\n\n");
	buf_adds(out, "```\n");
	for (p = r->statement; *p; p = end + 1) {
		end = strchr(p, '\n');
		buf_add(out, p, (size_t)(end - p) + 1);
	}
	buf_adds(out, "```\n\n");
}

/* A list of lines, below a title unless that is "". */
static void put_lines(const char *title, const struct finding_lines *l, struct buf *out)
{
	size_t i;

	if (!l->count)
		return;
	buf_addf(out, "%s%s", title, *title ? "\n\n" : "");
	for (i = 0; i < l->count; i++)
		put_item(finding_line_label(&l->items[i]), l->items[i].text, out);
	buf_addc(out, '\n');
}

static void put_risk(const struct review_rule *r, struct buf *out)
{
	size_t i;

	buf_addf(out, "**Risk: %s**\n\n", risk_name(r->risk.level));
	for (i = 0; i < r->risk.count; i++)
		put_item(risk_name(r->risk.reasons[i].level), r->risk.reasons[i].text, out);
	buf_addc(out, '\n');
}

static void put_finding(const struct review *review, const struct review_rule *r, struct buf *out)
{
	const struct finding *f = &r->finding;
	struct buf text = { 0 };
	size_t i;

	buf_adds(out, "**Verdict and proof**\n\n");
	if (f->policy && !review->common)
		put_item("policy", f->policy, out);
	else if (!f->policy)
		buf_adds(out, "- no policy was asked\n");
	for (i = 0; i < r->why.count; i++)
		put_item(r->why.items[i].kind == FINDING_DETAIL
				 ? "more"
				 : finding_line_label(&r->why.items[i]),
			 r->why.items[i].text, out);
	if (f->proved) {
		review_proof_words(f, &text);
		put_item("proof", buf_str(&text), out);
	}
	if (f->reach_known) {
		buf_clear(&text);
		review_reach_words(f, &text);
		put_item("reach", buf_str(&text), out);
	}
	for (i = 0; i < f->list.count; i++) {
		buf_clear(&text);
		review_opened_words(&f->list.items[i], &text);
		buf_adds(out, "  - ");
		put_clean(buf_str(&text), out);
		buf_addc(out, '\n');
	}
	buf_clear(&text);
	review_opened_more(f, &text);
	if (text.len)
		buf_addf(out, "  - %s\n", buf_str(&text));
	buf_addc(out, '\n');
	buf_release(&text);
}

static void put_evidence(const struct te_evidence *e, struct buf *out)
{
	const char *lines[8];
	struct buf text = { 0 };
	size_t i;

	buf_adds(out, "**Evidence**\n\n");
	review_evidence_words(e, &text);
	put_item("seen", buf_str(&text), out);
	put_seen("permissions", &e->permissions, out);
	put_seen("contexts", &e->contexts, out);
	put_seen("commands", &e->comms, out);
	put_seen("programs", &e->exes, out);
	put_seen("paths", &e->paths, out);
	put_seen("hosts", &e->hosts, out);
	buf_addc(out, '\n');
	for (i = 0; i < e->samples.count && i < AV_ARRAY_LEN(lines); i++)
		lines[i] = e->samples.items[i].text;
	if (i) {
		buf_addf(out, "%s as recorded:\n\n", i == 1 ? "One record" : "Some records");
		put_block(lines, i, "", out);
	}
	buf_clear(&text);
	review_rest_words(e, &text);
	if (text.len)
		buf_addf(out, "%s.\n\n", buf_str(&text));
	buf_release(&text);
}

static void put_section(const struct review *review, const struct review_rule *r, size_t number,
			struct buf *out)
{
	struct buf text = { 0 };

	buf_addf(out, "## %zu. ", number);
	put_clean(r->title, out);
	review_decision_words(r, &text);
	buf_adds(out, "\n\nDecision: ");
	put_clean(buf_str(&text), out);
	buf_clear(&text);
	review_mark_words(r, &text);
	buf_adds(out, "\n\nReview: ");
	put_clean(buf_str(&text), out);
	buf_adds(out, "\n\n");
	if (r->note)
		put_note(r->note, out);
	if (*r->words) {
		buf_adds(out, "In words: ");
		put_clean(r->words, out);
		buf_adds(out, ".\n\n");
	}
	put_lines("", &r->finding.about, out);
	put_statement(r, out);
	put_lines("**Permissions**", &r->permissions, out);
	put_risk(r, out);
	put_finding(review, r, out);
	put_lines("**Alternatives not chosen**", &r->others, out);
	put_evidence(&r->evidence, out);
	buf_release(&text);
}

static void put_table(const struct review *r, struct buf *out)
{
	size_t i;

	if (!r->count)
		return;
	buf_adds(out, "| # | Risk | Decision | Rule | Denials | Proof | Review |\n"
		      "|--:|------|----------|------|--------:|-------|--------|\n");
	for (i = 0; i < r->count; i++) {
		const struct review_rule *rule = &r->rules[i];

		buf_addf(out, "| %zu | %s | %s | ", i + 1, risk_name(rule->risk.level),
			 decision_state_name(rule->state));
		put_clean(rule->title, out);
		buf_addf(out, " | %" PRIu64 " | %s | %s |\n", rule->evidence.count,
			 rule->finding.proved && is_rule(rule) ? proof_name(rule->finding.proof)
							       : "",
			 rule->mark_void ? "void" : review_mark_name(rule->mark));
	}
	buf_addc(out, '\n');
}

void review_markdown_write(const struct review *r, struct buf *out)
{
	size_t i;

	buf_adds(out, "# Review of the SELinux module ");
	put_clean(r->name, out);
	buf_addf(out, " %s\n\n", r->version);
	put_clean(r->summary, out);
	buf_adds(out, "\n\n");
	put_clean(r->coverage, out);
	buf_adds(out, ".\n\n");
	if (r->policy || r->common) {
		buf_adds(out, r->policy ? "Checked against the policy "
					: "Checked, when it was decided, against the policy ");
		put_clean(r->policy ? r->policy : r->common, out);
		buf_adds(out,
			 r->policy ? ".\n\n" : ". Yours may differ: review -p FILE checks it.\n\n");
	}
	put_table(r, out);
	for (i = 0; i < r->count; i++)
		put_section(r, &r->rules[i], i + 1, out);
}

void review_diff_markdown(const struct review_diff *d, struct buf *out)
{
	size_t i;

	buf_adds(out, "# What changed in the SELinux module ");
	put_clean(d->name, out);
	buf_adds(out, "\n\n");
	put_clean(d->summary, out);
	buf_adds(out, ".\n\n");
	if (d->policy)
		put_item("policy", d->policy, out);
	if (d->policy)
		buf_addc(out, '\n');
	put_lines("## Opened", &d->opened, out);
	put_lines("## Closed", &d->closed, out);
	for (i = 0; i < d->count; i++) {
		const struct review_change *c = &d->changes[i];

		buf_addf(out, "## %s: ", review_change_name(c->kind));
		put_clean(c->title, out);
		buf_adds(out, "\n\n");
		put_lines("", &c->lines, out);
	}
}
