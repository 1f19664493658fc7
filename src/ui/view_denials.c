// SPDX-License-Identifier: GPL-2.0-or-later
/* List the rules that would answer the denials, in columns as wide as their content. Does not know
 * what a column shows: the column table does. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "denial/decision.h"
#include "denial/ledger.h"
#include "session/prunable.h"
#include "base/mem.h"
#include "input/reader.h"
#include "session/session.h"
#include "denial/storm.h"
#include "ui_internal.h"
#include "session/judging.h"
#include "view_table_internal.h"

#define MARK_CELLS  3 /* cursor, tag, suspect */
#define TEXT_MAX    40
#define TEXT_MIN    10
#define REST_MIN    12 /* minimum of the column that gets the remaining width */
#define ROWS_LOOKED 200

struct denials {
	size_t widths[APP_COLUMNS_MAX];                /* as drawn; 0: hidden */
	size_t seen[APP_COLUMNS_MAX];                  /* widest cell so far */
	const struct column *columns[APP_COLUMNS_MAX]; /* the columns that `seen` is for */
	size_t column_count, width;
	uint64_t policy; /* judging_serial when optional columns were checked */
	bool storming;   /* whether there was a storm then */
};

static struct denials *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct denials));
	return v->data;
}

static bool is_text(const struct column *c)
{
	return c->kind == COLUMN_TEXT || c->kind == COLUMN_LIST;
}

static void look_at_cells(struct view *v, struct denials *dn)
{
	struct app *app = v->app;
	size_t rows = v->list.height < ROWS_LOOKED ? v->list.height : ROWS_LOOKED, i, c;
	struct buf cell = { 0 };

	for (i = 0; i < rows; i++) {
		rule_id id = rule_list_at(app->list.rules, v->list.top + i);
		struct row row;

		if (id == RULE_NONE)
			break;
		session_row(app->session, id, &row);
		for (c = 0; c < dn->column_count; c++) {
			size_t cells;

			if (!dn->columns[c]->width)
				continue;
			buf_clear(&cell);
			column_cell(dn->columns[c], &row, &cell);
			cells = draw_cells(v->utf8, buf_str(&cell));
			if (cells > dn->seen[c])
				dn->seen[c] = cells;
		}
	}
	buf_release(&cell);
}

static size_t widest_text(const struct denials *dn, size_t rest, size_t least)
{
	size_t c, widest = SIZE_MAX;

	for (c = 0; c < dn->column_count; c++)
		if (c != rest && is_text(dn->columns[c]) && dn->widths[c] > least &&
		    (widest == SIZE_MAX || dn->widths[c] > dn->widths[widest]))
			widest = c;
	return widest;
}

/* Return the last column to drop for lack of room: times first, then numbers. */
static size_t least_needed(const struct denials *dn)
{
	static const enum column_kind kinds[] = { COLUMN_TIME, COLUMN_NUMBER };
	size_t k, c;

	for (k = 0; k < AV_ARRAY_LEN(kinds); k++)
		for (c = dn->column_count; c-- > 0;)
			if (dn->columns[c]->kind == kinds[k] && dn->widths[c])
				return c;
	return SIZE_MAX;
}

/* Make each column as wide as its widest cell so far. If that is too wide, shorten the widest
 * texts, then drop whole columns of times and numbers. */
static void give_widths(const struct view *v, struct denials *dn, size_t width)
{
	size_t c, used = MARK_CELLS, rest = SIZE_MAX, least = TEXT_MIN, at;

	for (c = 0; c < dn->column_count; c++) {
		const struct column *col = dn->columns[c];
		size_t title = draw_cells(v->utf8, col->title) + (v->app->list.sort == col ? 1 : 0);
		size_t want = dn->seen[c] > title ? dn->seen[c] : title;

		if (col->optional && !dn->seen[c]) {
			dn->widths[c] = 0;
			continue;
		}
		if (!col->width && rest == SIZE_MAX) {
			rest = c;
			dn->widths[c] = REST_MIN;
		} else {
			dn->widths[c] = want > TEXT_MAX ? TEXT_MAX : want;
		}
		used += dn->widths[c] + 1;
	}
	while (used > width + 1) {
		if ((at = widest_text(dn, rest, least)) != SIZE_MAX) {
			dn->widths[at]--;
			used--;
		} else if ((at = least_needed(dn)) != SIZE_MAX) {
			used -= dn->widths[at] + 1;
			dn->widths[at] = 0;
		} else if (least > 1) {
			least = 1;
		} else {
			break;
		}
	}
	/* Give the remaining width to the column made for it, else to the last text. */
	for (c = dn->column_count; rest == SIZE_MAX && c-- > 0;)
		if (is_text(dn->columns[c]) && dn->widths[c])
			rest = c;
	if (rest != SIZE_MAX && used < width + 1)
		dn->widths[rest] += width + 1 - used;
}

