// SPDX-License-Identifier: GPL-2.0-or-later
/* Show what installing or removing the module changes, and the result. Does not install anything
 * itself. */
#include "config.h"

#include "tui/installing.h"
#include "ui_internal.h"
#include "view_table_internal.h"

#define INDENT 13

static void refresh(struct view *v, size_t width)
{
	static const enum element tones[] = {
		[INSTALL_PLAIN] = EL_TEXT,
		[INSTALL_GOOD] = EL_ACCEPTED,
		[INSTALL_WARN] = EL_WARNING,
	};
	const struct install_lines *from = installing_lines(v->app);
	struct view_lines *lines = view_text(v);
	size_t i;

	installing_seen(v->app);
	if (!view_text_stale(v, installing_serial(v->app), width))
		return;
	for (i = 0; from && i < from->count; i++) {
		struct line *l = view_lines_add(lines);

		line_add(l, EL_HEADING, from->items[i].label);
		line_pad(l, INDENT);
		view_lines_wrap(lines, tones[from->items[i].tone], from->items[i].text, width,
				INDENT, true);
	}
}

static const char *empty(struct view *v)
{
	(void)v;
	return "Nothing installed yet: I writes the module and asks before installing.";
}

static void note(struct view *v, struct buf *out)
{
	buf_adds(out, installing_note(v->app));
}

const struct view_ops view_install_ops = {
	.name = "install",
	.title = "Install",
	.help = "what installing or removing the module changes, and the result",
	.scope = SCOPE_INSTALL,
	.refresh = refresh,
	.close = view_text_close,
	.count = view_text_count,
	.row = view_text_row,
	.empty = empty,
	.note = note,
};
