// SPDX-License-Identifier: GPL-2.0-or-later
/* Parse the command line by the table of options. Does not know what the options mean. */
#include "config.h"

#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/slice.h"
#include "base/text.h"
#include "options_internal.h"

static void push(struct options_list *list, const char *item)
{
	list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = item;
}

/* getopt_long's code of a row: its index in the table, above every character. */
#define ROW_CODE(i) (256 + (int)(i))

/* Say in `d` what getopt_long refused. Returns -1. */
static int refused(const char *arg, int letter, struct diag *d)
{
	const char **names, *near;
	char *name;
	size_t i, n = 0;

	if (letter >= ROW_CODE(0))
		return diag_set(d, "--%s takes no value", option_table[letter - ROW_CODE(0)].name);
	if (letter)
		return diag_set(d, "unknown option -%c; avcurate --help lists them", letter);
	names = mem_zalloc(option_count + 1, sizeof(*names));
	for (i = 0; i < option_count; i++)
		if (!option_table[i].hidden)
			names[n++] = option_table[i].name;
	name = mem_strndup(arg + 2, strcspn(arg + 2, "="));
	near = text_nearest(name, names);
	diag_set(d, "unknown option --%s%s%s; avcurate --help lists them", name,
		 near ? "; did you mean --" : "", near ? near : "");
	free(names);
	free(name);
	return -1;
}

static int belongs(const struct options *o, const struct option_row *row, struct diag *d)
{
	struct buf where = { 0 };
	unsigned c;

	if (row->commands & 1u << o->command)
		return 0;
	for (c = 0; c < COMMANDS; c++)
		if (row->commands & 1u << c)
			buf_addf(&where, "%s%s", where.len ? ", " : "",
				 *command_table[c].name ? command_table[c].name : "the screen");
	diag_set(d, "--%s belongs to %s, not to %s", row->name, buf_str(&where),
		 *command_table[o->command].name ? command_table[o->command].name : "the screen");
	buf_release(&where);
	return -1;
}

static void store(struct options *o, const struct option_row *row, const char *value)
{
	char *field = (char *)o + row->offset;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		break;
	case OPTION_TEXT:
		*(const char **)field = value;
		break;
	case OPTION_LIST:
		push((struct options_list *)field, value);
		break;
	}
}

static int positional(struct options *o, const char *arg, struct diag *d)
{
	unsigned c;

	if (!o->command_seen) {
		o->command_seen = true;
		for (c = COMMAND_LIST; c < COMMANDS; c++) {
			if (strcmp(arg, command_table[c].name) == 0) {
				o->command = (enum command)c;
				return 0;
			}
		}
	}
	if (slice_ends(slice_of(arg), ".te")) {
		if (o->te)
			return diag_set(d, "two modules, %s and %s: give one at a time", o->te,
					arg);
		o->te = arg;
	} else {
		push(&o->logs, arg);
	}
	return 0;
}

/* The command is the first argument that is not an option. Options may come before it, so they are
 * checked against it only after all arguments are read. */
int options_parse(struct options *o, int argc, char **argv, struct diag *d)
{
	struct option *longs = mem_zalloc(option_count + 1, sizeof(*longs));
	bool *seen = mem_zalloc(option_count, sizeof(*seen));
	struct buf letters = { 0 };
	int code, rc = -1;
	size_t i;

	*o = (struct options){ 0 };
	buf_adds(&letters,
		 "-:"); /* return arguments in order as code 1, and a missing value as ':' */
	for (i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		bool value = row->kind != OPTION_FLAG;

		longs[i] = (struct option){ row->name, value ? required_argument : no_argument,
					    NULL, ROW_CODE(i) };
		if (row->letter)
			buf_addf(&letters, "%c%s", row->letter, value ? ":" : "");
	}
	opterr = 0;
	optind = 0;
	while ((code = getopt_long(argc, argv, buf_str(&letters), longs, NULL)) != -1) {
		const char *arg = argv[optind - 1];

		if (code == 1) {
			if (positional(o, optarg, d) < 0)
				goto out;
			continue;
		}
		if (code == ':') {
			diag_set(d, "%s needs a value", arg);
			goto out;
		}
		if (code == '?') {
			refused(arg, optopt, d);
			goto out;
		}
		for (i = 0; i < option_count; i++)
			if (code == ROW_CODE(i) || code == option_table[i].letter)
				break;
		store(o, &option_table[i], optarg);
		seen[i] = true;
	}
	for (; optind < argc; optind++)
		if (positional(o, argv[optind], d) < 0)
			goto out;
	rc = 0;
	if (o->policies.count > 1 && o->command != COMMAND_CHECK && o->command != COMMAND_BUILD)
		rc = diag_set(d, "-p may be given several times to build and check only");
	for (i = 0; i < option_count && rc == 0 && !o->help && !o->version; i++)
		if (seen[i])
			rc = belongs(o, &option_table[i], d);
out:
	buf_release(&letters);
	free(longs);
	free(seen);
	return rc;
}
