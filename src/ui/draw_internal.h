/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All drawing: text clipped by width to a rectangle of a window. Text never wraps or leaves its
 * rectangle, and no control or bidirectional character reaches the terminal, even if a caller
 * forgot to clean the text. */
#ifndef AVCURATE_UI_DRAW_INTERNAL_H
#define AVCURATE_UI_DRAW_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "theme_internal.h"

struct _win_st;

/* A rectangle to draw in. */
struct draw {
	struct _win_st *win;
	const struct theme *theme;
	int row, col, rows, cols;
	bool utf8;
};

/* A line of text whose spans are drawn as different elements. */
struct line_span {
	size_t from; /* bytes */
	enum element element;
};
#define LINE_SPANS_MAX 64
struct line {
	struct buf text;
	struct line_span spans[LINE_SPANS_MAX];
	size_t span_count;
	size_t cells;
	bool utf8;
};

void line_release(struct line *l);
void line_clear(struct line *l);
void line_add(struct line *l, enum element e, const char *text);
void line_addf(struct line *l, enum element e, const char *fmt, ...) AV_PRINTF(3, 4);
/* Add blanks up to a column. */
void line_pad(struct line *l, size_t cells);
/* Add the text in exactly `width` cells: cut with a mark, or padded. */
void line_cell(struct line *l, enum element e, const char *text, size_t width, bool right);

/* Width in cells when drawn. */
size_t draw_cells(bool utf8, const char *text);
/* Number of bytes of `text` that fit in `cells`. */
size_t draw_fit(bool utf8, const char *text, size_t cells, size_t *used);
/* The mark of cut text: "…", or "~" without UTF-8. */
const char *draw_cut_mark(bool utf8);

/* Draw into the row, from `col` on, at most `cells`; returns the cells used. */
int draw_text(const struct draw *d, int row, int col, int cells, enum element e, const char *text);
/* Draw the line, from `skip` cells on, over the whole row. `over`: draw every span as this element
 * (ELEMENTS: each as its own); `match`: a text to highlight, or NULL. */
void draw_line(const struct draw *d, int row, const struct line *l, size_t skip, enum element over,
	       const char *match);
void draw_fill(const struct draw *d, int row, enum element e);

/* Draw the borders of all panes together, so that they join. Rectangles include their border. */
struct draw_box {
	int row, col, rows, cols;
	const char *title;
	const char *note; /* at the right of the upper border, or NULL */
	bool focused;
};
void draw_boxes(const struct draw *d, const struct draw_box *boxes, size_t n);

#endif
