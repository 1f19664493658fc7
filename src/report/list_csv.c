// SPDX-License-Identifier: GPL-2.0-or-later
/* `list --format csv`: RFC 4180, one line per rule. An apostrophe protects a cell that a
 * spreadsheet would read as a formula. */
#include "config.h"

#include "list_csv_internal.h"

#include <inttypes.h>
#include <string.h>

#include "filter/column.h"
#include "base/text.h"

static void put_text(const char *s, FILE *out)
{
	fputc('"', out);
	if (strchr("=+-@\t", s[0]) && s[0])
		fputc('\'', out);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', out);
		fputc(*s, out);
	}
	fputs("\",", out);
}

static void put_name(const struct intern *names, name_id id, FILE *out)
{
	struct buf text = { 0 };

	text_clean(&text, (struct slice){ intern_str(names, id), intern_len(names, id) });
	put_text(buf_str(&text), out);
	buf_release(&text);
}

static void put_time(int64_t ms, FILE *out)
{
	struct buf text = { 0 };

	if (ms != TIME_NONE)
		clock_iso(ms, &text);
	put_text(buf_str(&text), out);
	buf_release(&text);
}

static void put_rule(const struct report_input *in, rule_id id, FILE *out)
{
	const struct rule *r = ledger_rule(in->denials, id);
	const struct decision *d = decisions_get(in->decisions, id);
	struct statement st = { 0 };
	struct buf text = { 0 };

	put_text(record_kind_name(r->key.kind), out);
	put_name(in->names, r->key.source, out);
	put_name(in->names, r->key.target, out);
	put_name(in->names, r->key.class, out);
	fprintf(out, "%" PRIu64 ",", r->count);
	put_time(r->first_ms, out);
	put_time(r->last_ms, out);
	fprintf(out, "%" PRIu64 ",%" PRIu64 ",%" PRIu64 ",%zu,", r->permissive, r->granted,
		r->suspect, rule_context_pairs(r));
	put_text(decision_state_name(d->state), out);
	decision_statement(d, r, in->names, &st);
	statement_print_line(&st, in->names, &text);
	fputc('"', out);
	fputs(buf_str(&text), out);
	fputs("\"\r\n", out);
	statement_release(&st);
	buf_release(&text);
}

void list_csv_write(const struct report_input *in, FILE *out)
{
	size_t i;

	fputs("kind,source,target,class,count,first,last,permissive,granted,suspect,contexts,state,"
	      "statement\r\n",
	      out);
	for (i = 0; i < in->rule_count; i++)
		put_rule(in, in->rules[i], out);
}
