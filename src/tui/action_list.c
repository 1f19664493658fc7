// SPDX-License-Identifier: GPL-2.0-or-later
/* Choose what the list of rules shows: search, filter, tags, order and columns. Does not draw it. */
#include "config.h"

#include "tui/action_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "denial/ledger.h"
#include "base/mem.h"
#include "filter/query.h"

static unsigned search_change(struct app *app, const char *text, unsigned *error_column)
{
	*error_column = 0;
	app->screen->search(app->screen_ctx, text, true);
	return DIRTY_SCREEN;
}

static unsigned search_done(struct app *app, const char *text)
{
	app->screen->search(app->screen_ctx, text, false);
	return DIRTY_SCREEN;
}

static unsigned search_cancel(struct app *app)
{
	app->screen->search(app->screen_ctx, NULL, false);
	return DIRTY_SCREEN;
}

static const struct app_prompt search_prompt = {
	.label = "search",
	.history = "search",
	.change = search_change,
	.done = search_done,
	.cancel = search_cancel,
};

ACTION_RUN(search)
{
	if (*args->rest) {
		app->screen->search(app->screen_ctx, args->rest, true);
		return search_done(app, args->rest);
	}
	app->screen->prompt(app->screen_ctx, &search_prompt, "");
	return DIRTY_SCREEN;
}

ACTION_RUN(next)
{
	(void)args;
	return app->screen->search_next(app->screen_ctx, false);
}

ACTION_RUN(previous)
{
	(void)args;
	return app->screen->search_next(app->screen_ctx, true);
}

static void keep_filter(struct app *app)
{
	free(app->list.filter_before);
	app->list.filter_before = app->list.filter ? mem_strdup(app->list.filter) : NULL;
	app->list.before_filter = app->list.selected;
}

static unsigned filter_change(struct app *app, const char *text, unsigned *error_column)
{
	*error_column = 0;
	if (app_set_filter(app, text, NULL, error_column) < 0 && !*error_column)
		*error_column = 1;
	return DIRTY_ROWS;
}

static unsigned filter_cancel(struct app *app)
{
	app_set_filter(app, app->list.filter_before ? app->list.filter_before : "", NULL, NULL);
	app->list.go_back_to = app->list.before_filter;
	return DIRTY_ROWS;
}

/* Report an invalid filter and change nothing; drop also the valid part that applied while it was
 * typed. */
static unsigned filter_done(struct app *app, const char *text)
{
	struct diag d = { 0 };
	unsigned column = 0;

	if (app_set_filter(app, text, &d, &column) < 0) {
		app_say(app, DIAG_WARNING, "filter: column %u: %s", column, diag_text(&d));
		filter_cancel(app);
	} else if (!app->list.filter) {
		app_say(app, DIAG_INFO, "showing all rules");
	}
	diag_release(&d);
	return DIRTY_ROWS;
}

/* Offer the field names for the word under the cursor. */
static void filter_complete(struct app *app, const char *text, size_t cursor, struct app_words *out)
{
	size_t from = cursor;
	char *word;

	while (from > 0 && !strchr(" ()!|", text[from - 1]))
		from--;
	word = mem_strndup(text + from, cursor - from);
	action_words_filter(app, word, out);
	out->from = from;
	free(word);
}

static const struct app_prompt filter_prompt = {
	.label = "filter",
	.history = "filter",
	.change = filter_change,
	.done = filter_done,
	.cancel = filter_cancel,
	.complete = filter_complete,
};

/* In the help view, f filters the help. */
static unsigned help_filter_change(struct app *app, const char *text, unsigned *error_column)
{
	if (error_column)
		*error_column = 0;
	free(app->help_filter);
	app->help_filter = mem_strdup(text);
	return DIRTY_SCREEN;
}

static unsigned help_filter_done(struct app *app, const char *text)
{
	return help_filter_change(app, text, NULL);
}

static unsigned help_filter_cancel(struct app *app)
{
	return help_filter_change(app, "", NULL);
}

static const struct app_prompt help_filter_prompt = {
	.label = "filter help",
	.change = help_filter_change,
	.done = help_filter_done,
	.cancel = help_filter_cancel,
};

