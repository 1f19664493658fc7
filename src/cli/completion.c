// SPDX-License-Identifier: GPL-2.0-or-later
/* Write completions for shells from the tables of commands and options. `make update-man` writes
 * them to src/completions/, and tests/check-completion.sh compares. Knows no option by name. */
#include "config.h"

#include "cli/options.h"

#include <string.h>

#include "base/attr.h"
#include "option_text_internal.h"

#define MADE_BY "# Made by `avcurate --completion %s`: change src/cli/, not this file.\n"

static const char *command_word(unsigned c)
{
	return *command_table[c].name ? command_table[c].name : "screen";
}

/* The commands that the row belongs to, separated by blanks. */
static void add_places(const struct option_row *row, struct buf *out)
{
	const char *between = "";
	unsigned c;

	for (c = 0; c < COMMANDS; c++) {
		if (!(row->commands & 1u << c))
			continue;
		buf_addf(out, "%s%s", between, command_word(c));
		between = " ";
	}
}

static void add_commands(struct buf *out, const char *between)
{
	unsigned c;

	for (c = COMMAND_LIST; c < COMMANDS; c++)
		buf_addf(out, "%s%s", c == COMMAND_LIST ? "" : between, command_table[c].name);
}

static void add_words(const struct option_row *row, struct buf *out)
{
	struct option_word w;
	size_t i;

	for (i = 0; row->word && row->word(i, &w); i++)
		buf_addf(out, "%s%s%s", i ? " " : "", w.word, row->field ? "=" : "");
}

/* Append text for single quotes. `quote` is the shell's way to write one inside them. */
static void add_quoted(struct buf *out, const char *text, const char *quote)
{
	const char *p;

	for (p = text; *p; p++) {
		if (*p == '\'')
			buf_adds(out, quote);
		else
			buf_addc(out, *p);
	}
}

static void add_help(const struct option_row *row, struct buf *out, const char *quote)
{
	struct buf help = { 0 };

	option_text_help(row, &help);
	add_quoted(out, buf_str(&help), quote);
	buf_release(&help);
}

/* --- bash --- */

static void add_bash_values(struct buf *out)
{
	size_t i;

	for (i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];

		if (row->hidden || row->kind == OPTION_FLAG)
			continue;
		buf_adds(out, "\t");
		if (row->letter)
			buf_addf(out, "-%c | ", row->letter);
		buf_addf(out, "--%s)\n", row->name);
		if (row->word) {
			buf_adds(out, "\t\twords=\"");
			add_words(row, out);
			buf_adds(out, "\"\n");
		}
		if (row->field)
			buf_adds(out, "\t\tcompopt -o nospace 2>/dev/null\n");
		if (row->file)
			buf_adds(out, "\t\tfiles=yes\n");
		buf_adds(out, "\t\t;;\n");
	}
}

static void add_bash_options(struct buf *out)
{
	unsigned c;
	size_t i;

	for (c = 0; c < COMMANDS; c++) {
		buf_addf(out, "\t\t%s) words=\"", command_word(c));
		for (i = 0; i < option_count; i++) {
			const struct option_row *row = &option_table[i];

			if (row->hidden || !(row->commands & 1u << c))
				continue;
			buf_addf(out, " --%s", row->name);
		}
		buf_adds(out, "\" ;;\n");
	}
}

static void write_bash(struct buf *out)
{
	buf_addf(out, "# shellcheck shell=bash\n" MADE_BY, completion_names[COMPLETION_BASH]);
	buf_adds(out, "_avcurate()\n{\n"
		      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
		      "\tlocal command=screen words=\"\" files=\"\" before=\"\" i\n\n"
		      "\tCOMPREPLY=()\n"
		      "\t# readline splits --option=value at the =.\n"
		      "\tif [[ $cur == \"=\" ]]; then\n"
		      "\t\tcur=\"\"\n"
		      "\telif [[ $prev == \"=\" ]]; then\n"
		      "\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n"
		      "\t\t[[ $prev == -* ]] || return 0\n"
		      "\tfi\n"
		      "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		      "\t\tcase ${COMP_WORDS[i]} in\n"
		      "\t\t");
	add_commands(out, " | ");
	buf_adds(out, ")\n"
		      "\t\t\tcommand=${COMP_WORDS[i]}\n"
		      "\t\t\tbreak\n"
		      "\t\t\t;;\n"
		      "\t\tesac\n"
		      "\tdone\n"
		      "\tcase $prev in\n");
	add_bash_values(out);
	buf_adds(out, "\t*)\n"
		      "\t\tcase $cur in\n"
		      "\t\t-*) ;;\n"
		      "\t\t*) files=yes ;;\n"
		      "\t\tesac\n"
		      "\t\tcase $files$command in\n"
		      "\t\tyesscreen) words=\"");
	add_commands(out, " ");
	buf_adds(out, "\" ;;\n"
		      "\t\tyes*) ;;\n");
	add_bash_options(out);
	buf_adds(
		out,
		"\t\tesac\n"
		"\t\t;;\n"
		"\tesac\n"
		"\tif [[ -n $words ]]; then\n"
		"\t\t[[ $cur != *,* ]] || before=${cur%,*},\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$words\" -- \"${cur##*,}\")\n"
		"\tfi\n"
		"\tif [[ -n $files ]]; then\n"
		"\t\tcompopt -o filenames 2>/dev/null\n"
		"\t\tmapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$cur\")\n"
		"\tfi\n"
		"\treturn 0\n"
		"}\n"
		"complete -F _avcurate avcurate\n");
}

