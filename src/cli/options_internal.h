/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of options and commands. Parsing, --help, the manual page and the completions of
 * shells derive from them. */
#ifndef AVCURATE_CLI_OPTIONS_INTERNAL_H
#define AVCURATE_CLI_OPTIONS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "session/options.h"

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_LIST };

/* Headings of --help and of the manual page, in their order. */
enum option_group {
	GROUP_INPUT,
	GROUP_OUTPUT,
	GROUP_POLICY,
	GROUP_MODULE,
	GROUP_REVIEW,
	GROUP_INSTALL,
	GROUP_SCREEN,
	GROUP_OTHER,
	OPTION_GROUPS
};
extern const char *const option_groups[OPTION_GROUPS];

/* A word that an option accepts as its value. Texts are borrowed from the table that it comes from. */
struct option_word {
	const char *word;
	const char *detail; /* in parentheses after the word in --help, or NULL */
	const char *prefix; /* before `detail`, or NULL */
	const char *more; /* for the manual page, in the markup of roff.h; NULL: not listed there */
};

struct option_row {
	const char *name;
	char letter; /* or 0 */
	bool hidden; /* for the project's own use */
	enum option_kind kind;
	enum option_group group;
	size_t offset;     /* of the field in struct options */
	unsigned commands; /* it belongs to, as bits 1 << enum command */
	const char *arg;   /* name of the value in --help */
	const char *help;  /* {} becomes the words */
	const char
		*more; /* the manual page, after `help`, in the markup of roff.h; NULL: nothing */
	/* The i-th word that it accepts; false after the last. NULL: any text. */
	bool (*word)(size_t i, struct option_word *out);
	bool file;  /* it accepts a file name, alone or beside the words */
	bool field; /* its words are fields of a filter, and an operator follows */
};

extern const struct option_row option_table[];
extern const size_t option_count;

enum completion_shell { COMPLETION_BASH, COMPLETION_ZSH, COMPLETION_FISH, COMPLETION_SHELLS };
extern const char *const completion_names[COMPLETION_SHELLS];

struct command_row {
	const char *name;  /* "" for the screen */
	const char *usage; /* arguments after the name */
	const char *help;
};

extern const struct command_row command_table[COMMANDS];

#endif
