// SPDX-License-Identifier: GPL-2.0-or-later
/* What all views share as lists: moving, scrolling, the selection by identity, searching, drawing
 * rows. Does not know what a row is. */
#include "config.h"

#include "view_internal.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"

#define SKIP_STEP_CELLS 8
#define ROWS_A_LOOK     64 /* rows searched between two checks of the clock */

static void clamp(struct view *v)
{
	struct list *l = &v->list;
	size_t last_top = l->count > l->height ? l->count - l->height : 0;

	if (!l->count) {
		l->cursor = l->top = 0;
		return;
	}
	if (l->cursor >= l->count)
		l->cursor = l->count - 1;
	if (v->ops->cursor) {
		if (l->cursor < l->top)
			l->top = l->cursor;
		if (l->height && l->cursor >= l->top + l->height)
			l->top = l->cursor - l->height + 1;
	}
	if (l->top > last_top)
		l->top = last_top;
}

static void remember(struct view *v)
{
	struct list *l = &v->list;

	l->known = l->count > 0 && v->ops->identity;
	if (l->known)
		l->identity = v->ops->identity(v, l->cursor);
}

void list_sync(struct view *v, size_t width)
{
	struct list *l = &v->list;
	bool at_end = l->cursor + 1 >= l->count;
	size_t offset, place;

	if (v->ops->cursor && l->top > l->cursor) /* the cursor moved since the last drawing */
		l->top = l->cursor;
	offset = l->cursor - l->top;
	if (v->ops->refresh)
		v->ops->refresh(v, width);
	l->count = v->ops->count(v);
	if (v->ops->follows && v->ops->follows(v) && at_end) {
		l->cursor = l->count ? l->count - 1 : 0;
	} else if (l->known && v->ops->find) {
		place = v->ops->find(v, l->identity);
		if (place != SIZE_MAX && place != l->cursor) {
			/* Keep the row at its place on the screen too, unless the list shows its
			 * beginning: rows that arrive there should be visible. */
			l->cursor = place;
			if (l->top > 0 || place >= l->height)
				l->top = place > offset ? place - offset : 0;
		}
	}
	clamp(v);
	remember(v);
	/* Rows that were added or removed may have moved another row under the cursor. */
	if (v->ops->follows && v->ops->moved && l->count)
		v->ops->moved(v);
}

void list_go(struct view *v, size_t row)
{
	struct list *l = &v->list;

	l->cursor = row;
	if (!v->ops->cursor)
		l->top = row;
	else if (l->height && (row < l->top || row >= l->top + l->height))
		l->top = row > l->height / 2 ? row - l->height / 2 : 0;
	clamp(v);
	remember(v);
	if (v->ops->moved)
		v->ops->moved(v);
}

unsigned list_move(struct view *v, enum app_move how)
{
	struct list *l = &v->list;
	size_t page = l->height > 1 ? l->height - 1 : 1, half = l->height / 2 + 1, by = 1;
	size_t *at = v->ops->cursor ? &l->cursor : &l->top;
	bool up = false;

	switch (how) {
	case MOVE_LEFT:
		l->skip = l->skip > SKIP_STEP_CELLS ? l->skip - SKIP_STEP_CELLS : 0;
		return DIRTY_SCREEN;
	case MOVE_RIGHT:
		l->skip += SKIP_STEP_CELLS;
		return DIRTY_SCREEN;
	case MOVE_UP:
	case MOVE_DOWN:
		up = how == MOVE_UP;
		break;
	case MOVE_PAGE_UP:
	case MOVE_PAGE_DOWN:
		by = page;
		up = how == MOVE_PAGE_UP;
		break;
	case MOVE_HALF_UP:
	case MOVE_HALF_DOWN:
		by = half;
		up = how == MOVE_HALF_UP;
		break;
	case MOVE_FIRST:
	case MOVE_LAST:
		by = l->count;
		up = how == MOVE_FIRST;
		break;
	case MOVES:
		return 0;
	}
	if (up)
		*at = *at > by ? *at - by : 0;
	else
		*at += by;
	clamp(v);
	remember(v);
	if (v->ops->moved)
		v->ops->moved(v);
	return DIRTY_SCREEN;
}

static void draw_empty(struct view *v, const struct draw *d, int row)
{
	const char *text = v->ops->empty ? v->ops->empty(v) : NULL;
	struct view_lines lines = { .utf8 = d->utf8 };
	size_t i;

	if (!text)
		return;
	view_lines_wrap(&lines, EL_DIM, text, d->cols > 2 ? (size_t)d->cols - 2 : 1, 0, false);
	for (i = 0; i < lines.count; i++)
		draw_text(d, row + (int)i, 1, d->cols - 1, EL_DIM, buf_str(&lines.lines[i].text));
	view_lines_release(&lines);
}

void list_draw(struct view *v, const struct draw *d, bool focused, const char *match)
{
	struct list *l = &v->list;
	struct line line = { .utf8 = d->utf8 };
	int first = v->ops->header ? 1 : 0;
	size_t i;

	if (v->ops->header) {
		v->ops->header(v, &line);
		draw_line(d, 0, &line, l->skip, EL_COLUMN, NULL);
	}
	if (!l->count)
		draw_empty(v, d, first);
	for (i = 0; (int)i + first < d->rows && l->top + i < l->count; i++) {
		bool cursor = v->ops->cursor && l->top + i == l->cursor;

		line_clear(&line);
		v->ops->row(v, l->top + i, &line);
		draw_line(d, (int)i + first, &line, l->skip,
			  cursor ? (focused ? EL_CURSOR : EL_CURSOR_OTHER) : ELEMENTS, match);
	}
	line_release(&line);
}

void list_search_begin(struct list_search *s, struct view *v, size_t from, bool backwards)
{
	size_t count = v->ops->count(v);

	*s = (struct list_search){ v, from < count ? from : 0, count, backwards };
	if (backwards && from >= count)
		s->at = count ? count - 1 : 0;
}

bool list_search_step(struct list_search *s, const char *text, int64_t budget_us, size_t *found)
{
	int64_t start = clock_us();
	size_t count = s->view->ops->count(s->view), k = 0;
	struct line line = { .utf8 = s->view->utf8 };
	bool more = false;

	*found = SIZE_MAX;
	while (s->left && s->at < count) {
		line_clear(&line);
		s->view->ops->row(s->view, s->at, &line);
		if (text_contains(buf_str(&line.text), text)) {
			*found = s->at;
			break;
		}
		s->left--;
		if (s->backwards)
			s->at = s->at ? s->at - 1 : count - 1;
		else
			s->at = s->at + 1 < count ? s->at + 1 : 0;
		if (++k % ROWS_A_LOOK == 0 && clock_us() - start > budget_us) {
			more = true;
			break;
		}
	}
	line_release(&line);
	if (!more)
		s->view = NULL;
	return more;
}
