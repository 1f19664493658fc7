// SPDX-License-Identifier: GPL-2.0-or-later
/* Draw one frame: header, panes or a view, status, hints, popups. Does not change the session. */
#include "config.h"

#include "ui_internal.h"

#include <curses.h>
#include <panel.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action.h"
#include "tui/action_run.h"
#include "denial/decision.h"
#include "base/fileio.h"
#include "denial/ledger.h"
#include "input/reader.h"
#include "base/text.h"
#include "base/wrap.h"
#include "session/judging.h"

#define FOOTER_ROWS 2
/* With fewer rows than this, notices appear only in the messages. */
#define NOTICE_ROWS_LEAST 12

/* How much of the module's name and path fits. */
enum { MODULE_BARE, MODULE_NAME, MODULE_FILE };

static void add_module(const struct ui *ui, int how, struct line *l)
{
	const struct session *s = ui->app.session;

	line_clear(l);
	line_add(l, EL_TITLE, " avcurate");
	if (s->module.name) {
		line_addf(l, EL_HEADER, "  %s %s", s->module.name,
			  s->module.version ? s->module.version : "1.0");
		if (how == MODULE_FILE)
			line_addf(l, EL_HEADER, " -> %s/%s.te", s->module.dir ? s->module.dir : ".",
				  s->module.name);
	} else if (how != MODULE_BARE) {
		line_add(l, EL_HEADER, "  ");
		line_add(l, EL_DIM, "no name yet (m)");
	}
	if (decisions_dirty(s->decisions))
		line_add(l, EL_WARNING, " *");
}

static void source_text(const struct ui *ui, size_t room, struct buf *out)
{
	const struct reader *r = ui->app.session->reader;
	size_t n = reader_count(r);
	const char *path = n ? reader_source(r, n - 1)->path : "no log";

	if (strcmp(path, "-") == 0)
		path = "standard input";
	if (n > 1) {
		buf_addf(out, "%zu logs", n);
	} else {
		char *clean = text_cleaned(slice_of(path));

		if (draw_cells(ui->term.utf8, clean) <= room)
			buf_adds(out, clean);
		else
			buf_adds(out, fileio_base(clean));
		free(clean);
	}
}

#define SOURCE_CELLS    12  /* enough of a log's name to distinguish it */
#define WIDE_CELLS      110 /* from this width on the header shows the policy */
#define VERY_WIDE_CELLS 150 /* from this width on also the kind of policy */

/* Add the counts of decisions, or only how many rules are open. */
static void add_counts(struct session *s, bool all, struct line *l)
{
	size_t total = session_listed(s);
	size_t decided = 0, n;
	unsigned i;

	line_clear(l);
	for (i = DECISION_OPEN + 1; i < DECISION_STATES; i++) {
		enum decision_state state = (enum decision_state)i;
		const struct decision_terms *terms = decision_terms(state);

		n = decisions_count(s->decisions, state);
		decided += n;
		if (all && (n || state == DECISION_ACCEPTED || state == DECISION_REJECTED))
			line_addf(l, theme_element_find(terms->element), "%s%zu %s",
				  l->cells ? "  " : "", n, terms->name);
	}
	line_addf(l, theme_element_find(decision_terms(DECISION_OPEN)->element), "%s%zu open ",
		  l->cells ? "  " : "", total > decided ? total - decided : 0);
}

static void draw_header(struct ui *ui, const struct draw *d)
{
	struct session *s = ui->app.session;
	struct line left = { .utf8 = d->utf8 }, right = { .utf8 = d->utf8 };
	struct buf policy = { 0 }, source = { 0 };
	const char *state = ui->app.reading.paused  ? "  PAUSED"
			    : app_is_live(&ui->app) ? "  LIVE"
						    : "";
	size_t cols = (size_t)d->cols, least = strlen(state) + 1;
	size_t policy_cells = 0, want = least, room, cells;

	if (cols >= WIDE_CELLS || judging_policy(s)) {
		buf_adds(&policy, "  ");
		judging_header(s, cols >= VERY_WIDE_CELLS, &policy);
		policy_cells = draw_cells(d->utf8, buf_str(&policy));
		want += policy_cells + SOURCE_CELLS;
	}
	/* Shorten or drop what does not fit, least important first: the module's file, the words
	 * for the counts, "no name yet", the policy, the counts. */
	add_module(ui, MODULE_FILE, &left);
	add_counts(s, true, &right);
	if (left.cells + want + right.cells > cols)
		add_module(ui, MODULE_NAME, &left);
	if (left.cells + want + right.cells > cols)
		add_counts(s, false, &right);
	if (policy_cells && left.cells + want + right.cells > cols)
		add_module(ui, MODULE_BARE, &left);
	if (left.cells + least + right.cells > cols)
		line_clear(&right);
	if (left.cells + policy_cells + least + right.cells <= cols)
		line_add(&left, EL_HEADER, buf_str(&policy));
	room = left.cells + right.cells + 12;
	source_text(ui, cols > room ? cols - room : 0, &source);
	/* LIVE and PAUSED are more important than the name of the log. */
	room = left.cells + right.cells + strlen(state) + 4;
	room = cols > room ? cols - room : 0;
	if (room > 3) {
		cells = draw_cells(d->utf8, buf_str(&source));
		line_add(&left, EL_HEADER, "  ");
		line_cell(&left, EL_HEADER, buf_str(&source), room < cells ? room : cells, false);
	}
	line_add(&left, ui->app.reading.paused ? EL_WARNING : EL_LIVE, state);
	draw_line(d, 0, &left, 0, ELEMENTS, NULL);
	if (right.cells) {
		struct draw part = *d;

		part.col = d->cols - (int)right.cells;
		part.cols = (int)right.cells;
		draw_line(&part, 0, &right, 0, ELEMENTS, NULL);
	}
	buf_release(&policy);
	buf_release(&source);
	line_release(&left);
	line_release(&right);
}

