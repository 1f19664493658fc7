// SPDX-License-Identifier: GPL-2.0-or-later
/* Write --help from the tables of commands and options. */
#include "config.h"

#include "cli/options.h"

#include "base/slice.h"
#include "base/wrap.h"
#include "option_text_internal.h"

#define USAGE_WIDTH 47
/* The help of an option begins at column HELP_INDENT and breaks before HELP_WIDTH. */
#define HELP_INDENT 28
#define HELP_WIDTH  80

static void add_commands(struct buf *out)
{
	struct buf usage = { 0 };
	unsigned c;

	for (c = 0; c < COMMANDS; c++) {
		const struct command_row *row = &command_table[c];

		buf_clear(&usage);
		buf_addf(&usage, "avcurate%s%s %s", *row->name ? " " : "", row->name, row->usage);
		buf_addf(out, "  %-*s%s\n", USAGE_WIDTH, buf_str(&usage), row->help);
	}
	buf_release(&usage);
}

static void add_option(struct buf *out, const struct option_row *row, const char *between)
{
	struct buf head = { 0 }, help = { 0 };

	if (row->letter)
		buf_addf(&head, "  -%c, --%s", row->letter, row->name);
	else
		buf_addf(&head, "      --%s", row->name);
	if (row->arg)
		buf_addf(&head, " %s", row->arg);
	if (head.len >= HELP_INDENT)
		buf_addf(out, "%s%s", buf_str(&head), between);
	else
		buf_addf(out, "%-*s", HELP_INDENT, buf_str(&head));
	option_text_help(row, &help);
	wrap_add(out, slice_of(buf_str(&help)), HELP_WIDTH - HELP_INDENT - 1, between);
	buf_addc(out, '\n');
	buf_release(&head);
	buf_release(&help);
}

void options_help(struct buf *out)
{
	struct buf between = { 0 };
	unsigned group;
	size_t i;

	buf_addf(&between, "\n%*s", HELP_INDENT, "");
	buf_adds(out, "avcurate turns SELinux denials into a small, explained policy module.\n\n");
	add_commands(out);
	buf_adds(
		out,
		"\nA LOG is a file (plain or .gz), a directory of rotated logs, or - for standard\n"
		"input. Without one, avcurate reads the log of this host; the screen follows it.\n");
	for (group = 0; group < OPTION_GROUPS; group++) {
		buf_addf(out, "\n%s:\n", option_groups[group]);
		for (i = 0; i < option_count; i++)
			if (option_table[i].group == group && !option_table[i].hidden)
				add_option(out, &option_table[i], buf_str(&between));
	}
	buf_release(&between);
	buf_adds(
		out,
		"\nExit status: 0 done. 1 of list and why: some records were refused; of build:\n"
		"written, but not all is decided or approved (--require-...); of check: the names\n"
		"disagree; of review: written, but rules are open, questioned or refused; of\n"
		"install and uninstall: declined. 2 the call was wrong. 3 a LOG, .te or .pp could\n"
		"not be read. 4 of build: not written; of check: it does not compile; of install\n"
		"and uninstall: failed, and nothing has changed.\n");
}
