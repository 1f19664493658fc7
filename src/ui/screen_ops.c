// SPDX-License-Identifier: GPL-2.0-or-later
/* Implement app_screen: what actions ask of the screen. Does not know the actions. */
#include "config.h"

#include "ui_internal.h"

#include <stdlib.h>
#include <string.h>

#include "tui/command.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "base/text.h"

static unsigned op_move(void *ctx, enum app_move how)
{
	struct ui *ui = ctx;

	return list_move(ui_view(ui), how);
}

static void op_prompt(void *ctx, const struct app_prompt *prompt, const char *initial)
{
	struct ui *ui = ctx;
	struct view *v = ui_view(ui);

	ui->origin_cursor = v->list.cursor;
	ui->origin_top = v->list.top;
	prompt_open(&ui->prompt, &ui->app, prompt, initial);
}

static void op_confirm(void *ctx, const char *question, unsigned (*yes)(struct app *app))
{
	struct ui *ui = ctx;

	free(ui->question);
	ui->question = mem_strdup(question);
	ui->yes = yes;
}

static void op_pick(void *ctx, const struct app_pick *pick, size_t start)
{
	struct ui *ui = ctx;

	ui->pick = pick;
	ui->pick_view = (struct view){
		.ops = &view_pick_ops, .app = &ui->app, .ui = ui, .utf8 = ui->term.utf8
	};
	ui->pick_view.list.cursor = start;
	/* Keys typed ahead may move in it before the first drawing. */
	list_sync(&ui->pick_view, (size_t)ui->term.cols);
}

static int op_show(void *ctx, const char *name, struct diag *d)
{
	struct ui *ui = ctx;
	struct view *v = ui_view_named(ui, name);
	const char *names[32] = { NULL };
	size_t i, n = 0;

	if (!v || v->ops->hidden) {
		for (i = 0; i < ui->view_count && n + 1 < AV_ARRAY_LEN(names); i++)
			if (!ui->views[i].ops->hidden)
				names[n++] = ui->views[i].ops->name;
		name = text_nearest(name, names);
		return diag_set(d, "unknown view%s%s%s", name ? "; did you mean " : "",
				name ? name : "", name ? "?" : "");
	}
	if (v->ops->pane && v == ui->panes[LAYOUT_DENIALS]) {
		ui->depth = 0;
		ui->focus = LAYOUT_DENIALS;
	} else {
		ui_push(ui, v);
	}
	return 0;
}

static bool op_back(void *ctx)
{
	struct ui *ui = ctx;

	if (ui->pick) {
		if (!ui->pick->back || !ui->pick->back(&ui->app))
			ui_close_popup(ui);
		return true;
	}
	if (ui->depth) {
		ui->depth--;
		return true;
	}
	if (ui->zoomed) {
		ui->zoomed = false;
		return true;
	}
	return false;
}

static unsigned pick_call(struct ui *ui, unsigned (*call)(struct app *, size_t))
{
	const struct app_pick *pick = ui->pick;
	size_t at = ui->pick_view.list.cursor;
	unsigned dirty = DIRTY_SCREEN;

	if (at >= pick->count(&ui->app)) {
		ui_close_popup(ui);
		return dirty;
	}
	dirty |= call(&ui->app, at);
	/* The choice may have opened another list. */
	if (ui->pick == pick && !pick->stays)
		ui_close_popup(ui);
	return dirty;
}

static unsigned op_open(void *ctx)
{
	struct ui *ui = ctx;
	struct view *v = ui_view(ui);

	if (ui->pick)
		return pick_call(ui, ui->pick->choose);
	if (!v->ops->enter || v->list.cursor >= v->ops->count(v))
		return 0;
	return v->ops->enter(v, v->list.cursor);
}

static unsigned op_toggle(void *ctx)
{
	struct ui *ui = ctx;

	if (ui->pick && ui->pick->toggle && ui->pick_view.list.cursor < ui->pick->count(&ui->app))
		return DIRTY_SCREEN | ui->pick->toggle(&ui->app, ui->pick_view.list.cursor);
	if (ui->pick)
		return pick_call(ui, ui->pick->choose);
	if (ui_view(ui)->ops->scope != SCOPE_DENIALS)
		return list_move(ui_view(ui), MOVE_PAGE_DOWN);
	return 0;
}

static void op_pane(void *ctx, int by)
{
	struct ui *ui = ctx;

	if (ui->depth) {
		ui->depth = 0;
		return;
	}
	ui->focus = (ui->focus + by + LAYOUT_PANES) % LAYOUT_PANES;
}

static void op_zoom(void *ctx)
{
	struct ui *ui = ctx;

	if (!ui->depth)
		ui->zoomed = !ui->zoomed;
}

static void op_go_to_rule(void *ctx)
{
	struct ui *ui = ctx;
	struct view *v = ui->panes[LAYOUT_DENIALS];
	size_t place = rule_list_index(ui->app.list.rules, ui->app.list.selected);

	if (place != SIZE_MAX)
		list_go(v, place);
}

static bool op_row_text(void *ctx, struct buf *out)
{
	struct ui *ui = ctx;
	struct view *v = ui_view(ui);
	struct line line = { .utf8 = true };
	size_t at = v->ops->cursor ? v->list.cursor : v->list.top;

	if (v->ops->scope == SCOPE_DENIALS || at >= v->ops->count(v))
		return false;
	if (v->ops->text)
		return v->ops->text(v, at, out);
	v->ops->row(v, at, &line);
	buf_adds(out, buf_str(&line.text));
	buf_addc(out, '\n');
	line_release(&line);
	return true;
}

