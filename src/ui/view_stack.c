// SPDX-License-Identifier: GPL-2.0-or-later
/* Decide which view receives keys: a pane, or the last view opened over them. Does not know what a
 * view shows. */
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

/* Show a view over the others; if it is already open, bring it to the top. */
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
