// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "module/install_place.h"
#include "base/mem.h"
#include "base/slice.h"
#include "base/text.h"
#include "base/wrap.h"

/* Which commands an option belongs to. */
#define SCREEN  (1u << COMMAND_SCREEN)
#define LIST    (1u << COMMAND_LIST)
#define BUILD   (1u << COMMAND_BUILD)
#define CHECK   (1u << COMMAND_CHECK)
#define REVIEW  (1u << COMMAND_REVIEW)
#define WHY     (1u << COMMAND_WHY)
#define INSTALL (1u << COMMAND_INSTALL | 1u << COMMAND_UNINSTALL)
#define READING (SCREEN | LIST | WHY | BUILD)
#define ALL     (READING | CHECK | REVIEW | INSTALL)

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_LIST };

struct option_row {
	const char *name;
	char letter; /* 0: none */
	enum option_kind kind;
	size_t offset; /* of the field in struct options */
	unsigned commands;
	const char *arg; /* name of the value in --help */
	const char *help;
};

#define FIELD(f) .offset = offsetof(struct options, f)

static const struct option_row option_table[] = {
	{ .name = "all",
	  .letter = 'a',
	  FIELD(all),
	  .commands = READING,
	  .help = "read all of this host's audit logs, rotated ones first" },
	{ .name = "boot",
	  .letter = 'b',
	  FIELD(boot),
	  .commands = READING,
	  .help = "read this host's audit logs since the system booted" },
	{ .name = "dmesg",
	  .letter = 'd',
	  FIELD(dmesg),
	  .commands = READING,
	  .help = "read the kernel ring buffer" },
	{ .name = "source",
	  .kind = OPTION_TEXT,
	  FIELD(source),
	  .commands = READING,
	  .arg = "SOURCE",
	  .help = "where this host's denials are read live, behind any LOG: auto (the first of "
		  "the following that may be read), log, audisp, journal, kmsg, or a FILE" },
	{ .name = "input",
	  .letter = 'i',
	  .kind = OPTION_LIST,
	  FIELD(logs),
	  .commands = READING,
	  .arg = "FILE",
	  .help = "read FILE, as if it were given as LOG" },
	{ .name = "lastreload",
	  .letter = 'l',
	  FIELD(after_load),
	  .commands = READING,
	  .help = "only what came after the last policy load" },
	{ .name = "type",
	  .letter = 't',
	  .kind = OPTION_TEXT,
	  FIELD(type),
	  .commands = READING,
	  .arg = "REGEX",
	  .help = "only source or target types that match REGEX (POSIX extended) "
		  "anywhere, not only at their beginning" },
	{ .name = "since",
	  .kind = OPTION_TEXT,
	  FIELD(since),
	  .commands = READING,
	  .arg = "TIME",
	  .help = "only from TIME on: 2026-11-20, 2026-11-20T08:56, 08:56, today, \"1h ago\"" },
	{ .name = "until",
	  .kind = OPTION_TEXT,
	  FIELD(until),
	  .commands = READING,
	  .arg = "TIME",
	  .help = "only up to TIME" },
	{ .name = "filter",
	  .kind = OPTION_TEXT,
	  FIELD(filter),
	  .commands = SCREEN | LIST | WHY,
	  .arg = "EXPR",
	  .help = "show only rules that match EXPR; see FILTERS in avcurate(1)" },
	{ .name = "sort",
	  .kind = OPTION_TEXT,
	  FIELD(sort),
	  .commands = SCREEN | LIST | WHY,
	  .arg = "COLUMN",
	  .help = "sort by COLUMN; -COLUMN turns the order round" },
	{ .name = "format",
	  .kind = OPTION_TEXT,
	  FIELD(format),
	  .commands = LIST | WHY | REVIEW,
	  .arg = "FORMAT",
	  .help = "text (default), json or csv; of review: markdown (default), json or text" },
	{ .name = "messages",
	  FIELD(messages),
	  .commands = LIST | WHY | BUILD,
	  .help = "say on standard error what was read, refused (line and reason) and skipped" },
	{ .name = "policy",
	  .letter = 'p',
	  .kind = OPTION_LIST,
	  FIELD(policies),
	  .commands = READING | CHECK | REVIEW | INSTALL,
	  .arg = "FILE",
	  .help = "judge by this policy (binary or CIL) instead of this host's; none: by none" },
	{ .name = "file-contexts",
	  .kind = OPTION_TEXT,
	  FIELD(file_contexts),
	  .commands = SCREEN | WHY | BUILD | REVIEW,
	  .arg = "FILE",
	  .help = "what labels paths should have, where it does not stand beside the policy" },
	{ .name = "opened",
	  FIELD(opened),
	  .commands = WHY,
	  .help = "also list exactly what each rule opens and closes, sensitive things first" },
	{ .name = "module",
	  .letter = 'M',
	  .kind = OPTION_TEXT,
	  FIELD(module),
	  .commands = SCREEN | BUILD,
	  .arg = "NAME",
	  .help = "name of the module: pf9, pf9.te and ./out/pf9.pp all mean pf9" },
	{ .name = "output",
	  .letter = 'o',
	  .kind = OPTION_TEXT,
	  FIELD(output),
	  .commands = SCREEN | BUILD | REVIEW,
	  .arg = "DIR",
	  .help = "directory for NAME.te and NAME.pp; of review: the file to write" },
	{ .name = "accept",
	  .kind = OPTION_TEXT,
	  FIELD(accept),
	  .commands = BUILD,
	  .arg = "EXPR",
	  .help = "accept the rules that match EXPR; all (less suspect ones), none" },
	{ .name = "reject",
	  .kind = OPTION_TEXT,
	  FIELD(reject),
	  .commands = BUILD,
	  .arg = "EXPR",
	  .help = "reject the rules that match EXPR" },
	{ .name = "dontaudit",
	  .kind = OPTION_TEXT,
	  FIELD(dontaudit),
	  .commands = BUILD,
	  .arg = "EXPR",
	  .help = "deny the rules that match EXPR without a record" },
	{ .name = "note",
	  .kind = OPTION_TEXT,
	  FIELD(note),
	  .commands = BUILD | REVIEW,
	  .arg = "TEXT",
	  .help = "the note of the rules decided by this call; of review: the comment" },
	{ .name = "approve",
	  .kind = OPTION_TEXT,
	  FIELD(approve),
	  .commands = REVIEW,
	  .arg = "EXPR",
	  .help = "mark the rules that match EXPR as approved by you; all, none" },
	{ .name = "question",
	  .kind = OPTION_TEXT,
	  FIELD(question),
	  .commands = REVIEW,
	  .arg = "EXPR",
	  .help = "mark the rules that match EXPR as questioned by you" },
	{ .name = "refuse",
	  .kind = OPTION_TEXT,
	  FIELD(refuse),
	  .commands = REVIEW,
	  .arg = "EXPR",
	  .help = "mark the rules that match EXPR as refused by you" },
	{ .name = "allow-unproved",
	  FIELD(allow_unproved),
	  .commands = BUILD,
	  .help = "write statements too that do not help, or that are not needed" },
	{ .name = "diff",
	  .kind = OPTION_TEXT,
	  FIELD(diff),
	  .commands = REVIEW,
	  .arg = "OLD.te",
	  .help = "tell what NAME.te decides and opens otherwise than OLD.te" },
	{ .name = "require-decided",
	  FIELD(require_decided),
	  .commands = BUILD,
	  .help = "exit with 1 when denials are left open" },
	{ .name = "require-approved",
	  FIELD(require_approved),
	  .commands = BUILD,
	  .help = "exit with 1 when a rule was not approved by a reviewer as it is" },
	{ .name = "export",
	  .kind = OPTION_TEXT,
	  FIELD(export),
	  .commands = SCREEN | BUILD,
	  .arg = "LIST",
	  .help = "write these too, with commas: sh (NAME-install.sh), cil (NAME.cil), fc (NAME.fc), "
		  "spo (NAME-spo.yaml, for Kubernetes), all" },
	{ .name = "strip",
	  FIELD(strip),
	  .commands = BUILD,
	  .help = "write NAME.te for strangers: commands, paths, hosts and records as a digest" },
	{ .name = "target-format",
	  .kind = OPTION_TEXT,
	  FIELD(target_format),
	  .commands = SCREEN | BUILD,
	  .arg = "N",
	  .help = "module format of the target's policy tools (checkmodule -c)" },
	{ .name = "store-list",
	  .kind = OPTION_TEXT,
	  FIELD(store_list),
	  .commands = SCREEN | BUILD | CHECK,
	  .arg = "FILE",
	  .help = "modules of the target (output of semodule -lfull there): no name is used twice" },
	{ .name = "store",
	  FIELD(store),
	  .commands = CHECK,
	  .help = "compile this host's whole module store with this module, neverallow checked" },
	{ .name = "store-dir",
	  .kind = OPTION_TEXT,
	  FIELD(store_dir),
	  .commands = SCREEN | CHECK | INSTALL,
	  .arg = "DIR",
	  .help = "the store whose active directory is DIR; to install, that of a copy: "
		  "ROOT/var/lib/selinux/TYPE/active" },
	{ .name = "priority",
	  .kind = OPTION_TEXT,
	  FIELD(priority),
	  .commands = SCREEN | INSTALL,
	  .arg = "N",
	  .help = "install at priority N (400), or take away from it" },
	{ .name = "yes",
	  .letter = 'y',
	  FIELD(yes),
	  .commands = INSTALL,
	  .help = "do it without asking" },
	{ .name = "rename-file",
	  FIELD(rename_file),
	  .commands = SCREEN | CHECK,
	  .help = "name and module line of NAME.te disagree: rename the file" },
	{ .name = "rename-module",
	  FIELD(rename_module),
	  .commands = SCREEN | CHECK,
	  .help = "name and module line of NAME.te disagree: change the module line" },
	{ .name = "take-over",
	  FIELD(take_over),
	  .commands = SCREEN | BUILD,
	  .help = "NAME.te was not written by avcurate: its rules become decisions" },
	{ .name = "theme",
	  .kind = OPTION_TEXT,
	  FIELD(theme),
	  .commands = SCREEN,
	  .arg = "NAME",
	  .help = "colours: default, light, mono, or a file" },
	{ .name = "ascii",
	  FIELD(ascii),
	  .commands = SCREEN,
	  .help = "draw with ASCII characters only" },
	{ .name = "mouse",
	  FIELD(mouse),
	  .commands = SCREEN,
	  .help = "take mouse clicks (the % key switches)" },
	{ .name = "config",
	  .kind = OPTION_TEXT,
	  FIELD(config),
	  .commands = SCREEN,
	  .arg = "FILE",
	  .help = "read FILE instead of the user's configuration" },
	{ .name = "no-config",
	  FIELD(no_config),
	  .commands = SCREEN,
	  .help = "read no configuration" },
	{ .name = "help", .letter = 'h', FIELD(help), .commands = ALL, .help = "print this" },
	{ .name = "version",
	  .letter = 'V',
	  FIELD(version),
	  .commands = ALL,
	  .help = "print the version" },
};