/* Forget what optional columns showed, but only after the policy or the storms changed: else a
 * column would come and go with each page. */
static void forget_optional(const struct view *v, struct denials *dn)
{
	const struct session *s = v->app->session;
	bool storming = storms_any(s->storms, session_clock_ms(&s->clock));
	size_t c;

	if (dn->policy == judging_serial(s) && dn->storming == storming)
		return;
	dn->policy = judging_serial(s);
	dn->storming = storming;
	for (c = 0; c < dn->column_count; c++)
		if (dn->columns[c]->optional)
			dn->seen[c] = 0;
}

static void refresh(struct view *v, size_t width)
{
	struct denials *dn = data(v);
	struct app *app = v->app;

	if (dn->column_count != app->list.column_count || dn->width != width ||
	    memcmp(dn->columns, app->list.columns, sizeof(*dn->columns) * dn->column_count) != 0) {
		memset(dn->seen, 0, sizeof(dn->seen));
		memcpy(dn->columns, app->list.columns,
		       sizeof(*dn->columns) * app->list.column_count);
		dn->column_count = app->list.column_count;
		dn->width = width;
	}
	forget_optional(v, dn);
	look_at_cells(v, dn);
	give_widths(v, dn, width);
	/* The events and the module select rules too. If the filter hides the selected rule, select
	 * the row under the cursor. */
	if (rule_list_index(app->list.rules, app->list.selected) == SIZE_MAX &&
	    app->list.go_back_to == RULE_NONE && rule_list_count(app->list.rules))
		app->list.selected = rule_list_at(app->list.rules,
						  v->list.cursor < rule_list_count(app->list.rules)
							  ? v->list.cursor
							  : rule_list_count(app->list.rules) - 1);
	v->list.identity = app->list.selected;
	v->list.known = app->list.selected != RULE_NONE;
}

static size_t count(struct view *v)
{
	return rule_list_count(v->app->list.rules);
}

static uint64_t identity(struct view *v, size_t i)
{
	return rule_list_at(v->app->list.rules, i);
}

static size_t find(struct view *v, uint64_t id)
{
	return rule_list_index(v->app->list.rules, (rule_id)id);
}

static void moved(struct view *v)
{
	v->app->list.selected = rule_list_at(v->app->list.rules, v->list.cursor);
}

static enum element element_of(const struct column *c, const struct row *row)
{
	const char *name = c->colour ? c->colour(row) : c->element;

	return name ? theme_element_find(name) : EL_TEXT;
}

/* Cut a long type in the middle: types differ more at their ends. */
static void add_type(struct line *out, enum element e, const char *text, size_t width)
{
	size_t cells = draw_cells(out->utf8, text), used, head, tail;
	struct buf cut = { 0 };

	if (cells <= width || width < 5) {
		line_cell(out, e, text, width, false);
		return;
	}
	head = draw_fit(out->utf8, text, width / 2, &used);
	tail = draw_fit(out->utf8, text, cells - (width - 1 - used), &used);
	buf_add(&cut, text, head);
	buf_adds(&cut, draw_cut_mark(out->utf8));
	buf_adds(&cut, text + tail);
	line_cell(out, e, buf_str(&cut), width, false);
	buf_release(&cut);
}

