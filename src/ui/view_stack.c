// SPDX-License-Identifier: GPL-2.0-or-later
/* Which view has the keys: the panes, and the views that were opened over them. */
#include "config.h"

#include "ui_internal.h"

#include <string.h>

struct view *ui_view(const struct ui *ui)
{
	if (ui->pick)
		return (struct view *)&ui->pick_view;
	if (ui->depth)
		return ui->stack[ui->depth - 1];
	return ui->panes[ui->focus];
}

struct view *ui_view_named(struct ui *ui, const char *name)
{
	size_t i;

	for (i = 0; i < ui->view_count; i++)
		if (strcmp(ui->views[i].ops->name, name) == 0)
			return &ui->views[i];
	return NULL;
}

/* Put a view over the others; one that lies there already comes up. */
void ui_push(struct ui *ui, struct view *v)
{
	size_t i;

	for (i = 0; i < ui->depth; i++) {
		if (ui->stack[i] == v) {
			ui->depth = i + 1;
			return;
		}
	}
	if (ui->depth == UI_STACK_MAX) {
		memmove(ui->stack, ui->stack + 1, sizeof(*ui->stack) * (UI_STACK_MAX - 1));
		ui->depth--;
	}
	ui->stack[ui->depth++] = v;
}
