// SPDX-License-Identifier: GPL-2.0-or-later
/* The first paragraph of a review, for readers who read nothing else: what the module allows, and
 * what was decided about all denials. */
#include "config.h"

#include "review_summary_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"

/* Above this number of statements, the summary lists only their sources. */
#define SUMMARY_STATEMENTS 8
#define SUMMARY_SENSITIVE  6
#define SUMMARY_FIXES      4
#define SUMMARY_UNDECIDED  4

/* The sensitive types, each once, with its first reason. */
static void add_sensitive(const struct review *r, struct buf *out)
{
	struct finding_lines seen = { 0 }; /* borrows its texts */
	size_t i, k, n;

	for (i = 0; i < r->count; i++) {
		const struct finding_lines *l = &r->rules[i].finding.sensitive;

		for (k = 0; k < l->count && r->rules[i].state == DECISION_ACCEPTED; k++) {
			for (n = 0; n < seen.count; n++)
				if (strcmp(seen.items[n].subject, l->items[k].subject) == 0)
					break;
			if (n < seen.count)
				continue;
			seen.items = mem_grow(seen.items, &seen.cap, n + 1, sizeof(*seen.items));
			seen.items[seen.count++] = l->items[k];
		}
	}
	buf_adds(out, seen.count ? ". Sensitive: "
				 : "; none is on avcurate's list of sensitive accesses");
	for (n = 0; n < seen.count && n < SUMMARY_SENSITIVE; n++)
		buf_addf(out, "%s%s (%s)", n ? ", " : "", seen.items[n].subject,
			 seen.items[n].text);
	if (seen.count > n)
		buf_addf(out, " and %zu more types", seen.count - n);
	free(seen.items);
}

/* True if the rule has a statement: for some kinds of denial there is no statement. */
static bool gives_rights(const struct review_rule *r)
{
	return r->state == DECISION_ACCEPTED && *r->statement;
}

static void add_opened(const struct review *r, struct buf *out)
{
	uint64_t opened = 0;
	size_t i, rules = 0, known = 0, asked = 0;

	for (i = 0; i < r->count; i++) {
		const struct review_rule *rule = &r->rules[i];

		if (!gives_rights(rule) || kind_of(rule->key.kind)->judge != KIND_JUDGE_ACCESS)
			continue;
		rules++;
		known += rule->finding.reach_known;
		asked += !rule->finding.reach_known && rule->finding.policy;
		opened += rule->finding.opened;
	}
	if (!rules)
		return;
	/* A policy may have no answer: it lacks a name, or the statement lists ioctl commands. */
	if (!known) {
		buf_addf(out, " How much they open is unknown%s.",
			 asked ? "" : ": no policy was asked");
		return;
	}
	buf_addf(out, " The rules allow %" PRIu64 " new access%s", opened, opened == 1 ? "" : "es");
	if (known < rules)
		buf_addf(out, " (%zu of %zu rules; %s for the others)", known, rules,
			 asked ? "unknown" : "no policy was asked");
	add_sensitive(r, out);
	buf_addc(out, '.');
}

static void add_sources(const struct review *r, struct buf *out)
{
	size_t i, k, n, sources = 0;

	for (i = 0; i < r->count; i++) {
		bool first = true;

		if (!gives_rights(&r->rules[i]))
			continue;
		for (k = 0; k < i && first; k++)
			first = !gives_rights(&r->rules[k]) ||
				strcmp(r->rules[k].source, r->rules[i].source) != 0;
		if (!first)
			continue;
		for (n = 0, k = i; k < r->count; k++)
			n += gives_rights(&r->rules[k]) &&
			     strcmp(r->rules[k].source, r->rules[i].source) == 0;
		buf_addf(out, "%s%s (%zu rule%s)", sources++ ? ", " : " It gives more rights to ",
			 r->rules[i].source, n, n == 1 ? "" : "s");
	}
	buf_adds(out, sources ? "." : "");
}

/* The commands that change the host instead of rules, each once. */
static void add_fixes(const struct review *r, struct buf *out)
{
	size_t i, k, n = 0;

	for (i = 0; i < r->count; i++) {
		const char *command = r->rules[i].fix_command;

		for (k = 0; command && k < i; k++)
			if (r->rules[k].fix_command &&
			    strcmp(r->rules[k].fix_command, command) == 0)
				break;
		if (!command || k < i)
			continue;
		if (n < SUMMARY_FIXES)
			buf_addf(out, "%s%s",
				 n ? "; " : " Instead of rules, change the host: ", command);
		n++;
	}
	if (n > SUMMARY_FIXES)
		buf_addf(out, "; and %zu more", n - SUMMARY_FIXES);
	buf_adds(out, n ? "." : "");
}

