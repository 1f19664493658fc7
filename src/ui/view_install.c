// SPDX-License-Identifier: GPL-2.0-or-later
/* What installing the module, or taking it away, changes, and what came of it. */
#include "config.h"

#include <stdlib.h>

#include "avcurate/installing.h"
#include "avcurate/mem.h"
#include "avcurate/ui.h"
#include "avcurate/view_table.h"

#define INDENT 13

struct install_rows {
	struct view_lines lines;
	uint64_t serial;
	size_t width;
	bool made;
};

static struct install_rows *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct install_rows));
	return v->data;
}

static void refresh(struct view *v, size_t width)
{
	static const enum element tones[] = {
		[INSTALL_PLAIN] = EL_TEXT,
		[INSTALL_GOOD] = EL_ACCEPTED,
		[INSTALL_WARN] = EL_WARNING,
	};
	const struct install_lines *from = installing_lines(v->app);
	struct install_rows *rows = data(v);
	size_t i;

	installing_seen(v->app);
	if (rows->made && rows->serial == installing_serial(v->app) && rows->width == width)
		return;
	rows->made = true;
	rows->serial = installing_serial(v->app);
	rows->width = width;
	rows->lines.utf8 = v->utf8;
	view_lines_clear(&rows->lines);
	for (i = 0; from && i < from->count; i++) {
		struct line *l = view_lines_add(&rows->lines);

		line_add(l, EL_HEADING, from->items[i].label);
		line_pad(l, INDENT);
		view_lines_wrap(&rows->lines, tones[from->items[i].tone], from->items[i].text,
				width, INDENT, true);
	}
}

static size_t count(struct view *v)
{
	return data(v)->lines.count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	view_lines_copy(&data(v)->lines, i, out);
}

static const char *empty(struct view *v)
{
	(void)v;
	return "Nothing was installed so far: I writes the module and asks.";
}

static void note(struct view *v, struct buf *out)
{
	buf_adds(out, installing_note(v->app));
}

static void close_view(struct view *v)
{
	if (v->data)
		view_lines_release(&data(v)->lines);
	free(v->data);
}

const struct view_ops view_install_ops = {
	.name = "install",
	.title = "Install",
	.help = "what installing the module, or taking it away, changes, and what came of it",
	.scope = SCOPE_INSTALL,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.empty = empty,
	.note = note,
};