/* --- zsh --- */

static void add_zsh_option(const struct option_row *row, struct buf *out)
{
	const char *again = row->kind == OPTION_LIST ? "*" : "";

	buf_adds(out, "_avcurate_option '");
	add_places(row, out);
	buf_adds(out, "' ");
	if (row->letter && *again)
		buf_addf(out, "'*'{-%c,--%s%s}'", row->letter, row->name, row->arg ? "=" : "");
	else if (row->letter)
		buf_addf(out, "'(-%c --%s)'{-%c,--%s%s}'", row->letter, row->name, row->letter,
			 row->name, row->arg ? "=" : "");
	else
		buf_addf(out, "'%s--%s%s", again, row->name, row->arg ? "=" : "");
	buf_addc(out, '[');
	add_help(row, out, "'\\''");
	buf_addc(out, ']');
	if (row->arg) {
		buf_addf(out, ":%s:{", row->arg);
		if (row->word) {
			buf_addf(out, "compadd %s-- ", row->field ? "-S \"\" " : "");
			add_words(row, out);
			buf_adds(out, row->file ? "; " : "");
		}
		buf_adds(out, row->file ? "_files}" : "}");
	}
	buf_adds(out, "'\n");
}

static void write_zsh(struct buf *out)
{
	unsigned c;
	size_t i;

	buf_addf(out, "#compdef avcurate\n" MADE_BY, completion_names[COMPLETION_ZSH]);
	buf_adds(out, "local command=screen word\n"
		      "local -a args commands\n\n"
		      "for word in ${words[2,CURRENT-1]}; do\n"
		      "\tcase $word in\n"
		      "\t(");
	add_commands(out, "|");
	buf_adds(out, ") command=$word; break ;;\n"
		      "\tesac\n"
		      "done\n"
		      "_avcurate_option()\n{\n"
		      "\t[[ \" $1 \" == *\" $command \"* ]] && args+=(\"${@:2}\")\n"
		      "}\n"
		      "commands=(\n");
	for (c = COMMAND_LIST; c < COMMANDS; c++)
		buf_addf(out, "\t'%s:%s'\n", command_table[c].name, command_table[c].help);
	buf_adds(out, ")\n");
	for (i = 0; i < option_count; i++)
		if (!option_table[i].hidden)
			add_zsh_option(&option_table[i], out);
	buf_adds(
		out,
		"args+=('*:LOG:{[[ $command == screen ]] && _describe command commands; _files}')\n"
		"_arguments -S $args\n");
}

/* --- fish --- */

static void add_fish_option(const struct option_row *row, struct buf *out)
{
	buf_adds(out, "complete -c avcurate -n '__avcurate_in ");
	add_places(row, out);
	buf_adds(out, "'");
	if (row->letter)
		buf_addf(out, " -s %c", row->letter);
	buf_addf(out, " -l %s", row->name);
	if (row->arg)
		buf_adds(out, row->file ? " -r -F" : " -x");
	if (row->word) {
		buf_adds(out, " -a '");
		add_words(row, out);
		buf_adds(out, "'");
	}
	buf_adds(out, " -d '");
	add_help(row, out, "\\'");
	buf_adds(out, "'\n");
}

static void write_fish(struct buf *out)
{
	unsigned c;
	size_t i;

	buf_addf(out, MADE_BY, completion_names[COMPLETION_FISH]);
	buf_adds(out, "function __avcurate_in\n"
		      "\tset -l command screen\n"
		      "\tfor word in (commandline -opc)[2..-1]\n"
		      "\t\tif contains -- $word ");
	add_commands(out, " ");
	buf_adds(out, "\n"
		      "\t\t\tset command $word\n"
		      "\t\t\tbreak\n"
		      "\t\tend\n"
		      "\tend\n"
		      "\tcontains -- $command $argv\n"
		      "end\n");
	for (c = COMMAND_LIST; c < COMMANDS; c++)
		buf_addf(out, "complete -c avcurate -n '__avcurate_in screen' -a %s -d '%s'\n",
			 command_table[c].name, command_table[c].help);
	for (i = 0; i < option_count; i++)
		if (!option_table[i].hidden)
			add_fish_option(&option_table[i], out);
}

int options_completion(const char *shell, struct buf *out, struct diag *d)
{
	static void (*const writers[COMPLETION_SHELLS])(struct buf *) = {
		[COMPLETION_BASH] = write_bash,
		[COMPLETION_ZSH] = write_zsh,
		[COMPLETION_FISH] = write_fish,
	};
	unsigned i;

	for (i = 0; i < COMPLETION_SHELLS; i++) {
		if (strcmp(completion_names[i], shell) != 0)
			continue;
		writers[i](out);
		return 0;
	}
	return diag_set(d, "unknown shell %s: --completion takes bash, zsh or fish", shell);
}
