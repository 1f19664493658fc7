/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Installing from the screen: what would change, the answer, semodule at work beside the keys, the proof
 * afterwards. */
#ifndef AVCURATE_TUI_INSTALLING_H
#define AVCURATE_TUI_INSTALLING_H

#include "tui/app.h"
#include "report/install_text.h"

struct installing;

void installing_free(struct installing *in);
/* At the start: tell what became of an installation that an earlier run did not see the end of. */
void installing_begin(struct app *app);
/* To be called at each round of the loop, and when this time has passed (-1: no need). Returns dirty
 * bits. */
unsigned installing_step(struct app *app);
int installing_timeout_ms(const struct app *app);
bool installing_at_work(const struct app *app);

/* For the view: its lines, what stands in its border, and a number that rises when they change. NULL and 0
 * while there are none. */
const struct install_lines *installing_lines(const struct app *app);
const char *installing_note(const struct app *app);
uint64_t installing_serial(const struct app *app);
/* The view has drawn them. */
void installing_seen(struct app *app);

#endif
