// SPDX-License-Identifier: GPL-2.0-or-later
/* `why` as text: each rule in words, why it was denied, how to fix it, and the proof. */
#include "config.h"

#include "why_text_internal.h"

#include <string.h>

#include "filter/column.h"
#include "module/effect.h"
#include "advice/explain.h"
#include "module/opened.h"
#include "denial/statement.h"
#include "base/text.h"
#include "words/words.h"

static void put_title(const struct report_input *in, const struct rule *r, FILE *out)
{
	struct buf text = { 0 };
	uint32_t i;

	text_clean(&text, slice_of(intern_str(in->names, r->key.source)));
	buf_adds(&text, " -> ");
	text_clean(&text, slice_of(intern_str(in->names, r->key.target)));
	buf_adds(&text, " : ");
	text_clean(&text, slice_of(intern_str(in->names, r->key.class)));
	if (!kind_of(r->key.kind)->usual)
		buf_addf(&text, " (%s)", kind_of(r->key.kind)->name);
	for (i = 0; i < r->perm_count; i++) {
		buf_adds(&text, i ? " " : " { ");
		text_clean(&text, slice_of(intern_str(in->names, r->perms[i].perm)));
	}
	buf_adds(&text, r->perm_count ? " }\n" : "\n");
	fputs(buf_str(&text), out);
	buf_release(&text);
}

static void put_reasons(const struct report_input *in, rule_id id, const struct rule *r, FILE *out)
{
	static const char *const labels[] = {
		[EXPLAIN_REASON] = "why", [EXPLAIN_DETAIL] = "",       [EXPLAIN_FIX] = "fix",
		[EXPLAIN_EFFECT] = "",    [EXPLAIN_DANGER] = "danger",
	};
	struct explain e = { 0 };
	size_t i;

	explain_rule(in->judge, r, prover_judgement(in->prover, id), &e);
	for (i = 0; i < e.count; i++)
		fprintf(out, "  %-9s %s\n", labels[e.lines[i].kind], e.lines[i].text);
	explain_release(&e);
}

static void put_statement(const struct report_input *in, const struct rule *r,
			  const struct decision *d, FILE *out)
{
	struct statement st = { 0 };
	struct buf text = { 0 };
	char *p, *end;

	decision_statement(d, r, in->names, &st);
	statement_print(&st, in->names, &text);
	if (!text.len)
		fprintf(out, "  %-9s none can fix this kind of denial\n", "rule");
	for (p = text.data; p && *p; p = end + 1) {
		end = strchr(p, '\n');
		*end = '\0';
		fprintf(out, "  %-9s %s\n", p == text.data ? "rule" : "", p);
	}
	statement_release(&st);
	buf_release(&text);
}

static void put_more(FILE *out, uint64_t n, const char *what)
{
	struct buf text = { 0 };

	effect_count(&text, n);
	if (n)
		fprintf(out, "  %-9s and %s more %s\n", "", buf_str(&text), what);
	buf_release(&text);
}

/* "!" marks a sensitive row, "-" a closed one. */
static void put_opened(const struct report_input *in, const struct rule *r,
		       const struct decision *d, FILE *out)
{
	struct statement st = { 0 };
	struct opened o = { 0 };
	struct buf text = { 0 };
	size_t i;

	decision_statement(d, r, in->names, &st);
	opened_find(in->judge, &st, OPENED_REPORT, &o);
	if (o.known && st.kind == STATEMENT_ALLOW) {
		opened_count_words(&o, &text);
		fprintf(out, "  %-9s %s\n", "opens", buf_str(&text));
	}
	for (i = 0; i < o.count; i++) {
		const char *why = opened_row_why(in->judge, &o.rows[i]);

		if (i && o.rows[i].closed && !o.rows[i - 1].closed)
			put_more(out, o.more, "opened");
		buf_clear(&text);
		opened_row_words(in->judge, &o.rows[i], &text);
		fprintf(out, "  %-9s %s %s%s%s%s\n", "",
			o.rows[i].closed ? "-"
			: why            ? "!"
					 : " ",
			buf_str(&text), why ? " (" : "", why ? why : "",
			why                ? ")"
			: o.rows[i].closed ? ": closes all other commands"
					   : "");
	}
	if (!i || !o.rows[i - 1].closed)
		put_more(out, o.more, "opened");
	put_more(out, o.closed_more, "closed");
	opened_release(&o);
	statement_release(&st);
	buf_release(&text);
}

static void put_rule(const struct report_input *in, rule_id id, FILE *out)
{
	const struct rule *r = ledger_rule(in->denials, id);
	const struct decision *d = decisions_get(in->decisions, id);
	struct buf text = { 0 };
	const struct judge_proof *p;

	put_title(in, r, out);
	words_rule(r, d, in->names, &text);
	if (text.len)
		fprintf(out, "  %-9s %s\n", "in words", buf_str(&text));
	if (in->prover) {
		put_reasons(in, id, r, out);
		p = prover_proof(in->prover, id);
		buf_clear(&text);
		prover_words(in->prover, id, &text);
		fprintf(out, "  %-9s %s: %s\n", "proof", proof_name(p->proof), buf_str(&text));
	}
	buf_clear(&text);
	if (in->rows)
		in->rows->outcome_words(in->rows->ctx, id, &text);
	if (text.len)
		fprintf(out, "  %-9s %s\n", "since", buf_str(&text));
	buf_clear(&text);
	if (in->rows)
		in->rows->prunable_words(in->rows->ctx, id, &text);
	if (text.len)
		fprintf(out, "  %-9s %s\n", "needed?", buf_str(&text));
	put_statement(in, r, d, out);
	if (in->opened && in->judge)
		put_opened(in, r, d, out);
	buf_release(&text);
}

void why_text_write(const struct report_input *in, FILE *out)
{
	size_t i;

	if (!in->policy)
		fputs("No policy is known: name one with -p FILE.\n\n", out);
	for (i = 0; i < in->rule_count; i++) {
		if (i)
			fputc('\n', out);
		put_rule(in, in->rules[i], out);
	}
}
