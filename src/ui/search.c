// SPDX-License-Identifier: GPL-2.0-or-later
/* Search the focused view for the next match and count all matches, in slices, so that a long list
 * does not delay keys. Does not know what the rows mean. */
#include "config.h"

#include "ui_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

#define ROWS_A_LOOK 64

static void restore_origin(struct ui *ui)
{
	struct view *v = ui_view(ui);

	v->list.cursor = ui->origin_cursor;
	v->list.top = ui->origin_top;
	v->list.known = false;
	if (v->ops->moved)
		v->ops->moved(v);
}

static void count_anew(struct ui *ui, struct view *v)
{
	ui->matches = (struct ui_matches){ .view = v };
}

static bool stands_on_match(const struct ui *ui, struct view *v)
{
	size_t at = v->ops->cursor ? v->list.cursor : v->list.top;
	struct line line = { .utf8 = v->utf8 };
	bool match = false;

	if (at < v->ops->count(v)) {
		v->ops->row(v, at, &line);
		match = text_contains(buf_str(&line.text), ui->search);
	}
	line_release(&line);
	return match;
}

void ui_search(void *ctx, const char *text, bool live)
{
	struct ui *ui = ctx;
	struct view *v = ui_view(ui);

	ui->searching = live;
	if (!live && ui->job.view && text && ui->search && strcmp(ui->search, text) == 0)
		return; /* the search is still running */
	ui->job.view = NULL;
	if (!text || !*text) {
		if (!text || live)
			restore_origin(ui);
		free(ui->search);
		ui->search = NULL;
		ui->matches.view = NULL;
		return;
	}
	if (!live && ui->search && strcmp(ui->search, text) == 0) {
		/* The search ran while the text was typed. */
		if (stands_on_match(ui, v))
			count_anew(ui, v);
		else
			app_say(&ui->app, DIAG_INFO, "not found: %s", text);
		return;
	}
	free(ui->search);
	ui->search = mem_strdup(text);
	ui->matches.view = NULL;
	list_search_begin(&ui->job, v, v->ops->cursor ? ui->origin_cursor : ui->origin_top, false);
}

unsigned ui_search_next(void *ctx, bool backwards)
{
	struct ui *ui = ctx;
	struct view *v = ui_view(ui);
	size_t at = v->ops->cursor ? v->list.cursor : v->list.top, count = v->ops->count(v);

	if (!ui->search)
		return app_say(&ui->app, DIAG_INFO, "no search text yet: / searches");
	if (!count)
		return 0;
	if (backwards)
		at = at ? at - 1 : count - 1;
	else
		at = at + 1 < count ? at + 1 : 0;
	ui->origin_cursor = v->list.cursor;
	ui->origin_top = v->list.top;
	list_search_begin(&ui->job, v, at, backwards);
	return DIRTY_SCREEN;
}

bool ui_search_shown(void *ctx)
{
	struct ui *ui = ctx;

	return ui->search != NULL;
}

static unsigned find_next(struct ui *ui, int64_t budget_us)
{
	struct view *v = ui->job.view;
	size_t found, from;

	if (list_search_step(&ui->job, ui->search, budget_us, &found))
		return 0;
	if (found == SIZE_MAX) {
		if (ui->searching)
			restore_origin(ui);
		return app_say(&ui->app, DIAG_INFO, "not found: %s", ui->search);
	}
	from = v->ops->cursor ? v->list.cursor : v->list.top;
	list_go(v, found);
	ui->app.list.touched = true;
	if (!ui->searching && (ui->job.backwards ? found > from : found < from))
		app_say(&ui->app, DIAG_INFO, "search continued at the %s",
			ui->job.backwards ? "end" : "beginning");
	if (!ui->searching && !ui->matches.view)
		count_anew(ui, v);
	return DIRTY_SCREEN;
}

/* Check all rows once, and again after the cursor has moved. */
static bool count(struct ui *ui, int64_t budget_us)
{
	struct ui_matches *m = &ui->matches;
	struct view *v = m->view;
	size_t cursor = v->list.cursor, rows = v->ops->count(v);
	struct line line = { .utf8 = v->utf8 };
	int64_t start = clock_us();

	if (m->done && (m->cursor == cursor || !v->ops->cursor))
		return false;
	if (m->done || (m->at && m->cursor != cursor))
		*m = (struct ui_matches){ .view = v, .total = m->total };
	if (!m->at) {
		m->cursor = cursor;
		m->total = m->before = 0;
	}
	for (; m->at < rows; m->at++) {
		if (m->at % ROWS_A_LOOK == ROWS_A_LOOK - 1 && clock_us() - start > budget_us)
			break;
		line_clear(&line);
		v->ops->row(v, m->at, &line);
		if (!text_contains(buf_str(&line.text), ui->search))
			continue;
		m->total++;
		m->before += m->at <= cursor;
	}
	line_release(&line);
	m->done = m->at >= rows;
	if (m->done)
		ui->dirty |= DIRTY_SCREEN;
	return !m->done;
}

bool ui_search_work(struct ui *ui, int64_t budget_us)
{
	if (ui->job.view && ui->search)
		ui->dirty |= find_next(ui, budget_us);
	if (ui->job.view)
		return true;
	return ui->search && ui->matches.view == ui_view(ui) && count(ui, budget_us);
}

void ui_search_note(const struct ui *ui, struct buf *out)
{
	const struct ui_matches *m = &ui->matches;

	if (!ui->search || m->view != ui_view(ui) || !m->done)
		return;
	if (m->view->ops->cursor)
		buf_addf(out, "match %zu/%zu ", m->before, m->total);
	else
		buf_addf(out, "%zu matches ", m->total);
}
