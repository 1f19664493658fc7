/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything the operator can do on the screen, one row each in one const table. The keys, the help, the
 * manual page, the hints at the foot, the names at the `:` prompt and the reasons why something cannot be
 * done now come from it. */
#ifndef AVCURATE_TUI_ACTION_H
#define AVCURATE_TUI_ACTION_H

#include <stddef.h>

#include "tui/app.h"

enum action_flags {
	ACTION_RULE = 1 << 0,   /* needs a rule under the cursor (or tagged ones) */
	ACTION_MANY = 1 << 1,   /* after `;` works on all tagged rules */
	ACTION_POPUP = 1 << 2,  /* also while a list to choose from is open */
	ACTION_WRITES = 1 << 3, /* writes files */
};

struct action_args {
	size_t count;
	char *const *words;
	const char *rest; /* the words as they were typed, quotes and all; "" for none */
	bool typed;       /* at the prompt or in a file, not by a key of its own */
};

struct action {
	const char *name;
	const char *group; /* heading in the help */
	const char *args;  /* what may follow the name at the prompt; NULL for nothing */
	const char *help;
	const char
		*more; /* the manual page, after `help`, in the markup of roff.h; NULL: nothing */
	const char *keys;        /* by default, separated by blanks; NULL for none */
	enum keymap_scope scope; /* that these keys are for */
	const char *hint;        /* the word at the foot of the screen; NULL: not there */
	unsigned flags;
	/* NULL: now; else why not. */
	const char *(*enabled)(const struct app *app);
	unsigned (*run)(struct app *app, const struct action_args *args);
	void (*complete)(struct app *app, const char *word, struct app_words *out);
};

/* app->actions: those of action_table.h. */
struct action_set {
	const struct action *rows;
	size_t count;
};

const struct action *action_find(const struct action_set *set, const char *name);
/* NULL when it can run; else the reason. */
const char *action_disabled(const struct action *a, const struct app *app);
/* Run it if it can run, else say why not. */
unsigned action_run(const struct action *a, struct app *app, const struct action_args *args);
/* Bind the default keys. */
void action_bind_defaults(const struct action_set *set, struct keymap *m);

#endif