/* A second row of the header, only if there are notices. */
static bool has_notices(const struct ui *ui)
{
	enum notice i;

	if (ui->term.rows < NOTICE_ROWS_LEAST)
		return false;
	for (i = 0; i < NOTICES; i++)
		if (notices_active(&ui->app.session->notices, i))
			return true;
	return false;
}

/* Show the notices that fit, most important first, and how many do not. */
static void draw_notices(const struct ui *ui, const struct draw *d, int row)
{
	const struct notices *n = &ui->app.session->notices;
	struct line line = { .utf8 = d->utf8 };
	struct buf text = { 0 };
	size_t left = 0, room, cells, taken;
	enum notice i;

	for (i = 0; i < NOTICES; i++)
		left += notices_active(n, i);
	for (i = 0; i < NOTICES; i++) {
		if (!notices_active(n, i))
			continue;
		buf_clear(&text);
		notices_head(n, i, &text);
		/* Leave room for " +9 (4) " while more notices follow. */
		taken = line.cells + (left > 1 ? 10 : 1);
		room = (size_t)d->cols > taken ? (size_t)d->cols - taken : 0;
		cells = draw_cells(d->utf8, buf_str(&text));
		if (line.cells && cells + 2 > room)
			break;
		line_add(&line, EL_HEADER, line.cells ? "  " : " ");
		line_cell(&line, notices_level(i) == DIAG_INFO ? EL_HEADER : EL_WARNING,
			  buf_str(&text), cells < room ? cells : room, false);
		left--;
	}
	if (left)
		line_addf(&line, EL_HEADER, "  +%zu (4)", left);
	draw_line(d, row, &line, 0, ELEMENTS, NULL);
	buf_release(&text);
	line_release(&line);
}

static void progress_text(const struct ui *ui, struct buf *out)
{
	uint64_t done, total;

	if (!app_is_loading(&ui->app)) {
		if (ui->job.view)
			buf_adds(out, "searching");
		else if (rule_list_stale(ui->app.list.rules))
			buf_adds(out, "sorting");
		else
			buf_adds(out, "ready");
		return;
	}
	reader_progress(ui->app.session->reader, &done, &total);
	if (total)
		buf_addf(out, "loading %u%% (Esc stops)",
			 (unsigned)(done >= total ? 100 : done * 100 / total));
	else
		buf_addf(out, "loading %.1f MB (Esc stops)", (double)done / 1e6);
}

/* Text that does not fit in `room` continues in the row below, in place of the hints. */
static bool draw_message(const struct draw *d, int row, int room, enum element e, const char *words)
{
	size_t used, n = draw_fit(d->utf8, words, (size_t)room, &used);
	size_t end = words[n] ? wrap_at(words, n) : n;
	struct line rest = { .utf8 = d->utf8 };
	struct buf first = { 0 };

	if (!end)
		end = n;
	buf_add(&first, words, end);
	draw_text(d, row, 1, room, e, buf_str(&first));
	buf_release(&first);
	if (!words[n])
		return false;
	draw_fill(d, row + 1, EL_STATUS);
	line_cell(&rest, e, words + end + (words[end] == ' '), (size_t)d->cols - 2, false);
	draw_text(d, row + 1, 1, d->cols - 1, e, buf_str(&rest.text));
	line_release(&rest);
	return true;
}

