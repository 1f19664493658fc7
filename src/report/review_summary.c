// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "review_summary_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"

/* More statements than this are summed up by their sources alone. */
#define SUMMARY_STATEMENTS 8
#define SUMMARY_SENSITIVE  6
#define SUMMARY_FIXES      4

/* The types that are sensitive, each once. */
static void add_sensitive(const struct review *r, struct buf *out)
{
	struct finding_lines seen = { 0 }; /* borrows its labels */
	size_t i, k, n;

	for (i = 0; i < r->count; i++) {
		const struct finding_lines *l = &r->rules[i].finding.sensitive;

		for (k = 0; k < l->count && r->rules[i].state == DECISION_ACCEPTED; k++) {
			for (n = 0; n < seen.count; n++)
				if (strcmp(seen.items[n].label, l->items[k].label) == 0)
					break;
			if (n < seen.count)
				continue;
			seen.items = mem_grow(seen.items, &seen.cap, n + 1, sizeof(*seen.items));
			seen.items[seen.count++].label = l->items[k].label;
		}
	}
	buf_adds(out, seen.count ? "; sensitive: " : ", none of them known as sensitive");
	for (n = 0; n < seen.count && n < SUMMARY_SENSITIVE; n++)
		buf_addf(out, "%s%s", n ? ", " : "", seen.items[n].label);
	if (seen.count > n)
		buf_addf(out, " and %zu more types", seen.count - n);
	free(seen.items);
}

/* Some denials are answered by no statement. */
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
	/* A policy may be asked and not tell: it lacks a name, or ioctl commands are given. */
	if (!known) {
		buf_addf(out, " How much they open was not worked out%s.",
			 asked ? "" : ": no policy was asked");
		return;
	}
	buf_adds(out, " Rule by rule ");
	if (known < rules)
		buf_addf(out, "(%zu of %zu; for the others %s) ", known, rules,
			 asked ? "it was not worked out" : "no policy was asked");
	buf_addf(out, "that opens %" PRIu64 " kind%s of access (source, target, class, permission)",
		 opened, opened == 1 ? "" : "s");
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

/* What is changed on the host in place of rules, each command once. */
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
				 n ? "; " : " In place of rules the host is changed: ", command);
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
		buf_adds(&text, "has no accepted rule.");
	else
		buf_addf(&text, "has %zu accepted rule%s.", n, n == 1 ? "" : "s");
	if (again)
		buf_addf(&text,
			 " Of its rules %zu %s open again, since something new was denied, and "
			 "%s in it as before.",
			 again, again == 1 ? "is" : "are", again == 1 ? "stands" : "stand");
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
		buf_addf(&text, " %zu kind%s of denials %s no longer recorded.",
			 r->states[DECISION_DONTAUDIT],
			 r->states[DECISION_DONTAUDIT] == 1 ? "" : "s",
			 r->states[DECISION_DONTAUDIT] == 1 ? "is" : "are");
	add_fixes(r, &text);
	if (r->hand_written)
		buf_adds(&text, " It also has statements written by hand, which have no evidence "
				"and are not explained here.");
	if (n)
		buf_addf(&text, " The highest risk of a rule is %s.", risk_name(worst));
	r->summary = buf_take(&text);
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
		buf_addf(&text, " %zu no longer recorded (%" PRIu64 "),",
			 r->states[DECISION_DONTAUDIT], r->denials[DECISION_DONTAUDIT]);
	if (r->states[DECISION_OPEN])
		buf_addf(&text, " %zu open (%" PRIu64 "): not all is decided",
			 r->states[DECISION_OPEN], r->denials[DECISION_OPEN]);
	else
		buf_adds(&text, " 0 open; all accounted for");
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
