// SPDX-License-Identifier: GPL-2.0-or-later
/* What went wrong so far, and the records that were refused; long ones go on in further rows. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "avcurate/mem.h"
#include "avcurate/ui.h"
#include "avcurate/view_table.h"

#define LEVEL_CELLS 9

struct message_rows {
	struct view_lines lines;
	uint64_t serial;
	size_t width;
	bool made;
};

static struct message_rows *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct message_rows));
	return v->data;
}

static void make(struct view *v, struct message_rows *m, size_t width)
{
	static const struct {
		const char *word;
		enum element element;
	} levels[] = {
		[DIAG_INFO] = { "info", EL_DIM },
		[DIAG_WARNING] = { "warning", EL_WARNING },
		[DIAG_ERROR] = { "error", EL_ERROR },
	};
	const struct message_log *log = &v->app->session->messages;
	struct buf text = { 0 };
	size_t i;

	view_lines_clear(&m->lines);
	m->lines.utf8 = v->utf8;
	for (i = 0; i < log->count; i++) {
		const struct message *message = &log->items[i];
		struct line *l = view_lines_add(&m->lines);
		const char *p;

		line_add(l, EL_TEXT, " ");
		line_add(l, levels[message->level].element, levels[message->level].word);
		line_pad(l, LEVEL_CELLS);
		buf_clear(&text);
		for (p = message->text; *p; p++)
			buf_addc(&text, *p == '\n' || *p == '\t' ? ' ' : *p);
		view_lines_wrap(&m->lines, EL_TEXT, buf_str(&text), width, LEVEL_CELLS, true);
	}
	buf_release(&text);
}

static void refresh(struct view *v, size_t width)
{
	struct message_rows *m = data(v);
	uint64_t serial = v->app->session->messages.serial;

	if (m->made && m->serial == serial && m->width == width)
		return;
	m->made = true;
	m->serial = serial;
	m->width = width;
	make(v, m, width);
}

static size_t count(struct view *v)
{
	return data(v)->lines.count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	view_lines_copy(&data(v)->lines, i, out);
	if (i == v->list.cursor && out->text.len)
		out->text.data[0] = '>';
}

static bool follows(struct view *v)
{
	(void)v;
	return true;
}

static const char *empty(struct view *v)
{
	(void)v;
	return "No messages: nothing went wrong.";
}

static void note(struct view *v, struct buf *out)
{
	const struct message_log *log = &v->app->session->messages;

	buf_addf(out, "%zu", log->count);
	if (log->dropped)
		buf_addf(out, ", %llu older ones dropped", (unsigned long long)log->dropped);
}

static void close_view(struct view *v)
{
	if (v->data)
		view_lines_release(&data(v)->lines);
	free(v->data);
}

const struct view_ops view_messages_ops = {
	.name = "messages",
	.title = "Messages",
	.help = "what went wrong, and the records that were refused",
	.scope = SCOPE_MESSAGES,
	.cursor = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.empty = empty,
	.note = note,
	.follows = follows,
};
