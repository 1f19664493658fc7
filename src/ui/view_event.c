// SPDX-License-Identifier: GPL-2.0-or-later
/* Show the whole audit event around one record, in libauparse's words, or raw if libauparse refuses
 * it. Does not know where the text comes from: the reader does. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/reader.h"
#include "base/text.h"
#include "ui_internal.h"
#include "view_table_internal.h"

#define LABEL_CELLS 12

struct event_text {
	struct view_lines lines;
	struct buf raw; /* the raw record, for y */
	uint64_t offset;
	uint16_t source;
	size_t width;
	bool made, interpreted;
};

static struct event_text *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct event_text));
	return v->data;
}

/* Add one record, wrapped, with its type highlighted. */
static void add_records(struct event_text *t, char *text, size_t width)
{
	char *line, *next;

	for (line = text; line && *line; line = next) {
		struct line *first;
		size_t n;

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		n = strcspn(line, " ");
		first = view_lines_add(&t->lines);
		if (line[n] && strncmp(line, "type=", 5) == 0) {
			line[n] = '\0';
			line_add(first, EL_HEADING, line);
			line_add(first, EL_TEXT, " ");
			line += n + 1;
		}
		view_lines_wrap(&t->lines, EL_TEXT, line, width, 4, true);
	}
}

static void make(struct view *v, struct event_text *t, size_t width)
{
	const struct event *e = &v->wanted_event;
	struct reader *r = v->app->session->reader;
	struct buf whole = { 0 };
	struct diag d = { 0 };

	view_lines_clear(&t->lines);
	t->lines.utf8 = v->utf8;
	buf_clear(&t->raw);
	reader_text(r, e->source, e->offset, e->length, &t->raw, NULL);
	if (reader_event(r, e->source, e->offset, e->length, &whole, &t->interpreted, &d) < 0) {
		view_lines_wrap(&t->lines, EL_WARNING, diag_text(&d), width, 0, false);
	} else {
		if (!t->interpreted)
			view_lines_wrap(&t->lines, EL_DIM,
					"libauparse cannot read this record; here it is as logged:",
					width, 0, false);
		add_records(t, whole.data, width);
	}
	buf_release(&whole);
	diag_release(&d);
}

static void refresh(struct view *v, size_t width)
{
	struct event_text *t = data(v);
	const struct event *e = &v->wanted_event;

	if (t->made && t->offset == e->offset && t->source == e->source && t->width == width)
		return;
	t->made = true;
	t->offset = e->offset;
	t->source = e->source;
	t->width = width;
	make(v, t, width);
}

static size_t count(struct view *v)
{
	return data(v)->lines.count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	view_lines_copy(&data(v)->lines, i, out);
}

static bool text(struct view *v, size_t i, struct buf *out)
{
	(void)i;
	buf_add(out, buf_str(&data(v)->raw), data(v)->raw.len);
	return out->len > 0;
}

static void close_view(struct view *v)
{
	if (v->data) {
		view_lines_release(&data(v)->lines);
		buf_release(&data(v)->raw);
	}
	free(v->data);
}

const struct view_ops view_event_ops = {
	.name = "event",
	.title = "Event",
	.help = "one whole audit event",
	.scope = SCOPE_EVENT,
	.hidden = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.text = text,
};
