// SPDX-License-Identifier: GPL-2.0-or-later
/* List the messages and the refused records; long ones continue in further rows. Does not know what
 * caused them. */
#include "config.h"

#include "ui_internal.h"
#include "view_table_internal.h"

#define LEVEL_CELLS 9

static void refresh(struct view *v, size_t width)
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
	struct view_lines *lines = view_text(v);
	struct buf text = { 0 };
	size_t i;

	if (!view_text_stale(v, log->serial, width))
		return;
	for (i = 0; i < log->count; i++) {
		const struct message *message = &log->items[i];
		struct line *l = view_lines_add(lines);
		const char *p;

		line_add(l, EL_TEXT, " ");
		line_add(l, levels[message->level].element, levels[message->level].word);
		line_pad(l, LEVEL_CELLS);
		buf_clear(&text);
		for (p = message->text; *p; p++)
			buf_addc(&text, *p == '\n' || *p == '\t' ? ' ' : *p);
		view_lines_wrap(lines, EL_TEXT, buf_str(&text), width, LEVEL_CELLS, true);
	}
	buf_release(&text);
}

static bool follows(struct view *v)
{
	(void)v;
	return true;
}

static const char *empty(struct view *v)
{
	(void)v;
	return "No messages: no problems so far.";
}

static void note(struct view *v, struct buf *out)
{
	const struct message_log *log = &v->app->session->messages;

	buf_addf(out, "%zu", log->count);
	if (log->dropped)
		buf_addf(out, ", %llu older ones dropped", (unsigned long long)log->dropped);
}

const struct view_ops view_messages_ops = {
	.name = "messages",
	.title = "Messages",
	.help = "messages, and records that could not be read",
	.scope = SCOPE_MESSAGES,
	.cursor = true,
	.refresh = refresh,
	.close = view_text_close,
	.count = view_text_count,
	.row = view_text_row,
	.empty = empty,
	.note = note,
	.follows = follows,
};
