/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The open list of steps (w), for what is opened over it and goes back to it. */
#ifndef AVCURATE_TUI_STEPS_INTERNAL_H
#define AVCURATE_TUI_STEPS_INTERNAL_H

#include "tui/app.h"

struct steps;

/* Those of the list that is open, or NULL when none is. */
struct steps *steps_open(const struct app *app);
const struct statement *steps_statement(const struct steps *s, size_t i);
void steps_free(void *steps);
/* Open the list, with the cursor at one of them; takes it over. */
void steps_show(struct app *app, struct steps *s, size_t at);

#endif