/* Returns true if it used the row below too. */
static bool draw_status(struct ui *ui, const struct draw *d, int row)
{
	const struct app *app = &ui->app;
	size_t total = session_listed(app->session), shown = rule_list_count(app->list.rules);
	struct line right = { .utf8 = d->utf8 };
	struct buf text = { 0 };
	enum element e = EL_STATUS;
	bool two = false;
	int room;

	draw_fill(d, row, EL_STATUS);
	if (app->list.filter) {
		char *clean = text_cleaned(slice_of(app->list.filter));
		struct line chip = { .utf8 = d->utf8 };

		line_cell(&chip, EL_CHIP, clean,
			  draw_cells(d->utf8, clean) < 30 ? draw_cells(d->utf8, clean) : 30, false);
		line_addf(&right, EL_CHIP, "[filter %s]", buf_str(&chip.text));
		line_add(&right, EL_STATUS, " ");
		line_release(&chip);
		free(clean);
	}
	ui_search_note(ui, &text);
	line_add(&right, EL_STATUS, buf_str(&text));
	buf_clear(&text);
	if (app->tags.count)
		line_addf(&right, EL_TAGGED, "%zu tagged ", app->tags.count);
	line_addf(&right, EL_STATUS, "%zu/%zu shown  ", shown, total);
	progress_text(ui, &text);
	line_add(&right, EL_STATUS, buf_str(&text));
	line_add(&right, EL_STATUS, " ");
	buf_release(&text);
	room = d->cols - (int)right.cells - 2;
	if (room < 10) {
		room = d->cols - 1;
		line_clear(&right);
	}
	switch (app->status.level) {
	case DIAG_INFO:
		break;
	case DIAG_WARNING:
		e = EL_WARNING;
		break;
	case DIAG_ERROR:
		e = EL_ERROR;
		break;
	}
	if (keymap_pending(app->keymap)) {
		keymap_typed(app->keymap, &text);
		buf_adds(&text, " -");
		draw_text(d, row, 1, room, EL_STATUS, buf_str(&text));
		buf_release(&text);
	} else if (app->status.text.len) {
		two = draw_message(d, row, room, e, buf_str(&app->status.text));
	}
	if (right.cells) {
		struct draw part = *d;

		part.row += row;
		part.rows = 1;
		part.col = d->cols - (int)right.cells;
		part.cols = (int)right.cells;
		draw_line(&part, 0, &right, 0, ELEMENTS, NULL);
	}
	line_release(&right);
	return two;
}

static void draw_hints(struct ui *ui, const struct draw *d, int row)
{
	struct view *v = ui_view(ui);
	int col = 1, help;
	size_t i;

	draw_fill(d, row, EL_HINT_TEXT);
	if (ui->prompt.spec) {
		draw_text(d, row, 1, d->cols - 1, EL_HINT_TEXT,
			  ui->prompt.spec->complete
				  ? "Enter done  Esc cancel  Tab complete  Up earlier ones"
				  : "Enter done  Esc cancel  Up earlier ones");
		return;
	}
	if (ui->pick) {
		draw_text(d, row, 1, d->cols - 1, EL_HINT_TEXT, ui->pick->hint);
		return;
	}
	/* Always leave room for the help. */
	help = (int)strlen("? help") + 2;
	for (i = 0; i < v->app->actions->count; i++) {
		const struct action *a = &v->app->actions->rows[i];
		struct buf keys = { 0 };
		int width;

		if (!a->hint || action_disabled(a, &ui->app) ||
		    !keymap_keys_of(ui->app.keymap, v->ops->scope, a->name, 1, &keys)) {
			buf_release(&keys);
			continue;
		}
		width = (int)draw_cells(d->utf8, buf_str(&keys)) + 1 +
			(int)draw_cells(d->utf8, a->hint);
		if (a->run == action_run_help)
			help = 0;
		if (col + width + help > d->cols) {
			buf_release(&keys);
			continue;
		}
		col += draw_text(d, row, col, d->cols - col, EL_HINT_KEY, buf_str(&keys)) + 1;
		col += draw_text(d, row, col, d->cols - col, EL_HINT_TEXT, a->hint) + 2;
		buf_release(&keys);
	}
}

/* Draw a view inside its border. */
static void draw_view(struct ui *ui, struct view *v, const struct layout_rect *rect, bool focused)
{
	struct draw d = { .win = stdscr,
			  .theme = &ui->theme,
			  .row = rect->row + 1,
			  .col = rect->col + 1,
			  .rows = rect->rows - 2,
			  .cols = rect->cols - 2,
			  .utf8 = ui->term.utf8 };

	if (d.rows <= 0 || d.cols <= 0)
		return;
	v->list.height = (size_t)(d.rows - (v->ops->header ? 1 : 0));
	list_sync(v, (size_t)d.cols);
	list_draw(v, &d, focused, focused ? ui->search : NULL);
	if (focused && v->ops->cursor && v->list.count)
		ui->cursor_row =
			d.row + (v->ops->header ? 1 : 0) + (int)(v->list.cursor - v->list.top);
	else if (focused)
		ui->cursor_row = d.row;
	if (focused)
		ui->cursor_col = d.col;
}

