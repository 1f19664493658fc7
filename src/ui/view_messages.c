// SPDX-License-Identifier: GPL-2.0-or-later
/* What went wrong so far, and the records that were refused. */
#include "config.h"

#include <string.h>

#include "avcurate/text.h"
#include "avcurate/ui.h"
#include "avcurate/view_table.h"

static struct message_log *messages(struct view *v)
{
	return &v->app->session->messages;
}

static size_t count(struct view *v)
{
	return messages(v)->count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	static const struct {
		const char *word;
		enum element element;
	} levels[] = {
		[DIAG_INFO] = { "info   ", EL_DIM },
		[DIAG_WARNING] = { "warning", EL_WARNING },
		[DIAG_ERROR] = { "error  ", EL_ERROR },
	};
	const struct message *m = &messages(v)->items[i];
	struct buf one = { 0 };
	const char *p;

	line_add(out, EL_TEXT, i == v->list.cursor ? ">" : " ");
	line_addf(out, levels[m->level].element, "%s ", levels[m->level].word);
	/* A message of several lines stays one row. */
	for (p = m->text; *p; p++)
		buf_addc(&one, *p == '\n' || *p == '\t' ? ' ' : *p);
	line_add(out, EL_TEXT, buf_str(&one));
	buf_release(&one);
}

static uint64_t identity(struct view *v, size_t i)
{
	return messages(v)->dropped + i;
}

static size_t find(struct view *v, uint64_t identity)
{
	const struct message_log *log = messages(v);

	if (identity < log->dropped)
		return 0;
	return identity - log->dropped < log->count ? (size_t)(identity - log->dropped) : SIZE_MAX;
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
	const struct message_log *log = messages(v);

	buf_addf(out, "%zu", log->count);
	if (log->dropped)
		buf_addf(out, ", %llu older ones dropped", (unsigned long long)log->dropped);
}

const struct view_ops view_messages_ops = {
	.name = "messages",
	.title = "Messages",
	.help = "what went wrong, and the records that were refused",
	.scope = SCOPE_MESSAGES,
	.cursor = true,
	.count = count,
	.row = row,
	.identity = identity,
	.find = find,
	.empty = empty,
	.note = note,
	.follows = follows,
};
