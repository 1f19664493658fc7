// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of options, and the words that some of them take. A new option is one row here and a
 * field of struct options. Does not know what an option does. */
#include "config.h"

#include "options_internal.h"

#include <string.h>

#include "base/attr.h"
#include "filter/column.h"
#include "input/live.h"
#include "report/exporters.h"
#include "report/report.h"
#include "report/review_formats.h"

#define SCREEN  (1u << COMMAND_SCREEN)
#define LIST    (1u << COMMAND_LIST)
#define BUILD   (1u << COMMAND_BUILD)
#define CHECK   (1u << COMMAND_CHECK)
#define REVIEW  (1u << COMMAND_REVIEW)
#define WHY     (1u << COMMAND_WHY)
#define INSTALL (1u << COMMAND_INSTALL | 1u << COMMAND_UNINSTALL)
#define READING (SCREEN | LIST | WHY | BUILD)
#define ALL     (READING | CHECK | REVIEW | INSTALL)

const char *const option_groups[OPTION_GROUPS] = {
	[GROUP_INPUT] = "What is read", [GROUP_OUTPUT] = "What is shown",
	[GROUP_POLICY] = "The policy",  [GROUP_MODULE] = "The module",
	[GROUP_REVIEW] = "The review",  [GROUP_INSTALL] = "The store, and installing",
	[GROUP_SCREEN] = "The screen",  [GROUP_OTHER] = "Others",
};

const struct command_row command_table[COMMANDS] = {
	[COMMAND_SCREEN] = { "", "[OPTION]... [NAME.te] [LOG]...", "the screen" },
	[COMMAND_LIST] = { "list", "[OPTION]... [NAME.te] [LOG]...",
			   "the denials as candidate rules" },
	[COMMAND_WHY] = { "why", "[OPTION]... [NAME.te] [LOG]...",
			  "why each is denied, what fixes it" },
	[COMMAND_BUILD] = { "build", "-M NAME [OPTION]... [LOG]...", "write NAME.te and NAME.pp" },
	[COMMAND_CHECK] = { "check", "[OPTION]... NAME.te [NAME.pp]",
			    "names and package agree, it compiles" },
	[COMMAND_REVIEW] = { "review", "[OPTION]... NAME.te",
			     "each rule explained, for a reviewer" },
	[COMMAND_INSTALL] = { "install", "[OPTION]... NAME", "show, ask, install NAME.pp, prove" },
	[COMMAND_UNINSTALL] = { "uninstall", "[OPTION]... NAME", "remove the module again" },
};

const char *const completion_names[COMPLETION_SHELLS] = {
	[COMPLETION_BASH] = "bash",
	[COMPLETION_ZSH] = "zsh",
	[COMPLETION_FISH] = "fish",
};

/* --- words --- */

static bool source_word(size_t i, struct option_word *out)
{
	if (i == 0)
		*out = (struct option_word){ .word = LIVE_AUTO,
					     .detail = "the first that may be read" };
	else if (i <= live_count)
		*out = (struct option_word){ .word = live_table[i - 1].name };
	return i <= live_count;
}

static bool sort_word(size_t i, struct option_word *out)
{
	if (i < column_count)
		*out = (struct option_word){ .word = column_table[i].name };
	return i < column_count;
}

/* First the formats of `list` and `why`, then those of review only. */
static bool format_word(size_t i, struct option_word *out)
{
	const struct review_format *f;
	const struct report *r;
	size_t n = 0;

	for (r = report_table; r->name; r++, n++) {
		if (n != i)
			continue;
		*out = (struct option_word){ .word = r->name,
					     .detail = i == 0 ? "the default" : NULL };
		return true;
	}
	for (f = review_formats; f->name; f++) {
		if (report_find(f->name) || n++ != i)
			continue;
		*out = (struct option_word){ .word = f->name,
					     .detail = f == review_formats
							       ? "of review only, its default"
							       : "of review only" };
		return true;
	}
	return false;
}

