/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that the operator can do on the screen, one row each in one const table. It gives the
 * keys, the help, the manual page, the hints at the foot, the names at the `:` prompt, and the
 * reasons why an action cannot run now. */
#ifndef AVCURATE_TUI_ACTION_H
#define AVCURATE_TUI_ACTION_H

#include <stddef.h>

#include "tui/app.h"

enum action_flags {
	ACTION_RULE = 1 << 0,   /* needs a rule under the cursor (or tagged ones) */
	ACTION_MANY = 1 << 1,   /* works on all tagged rules after `;` */
	ACTION_POPUP = 1 << 2,  /* can also run while a list to choose from is open */
	ACTION_WRITES = 1 << 3, /* writes files */
};

struct action_args {
	size_t count;
	char *const *words;
	const char *rest; /* the words as typed, with their quotes; "" without arguments */
	bool typed;       /* at the prompt or in a file, not run by a key */
};

struct action {
	const char *name;
	const char *group; /* heading in the help */
	const char *args;  /* arguments after the name at the prompt, or NULL */
	const char *help;
	const char
		*more; /* the manual page, after `help`, in the markup of roff.h; NULL: nothing */
	const char *keys;        /* default keys, separated by blanks, or NULL */
	enum keymap_scope scope; /* of these keys */
	const char *hint;        /* the word at the foot of the screen; NULL: not shown */
	unsigned flags;
	/* Return NULL if it can run now, else why not. */
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
/* Return NULL if it can run now, else the reason. */
const char *action_disabled(const struct action *a, const struct app *app);
/* Run it if it can run, else say why not. */
unsigned action_run(const struct action *a, struct app *app, const struct action_args *args);
/* Bind the default keys. */
void action_bind_defaults(const struct action_set *set, struct keymap *m);

#endif