static void add_sentence(const char *words, struct buf *out)
{
	if (*words)
		buf_addf(out, " %c%s.", ascii_upper(*words), words + 1);
}

static void set_summary(struct review *r)
{
	size_t i, n = 0, again = 0;
	enum risk_level worst = RISK_NONE;
	struct buf text = { 0 };

	for (i = 0; i < r->count; i++) {
		n += r->rules[i].state == DECISION_ACCEPTED;
		again += r->rules[i].again;
	}
	buf_addf(&text, "Module %s %s ", r->name, r->version);
	if (!n && !r->hand_written)
		buf_adds(&text, "opens nothing.");
	else if (!n)
		buf_adds(&text, "has no accepted rules.");
	else
		buf_addf(&text, "has %zu accepted rule%s.", n, n == 1 ? "" : "s");
	if (again)
		buf_addf(&text,
			 " %zu rule%s reopened because something new was denied; the module keeps "
			 "%s unchanged until decided.",
			 again, again == 1 ? " was" : "s were", again == 1 ? "it" : "them");
	for (i = 0; i < r->count; i++) {
		if (r->rules[i].risk.level > worst)
			worst = r->rules[i].risk.level;
		if (r->rules[i].state == DECISION_ACCEPTED && n <= SUMMARY_STATEMENTS)
			add_sentence(r->rules[i].words, &text);
	}
	if (n > SUMMARY_STATEMENTS)
		add_sources(r, &text);
	add_opened(r, &text);
	if (r->states[DECISION_DONTAUDIT])
		buf_addf(&text, " %zu rule%s denials out of the log; they stay denied.",
			 r->states[DECISION_DONTAUDIT],
			 r->states[DECISION_DONTAUDIT] == 1 ? " keeps" : "s keep");
	add_fixes(r, &text);
	if (r->hand_written)
		buf_adds(&text, " It also has hand-written statements, which have no evidence and "
				"are not explained here.");
	if (n)
		buf_addf(&text, " Highest risk of a rule: %s.", risk_name(worst));
	r->summary = buf_take(&text);
}

/* Name the open rules that the file knows; of the others it has only the number. */
static void add_undecided(const struct review *r, struct buf *out)
{
	size_t i, n = 0;

	for (i = 0; i < r->count && n < SUMMARY_UNDECIDED; i++) {
		const struct review_rule *rule = &r->rules[i];

		if (!(rule->again || rule->state == DECISION_OPEN) || !*rule->words)
			continue;
		buf_addf(out, "%s%s", n++ ? "; " : ". Undecided: ", rule->words);
		if (rule->evidence.count)
			buf_addf(out, " (%" PRIu64 " denial%s)", rule->evidence.count,
				 rule->evidence.count == 1 ? "" : "s");
	}
}

static void set_coverage(struct review *r)
{
	static const enum decision_state always[] = { DECISION_ACCEPTED, DECISION_REJECTED,
						      DECISION_FIXED };
	struct buf text = { 0 };
	uint64_t all = 0, rules = 0;
	unsigned s;
	size_t i;

	for (s = 0; s < DECISION_STATES; s++) {
		all += r->denials[s];
		rules += r->states[s];
	}
	buf_addf(&text, "%" PRIu64 " denial%s in %" PRIu64 " rule%s:", all, all == 1 ? "" : "s",
		 rules, rules == 1 ? "" : "s");
	for (i = 0; i < AV_ARRAY_LEN(always); i++)
		buf_addf(&text, " %zu %s (%" PRIu64 "),", r->states[always[i]],
			 decision_state_name(always[i]), r->denials[always[i]]);
	if (r->states[DECISION_DONTAUDIT])
		buf_addf(&text, " %zu kept out of the log (%" PRIu64 "),",
			 r->states[DECISION_DONTAUDIT], r->denials[DECISION_DONTAUDIT]);
	if (r->states[DECISION_OPEN]) {
		buf_addf(&text, " %zu open (%" PRIu64 ")", r->states[DECISION_OPEN],
			 r->denials[DECISION_OPEN]);
		add_undecided(r, &text);
	} else {
		buf_adds(&text, " 0 open; all accounted for");
	}
	if (r->marks[REVIEW_NONE] < r->count)
		buf_addf(&text,
			 ". Reviewed: %zu approved, %zu questioned, %zu refused; %zu not reviewed",
			 r->marks[REVIEW_APPROVED], r->marks[REVIEW_QUESTIONED],
			 r->marks[REVIEW_REFUSED], r->marks[REVIEW_NONE]);
	r->coverage = buf_take(&text);
}

void review_summarise(struct review *r)
{
	set_summary(r);
	set_coverage(r);
}