static bool export_word(size_t i, struct option_word *out)
{
	size_t n = 0;

	while (exporters[n].name)
		n++;
	if (i < n)
		*out = (struct option_word){ .word = exporters[i].name,
					     .prefix = "NAME",
					     .detail = exporters[i].suffix,
					     .more = exporters[i].more };
	else
		*out = (struct option_word){
			.word = EXPORT_ALL_NAME,
			.more = "Each of them that this module can be had as."
		};
	return i <= n;
}

static bool none_word(size_t i, struct option_word *out)
{
	*out = (struct option_word){ .word = "none" };
	return i == 0;
}

static bool shell_word(size_t i, struct option_word *out)
{
	if (i < COMPLETION_SHELLS)
		*out = (struct option_word){ .word = completion_names[i] };
	return i < COMPLETION_SHELLS;
}

/* --- options --- */

#define FIELD(f) .offset = offsetof(struct options, f)

const struct option_row option_table[] = {
	{
		.name = "all",
		.letter = 'a',
		.group = GROUP_INPUT,
		FIELD(all),
		.commands = READING,
		.help = "read all of this host's audit logs, rotated ones first",
	},
	{
		.name = "boot",
		.letter = 'b',
		.group = GROUP_INPUT,
		FIELD(boot),
		.commands = READING,
		.help = "read this host's audit logs since the system booted",
	},
	{
		.name = "dmesg",
		.letter = 'd',
		.group = GROUP_INPUT,
		FIELD(dmesg),
		.commands = READING,
		.help = "read the kernel ring buffer",
	},
	{
		.name = "source",
		.kind = OPTION_TEXT,
		.group = GROUP_INPUT,
		FIELD(source),
		.commands = READING,
		.arg = "SOURCE",
		.help = "read this host's denials as they happen, after any LOG, from {}, or a "
			"FILE",
		.more = "See `LIVE SOURCES`. Where no LOG is named, auto is the default. Any "
			"other word is a file.",
		.word = source_word,
		.file = true,
	},
	{
		.name = "input",
		.letter = 'i',
		.kind = OPTION_LIST,
		.group = GROUP_INPUT,
		FIELD(logs),
		.commands = READING,
		.arg = "FILE",
		.help = "read FILE as if it were given as LOG",
		.file = true,
	},
	{
		.name = "lastreload",
		.letter = 'l',
		.group = GROUP_INPUT,
		FIELD(after_load),
		.commands = READING,
		.help = "only denials after the last policy load",
	},
	{
		.name = "type",
		.letter = 't',
		.kind = OPTION_TEXT,
		.group = GROUP_INPUT,
		FIELD(type),
		.commands = READING,
		.arg = "REGEX",
		.help = "only denials whose source or target type matches REGEX (POSIX extended) "
			"anywhere, not only at its beginning",
		.more = "The option of audit2allow matches at the beginning only.",
	},
	{
		.name = "since",
		.kind = OPTION_TEXT,
		.group = GROUP_INPUT,
		FIELD(since),
		.commands = READING,
		.arg = "TIME",
		.help = "only from TIME on: 2026-11-20, 2026-11-20T08:56, 08:56, today, "
			"yesterday, \"1h ago\"",
		.more = "TIME is local, unless it ends in Z or an offset. A record without a "
			"time is kept.",
	},
	{
		.name = "until",
		.kind = OPTION_TEXT,
		.group = GROUP_INPUT,
		FIELD(until),
		.commands = READING,
		.arg = "TIME",
		.help = "only up to TIME",
		.more = "TIME as with `--since`.",
	},
	{
		.name = "filter",
		.kind = OPTION_TEXT,
		.group = GROUP_OUTPUT,
		FIELD(filter),
		.commands = SCREEN | LIST | WHY,
		.arg = "EXPR",
		.help = "show only rules that match EXPR; see FILTERS in avcurate(1)",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "sort",
		.kind = OPTION_TEXT,
		.group = GROUP_OUTPUT,
		FIELD(sort),
		.commands = SCREEN | LIST | WHY,
		.arg = "COLUMN",
		.help = "sort by COLUMN; -COLUMN reverses the order",
		.word = sort_word,
	},
	{
		.name = "opened",
		.group = GROUP_OUTPUT,
		FIELD(opened),
		.commands = WHY,
		.help = "also list exactly what each rule opens and closes, sensitive accesses "
			"first",
		.more = "`why` lists for each rule what its statement would newly allow: source, "
			"target, class and permissions, sensitive accesses first and marked with "
			"!. What a first list of ioctl commands would take away follows, marked "
			"with -. The list has at most 1,000 accesses a rule, and says how many "
			"more there are.",
	},
	{
		.name = "format",
		.kind = OPTION_TEXT,
		.group = GROUP_OUTPUT,
		FIELD(format),
		.commands = LIST | WHY | REVIEW,
		.arg = "FORMAT",
		.help = "write in FORMAT: {}",
		.more = "`why` and `review` have no csv.",
		.word = format_word,
	},
	{
		.name = "messages",
		.group = GROUP_OUTPUT,
		FIELD(messages),
		.commands = LIST | WHY | BUILD,
		.help = "report on standard error what was read, refused (line and reason) and "
			"skipped",
	},
	{
		.name = "policy",
		.letter = 'p',
		.kind = OPTION_LIST,
		.group = GROUP_POLICY,
		FIELD(policies),
		.commands = READING | CHECK | REVIEW | INSTALL,
		.arg = "FILE",
		.help = "judge by this policy (binary or CIL text) instead of this host's; none: "
			"without a policy",
		.more = "`list` uses a policy only when one is named. `check` takes several, and "
			"judges by each. `build` takes several too: it does not write what one "
			"of them blocks, and leaves out what all of them allow already.",
		.word = none_word,
		.file = true,
	},
	{
		.name = "file-contexts",
		.kind = OPTION_TEXT,
		.group = GROUP_POLICY,
		FIELD(file_contexts),
		.commands = SCREEN | WHY | BUILD | REVIEW,
		.arg = "FILE",
		.help = "the file contexts of that policy: which label each path should have",
		.more = "avcurate finds those installed next to the policy without this option.",
		.file = true,
	},
	{
		.name = "allow-unproved",
		.group = GROUP_POLICY,
		FIELD(allow_unproved),
		.commands = BUILD,
		.help = "also write accepted statements that do not help, or that are not needed",
		.more = "The policy shows that these do not make the denial go away, or that it "
			"allows it without them.",
	},
	{
		.name = "module",
		.letter = 'M',
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(module),
		.commands = SCREEN | BUILD,
		.arg = "NAME",
		.help = "name of the module: pf9, pf9.te and ./out/pf9.pp all mean pf9",
		.more = "The files always have the name of the module; ./out/pf9.pp puts them "
			"into the directory ./out. A new name begins with a letter and goes on "
			"with letters, digits, `_` and `-`. avcurate refuses words of the policy "
			"language.",
	},
	{
		.name = "output",
		.letter = 'o',
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(output),
		.commands = SCREEN | BUILD | REVIEW,
		.arg = "DIR",
		.help = "directory for NAME.te and NAME.pp; of review: the file to write",
		.more = "`review` writes it in place of standard output.",
		.file = true,
	},
	{
		.name = "accept",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(accept),
		.commands = BUILD,
		.arg = "EXPR",
		.help = "accept the rules that match EXPR; all (without suspect ones), none",
		.more = "See `FILTERS`. The whole expression may also be `all` (the rules still "
			"open, without suspect ones) or `none`. Rules that match nothing stay "
			"open.",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "reject",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(reject),
		.commands = BUILD,
		.arg = "EXPR",
		.help = "reject the rules that match EXPR",
		.more = "EXPR as with `--accept`.",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "dontaudit",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(dontaudit),
		.commands = BUILD,
		.arg = "EXPR",
		.help = "keep the rules that match EXPR denied, but no longer logged",
		.more = "EXPR as with `--accept`.",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "note",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(note),
		.commands = BUILD | REVIEW,
		.arg = "TEXT",
		.help = "the note of the rules decided by this call; of review: the comment",
		.more = "What is wider than denied must have a note. With `review`, TEXT is the "
			"comment of the rules that it marks.",
	},
	{
		.name = "require-decided",
		.group = GROUP_MODULE,
		FIELD(require_decided),
		.commands = BUILD,
		.help = "exit with 1 when denials are left open",
	},
	{
		.name = "require-approved",
		.group = GROUP_MODULE,
		FIELD(require_approved),
		.commands = BUILD,
		.help = "exit with 1 when a reviewer has not approved a rule as it is",
	},
	{
		.name = "export",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(export),
		.commands = SCREEN | BUILD,
		.arg = "LIST",
		.help = "also write these, separated by commas: {}",
		.more = "avcurate puts all files into place together, or none. It reports a file "
			"of an earlier build that is left next to the module.",
		.word = export_word,
	},
	{
		.name = "strip",
		.group = GROUP_MODULE,
		FIELD(strip),
		.commands = BUILD,
		.help = "write NAME.te for strangers: commands, paths, hosts and records as a "
			"digest",
		.more = "The copy has the same rules and decisions, but commands, paths, hosts "
			"and records only as one SHA-256 a rule, and does not say who decided. "
			"Notes, what was written by hand, reviewers' marks with their names, and "
			"what is to be done in place of a rule stay. It opens, resumes and "
			"proves as the original does. avcurate does not overwrite a *.te* that "
			"has its evidence: see `-o`. It reports where no *.te* keeps that "
			"evidence. `review --diff` of the original and the copy compares the "
			"digests.",
	},
	{
		.name = "target-format",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(target_format),
		.commands = SCREEN | BUILD,
		.arg = "N",
		.help = "module format of the target's policy tools (checkmodule -c)",
		.more = "avcurate refuses what that format cannot hold before it writes anything.",
	},
	{
		.name = "store-list",
		.kind = OPTION_TEXT,
		.group = GROUP_MODULE,
		FIELD(store_list),
		.commands = SCREEN | BUILD | CHECK,
		.arg = "FILE",
		.help = "modules of the target (output of semodule -lfull there): a name of "
			"these is refused",
		.more = "Your module would replace one of the same name.",
		.file = true,
	},
	{
		.name = "rename-file",
		.group = GROUP_MODULE,
		FIELD(rename_file),
		.commands = SCREEN | CHECK,
		.help = "name and module line of NAME.te disagree: rename the file",
		.more = "One of the two must change before the module compiles.",
	},
	{
		.name = "rename-module",
		.group = GROUP_MODULE,
		FIELD(rename_module),
		.commands = SCREEN | CHECK,
		.help = "name and module line of NAME.te disagree: change the module line",
	},
	{
		.name = "take-over",
		.group = GROUP_MODULE,
		FIELD(take_over),
		.commands = SCREEN | BUILD,
		.help = "NAME.te was not written by avcurate: turn its rules into decisions",
		.more = "For a *.te* of `audit2allow`(1), say. Its rules on one source and one "
			"target become your decisions. They have no evidence until a log with "
			"their denials gives it. Comments right before or after a rule become "
			"its note. Everything else stays as it is, as written by hand. The "
			"screen asks without this option. avcurate replaces nothing before it "
			"writes the module, nor where `checkmodule`(8) finds that it would not "
			"mean the same.",
	},
	{
		.name = "approve",
		.kind = OPTION_TEXT,
		.group = GROUP_REVIEW,
		FIELD(approve),
		.commands = REVIEW,
		.arg = "EXPR",
		.help = "mark the rules that match EXPR as approved by you; all, none",
		.more = "EXPR as with `--accept`.",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "question",
		.kind = OPTION_TEXT,
		.group = GROUP_REVIEW,
		FIELD(question),
		.commands = REVIEW,
		.arg = "EXPR",
		.help = "mark the rules that match EXPR as questioned by you",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "refuse",
		.kind = OPTION_TEXT,
		.group = GROUP_REVIEW,
		FIELD(refuse),
		.commands = REVIEW,
		.arg = "EXPR",
		.help = "mark the rules that match EXPR as refused by you",
		.word = sort_word,
		.field = true,
	},
	{
		.name = "diff",
		.kind = OPTION_TEXT,
		.group = GROUP_REVIEW,
		FIELD(diff),
		.commands = REVIEW,
		.arg = "OLD.te",
		.help = "report what NAME.te decides and opens differently from OLD.te",
		.more = "`review` reports what the module decides differently from its older "
			"version, and what it newly opens and closes; with `-p` also how much "
			"that is, with attributes resolved.",
		.file = true,
	},
	{
		.name = "store",
		.group = GROUP_INSTALL,
		FIELD(store),
		.commands = CHECK,
		.help = "compile this host's whole module store with this module, with "
			"neverallow checked",
		.more = "`check` uses the module as its source is now (where `checkmodule` is "
			"missing, as *NAME*.pp next to it is), and also checks neverallow rules "
			"and type bounds, which `semodule`(8) leaves out on Debian "
			"(expand-check=0). It names both rules of a violation. It must read the "
			"store, so you are usually root. It installs nothing, and takes some "
			"seconds.",
	},
	{
		.name = "store-dir",
		.kind = OPTION_TEXT,
		.group = GROUP_INSTALL,
		FIELD(store_dir),
		.commands = SCREEN | CHECK | INSTALL,
		.arg = "DIR",
		.help = "the store whose active directory is DIR; to install, that of a copy: "
			"ROOT/var/lib/selinux/TYPE/active",
		.more = "`check` compiles this store instead of the host's: a copy brought home, "
			"for example. `install` puts the module into that copy (`semodule -p` "
			"*ROOT* `-n`) and does not touch the host's own store.",
		.file = true,
	},
	{
		.name = "priority",
		.kind = OPTION_TEXT,
		.group = GROUP_INSTALL,
		FIELD(priority),
		.commands = SCREEN | INSTALL,
		.arg = "N",
		.help = "install or remove at priority N (400)",
		.more = "N is 1 to 999; semodule's own is 400. Of modules of one name the one "
			"with the highest priority is in force.",
	},
	{
		.name = "yes",
		.letter = 'y',
		.group = GROUP_INSTALL,
		FIELD(yes),
		.commands = INSTALL,
		.help = "do it without asking",
		.more = "Without it, `install` and `uninstall` decline where nobody can answer.",
	},
	{
		.name = "theme",
		.kind = OPTION_TEXT,
		.group = GROUP_SCREEN,
		FIELD(theme),
		.commands = SCREEN,
		.arg = "NAME",
		.help = "colours: default, light, mono, or a file",
		.file = true,
	},
	{
		.name = "ascii",
		.group = GROUP_SCREEN,
		FIELD(ascii),
		.commands = SCREEN,
		.help = "draw with ASCII characters only",
	},
	{
		.name = "mouse",
		.group = GROUP_SCREEN,
		FIELD(mouse),
		.commands = SCREEN,
		.help = "take mouse clicks (the % key switches)",
	},
	{
		.name = "config",
		.kind = OPTION_TEXT,
		.group = GROUP_SCREEN,
		FIELD(config),
		.commands = SCREEN,
		.arg = "FILE",
		.help = "read FILE instead of the user's configuration",
		.file = true,
	},
	{
		.name = "no-config",
		.group = GROUP_SCREEN,
		FIELD(no_config),
		.commands = SCREEN,
		.help = "read no configuration",
	},
	{
		.name = "completion",
		.kind = OPTION_TEXT,
		.group = GROUP_OTHER,
		FIELD(completion),
		.commands = ALL,
		.arg = "SHELL",
		.help = "print the completions for a shell: {}",
		.word = shell_word,
	},
	{
		.name = "manual",
		.hidden = true,
		.kind = OPTION_TEXT,
		.group = GROUP_OTHER,
		FIELD(manual),
		.commands = ALL,
		.arg = "SECTION",
		.help = "print a block of the manual page that derives from a table",
	},
	{
		.name = "help",
		.letter = 'h',
		.group = GROUP_OTHER,
		FIELD(help),
		.commands = ALL,
		.help = "print this",
	},
	{
		.name = "version",
		.letter = 'V',
		.group = GROUP_OTHER,
		FIELD(version),
		.commands = ALL,
		.help = "print the version",
	},
};
const size_t option_count = AV_ARRAY_LEN(option_table);