static const char *const command_names[COMMANDS] = {
	[COMMAND_SCREEN] = "",         [COMMAND_LIST] = "list",
	[COMMAND_WHY] = "why",         [COMMAND_BUILD] = "build",
	[COMMAND_CHECK] = "check",     [COMMAND_REVIEW] = "review",
	[COMMAND_INSTALL] = "install", [COMMAND_UNINSTALL] = "uninstall",
};

static void push(struct options_list *list, const char *item)
{
	list->items = mem_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = item;
}

/* getopt_long's word for a row: its place in the table, above every character. */
#define ROW_CODE(i) (256 + (int)(i))

/* What getopt_long refused, in words. */
static int refused(const char *arg, int letter, struct diag *d)
{
	const char *names[AV_ARRAY_LEN(option_table) + 1] = { 0 }, *near;
	char *name;
	size_t i;

	if (letter >= ROW_CODE(0))
		return diag_set(d, "--%s takes no value", option_table[letter - ROW_CODE(0)].name);
	if (letter)
		return diag_set(d, "there is no option -%c; avcurate --help lists them", letter);
	for (i = 0; i < AV_ARRAY_LEN(option_table); i++)
		names[i] = option_table[i].name;
	name = mem_strndup(arg + 2, strcspn(arg + 2, "="));
	near = text_nearest(name, names);
	diag_set(d, "there is no option --%s%s%s; avcurate --help lists them", name,
		 near ? "; did you mean --" : "", near ? near : "");
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
				 *command_names[c] ? command_names[c] : "the screen");
	diag_set(d, "--%s belongs to %s, not to %s", row->name, buf_str(&where),
		 *command_names[o->command] ? command_names[o->command] : "the screen");
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
			if (strcmp(arg, command_names[c]) == 0) {
				o->command = (enum command)c;
				return 0;
			}
		}
	}
	if (slice_ends(slice_of(arg), ".te")) {
		if (o->te)
			return diag_set(d, "two modules, %s and %s: one at a time", o->te, arg);
		o->te = arg;
	} else {
		push(&o->logs, arg);
	}
	return 0;
}

