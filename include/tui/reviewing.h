/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The review of a session's module as W would write it now, and the rule that the reviewer is at. */
#ifndef AVCURATE_TUI_REVIEWING_H
#define AVCURATE_TUI_REVIEWING_H

#include "tui/app.h"
#include "report/review.h"

struct reviewing;

/* Update the review. Returns it, or NULL if nothing was decided. */
const struct review *reviewing_update(struct app *app);
/* A number that rises each time the review is made again. */
uint64_t reviewing_serial(const struct app *app);
/* As for a preview. */
int64_t reviewing_again_us(const struct app *app);
/* The page: an index of review.rules. */
size_t reviewing_at(const struct app *app);
void reviewing_free(struct reviewing *r);

#endif
