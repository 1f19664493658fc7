/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command language of the `:` prompt, the configuration and the theme files: one action by name
 * a line, with its arguments. */
#ifndef AVCURATE_TUI_COMMAND_H
#define AVCURATE_TUI_COMMAND_H

#include <stdbool.h>

#include "tui/app.h"

/* Run one line. `typed`: not by a key; without arguments an action then does not ask for any.
 * Returns the dirty bits; a line that is no command is said in the status line. */
unsigned command_run(struct app *app, const char *line, bool typed);

/* Run the lines of a file. A bad line is one warning in the messages (file:line:column, what, the
 * nearest name) and the rest is run. Returns how many were bad, or -1 with `d` when it cannot be
 * read. */
int command_file(struct app *app, const char *path, struct diag *d);
/* The same for a text that was compiled in. */
int command_text(struct app *app, const char *name, const char *text);

/* The user's configuration: /etc/avcurate.conf, then $XDG_CONFIG_HOME/avcurate/config; or `path`
 * alone when it is given ("" for none). */
void command_config(struct app *app, const char *path);

/* The `:` prompt. */
extern const struct app_prompt command_prompt;

#endif
