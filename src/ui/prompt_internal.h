/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The line editor at the foot of the screen, with history, completion and a live answer while
 * typing. */
#ifndef AVCURATE_UI_PROMPT_INTERNAL_H
#define AVCURATE_UI_PROMPT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/app.h"
#include "base/buf.h"
#include "draw_internal.h"

struct prompt_history {
	char *name;
	char **lines; /* oldest first */
	size_t count, cap;
};

struct prompt {
	const struct app_prompt *spec; /* NULL: closed */
	struct buf text;
	size_t cursor;         /* bytes */
	unsigned error_column; /* 1-based; 0: no error */

	struct prompt_history *histories;
	size_t history_count, history_cap;
	size_t browsing; /* lines back from the newest; 0: the line being typed */
	char *typed;     /* the line being typed, kept while browsing */

	struct app_words words; /* completions */
	size_t word;            /* number of the completion in the text, from 1; 0: typed text */
};

void prompt_release(struct prompt *p);
void prompt_open(struct prompt *p, struct app *app, const struct app_prompt *spec,
		 const char *initial);
/* Handle one key; returns dirty bits. Enter and Esc close the prompt and call back. */
unsigned prompt_key(struct prompt *p, struct app *app, key_code key);
/* Draw into one row; returns the column of the cursor. `above`: a row for the completions, or -1;
 * `said`: a message at the right. */
int prompt_draw(struct prompt *p, const struct draw *d, int row, int above, const char *said);

#endif
