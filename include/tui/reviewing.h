/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The review of a session's module as it would be written now, and the rule that the reviewer is at. */
#ifndef AVCURATE_TUI_REVIEWING_H
#define AVCURATE_TUI_REVIEWING_H

#include "tui/app.h"
#include "report/review.h"

struct reviewing;

/* Bring it up to date. Returns it, or NULL where nothing was decided. */
const struct review *reviewing_update(struct app *app);
/* Rises each time it is made anew. */
uint64_t reviewing_serial(const struct app *app);
/* As of a preview. */
int64_t reviewing_again_us(const struct app *app);
/* The page: an index of review.rules. */
size_t reviewing_at(const struct app *app);
void reviewing_free(struct reviewing *r);

#endif