static int op_copy(void *ctx, const char *bytes, size_t n, struct diag *d)
{
	struct ui *ui = ctx;

	return term_copy(&ui->term, bytes, n, d);
}

static void op_suspend(void *ctx)
{
	struct ui *ui = ctx;

	term_suspend(&ui->term);
	if (ui->app.settings.mouse)
		term_mouse(&ui->term, true);
}

static void op_mouse(void *ctx, bool on)
{
	struct ui *ui = ctx;

	term_mouse(&ui->term, on);
}

static int op_color(void *ctx, size_t count, char *const *words, struct diag *d)
{
	struct ui *ui = ctx;
	int rc = theme_color(&ui->theme, count, words, d);

	if (rc == 0)
		theme_resolve(&ui->theme);
	return rc;
}

/* Find a theme file by name in the user's and the installed theme directories. Caller frees. */
static char *find_theme(const char *name)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct buf path = { 0 };

	if (xdg && *xdg == '/')
		buf_addf(&path, "%s/avcurate/themes/%s.theme", xdg, name);
	else if (home && *home == '/')
		buf_addf(&path, "%s/.config/avcurate/themes/%s.theme", home, name);
	if (path.len && fileio_exists(buf_str(&path)))
		return buf_take(&path);
	buf_release(&path);
	buf_addf(&path, "%s/themes/%s.theme", PKGDATADIR, name);
	if (fileio_exists(buf_str(&path)))
		return buf_take(&path);
	buf_release(&path);
	return NULL;
}

static const struct theme_builtin *builtin(const char *name)
{
	size_t i;

	for (i = 0; i < theme_builtin_count; i++)
		if (strcmp(theme_builtins[i].name, name) == 0)
			return &theme_builtins[i];
	return NULL;
}

static int unknown_theme(const char *name, struct diag *d)
{
	struct buf known = { 0 };
	size_t i;

	for (i = 0; i < theme_builtin_count; i++)
		buf_addf(&known, "%s%s", i ? ", " : "", theme_builtins[i].name);
	diag_set(d, "theme: %s is neither a theme (%s) nor a file", name, buf_str(&known));
	buf_release(&known);
	return -1;
}

/* Start from the default theme, so that a file needs to name only what it changes. */
static int op_theme(void *ctx, const char *name, struct diag *d)
{
	struct ui *ui = ctx;
	struct theme old = ui->theme;
	const struct theme_builtin *b;
	char *path = NULL;
	int rc = 0;
	size_t i;

	if (!name) {
		for (i = 0; i < theme_builtin_count; i++)
			if (strcmp(theme_builtins[i].name, ui->theme.name) == 0)
				break;
		name = theme_builtins[(i + 1) % theme_builtin_count].name;
	}
	theme_init(&ui->theme, old.color);
	command_text(&ui->app, "default.theme", builtin("default")->text);
	if (strchr(name, '/') || strchr(name, '.'))
		path = mem_strdup(name);
	else
		path = find_theme(name);
	b = builtin(name);
	if (path)
		rc = command_file(&ui->app, path, d) < 0 ? -1 : 0;
	else if (b)
		command_text(&ui->app, b->name, b->text);
	else
		rc = unknown_theme(name, d);
	free(path);
	if (rc == 0) {
		free(ui->theme.name);
		ui->theme.name = mem_strdup(name);
		theme_release(&old);
	} else {
		theme_release(&ui->theme);
		ui->theme = old;
	}
	theme_resolve(&ui->theme);
	return rc;
}

static const char *op_theme_name(void *ctx)
{
	struct ui *ui = ctx;

	return ui->theme.name;
}

static void op_views(void *ctx, struct app_words *out, const char *prefix)
{
	struct ui *ui = ctx;
	size_t i;

	for (i = 0; i < ui->view_count; i++)
		if (!ui->views[i].ops->hidden)
			app_words_add(out, prefix, ui->views[i].ops->name);
}

static enum keymap_scope op_scope(void *ctx)
{
	return ui_view(ctx)->ops->scope;
}

static bool op_in_pick(void *ctx)
{
	struct ui *ui = ctx;

	return ui->pick != NULL;
}

static size_t op_pick_row(void *ctx)
{
	const struct ui *ui = ctx;

	return ui->pick_view.list.cursor;
}

static bool op_busy(void *ctx)
{
	struct ui *ui = ctx;

	return ui->pick || ui->prompt.spec || ui->question || ui->depth;
}

const struct app_screen ui_screen_ops = {
	.move = op_move,
	.prompt = op_prompt,
	.confirm = op_confirm,
	.pick = op_pick,
	.show = op_show,
	.back = op_back,
	.open = op_open,
	.toggle = op_toggle,
	.pane = op_pane,
	.zoom = op_zoom,
	.search = ui_search,
	.search_next = ui_search_next,
	.search_shown = ui_search_shown,
	.go_to_rule = op_go_to_rule,
	.row_text = op_row_text,
	.copy = op_copy,
	.suspend = op_suspend,
	.mouse = op_mouse,
	.color = op_color,
	.theme = op_theme,
	.theme_name = op_theme_name,
	.views = op_views,
	.scope = op_scope,
	.in_pick = op_in_pick,
	.pick_row = op_pick_row,
	.busy = op_busy,
};
