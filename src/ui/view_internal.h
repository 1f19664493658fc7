/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A view is a table of functions and one row of view_table. All views are lists of lines and share
 * moving, searching, scrolling and the selection by identity (list.c). */
#ifndef AVCURATE_UI_VIEW_INTERNAL_H
#define AVCURATE_UI_VIEW_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/app.h"
#include "draw_internal.h"
#include "denial/event.h"

struct view;
struct ui;

struct view_ops {
	const char *name;
	const char *title;
	const char *help;
	enum keymap_scope scope;
	bool cursor; /* has a selected row; else the text only scrolls */
	bool pane;   /* part of the main screen, in the order of the table */
	bool hidden; /* opened by other views, not by name */

	/* Update the rows before they are drawn in `width` cells. */
	void (*refresh)(struct view *v, size_t width);
	void (*close)(struct view *v); /* free `data` */
	size_t (*count)(struct view *v);
	void (*row)(struct view *v, size_t i, struct line *out);
	/* Identity of a row, independent of its place, and the way back to its place (SIZE_MAX:
	 * gone). NULL: the place is the identity. */
	uint64_t (*identity)(struct view *v, size_t i);
	size_t (*find)(struct view *v, uint64_t identity);
	void (*header)(struct view *v, struct line *out); /* column titles, or NULL */
	void (*note)(struct view *v, struct buf *out);    /* right in the border, or NULL */
	const char *(*empty)(struct view *v);             /* the text shown without rows */
	void (*moved)(struct view *v);
	unsigned (*enter)(struct view *v, size_t i);
	bool (*follows)(struct view *v); /* stay at the end while rows are added */
	/* Give what y and | use of a row, raw; NULL: its text. False: use the selected rule. */
	bool (*text)(struct view *v, size_t i, struct buf *out);
};

struct list {
	size_t cursor, top, skip; /* rows, rows, cells */
	size_t count, height;
	uint64_t identity; /* of the row under the cursor, as drawn */
	bool known;        /* `identity` is set */
};

struct view {
	const struct view_ops *ops;
	struct app *app;
	struct ui *ui; /* for opening other views */
	struct list list;
	void *data;
	bool utf8;
	int64_t again_us;          /* out of date: redraw at this time; 0: up to date */
	uint64_t wanted;           /* a number for the view's own use */
	struct event wanted_event; /* what a view opened by another one must show */
};

/* Adopt the current rows; keep the row under the cursor by identity. */
void list_sync(struct view *v, size_t width);
unsigned list_move(struct view *v, enum app_move how);
void list_go(struct view *v, size_t row);
/* Draw rows, header and empty notice into `d`; `focused` shows the cursor. `match` is the search
 * text, or NULL. */
void list_draw(struct view *v, const struct draw *d, bool focused, const char *match);

/* A search in slices. It ends at a row that holds the text, or after it has checked all rows. */
struct list_search {
	struct view *view; /* NULL: no search is running */
	size_t at, left;
	bool backwards;
};
/* `from` is the first row to check. */
void list_search_begin(struct list_search *s, struct view *v, size_t from, bool backwards);
/* Returns true while rows are left to check; at the end *found is the row, or SIZE_MAX. */
bool list_search_step(struct list_search *s, const char *text, int64_t budget_us, size_t *found);

/* Text views: styled lines, kept until the next refresh. */
struct view_lines {
	struct line *lines;
	size_t count, cap;
	uint64_t serial; /* of what they were made from */
	size_t width;    /* cells that they were made for */
	bool utf8, made;
};
struct line *view_lines_add(struct view_lines *l);
/* Add text, broken at blanks into lines of at most `width` cells. With `onto` it continues the last
 * line of `l`; later lines begin with `indent` blanks. */
void view_lines_wrap(struct view_lines *l, enum element e, const char *text, size_t width,
		     size_t indent, bool onto);
/* Give the i-th line, for the row function of a view. */
void view_lines_copy(const struct view_lines *l, size_t i, struct line *out);
void view_lines_clear(struct view_lines *l);
void view_lines_release(struct view_lines *l);

/* For a view whose `data` is only its lines. */
struct view_lines *view_text(struct view *v);
/* True, after removing the lines, if they must be made: never made, or made from something else. */
bool view_text_stale(struct view *v, uint64_t serial, size_t width);
/* For its table. */
size_t view_text_count(struct view *v);
void view_text_row(struct view *v, size_t i, struct line *out);
void view_text_close(struct view *v);

#endif