ACTION_RUN(filter)
{
	if (app->screen->scope(app->screen_ctx) == SCOPE_HELP && !args->typed) {
		app->screen->prompt(app->screen_ctx, &help_filter_prompt,
				    app->help_filter ? app->help_filter : "");
		return DIRTY_SCREEN;
	}
	if (*args->rest)
		return filter_done(app, args->rest);
	if (args->typed)
		return filter_done(app, "");
	keep_filter(app);
	app->screen->prompt(app->screen_ctx, &filter_prompt,
			    app->list.filter ? app->list.filter : "");
	return DIRTY_SCREEN;
}

ACTION_WORDS(filter)
{
	size_t i;

	(void)app;
	for (i = 0; i < column_count; i++) {
		char field[64];

		snprintf(field, sizeof(field), "%s=", column_table[i].name);
		app_words_add(out, word, field);
	}
}

ACTION_RUN(tag)
{
	unsigned dirty = app->screen->toggle(app->screen_ctx);

	(void)args;
	if (dirty)
		return dirty;
	if (app->list.selected == RULE_NONE)
		return app_say(app, DIAG_INFO, "no rule here to tag");
	app_tag(app, app->list.selected, !app_tagged(app, app->list.selected));
	return DIRTY_SCREEN | app->screen->move(app->screen_ctx, MOVE_DOWN);
}

static unsigned tag_filter_done(struct app *app, const char *text)
{
	struct diag d = { 0 };
	unsigned column = 0;
	struct query *q;
	size_t id, n = 0;

	if (!*text)
		return DIRTY_SCREEN;
	q = query_parse(text, clock_wall_ms(), &d, &column);
	if (!q) {
		app_say(app, DIAG_INFO, "tag: column %u: %s", column, diag_text(&d));
		diag_release(&d);
		return DIRTY_SCREEN;
	}
	for (id = 0; id < ledger_count(app->session->denials); id++) {
		struct row row;

		session_row(app->session, (rule_id)id, &row);
		if (query_match(q, &row)) {
			app_tag(app, (rule_id)id, true);
			n++;
		}
	}
	query_free(q);
	if (n)
		return app_say(app, DIAG_INFO,
			       "tagged %zu matching rule%s, %zu in all; ; acts on them", n,
			       n == 1 ? "" : "s", app->tags.count);
	return app_say(app, DIAG_INFO, "no rule matches %s", text);
}

static const struct app_prompt tag_filter_prompt = {
	.label = "tag",
	.history = "filter",
	.done = tag_filter_done,
	.complete = filter_complete,
};

ACTION_RUN(tag_filter)
{
	if (*args->rest)
		return tag_filter_done(app, args->rest);
	app->screen->prompt(app->screen_ctx, &tag_filter_prompt, "");
	return DIRTY_SCREEN;
}

ACTION_ENABLED(untag)
{
	return app->tags.count ? NULL
			       : "no rule is tagged; Space tags one, T all that match a filter";
}

ACTION_RUN(untag)
{
	(void)args;
	memset(app->tags.by_rule, 0, app->tags.cap);
	app->tags.count = 0;
	return app_say(app, DIAG_INFO, "removed all tags");
}

ACTION_RUN(on_tagged)
{
	(void)args;
	app->tags.next_action = true;
	return app_say(app, DIAG_INFO, "%zu tagged rules: which action?", app->tags.count);
}

static size_t pick_columns_count(struct app *app)
{
	(void)app;
	return column_count;
}

static void pick_sort_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct column *c = &column_table[i];

	*marked = app->list.sort == c;
	buf_addf(out, "%-10s %s%s", c->name, c->help,
		 *marked ? (app->list.reverse ? " (largest first)" : " (smallest first)") : "");
}

static unsigned sort_by(struct app *app, const struct column *c, bool reverse)
{
	app_set_sort(app, c, reverse);
	app_say(app, DIAG_INFO, "sorted by %s%s", c->name, reverse ? ", largest first" : "");
	return DIRTY_ROWS;
}

