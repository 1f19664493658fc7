/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Install from the screen: show what would change, ask, run semodule while the keys keep working,
 * prove afterwards. */
#ifndef AVCURATE_TUI_INSTALLING_H
#define AVCURATE_TUI_INSTALLING_H

#include "tui/app.h"
#include "report/install_text.h"

struct installing;

void installing_free(struct installing *in);
/* At the start, report the outcome of an installation that an earlier run did not see the end of. */
void installing_begin(struct app *app);
/* Call it in each round of the loop, and when installing_timeout_ms has passed (-1: not needed).
 * Returns dirty bits. */
unsigned installing_step(struct app *app);
int installing_timeout_ms(const struct app *app);
bool installing_at_work(const struct app *app);

/* For the view: its lines, the text in its border, and a number that rises when they change. NULL
 * and 0 while there are no lines. */
const struct install_lines *installing_lines(const struct app *app);
const char *installing_note(const struct app *app);
uint64_t installing_serial(const struct app *app);
/* Say that the view has drawn them. */
void installing_seen(struct app *app);

#endif
