// SPDX-License-Identifier: GPL-2.0-or-later
/* List all actions with their keys, from the action table. The list can be filtered; Enter runs an
 * action. Does not know what an action does. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tui/action.h"
#include "tui/command.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui_internal.h"
#include "view_table_internal.h"

#define KEYS_CELLS   18
#define KEYS_NARROW  11
#define NAME_CELLS   18
#define NARROW_CELLS 100 /* below this width the name does not get its own column */

struct help {
	struct view_lines lines;
	const struct action **actions; /* of each line; NULL: not an action */
	size_t cap;
	char *filter; /* the filter that the lines were made for */
	size_t width;
};

static struct help *data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct help));
	return v->data;
}

/* Assign the lines from `from` on to the action. */
static void own(struct help *h, size_t from, const struct action *a)
{
	h->actions = mem_grow(h->actions, &h->cap, h->lines.count + 1, sizeof(*h->actions));
	for (; from < h->lines.count; from++)
		h->actions[from] = a;
}

static void add_words(struct help *h, const char *text)
{
	size_t from = h->lines.count;

	line_add(view_lines_add(&h->lines), EL_TEXT, *text == ' ' ? "   " : " ");
	text += strspn(text, " ");
	view_lines_wrap(&h->lines, from && h->lines.lines[from].cells > 1 ? EL_TEXT : EL_HEADING,
			text, h->width, 3, true);
	own(h, from, NULL);
}

static void add_action(struct view *v, struct help *h, const struct action *a)
{
	bool narrow = h->width < NARROW_CELLS;
	size_t from = h->lines.count, keys = narrow ? KEYS_NARROW : KEYS_CELLS;
	size_t indent = keys + (narrow ? 2 : NAME_CELLS + 2);
	struct line *l = view_lines_add(&h->lines);
	struct buf text = { 0 };

	line_add(l, EL_TEXT, "  ");
	keymap_keys_of(v->app->keymap, SCOPE_GLOBAL, a->name, narrow ? 2 : 9, &text);
	line_add(l, EL_HINT_KEY, buf_str(&text));
	line_pad(l, l->cells < keys + 2 ? keys + 2 : l->cells + 1);
	line_add(l, EL_KEYWORD, a->name);
	line_pad(l, l->cells < indent ? indent : l->cells + 1);
	view_lines_wrap(&h->lines, EL_TEXT, a->help, h->width, indent, true);
	if (a->args) {
		buf_clear(&text);
		buf_addf(&text, "  (:%s %s)", a->name, a->args);
		view_lines_wrap(&h->lines, EL_DIM, buf_str(&text), h->width, indent, true);
	}
	own(h, from, a);
	buf_release(&text);
}

/* List the other bindings: with arguments, or for one view only. */
static void add_own_keys(struct view *v, struct help *h)
{
	const struct keymap *m = v->app->keymap;
	enum keymap_scope scope;
	const char *command;
	struct buf keys = { 0 };
	bool first = true;
	size_t i;

	for (i = 0; keymap_at(m, i, &scope, &keys, &command); i++) {
		if (scope != SCOPE_GLOBAL || !action_find(v->app->actions, command)) {
			struct buf text = { 0 };
			char *clean = text_cleaned(slice_of(command));

			if (first) {
				add_words(h, "");
				add_words(h, "Your own keys");
			}
			first = false;
			buf_addf(&text, "  %-9s  %s", buf_str(&keys), clean);
			if (scope != SCOPE_GLOBAL)
				buf_addf(&text, "  (in %s)", keymap_scope_name(scope));
			add_words(h, buf_str(&text));
			buf_release(&text);
			free(clean);
		}
		buf_clear(&keys);
	}
	buf_release(&keys);
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

/* What the column St shows. */
static void add_states(struct help *h)
{
	struct buf text = { 0 };
	unsigned i;

	buf_adds(&text, "  St ");
	for (i = DECISION_OPEN + 1; i < DECISION_STATES; i++)
		buf_addf(&text, "%s %s   ", decision_terms((enum decision_state)i)->mark,
			 decision_state_name((enum decision_state)i));
	buf_addf(&text, "(blank) %s", decision_state_name(DECISION_OPEN));
	add_words(h, buf_str(&text));
	buf_release(&text);
	add_words(h, "     " DECISION_AGAIN_MARK " " DECISION_AGAIN_SENTENCE);
}

#define STATES_HERE NULL

static void make(struct view *v, struct help *h, const char *filter)
{
	static const char *const marks[] = {
		"",
		"In the list of denials",
		"  >  the selected rule      *  tagged      !  suspect: may be forged, check it",
		STATES_HERE,
		"  ~  a rule of the module that may no longer be needed: P drops it",
		"  Now gone: not seen since the policy changed, and allowed   still: still denied",
		"",
		"Log more denials at once, or hidden ones (H shows the commands for the selected rule)",
		"  semanage permissive -a DOMAIN allows and logs everything; -d DOMAIN ends it",
		"  semodule -DB logs what dontaudit rules hide; semodule -B hides it again",
		"",
		"Filters",
		"  words find text in any column; FIELD=VALUE compares one: = != ~ < <= > >=",
		"  source=httpd_t,init_t class=file   perm=write   hits>5   since=\"1h ago\"   path=/opt/*",
		"  a b: both      a | b: either      !a: not      (…): grouped",
	};
	const char *group = "";
	size_t i;

	view_lines_clear(&h->lines);
	h->lines.utf8 = v->utf8;
	for (i = 0; i < v->app->actions->count; i++) {
		const struct action *a = &v->app->actions->rows[i];

		if (!matches(v->app, a, filter))
			continue;
		if (strcmp(group, a->group) != 0) {
			if (*group)
				add_words(h, "");
			add_words(h, a->group);
			group = a->group;
		}
		add_action(v, h, a);
	}
	if (!*filter)
		add_own_keys(v, h);
	for (i = 0; !*filter && i < AV_ARRAY_LEN(marks); i++) {
		if (marks[i] == STATES_HERE)
			add_states(h);
		else
			add_words(h, marks[i]);
	}
}

static void refresh(struct view *v, size_t width)
{
	struct help *h = data(v);
	const char *filter = v->app->help_filter ? v->app->help_filter : "";

	if (h->filter && strcmp(h->filter, filter) == 0 && h->width == width)
		return;
	free(h->filter);
	h->filter = mem_strdup(filter);
	h->width = width;
	v->list.cursor = v->list.top = 0;
	make(v, h, filter);
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

static unsigned enter(struct view *v, size_t i)
{
	const struct action *a = data(v)->actions[i];
	struct app *app = v->app;

	if (!a)
		return app_say(app, DIAG_INFO, "no action on this line");
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
		view_lines_release(&h->lines);
		free(h->actions);
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