/* Numbers and times start largest first; choosing the same column again reverses the order. */
static unsigned pick_sort_choose(struct app *app, size_t i)
{
	const struct column *c = &column_table[i];
	bool largest = c->kind == COLUMN_NUMBER || c->kind == COLUMN_TIME;

	return sort_by(app, c, app->list.sort == c ? !app->list.reverse : largest);
}

static const struct app_pick sort_pick = {
	.title = "Sort by",
	.hint = "Enter sorts, the same column again reverses, Esc closes",
	.count = pick_columns_count,
	.row = pick_sort_row,
	.choose = pick_sort_choose,
};

ACTION_RUN(sort)
{
	const struct column *c;

	if (!args->count) {
		app->screen->pick(app->screen_ctx, &sort_pick,
				  app->list.sort ? (size_t)(app->list.sort - column_table) : 0);
		return DIRTY_SCREEN;
	}
	c = column_find(args->words[0]);
	if (!c)
		return app_say(app, DIAG_WARNING, "sort: unknown column %s (Tab lists them)",
			       args->words[0]);
	return sort_by(app, c, args->count > 1 && strcmp(args->words[1], "reverse") == 0);
}

ACTION_WORDS(column)
{
	size_t i;

	(void)app;
	for (i = 0; i < column_count; i++)
		app_words_add(out, word, column_table[i].name);
}

ACTION_RUN(reverse)
{
	(void)args;
	app_set_sort(app, app->list.sort, !app->list.reverse);
	return DIRTY_ROWS;
}

static size_t column_place(const struct app *app, const struct column *c)
{
	size_t i;

	for (i = 0; i < app->list.column_count; i++)
		if (app->list.columns[i] == c)
			return i;
	return SIZE_MAX;
}

static void pick_columns_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	*marked = column_place(app, &column_table[i]) != SIZE_MAX;
	buf_addf(out, "%-10s %s", column_table[i].name, column_table[i].help);
}

/* Columns are in the order of the table, unless `columns` at the prompt gave another. */
static unsigned pick_columns_toggle(struct app *app, size_t i)
{
	const struct column *c = &column_table[i];
	size_t at = column_place(app, c), k;

	if (at != SIZE_MAX) {
		if (app->list.column_count == 1)
			return app_say(app, DIAG_INFO, "cannot hide the last column");
		for (k = at; k + 1 < app->list.column_count; k++)
			app->list.columns[k] = app->list.columns[k + 1];
		app->list.column_count--;
		return DIRTY_SCREEN;
	}
	if (app->list.column_count == APP_COLUMNS_MAX)
		return app_say(app, DIAG_INFO, "at most %d columns", APP_COLUMNS_MAX);
	for (at = 0; at < app->list.column_count && app->list.columns[at] < c; at++)
		;
	for (k = app->list.column_count; k > at; k--)
		app->list.columns[k] = app->list.columns[k - 1];
	app->list.columns[at] = c;
	app->list.column_count++;
	return DIRTY_SCREEN;
}

static const struct app_pick columns_pick = {
	.title = "Columns",
	.hint = "Space shows or hides, Esc closes",
	.count = pick_columns_count,
	.row = pick_columns_row,
	.choose = pick_columns_toggle,
	.stays = true,
};

ACTION_RUN(columns)
{
	const struct column *chosen[APP_COLUMNS_MAX];
	size_t i;

	if (!args->count) {
		app->screen->pick(app->screen_ctx, &columns_pick, 0);
		return DIRTY_SCREEN;
	}
	if (args->count > APP_COLUMNS_MAX)
		return app_say(app, DIAG_WARNING, "columns: at most %d", APP_COLUMNS_MAX);
	for (i = 0; i < args->count; i++) {
		chosen[i] = column_find(args->words[i]);
		if (!chosen[i])
			return app_say(app, DIAG_WARNING,
				       "columns: unknown column %s (Tab lists them)",
				       args->words[i]);
	}
	for (i = 0; i < args->count; i++)
		app->list.columns[i] = chosen[i];
	app->list.column_count = args->count;
	return DIRTY_SCREEN;
}