static void box_of(struct ui *ui, struct view *v, const struct layout_rect *rect, bool focused,
		   struct draw_box *box, struct buf *note)
{
	(void)ui;
	*box = (struct draw_box){ .row = rect->row,
				  .col = rect->col,
				  .rows = rect->rows,
				  .cols = rect->cols,
				  .title = v->ops->title,
				  .focused = focused };
	if (v->ops->note) {
		v->ops->note(v, note);
		box->note = buf_str(note);
	}
}

static void draw_body(struct ui *ui, const struct draw *screen)
{
	struct draw_box boxes[LAYOUT_PANES];
	struct buf notes[LAYOUT_PANES] = { 0 };
	struct layout_rect panes[LAYOUT_PANES];
	int header = 1 + has_notices(ui), rows = screen->rows - header - FOOTER_ROWS, i;
	size_t n = 0;

	ui->full = (struct layout_rect){ header, 0, rows, screen->cols };
	memset(ui->rects, 0, sizeof(ui->rects));
	if (ui->depth) {
		struct view *v = ui->stack[ui->depth - 1];

		draw_view(ui, v, &ui->full, true);
		box_of(ui, v, &ui->full, true, &boxes[n], &notes[n]);
		n++;
	} else {
		layout_panes(rows, screen->cols, ui->zoomed ? ui->focus : -1, ui->focus,
			     (int)(rule_list_count(ui->app.list.rules) < 1000
					   ? rule_list_count(ui->app.list.rules)
					   : 1000),
			     panes);
		/* Draw the list first: the other panes show what is selected in it. Draw the
		 * focused border last, over those that it shares. */
		for (i = 0; i < LAYOUT_PANES; i++) {
			if (!panes[i].rows)
				continue;
			panes[i].row += header;
			ui->rects[i] = panes[i];
			draw_view(ui, ui->panes[i], &panes[i], i == ui->focus);
			box_of(ui, ui->panes[i], &panes[i], i == ui->focus, &boxes[n], &notes[n]);
			n++;
		}
		if (!panes[LAYOUT_DENIALS].rows)
			list_sync(ui->panes[LAYOUT_DENIALS], (size_t)screen->cols);
	}
	draw_boxes(screen, boxes, n);
	for (i = 0; i < LAYOUT_PANES; i++)
		buf_release(&notes[i]);
}

static void draw_too_small(const struct draw *d)
{
	char text[80];

	snprintf(text, sizeof(text), "too small: %dx%d needed, this is %dx%d", LAYOUT_MIN_COLS,
		 LAYOUT_MIN_ROWS, d->cols, d->rows);
	draw_text(d, d->rows / 2, 0, d->cols, EL_WARNING, text);
	if (draw_cells(d->utf8, text) > (size_t)d->cols && d->rows > 1) {
		snprintf(text, sizeof(text), "need %dx%d", LAYOUT_MIN_COLS, LAYOUT_MIN_ROWS);
		draw_text(d, d->rows / 2 - 1, 0, d->cols, EL_WARNING, text);
	}
}

void ui_draw(struct ui *ui)
{
	struct draw d = { .win = stdscr,
			  .theme = &ui->theme,
			  .rows = ui->term.rows,
			  .cols = ui->term.cols,
			  .utf8 = ui->term.utf8 };
	bool hints = ui->app.settings.hints || ui->prompt.spec || ui->pick;
	int row, cursor = -1;

	if (app_commit(&ui->app) && ui->app.reading.state != READER_MORE)
		ui->app.list.touched = true;
	if (ui->dirty & DIRTY_ALL)
		clearok(curscr, TRUE);
	ui->dirty = 0;
	/* Draw everything again; ncurses sends only the differences. */
	werase(stdscr);
	if (!layout_fits(d.rows, d.cols)) {
		ui_close_popup(ui);
		draw_too_small(&d);
		wnoutrefresh(stdscr);
		doupdate();
		return;
	}
	draw_header(ui, &d);
	if (has_notices(ui))
		draw_notices(ui, &d, 1);
	draw_body(ui, &d);
	row = d.rows - FOOTER_ROWS;
	if (ui->prompt.spec)
		cursor = prompt_draw(&ui->prompt, &d, row, row - 1, buf_str(&ui->app.status.text));
	else
		hints = !draw_status(ui, &d, row) && hints;
	if (hints)
		draw_hints(ui, &d, row + 1);
	ui_draw_popup(ui);
	update_panels();
	/* Put the cursor where the user looks, for screen readers too. */
	if (cursor >= 0)
		wmove(stdscr, row, cursor);
	else
		wmove(stdscr, ui->cursor_row, ui->cursor_col);
	wnoutrefresh(stdscr);
	if (ui->popup.panel)
		update_panels();
	curs_set(cursor >= 0 ? 1 : 0);
	doupdate();
}