static void draw_row(struct view *v, size_t i, struct line *out)
{
	struct denials *dn = data(v);
	struct app *app = v->app;
	rule_id id = rule_list_at(app->list.rules, i);
	struct buf cell = { 0 };
	struct row row;
	size_t c;

	if (id == RULE_NONE)
		return;
	session_row(app->session, id, &row);
	line_add(out, EL_TEXT, i == v->list.cursor ? ">" : " ");
	line_add(out, EL_TAGGED, app_tagged(app, id) ? "*" : " ");
	line_add(out, EL_SUSPECT,
		 row.rule->suspect                              ? "!"
		 : prunable_of(app->session, id) != PRUNABLE_NO ? "~"
								: " ");
	for (c = 0; c < dn->column_count; c++) {
		const struct column *col = dn->columns[c];
		enum element e = element_of(col, &row);
		size_t from;

		if (!dn->widths[c])
			continue;
		if (out->cells > MARK_CELLS)
			line_pad(out, out->cells + 1);
		from = out->cells;
		buf_clear(&cell);
		column_cell(col, &row, &cell);
		/* Name an unusual kind before its permissions, which it may lack. */
		if (!col->width && !kind_of(row.rule->key.kind)->usual)
			line_addf(out, EL_DIM, "(%s)%s", kind_of(row.rule->key.kind)->name,
				  cell.len ? " " : "");
		if (!col->width && c + 1 == dn->column_count)
			line_add(out, e, buf_str(&cell));
		else if (e == EL_SOURCE || e == EL_TARGET)
			add_type(out, e, buf_str(&cell), dn->widths[c]);
		else if (out->cells < from + dn->widths[c])
			line_cell(out, e, buf_str(&cell), from + dn->widths[c] - out->cells,
				  col->kind == COLUMN_NUMBER);
	}
	buf_release(&cell);
}

static const char *sort_mark(const struct view *v)
{
	if (!v->utf8)
		return v->app->list.reverse ? "v" : "^";
	return v->app->list.reverse ? "\xe2\x86\x93" : "\xe2\x86\x91"; /* arrows */
}

static void header(struct view *v, struct line *out)
{
	struct denials *dn = data(v);
	size_t c;

	line_pad(out, MARK_CELLS);
	for (c = 0; c < dn->column_count; c++) {
		const struct column *col = dn->columns[c];
		char title[64];

		if (!dn->widths[c])
			continue;
		if (out->cells > MARK_CELLS)
			line_pad(out, out->cells + 1);
		snprintf(title, sizeof(title), "%s%s", col->title,
			 v->app->list.sort == col ? sort_mark(v) : "");
		if (col->width || c + 1 < dn->column_count)
			line_cell(out, EL_COLUMN, title, dn->widths[c], col->kind == COLUMN_NUMBER);
		else
			line_add(out, EL_COLUMN, title);
	}
}

static const char *empty(struct view *v)
{
	struct app *app = v->app;
	struct reader *r = app->session->reader;
	size_t i, failed = 0;

	if (ledger_count(app->session->denials))
		return "No rule matches the filter. f changes it; empty shows all.";
	if (app_is_loading(app))
		return "Reading…";
	for (i = 0; i < reader_count(r); i++)
		failed += reader_source(r, i)->failed;
	if (failed == reader_count(r) && (failed || !app->session->module.path))
		return "Nothing could be read: see the messages (4).";
	return "No denials found. If something is still denied, a dontaudit rule may hide it: "
	       "semodule -DB turns those rules off until semodule -B. The messages (4) list "
	       "records that could not be read.";
}

static void note(struct view *v, struct buf *out)
{
	if (v->list.count)
		buf_addf(out, "%zu/%zu", v->list.cursor + 1, v->list.count);
}

static unsigned enter(struct view *v, size_t i)
{
	(void)i;
	ui_push(v->ui, ui_view_named(v->ui, "why"));
	return DIRTY_SCREEN;
}

static void close_view(struct view *v)
{
	free(v->data);
}

const struct view_ops view_denials_ops = {
	.name = "denials",
	.title = "Denials",
	.help = "the rules that would answer the denials",
	.scope = SCOPE_DENIALS,
	.cursor = true,
	.pane = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = draw_row,
	.identity = identity,
	.find = find,
	.header = header,
	.note = note,
	.empty = empty,
	.moved = moved,
	.enter = enter,
};
