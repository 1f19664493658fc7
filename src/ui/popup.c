// SPDX-License-Identifier: GPL-2.0-or-later
/* Draw the popup over the other views: a list to choose from, or a question. Does not know what a
 * choice does. */
#include "config.h"

#include "ui_internal.h"

#include <curses.h>
#include <panel.h>
#include <stdlib.h>
#include <string.h>

#define POPUP_COLS_MAX      100
#define POPUP_COLS_WIDE_MAX 160

static size_t pick_count(struct view *v)
{
	struct ui *ui = v->ui;

	return ui->pick ? ui->pick->count(v->app) : 0;
}

static void pick_row(struct view *v, size_t i, struct line *out)
{
	struct ui *ui = v->ui;
	struct buf text = { 0 };
	bool marked = false;

	ui->pick->row(v->app, i, &text, &marked);
	line_add(out, EL_ACCEPTED, i == v->list.cursor ? ">" : " ");
	line_add(out, EL_ACCEPTED, marked ? "* " : "  ");
	line_add(out, EL_TEXT, buf_str(&text));
	buf_release(&text);
}

const struct view_ops view_pick_ops = {
	.name = "pick",
	.title = "",
	.help = "",
	.scope = SCOPE_PICK,
	.cursor = true,
	.hidden = true,
	.count = pick_count,
	.row = pick_row,
};

static void drop_window(struct ui *ui)
{
	if (ui->popup.panel)
		del_panel(ui->popup.panel);
	if (ui->popup.win)
		delwin(ui->popup.win);
	ui->popup = (struct ui_popup){ 0 };
}

void ui_close_popup(struct ui *ui)
{
	drop_window(ui);
	ui->pick = NULL;
	free(ui->question);
	ui->question = NULL;
	if (ui->app.pick.free)
		ui->app.pick.free(ui->app.pick.data);
	ui->app.pick.free = NULL;
	ui->app.pick.data = NULL;
}

/* Place a window of that size in the middle; false if the terminal has no room. */
static bool place_window(struct ui *ui, int rows, int cols, struct draw *d)
{
	drop_window(ui);
	if (rows > ui->term.rows - 2)
		rows = ui->term.rows - 2;
	if (cols > ui->term.cols)
		cols = ui->term.cols;
	ui->popup.win = newwin(rows, cols, (ui->term.rows - rows) / 2, (ui->term.cols - cols) / 2);
	if (!ui->popup.win)
		return false;
	ui->popup.panel = new_panel(ui->popup.win);
	*d = (struct draw){ .win = ui->popup.win,
			    .theme = &ui->theme,
			    .rows = rows,
			    .cols = cols,
			    .utf8 = ui->term.utf8 };
	return true;
}

static void draw_question(struct ui *ui)
{
	static const char keys[] = "y yes   any other key: no";
	struct view_lines lines = { .utf8 = ui->term.utf8 };
	int cols = ui->term.cols - 4 < 64 ? ui->term.cols - 4 : 64;
	struct draw_box box = { .title = "Sure?", .focused = true };
	struct draw d;
	size_t i;

	view_lines_wrap(&lines, EL_TEXT, ui->question, (size_t)cols - 4, 0, false);
	if (place_window(ui, (int)lines.count + 4, cols, &d)) {
		box.rows = d.rows;
		box.cols = d.cols;
		for (i = 0; (int)i < d.rows; i++)
			draw_fill(&d, (int)i, EL_TEXT);
		draw_boxes(&d, &box, 1);
		for (i = 0; i < lines.count && (int)i < d.rows - 3; i++)
			draw_text(&d, (int)i + 1, 2, d.cols - 4, EL_TEXT,
				  buf_str(&lines.lines[i].text));
		draw_text(&d, d.rows - 2, 2, d.cols - 4, EL_HINT_KEY, keys);
		wmove(d.win, d.rows - 2, 2);
	}
	view_lines_release(&lines);
}

/* Add the lines about the row under the cursor. */
static void add_about(struct ui *ui, struct view_lines *lines, size_t width)
{
	struct view *v = &ui->pick_view;
	struct buf text = { 0 };
	char *p, *end;

	if (!ui->pick->about || !v->list.count)
		return;
	ui->pick->about(&ui->app, v->list.cursor, &text);
	for (p = text.data; p && *p; p = end + (*end != '\0')) {
		bool last;

		end = p + strcspn(p, "\n");
		last = *end == '\0';
		*end = '\0';
		view_lines_wrap(lines, EL_DIM, p, width, 0, false);
		if (last)
			break;
		*end = '\n';
	}
	buf_release(&text);
}

static void draw_pick(struct ui *ui)
{
	struct view *v = &ui->pick_view;
	struct view_lines about = { .utf8 = ui->term.utf8 };
	int max = ui->pick->wide ? POPUP_COLS_WIDE_MAX : POPUP_COLS_MAX;
	int side = ui->pick->wide ? 0 : 4;
	int cols = ui->term.cols - side < max ? ui->term.cols - side : max, rows, words;
	struct draw_box box = { .title = ui->pick->title, .focused = true };
	const char *titles = ui->pick->titles ? ui->pick->titles(&ui->app) : NULL;
	struct draw d, inner;
	size_t i;

	list_sync(v, (size_t)cols - 2);
	add_about(ui, &about, (size_t)cols - 4);
	words = about.count ? (int)about.count + 1 : 0;
	rows = (int)v->list.count + 2 + (titles != NULL) + words;
	/* Keep the window still while the text below the list changes. */
	if (ui->pick->about && rows < ui->term.rows * 2 / 3)
		rows = ui->term.rows * 2 / 3;
	if (words && rows > ui->term.rows - 2 && !ui->pick->about_stays)
		words = (ui->term.rows - 2) * 2 / 5;
	if (place_window(ui, rows, cols, &d)) {
		int room, first = 1;

		box.rows = d.rows;
		box.cols = d.cols;
		for (i = 0; (int)i < d.rows; i++)
			draw_fill(&d, (int)i, EL_TEXT);
		draw_boxes(&d, &box, 1);
		room = d.rows - 2 - words;
		if (room < 3)
			room = d.rows - 2;
		if (titles && room > 3) {
			draw_text(&d, first++, 4, d.cols - 5, EL_COLUMN, titles);
			room--;
		}
		inner = d;
		inner.row = first;
		inner.col = 1;
		inner.rows = room;
		inner.cols -= 2;
		v->list.height = (size_t)room;
		list_sync(v, (size_t)inner.cols);
		list_draw(v, &inner, true, NULL);
		for (i = 0; i < about.count && first + room + 1 + (int)i < d.rows - 1; i++)
			draw_text(&d, first + room + 1 + (int)i, 2, d.cols - 4, EL_DIM,
				  buf_str(&about.lines[i].text));
		ui->popup.list = (struct layout_rect){ (ui->term.rows - d.rows) / 2 + inner.row,
						       (ui->term.cols - d.cols) / 2 + inner.col,
						       inner.rows, inner.cols };
		/* Put the cursor on the selected row, for screen readers too. */
		wmove(d.win, inner.row + (int)(v->list.cursor - v->list.top), inner.col);
	}
	view_lines_release(&about);
}

void ui_draw_popup(struct ui *ui)
{
	if (ui->question)
		draw_question(ui);
	else if (ui->pick)
		draw_pick(ui);
	else
		drop_window(ui);
}
