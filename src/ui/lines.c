// SPDX-License-Identifier: GPL-2.0-or-later
/* Wrap text at blanks into lines and keep them for views that show text. Does not know when the
 * text changes: the view says so. */
#include "config.h"

#include "view_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/wrap.h"

struct line *view_lines_add(struct view_lines *l)
{
	l->lines = mem_grow_zeroed(l->lines, &l->cap, l->count + 1, sizeof(*l->lines));
	line_clear(&l->lines[l->count]);
	l->lines[l->count].utf8 = l->utf8;
	return &l->lines[l->count++];
}

/* Return the bytes of the next piece that fits in `cells`: up to a blank if it has one, else
 * cut. */
static size_t next_piece(bool utf8, const char *p, size_t cells)
{
	size_t used, n = draw_fit(utf8, p, cells, &used), blank = p[n] ? wrap_at(p, n) : n;

	return blank ? blank : n;
}

void view_lines_wrap(struct view_lines *l, enum element e, const char *text, size_t width,
		     size_t indent, bool onto)
{
	struct line *line = onto && l->count ? &l->lines[l->count - 1] : view_lines_add(l);

	if (!onto)
		line_pad(line, indent);
	while (*text) {
		size_t room = width > line->cells ? width - line->cells : 0;
		size_t n = room ? next_piece(l->utf8, text, room) : 0;
		struct buf piece = { 0 };

		/* A word that does not fit into the rest of this line goes to the next, unless this
		 * line is empty. */
		if ((!n || (text[n] && text[n] != ' ')) && line->cells > indent) {
			line = view_lines_add(l);
			line_pad(line, indent);
			continue;
		}
		if (!n)
			n = strlen(text);
		buf_add(&piece, text, n);
		line_add(line, e, buf_str(&piece));
		buf_release(&piece);
		text += n;
		while (*text == ' ')
			text++;
		if (*text) {
			line = view_lines_add(l);
			line_pad(line, indent);
		}
	}
}

void view_lines_copy(const struct view_lines *l, size_t i, struct line *out)
{
	const struct line *from = &l->lines[i];

	buf_add(&out->text, buf_str(&from->text), from->text.len);
	memcpy(out->spans, from->spans, sizeof(from->spans));
	out->span_count = from->span_count;
	out->cells = from->cells;
}

void view_lines_clear(struct view_lines *l)
{
	l->count = 0;
}

void view_lines_release(struct view_lines *l)
{
	size_t i;

	for (i = 0; i < l->cap; i++)
		line_release(&l->lines[i]);
	free(l->lines);
	*l = (struct view_lines){ 0 };
}

struct view_lines *view_text(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct view_lines));
	return v->data;
}

bool view_text_stale(struct view *v, uint64_t serial, size_t width)
{
	struct view_lines *l = view_text(v);

	if (l->made && l->serial == serial && l->width == width)
		return false;
	view_lines_clear(l);
	l->serial = serial;
	l->width = width;
	l->utf8 = v->utf8;
	l->made = true;
	return true;
}

size_t view_text_count(struct view *v)
{
	return view_text(v)->count;
}

void view_text_row(struct view *v, size_t i, struct line *out)
{
	view_lines_copy(view_text(v), i, out);
	if (v->ops->cursor && i == v->list.cursor && out->text.len)
		out->text.data[0] = '>';
}

void view_text_close(struct view *v)
{
	if (v->data)
		view_lines_release(v->data);
	free(v->data);
}
