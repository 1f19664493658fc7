// SPDX-License-Identifier: GPL-2.0-or-later
/* `list --format csv` (RFC 4180): one line per rule, with the columns of the table marked for CSV
 * and the statement. An apostrophe protects a cell that a spreadsheet would read as a formula. */
#include "config.h"

#include "list_csv_internal.h"

#include <inttypes.h>
#include <stdlib.h>
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

static void put_time(int64_t ms, FILE *out)
{
	struct buf text = { 0 };

	if (ms != TIME_NONE)
		clock_iso(ms, &text);
	put_text(buf_str(&text), out);
	buf_release(&text);
}

static void put_cell(const struct column *c, const struct row *row, FILE *out)
{
	struct buf text = { 0 };

	switch (c->kind) {
	case COLUMN_NUMBER:
		fprintf(out, "%" PRId64 ",", c->number(row));
		break;
	case COLUMN_TIME:
		put_time(c->number(row), out);
		break;
	case COLUMN_CHOICE:
		put_text(c->text(row), out);
		break;
	case COLUMN_TEXT:
	case COLUMN_LIST:
		column_cell(c, row, &text);
		put_text(buf_str(&text), out);
		buf_release(&text);
		break;
	}
}

static void put_rule(const struct column **columns, const struct row *row, FILE *out)
{
	struct statement st = { 0 };
	struct buf text = { 0 };

	for (; *columns; columns++)
		if ((*columns)->csv)
			put_cell(*columns, row, out);
	decision_statement(row->decision, row->rule, row->names, &st);
	statement_print_line(&st, row->names, &text);
	fprintf(out, "\"%s\"\r\n", buf_str(&text));
	statement_release(&st);
	buf_release(&text);
}

void list_csv_write(const struct report_input *in, FILE *out)
{
	const struct column **columns = column_documented(), **c;
	size_t i;

	for (c = columns; *c; c++)
		if ((*c)->csv)
			fprintf(out, "%s,", (*c)->json);
	fputs("statement\r\n", out);
	for (i = 0; i < in->rule_count; i++) {
		struct row row;

		report_row(in, in->rules[i], &row);
		put_rule(columns, &row, out);
	}
	free(columns);
}
