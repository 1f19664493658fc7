// SPDX-License-Identifier: GPL-2.0-or-later
/* Draw text, lines and the borders of panes, clipped to a rectangle. Does not know what the text
 * means. */
#include "config.h"

#include "draw_internal.h"

#include <curses.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/text.h"

/* Decode one character: its length in bytes, the character to draw, and its width. Width 0 is a
 * combining mark, which joins the character before it. */
static size_t step(bool utf8, const char *p, size_t n, wchar_t *out, int *cells)
{
	uint32_t code;
	size_t len = text_decode(p, n, &code);

	*cells = 1;
	if (!len) {
		*out = L'?';
		return 1;
	}
	if (code < 0x20 || code == 0x7f || (code >= 0x80 && !utf8)) {
		*out = code == 0x2026 ? L'~' : L'?';
		return len;
	}
	*out = (wchar_t)code;
	if (code < 0x80)
		return len;
	*cells = wcwidth((wchar_t)code);
	if (*cells < 0 || (code >= 0x200b && code <= 0x200f) ||
	    (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
	    code == 0xfeff) {
		*out = L'?';
		*cells = 1;
	}
	return len;
}

size_t draw_fit(bool utf8, const char *text, size_t cells, size_t *used)
{
	size_t i = 0, n = strlen(text), width = 0;

	while (i < n) {
		wchar_t wc;
		int w;
		size_t len = step(utf8, text + i, n - i, &wc, &w);

		if (width + (size_t)w > cells)
			break;
		width += (size_t)w;
		i += len;
	}
	*used = width;
	return i;
}

size_t draw_cells(bool utf8, const char *text)
{
	size_t used;

	draw_fit(utf8, text, SIZE_MAX / 2, &used);
	return used;
}

const char *draw_cut_mark(bool utf8)
{
	return utf8 ? "\xe2\x80\xa6" : "~";
}

void line_release(struct line *l)
{
	buf_release(&l->text);
}

void line_clear(struct line *l)
{
	buf_clear(&l->text);
	l->span_count = 0;
	l->cells = 0;
}

void line_add(struct line *l, enum element e, const char *text)
{
	if (!*text)
		return;
	if ((!l->span_count || l->spans[l->span_count - 1].element != e) &&
	    l->span_count < LINE_SPANS_MAX)
		l->spans[l->span_count++] = (struct line_span){ l->text.len, e };
	buf_adds(&l->text, text);
	l->cells += draw_cells(l->utf8, text);
}

void line_addf(struct line *l, enum element e, const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	line_add(l, e, buf_str(&b));
	buf_release(&b);
}

void line_pad(struct line *l, size_t cells)
{
	for (; l->cells < cells; l->cells++)
		buf_addc(&l->text, ' ');
}

void line_cell(struct line *l, enum element e, const char *text, size_t width, bool right)
{
	size_t cells = draw_cells(l->utf8, text), used, n, end = l->cells + width;

	if (cells <= width) {
		if (right)
			line_pad(l, end - cells);
		line_add(l, e, text);
	} else if (width > 0) {
		struct buf cut = { 0 };

		n = draw_fit(l->utf8, text, width - 1, &used);
		buf_add(&cut, text, n);
		buf_adds(&cut, draw_cut_mark(l->utf8));
		line_add(l, e, buf_str(&cut));
		buf_release(&cut);
	}
	line_pad(l, end);
}

static void set_element(const struct draw *d, enum element e)
{
	wattr_set(d->win, (attr_t)d->theme->resolved[e].attrs, (short)d->theme->resolved[e].pair,
		  NULL);
}

#define RUN_CELLS 256

/* Draw bytes [p, p + n) at a cell, skipping the first `skip` cells; returns cells drawn. */
static int put_text(const struct draw *d, int row, int col, int cells, const char *p, size_t n,
		    size_t *skip)
{
	wchar_t run[RUN_CELLS + 1];
	int in_run = 0, start = col, used = 0;
	size_t i = 0;

	while (i < n) {
		wchar_t wc;
		int w;

		i += step(d->utf8, p + i, n - i, &wc, &w);
		if (*skip > 0) {
			if ((size_t)w > *skip)
				*skip = 0;
			else
				*skip -= (size_t)w;
			continue;
		}
		if (used + w > cells)
			break;
		if (in_run == RUN_CELLS) {
			mvwaddnwstr(d->win, d->row + row, d->col + start, run, in_run);
			start = col + used;
			in_run = 0;
		}
		run[in_run++] = wc;
		used += w;
	}
	if (in_run)
		mvwaddnwstr(d->win, d->row + row, d->col + start, run, in_run);
	return used;
}

int draw_text(const struct draw *d, int row, int col, int cells, enum element e, const char *text)
{
	size_t skip = 0;

	if (row < 0 || row >= d->rows || col < 0 || col >= d->cols)
		return 0;
	if (cells > d->cols - col)
		cells = d->cols - col;
	set_element(d, e);
	return put_text(d, row, col, cells, text, strlen(text), &skip);
}

void draw_fill(const struct draw *d, int row, enum element e)
{
	if (row < 0 || row >= d->rows)
		return;
	set_element(d, e);
	mvwhline(d->win, d->row + row, d->col,
		 ' ' | COLOR_PAIR(d->theme->resolved[e].pair) | (attr_t)d->theme->resolved[e].attrs,
		 d->cols);
}

/* Return the next place of `match` at or after `from`, smart case; SIZE_MAX if not found. */
static size_t find_match(const char *text, size_t from, const char *match, bool exact)
{
	const char *p;

	if (!match || !*match || from > strlen(text))
		return SIZE_MAX;
	p = exact ? strstr(text + from, match) : strcasestr(text + from, match);
	return p ? (size_t)(p - text) : SIZE_MAX;
}

void draw_line(const struct draw *d, int row, const struct line *l, size_t skip, enum element over,
	       const char *match)
{
	const char *text = buf_str(&l->text);
	size_t n = l->text.len, at = 0, span = 0, found, found_end = 0, hidden = skip;
	bool exact = match && strpbrk(match, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
	bool cut = n && skip == 0 && l->cells > (size_t)d->cols;
	/* Do not overwrite half a wide character with the mark: curses would still send the whole
	 * one. */
	int col = 0, cols = cut ? d->cols - 1 : d->cols;

	if (row < 0 || row >= d->rows)
		return;
	draw_fill(d, row, over != ELEMENTS ? over : EL_TEXT);
	found = find_match(text, 0, match, exact);
	while (at < n && col < cols) {
		size_t end = n;
		enum element e = EL_TEXT;

		while (span + 1 < l->span_count && l->spans[span + 1].from <= at)
			span++;
		if (span < l->span_count && l->spans[span].from <= at)
			e = l->spans[span].element;
		if (span + 1 < l->span_count)
			end = l->spans[span + 1].from;
		else if (span < l->span_count && l->spans[span].from > at)
			end = l->spans[span].from;
		if (over != ELEMENTS)
			e = over;
		if (found != SIZE_MAX && at >= found) {
			found_end = found + strlen(match);
			if (at < found_end) {
				e = EL_MATCH;
				if (end > found_end)
					end = found_end;
			} else {
				found = find_match(text, at, match, exact);
				continue;
			}
		} else if (found != SIZE_MAX && found < end) {
			end = found;
		}
		set_element(d, e);
		col += put_text(d, row, col, cols - col, text + at, end - at, &hidden);
		at = end;
	}
	if (cut) {
		set_element(d, over != ELEMENTS ? over : EL_DIM);
		hidden = 0;
		put_text(d, row, d->cols - 1, 1, draw_cut_mark(d->utf8),
			 strlen(draw_cut_mark(d->utf8)), &hidden);
	}
}

/* Directions in which border lines leave a cell. */
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8, FOCUS = 16 };

static const char *const unicode_lines[16] = {
	" ",
	"\xe2\x94\x82", /* up */
	"\xe2\x94\x82", /* down */
	"\xe2\x94\x82", /* up down */
	"\xe2\x94\x80", /* left */
	"\xe2\x94\x98", /* up left */
	"\xe2\x94\x90", /* down left */
	"\xe2\x94\xa4", /* up down left */
	"\xe2\x94\x80", /* right */
	"\xe2\x94\x94", /* up right */
	"\xe2\x94\x8c", /* down right */
	"\xe2\x94\x9c", /* up down right */
	"\xe2\x94\x80", /* left right */
	"\xe2\x94\xb4", /* up left right */
	"\xe2\x94\xac", /* down left right */
	"\xe2\x94\xbc", /* all */
};

static const char *ascii_line(unsigned bits)
{
	if (!(bits & (LEFT | RIGHT)))
		return "|";
	return bits & (UP | DOWN) ? "+" : "-";
}

static void mark_box(unsigned char *grid, const struct draw *d, const struct draw_box *b)
{
	int r, c, last_row = b->row + b->rows - 1, last_col = b->col + b->cols - 1;
	unsigned char focus = b->focused ? FOCUS : 0;

#define AT(row_, col_) grid[(size_t)(row_) * (size_t)d->cols + (size_t)(col_)]
	for (c = b->col; c <= last_col; c++) {
		unsigned char bits = (unsigned char)((c > b->col ? LEFT : 0) |
						     (c < last_col ? RIGHT : 0) | focus);

		AT(b->row, c) |= bits;
		AT(last_row, c) |= bits;
	}
	for (r = b->row; r <= last_row; r++) {
		unsigned char bits =
			(unsigned char)((r > b->row ? UP : 0) | (r < last_row ? DOWN : 0) | focus);

		AT(r, b->col) |= bits;
		AT(r, last_col) |= bits;
	}
#undef AT
}

static void draw_box_words(const struct draw *d, const struct draw_box *b)
{
	enum element e = b->focused ? EL_TITLE : EL_BORDER;
	int room = b->cols - 4, used;

	if (room < 3)
		return;
	used = draw_text(d, b->row, b->col + 1, 1, EL_BORDER, " ");
	used = draw_text(d, b->row, b->col + 2, room, e, b->title);
	draw_text(d, b->row, b->col + 2 + used, 1, EL_BORDER, " ");
	if (b->note && *b->note) {
		int n = (int)draw_cells(d->utf8, b->note);

		if (used + n + 5 <= room) {
			draw_text(d, b->row, b->col + b->cols - n - 3, 1, EL_BORDER, " ");
			draw_text(d, b->row, b->col + b->cols - n - 2, n, EL_DIM, b->note);
			draw_text(d, b->row, b->col + b->cols - 2, 1, EL_BORDER, " ");
		}
	}
}

void draw_boxes(const struct draw *d, const struct draw_box *boxes, size_t n)
{
	unsigned char *grid = mem_zalloc((size_t)d->rows * (size_t)d->cols, 1);
	size_t i;
	int r, c;

	for (i = 0; i < n; i++)
		if (boxes[i].row >= 0 && boxes[i].col >= 0 &&
		    boxes[i].row + boxes[i].rows <= d->rows &&
		    boxes[i].col + boxes[i].cols <= d->cols && boxes[i].rows > 0)
			mark_box(grid, d, &boxes[i]);
	for (r = 0; r < d->rows; r++) {
		for (c = 0; c < d->cols; c++) {
			unsigned bits = grid[(size_t)r * (size_t)d->cols + (size_t)c];

			if (bits & 15)
				draw_text(d, r, c, 1, bits & FOCUS ? EL_BORDER_FOCUS : EL_BORDER,
					  d->utf8 ? unicode_lines[bits & 15]
						  : ascii_line(bits & 15));
		}
	}
	for (i = 0; i < n; i++)
		draw_box_words(d, &boxes[i]);
	free(grid);
}
