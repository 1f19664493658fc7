// SPDX-License-Identifier: GPL-2.0-or-later
/* The app's state: targets of an action, filter and order of the list, and the update of the rows
 * in each round of the loop. Does not know how the screen draws them. */
#include "config.h"

#include "tui/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "denial/ledger.h"
#include "base/mem.h"
#include "session/options.h"
#include "filter/query.h"
#include "base/text.h"

void app_words_add(struct app_words *w, const char *prefix, const char *word)
{
	if (strncmp(word, prefix, strlen(prefix)) != 0)
		return;
	w->words = mem_grow(w->words, &w->cap, w->count + 1, sizeof(*w->words));
	w->words[w->count++] = mem_strdup(word);
}

void app_words_release(struct app_words *w)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		free(w->words[i]);
	free(w->words);
	*w = (struct app_words){ 0 };
}

void app_init(struct app *app, struct session *session)
{
	size_t i;

	*app = (struct app){ .session = session,
			     .list = { .selected = RULE_NONE, .go_back_to = RULE_NONE } };
	app->settings.hints = app->settings.marks = true;
	app->keymap = keymap_new();
	app->list.rules = rule_list_new(session);
	app->reading.follow = true;
	for (i = 0; i < column_count && app->list.column_count < APP_COLUMNS_MAX; i++)
		if (column_table[i].shown)
			app->list.columns[app->list.column_count++] = &column_table[i];
	app_set_sort(app, column_find("last"), true);
}

void app_release(struct app *app)
{
	if (app->pick.free)
		app->pick.free(app->pick.data);
	keymap_free(app->keymap);
	rule_list_free(app->list.rules);
	free(app->list.filter);
	free(app->list.filter_before);
	free(app->help_filter);
	free(app->settings.source);
	free(app->tags.by_rule);
	free(app->targets.ids);
	buf_release(&app->status.text);
	buf_release(&app->pipe_text);
	*app = (struct app){ 0 };
}

unsigned app_say(struct app *app, enum diag_level level, const char *fmt, ...)
{
	va_list ap;

	buf_clear(&app->status.text);
	va_start(ap, fmt);
	buf_vaddf(&app->status.text, fmt, ap);
	va_end(ap);
	app->status.level = level;
	if (level != DIAG_INFO)
		message_add(&app->session->messages, level, "%s", buf_str(&app->status.text));
	return DIRTY_SCREEN;
}

static void add_target(struct app *app, rule_id id)
{
	app->targets.ids = mem_grow(app->targets.ids, &app->targets.cap, app->targets.count + 1,
				    sizeof(*app->targets.ids));
	app->targets.ids[app->targets.count++] = id;
}

size_t app_take_targets(struct app *app, bool many)
{
	size_t i;

	app->targets.count = 0;
	if (many && app->tags.next_action) {
		for (i = 0; i < app->tags.cap; i++)
			if (app->tags.by_rule[i])
				add_target(app, (rule_id)i);
	} else if (app->list.selected != RULE_NONE) {
		add_target(app, app->list.selected);
	}
	app->tags.next_action = false;
	return app->targets.count;
}

void app_rule_name(const struct app *app, rule_id id, struct buf *out)
{
	const struct intern *names = app->session->names;
	const struct rule *r = ledger_rule(app->session->denials, id);

	text_clean(out, slice_of(intern_str(names, r->key.source)));
	if (r->key.source != NAME_EMPTY && r->key.target != NAME_EMPTY)
		buf_addc(out, ' ');
	text_clean(out, slice_of(intern_str(names, r->key.target)));
	if (r->key.class != NAME_EMPTY) {
		buf_addc(out, ':');
		text_clean(out, slice_of(intern_str(names, r->key.class)));
	}
	if (!kind_of(r->key.kind)->usual)
		buf_addf(out, " (%s)", kind_of(r->key.kind)->name);
}

void app_targets_name(const struct app *app, struct buf *out)
{
	if (app->targets.count == 1)
		app_rule_name(app, app->targets.ids[0], out);
	else
		buf_addf(out, "%zu rules", app->targets.count);
}

bool app_tagged(const struct app *app, rule_id id)
{
	return id < app->tags.cap && app->tags.by_rule[id];
}

void app_tag(struct app *app, rule_id id, bool on)
{
	if (id == RULE_NONE || app_tagged(app, id) == on)
		return;
	app->tags.by_rule = mem_grow_zeroed(app->tags.by_rule, &app->tags.cap, (size_t)id + 1,
					    sizeof(*app->tags.by_rule));
	app->tags.by_rule[id] = on;
	app->tags.count += on ? 1 : (size_t)-1;
}

int app_set_filter(struct app *app, const char *text, struct diag *d, unsigned *column)
{
	struct query *q = NULL;

	while (*text == ' ')
		text++;
	if (*text) {
		q = query_parse(text, clock_wall_ms(), d, column);
		if (!q)
			return -1;
	}
	rule_list_set_query(app->list.rules, q);
	if (text != app->list.filter) {
		free(app->list.filter);
		app->list.filter = *text ? mem_strdup(text) : NULL;
	}
	return 0;
}

void app_set_sort(struct app *app, const struct column *column, bool reverse)
{
	app->list.sort = column;
	app->list.reverse = reverse;
	rule_list_set_sort(app->list.rules, column, reverse);
}

int app_take_options(struct app *app, const struct options *o, struct diag *d)
{
	const struct column *column;
	struct diag why = { 0 };
	unsigned place = 0;
	bool reverse;

	if (o->filter && app_set_filter(app, o->filter, &why, &place) < 0) {
		diag_set(d, "--filter, column %u: %s", place, diag_text(&why));
		diag_release(&why);
		return -1;
	}
	if (!o->sort)
		return 0;
	reverse = *o->sort == '-';
	column = column_find(o->sort + reverse);
	if (!column)
		return diag_set(d, "--sort %s: unknown column", o->sort);
	app_set_sort(app, column, reverse);
	return 0;
}

bool app_is_live(const struct app *app)
{
	size_t i;

	for (i = 0; i < reader_count(app->session->reader); i++)
		if (reader_source(app->session->reader, i)->live)
			return true;
	return false;
}

bool app_is_loading(const struct app *app)
{
	/* A source that went away does not load either. */
	return !app->reading.stopped &&
	       (app->reading.state == READER_MORE ||
		(app->reading.state == READER_WAITING && !app_is_live(app) &&
		 !notices_active(&app->session->notices, NOTICE_NOT_CONNECTED)));
}

bool app_work(struct app *app, int64_t budget_us)
{
	return rule_list_step(app->list.rules, budget_us);
}

bool app_commit(struct app *app)
{
	rule_id none = RULE_NONE;

	if (!rule_list_ready(app->list.rules))
		return false;
	/* Until the first key, keep the first row selected, whatever arrives. */
	if (app->list.touched) {
		rule_list_commit(app->list.rules, &app->list.selected);
		if (app->list.go_back_to != RULE_NONE &&
		    rule_list_index(app->list.rules, app->list.go_back_to) != SIZE_MAX)
			app->list.selected = app->list.go_back_to;
		app->list.go_back_to = RULE_NONE;
	} else {
		rule_list_commit(app->list.rules, &none);
		app->list.selected = rule_list_at(app->list.rules, 0);
	}
	return true;
}
