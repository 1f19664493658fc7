/* SPDX-License-Identifier: GPL-2.0-or-later */
/* State of the screen, shared by screen.c (events), screen_ops.c (what actions ask for),
 * view_stack.c (which view has the keys), screen_draw.c (drawing) and popup.c. */
#ifndef AVCURATE_UI_UI_INTERNAL_H
#define AVCURATE_UI_UI_INTERNAL_H

#include "tui/app.h"
#include "draw_internal.h"
#include "layout_internal.h"
#include "prompt_internal.h"
#include "term_internal.h"
#include "theme_internal.h"
#include "view_internal.h"

#define UI_STACK_MAX 8

struct ui_popup {
	struct _win_st *win;
	struct panel *panel;
	struct layout_rect list; /* screen rectangle of the rows to choose from */
};

/* Number of matches, and which one the cursor is on: counted in slices, from row 0 on. */
struct ui_matches {
	struct view *view; /* NULL: not counting */
	size_t at;         /* next row to check */
	size_t cursor;     /* the cursor that `before` is for */
	size_t total, before;
	bool done;
};

struct ui {
	struct app app;
	struct term term;
	struct theme theme;
	struct prompt prompt;
	unsigned dirty;
	int signal; /* the signal that ended us; 0: none */

	struct view *views; /* in the order of view_table */
	size_t view_count;
	struct view *panes[LAYOUT_PANES];
	struct layout_rect rects[LAYOUT_PANES]; /* on the screen, as last drawn */
	struct layout_rect full;                /* of the view on top of the stack */
	struct view *stack[UI_STACK_MAX];       /* views over the main screen */
	size_t depth;
	int focus; /* pane */
	bool zoomed;

	/* A list to choose from, and a question. */
	const struct app_pick *pick;
	struct view pick_view;
	char *question;
	unsigned (*yes)(struct app *app);
	struct ui_popup popup;

	/* Search. */
	char *search;   /* the last search text; NULL: none yet */
	bool searching; /* the prompt is open: matches are shown, and Esc reverts */
	struct list_search job;
	struct ui_matches matches; /* counted when there is time */
	size_t origin_cursor, origin_top;

	int64_t click_us; /* the last click, for double ones */
	int click_row;
	int64_t key_us; /* time of the last key of an unfinished sequence */
	uint64_t seen_ledger, seen_messages, seen_events, seen_notices;
	bool storming;              /* some rule had a storm at the last check */
	int64_t storm_us;           /* time of the next check */
	int cursor_row, cursor_col; /* final place of the terminal's cursor */
};

/* view_stack.c: the view that receives keys; a view by its name; show one over the others. */
struct view *ui_view(const struct ui *ui);
struct view *ui_view_named(struct ui *ui, const char *name);
void ui_push(struct ui *ui, struct view *v);
void ui_close_popup(struct ui *ui);

void ui_draw(struct ui *ui);
void ui_draw_popup(struct ui *ui);
/* search.c: the functions of app_screen, and the work between keys. */
void ui_search(void *ctx, const char *text, bool live);
unsigned ui_search_next(void *ctx, bool backwards);
bool ui_search_shown(void *ctx);
/* Returns true while work is left. */
bool ui_search_work(struct ui *ui, int64_t budget_us);
/* Append "match 3/41 ", or nothing. */
void ui_search_note(const struct ui *ui, struct buf *out);
extern const struct app_screen ui_screen_ops;
extern const struct view_ops view_pick_ops;

#endif
