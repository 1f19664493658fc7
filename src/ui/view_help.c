// SPDX-License-Identifier: GPL-2.0-or-later
/* All actions with their keys, from the action table; filterable; Enter runs one. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "avcurate/action.h"
#include "avcurate/command.h"
#include "avcurate/mem.h"
#include "avcurate/text.h"
#include "avcurate/ui.h"
#include "avcurate/view_table.h"

#define KEYS_CELLS 18
#define NAME_CELLS 18

struct help_row {
	const struct action *action; /* NULL: a heading or words */
	const char *text;
};

struct help {
	struct help_row *rows;
	size_t count, cap;
	char *filter; /* that the rows were made for */
};

static struct help *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct help));
	return v->data;
}

static void add(struct help *h, const struct action *a, const char *text)
{
	h->rows = mem_grow(h->rows, &h->cap, h->count + 1, sizeof(*h->rows));
	h->rows[h->count++] = (struct help_row){ a, text };
}

static bool matches(const struct app *app, const struct action *a, const char *filter)
{
	struct buf keys = { 0 };
	bool match;

	keymap_keys_of(app->keymap, SCOPE_GLOBAL, a->name, 9, &keys);
	match = text_contains(a->name, filter) || text_contains(a->help, filter) ||
		text_contains(a->group, filter) || strcmp(buf_str(&keys), filter) == 0;
	buf_release(&keys);
	return match;
}

static void make(struct view *v, struct help *h, const char *filter)
{
	static const char *const marks[] = {
		"",
		"In the list of denials",
		"  >  the selected rule      *  tagged      !  suspect: may be forged, look first",
		"  St ok accepted   -- rejected   da dontaudit   fx fixed otherwise   (blank) open",
		"",
		"Filters",
		"  words find text in any column; FIELD=VALUE compares one: = != ~ < <= > >=",
		"  source=httpd_t,init_t class=file   perm=write   hits>5   since=\"1h ago\"   path=/opt/*",
		"  a b: both      a | b: either      !a: not      (…): grouped",
	};
	const char *group = "";
	size_t i;

	h->count = 0;
	for (i = 0; i < action_count; i++) {
		const struct action *a = &action_table[i];

		if (!matches(v->app, a, filter))
			continue;
		if (strcmp(group, a->group) != 0) {
			if (*group)
				add(h, NULL, "");
			add(h, NULL, a->group);
			group = a->group;
		}
		add(h, a, NULL);
	}
	for (i = 0; !*filter && i < AV_ARRAY_LEN(marks); i++)
		add(h, NULL, marks[i]);
}

static void refresh(struct view *v, size_t width)
{
	struct help *h = data(v);
	const char *filter = v->app->help_filter ? v->app->help_filter : "";

	(void)width;
	if (h->filter && strcmp(h->filter, filter) == 0)
		return;
	free(h->filter);
	h->filter = mem_strdup(filter);
	v->list.cursor = v->list.top = 0;
	make(v, h, filter);
}

static size_t count(struct view *v)
{
	return data(v)->count;
}

static void row(struct view *v, size_t i, struct line *out)
{
	const struct help_row *r = &data(v)->rows[i];
	struct buf keys = { 0 };
	const char *why;

	line_add(out, EL_TEXT, i == v->list.cursor ? ">" : " ");
	if (!r->action) {
		line_add(out, r->text[0] == ' ' ? EL_TEXT : EL_HEADING, r->text);
		return;
	}
	line_add(out, EL_TEXT, " ");
	keymap_keys_of(v->app->keymap, SCOPE_GLOBAL, r->action->name, 9, &keys);
	line_cell(out, EL_HINT_KEY, buf_str(&keys), KEYS_CELLS, false);
	buf_release(&keys);
	line_cell(out, EL_KEYWORD, r->action->name, NAME_CELLS, false);
	line_add(out, EL_TEXT, r->action->help);
	if (r->action->args)
		line_addf(out, EL_DIM, "  (:%s %s)", r->action->name, r->action->args);
	why = r->action->enabled ? r->action->enabled(v->app) : NULL;
	if (why)
		line_addf(out, EL_DIM, "  [not now: %s]", why);
}

static unsigned enter(struct view *v, size_t i)
{
	const struct action *a = data(v)->rows[i].action;
	struct app *app = v->app;

	if (!a)
		return app_say(app, DIAG_INFO, "this line is no action");
	app->screen->back(app->screen_ctx);
	return command_run(app, a->name, false);
}

static void note(struct view *v, struct buf *out)
{
	if (v->app->help_filter && *v->app->help_filter) {
		buf_adds(out, "filter ");
		text_clean(out, slice_of(v->app->help_filter));
	} else {
		buf_adds(out, "f filters, / searches, Enter runs, q closes");
	}
}

static const char *empty(struct view *v)
{
	(void)v;
	return "No action matches. f changes the filter.";
}

static void close_view(struct view *v)
{
	struct help *h = v->data;

	if (h) {
		free(h->rows);
		free(h->filter);
	}
	free(h);
}

const struct view_ops view_help_ops = {
	.name = "help",
	.title = "Help",
	.help = "all keys and commands",
	.scope = SCOPE_HELP,
	.cursor = true,
	.refresh = refresh,
	.close = close_view,
	.count = count,
	.row = row,
	.note = note,
	.empty = empty,
	.enter = enter,
};
