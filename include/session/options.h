/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line as plain values. cli/options.h fills it in. */
#ifndef AVCURATE_SESSION_OPTIONS_H
#define AVCURATE_SESSION_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum command {
	COMMAND_SCREEN,
	COMMAND_LIST,
	COMMAND_WHY,
	COMMAND_BUILD,
	COMMAND_CHECK,
	COMMAND_REVIEW,
	COMMAND_INSTALL,
	COMMAND_UNINSTALL,
	COMMANDS
};

struct options_list {
	const char **items;
	size_t count, cap;
};

/* Texts are borrowed from argv. */
struct options {
	enum command command;
	struct options_list logs; /* LOG arguments and -i, in order */
	const char *te;           /* the argument that ends in .te */
	bool command_seen;        /* the first non-option argument was checked */
	bool help, version;
	bool all, boot, dmesg, after_load;
	const char *source; /* --source, or NULL */
	const char *type, *since, *until, *file_contexts;
	struct options_list policies; /* -p; several for build and check */
	const char *module, *output, *target_format, *store_list, *store_dir;
	const char *accept, *reject, *dontaudit, *note;
	const char *approve, *question, *refuse, *diff;
	bool store, allow_unproved, require_decided, require_approved, rename_file, rename_module,
		take_over;
	const char *export; /* --export */
	const char *format, *filter, *sort;
	const char *priority;
	bool yes;
	bool messages, strip, opened;
	const char *theme, *config;
	bool ascii, mouse, no_config;
	const char *completion, *manual; /* print this and do nothing else */
};

void options_release(struct options *o);
/* --priority, or `otherwise` if not given. -1 with `d`: not a priority. */
int options_priority(const struct options *o, unsigned otherwise, unsigned *priority,
		     struct diag *d);

#endif