/* The command is the first argument that is no option; options may stand before it, so they are
 * checked against it only when all has been read. */
int options_parse(struct options *o, int argc, char **argv, struct diag *d)
{
	struct option longs[AV_ARRAY_LEN(option_table) + 1] = { 0 };
	bool seen[AV_ARRAY_LEN(option_table)] = { false };
	struct buf letters = { 0 };
	int code, rc = -1;
	size_t i;

	*o = (struct options){ 0 };
	buf_adds(&letters, "-:"); /* arguments in their order, as code 1; a missing value as ':' */
	for (i = 0; i < AV_ARRAY_LEN(option_table); i++) {
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
		for (i = 0; i < AV_ARRAY_LEN(option_table); i++)
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
	for (i = 0; i < AV_ARRAY_LEN(option_table) && rc == 0 && !o->help && !o->version; i++)
		if (seen[i])
			rc = belongs(o, &option_table[i], d);
out:
	buf_release(&letters);
	return rc;
}

/* The help of an option stands from this column on, broken before that one. */
#define HELP_INDENT 28
#define HELP_WIDTH  80

void options_help(struct buf *out)
{
	struct buf between = { 0 };
	size_t i;

	buf_addf(&between, "\n%*s", HELP_INDENT, "");
	buf_adds(
		out,
		"avcurate turns SELinux denials into a small, explained policy module.\n\n"
		"  avcurate [OPTION]... [NAME.te] [LOG]...        the screen\n"
		"  avcurate list [OPTION]... [NAME.te] [LOG]...   the denials as candidate rules\n"
		"  avcurate why [OPTION]... [NAME.te] [LOG]...    why each is denied, what fixes it\n"
		"  avcurate build -M NAME [OPTION]... [LOG]...    write NAME.te and NAME.pp\n"
		"  avcurate check [OPTION]... NAME.te [NAME.pp]   names and package agree, it compiles\n"
		"  avcurate review NAME.te                        each rule explained, for a reviewer\n"
		"  avcurate install [OPTION]... NAME              show, ask, install NAME.pp, prove\n"
		"  avcurate uninstall [OPTION]... NAME            take the module away again\n\n"
		"A LOG is a file (plain or .gz), a directory of rotated logs, or - for standard\n"
		"input. Without one, the log of this host is read, and followed on the screen.\n\n"
		"Options:\n");
	for (i = 0; i < AV_ARRAY_LEN(option_table); i++) {
		const struct option_row *row = &option_table[i];
		struct buf head = { 0 };

		if (row->letter)
			buf_addf(&head, "  -%c, --%s", row->letter, row->name);
		else
			buf_addf(&head, "      --%s", row->name);
		if (row->arg)
			buf_addf(&head, " %s", row->arg);
		if (head.len >= HELP_INDENT)
			buf_addf(out, "%s%s", buf_str(&head), buf_str(&between));
		else
			buf_addf(out, "%-*s", HELP_INDENT, buf_str(&head));
		wrap_add(out, slice_of(row->help), HELP_WIDTH - HELP_INDENT - 1, buf_str(&between));
		buf_addc(out, '\n');
		buf_release(&head);
	}
	buf_release(&between);
	buf_adds(out,
		 "\nExit status of list and why: 0 all was read, 1 some records were refused; of\n"
		 "build: 0 written, 1 written but not all decided or approved (--require-...), 4\n"
		 "not written; of check: 0 good, 1 names disagree, 4 does not compile; of review:\n"
		 "0 written, 1 and rules are open, questioned or refused; of install and\n"
		 "uninstall: 0 done, 1 declined, 4 failed and nothing changed. 2: the call was\n"
		 "wrong, 3: a LOG, .te or .pp could not be read.\n");
}
