/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command language of the `:` prompt, the configuration and the theme files: one action by name
 * a line, with its arguments. */
#ifndef AVCURATE_TUI_COMMAND_H
#define AVCURATE_TUI_COMMAND_H

#include <stdbool.h>

#include "tui/app.h"

/* Run one line. `typed`: not run by a key; an action without arguments then does not ask for them.
 * Returns the dirty bits. The status line reports a line that is not a command. */
unsigned command_run(struct app *app, const char *line, bool typed);

/* Run the lines of a file. Each bad line adds one warning to the messages (file:line:column, what,
 * the nearest name); the rest runs. Returns how many were bad, or -1 with `d` if it cannot be read. */
int command_file(struct app *app, const char *path, struct diag *d);
/* Like command_file, for a text that was compiled in. */
int command_text(struct app *app, const char *name, const char *text);

/* Run the user's configuration: /etc/avcurate.conf, then $XDG_CONFIG_HOME/avcurate/config; or only
 * `path` if given ("": no configuration). */
void command_config(struct app *app, const char *path);

/* The `:` prompt. */
extern const struct app_prompt command_prompt;

#endif
