/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The open list of steps (w), for a list that opens on top of it and goes back to it. */
#ifndef AVCURATE_TUI_WIDEN_STEPS_INTERNAL_H
#define AVCURATE_TUI_WIDEN_STEPS_INTERNAL_H

#include "tui/app.h"

struct steps;

/* The steps of the open list, or NULL if it is not open. */
struct steps *steps_open(const struct app *app);
const struct statement *steps_statement(const struct steps *s, size_t i);
void steps_free(void *steps);
/* Open the list with the cursor at step `at`. Takes ownership of `s`. */
void steps_show(struct app *app, struct steps *s, size_t at);

#endif
