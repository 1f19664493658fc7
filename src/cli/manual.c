// SPDX-License-Identifier: GPL-2.0-or-later
/* Write blocks of the manual page from the tables of options, columns, exporters and live sources.
 * tests/check-man.sh compares the page with them, make update-man writes them into it. */
#include "config.h"

#include "cli/options.h"

#include "base/roff.h"
#include "filter/column.h"
#include "input/live.h"
#include "option_text_internal.h"
#include "report/exporters.h"

void manual_synopsis(struct buf *out)
{
	unsigned c;

	for (c = 0; c < COMMANDS; c++) {
		const struct command_row *row = &command_table[c];

		buf_addf(out, "%s\\fBavcurate%s%s\\fR ", c ? ".br\n" : "", *row->name ? " " : "",
			 row->name);
		roff_usage(out, row->usage);
		buf_addc(out, '\n');
	}
}

/* Append the words that have an explanation as a nested list. */
static void add_word_list(const struct option_row *row, struct buf *out)
{
	struct option_word w;
	size_t i;

	if (!row->word(0, &w) || !w.more)
		return;
	buf_adds(out, ".RS\n");
	for (i = 0; row->word(i, &w); i++) {
		buf_addf(out, ".TP\n\\fB%s\\fR\n", w.word);
		roff_text(out, w.more);
	}
	buf_adds(out, ".RE\n");
}

static void add_option(const struct option_row *row, struct buf *out)
{
	struct buf help = { 0 };

	buf_adds(out, ".TP\n");
	if (row->letter)
		buf_addf(out, "\\fB\\-%c\\fR, ", row->letter);
	buf_adds(out, "\\fB\\-\\-");
	roff_inline(out, row->name);
	buf_adds(out, "\\fR");
	if (row->arg)
		buf_addf(out, " \\fI%s\\fR", row->arg);
	buf_addc(out, '\n');
	option_text_help(row, &help);
	roff_help(out, buf_str(&help));
	if (row->more)
		roff_text(out, row->more);
	if (row->word)
		add_word_list(row, out);
	buf_release(&help);
}

void manual_options(struct buf *out)
{
	unsigned group;
	size_t i;

	for (group = 0; group < OPTION_GROUPS; group++) {
		buf_addf(out, ".SS %s\n", option_groups[group]);
		for (i = 0; i < option_count; i++)
			if (option_table[i].group == group && !option_table[i].hidden)
				add_option(&option_table[i], out);
	}
}

void manual_fields(struct buf *out)
{
	size_t i;

	for (i = 0; i < column_count; i++) {
		const struct column *c = &column_table[i];

		buf_adds(out, ".TP\n");
		if (c->alias)
			buf_addf(out, ".BR %s \" (or \" %s )\n", c->name, c->alias);
		else
			buf_addf(out, ".B %s\n", c->name);
		roff_help(out, c->help);
		if (c->more)
			roff_text(out, c->more);
	}
}

void manual_live(struct buf *out)
{
	size_t i;

	for (i = 0; i < live_count; i++) {
		buf_addf(out, ".TP\n.B %s\n", live_table[i].name);
		roff_text(out, live_table[i].more);
	}
}

void manual_live_markdown(struct buf *out)
{
	size_t i;

	buf_adds(out, "| `--source` | what it is | when |\n|---|---|---|\n");
	for (i = 0; i < live_count; i++) {
		const struct live_row *row = &live_table[i];
		const char *path = row->path ? row->path : row->usual;

		buf_addf(out, "| `%s` | %s", row->name, row->what);
		if (path)
			buf_addf(out, ", `%s`", path);
		buf_addf(out, " | %s |\n", row->when);
	}
}

void manual_exports_markdown(struct buf *out)
{
	size_t i;

	buf_adds(out, "| `--export` | file | what it is |\n|---|---|---|\n");
	for (i = 0; exporters[i].name; i++)
		buf_addf(out, "| `%s` | `NAME%s` | %s |\n", exporters[i].name, exporters[i].suffix,
			 exporters[i].help);
}
