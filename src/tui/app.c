// SPDX-License-Identifier: GPL-2.0-or-later
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

	*app = (struct app){ .session = session, .selected = RULE_NONE, .go_back_to = RULE_NONE };
	app->settings.hints = app->settings.marks = true;
	app->keymap = keymap_new();
	app->shown = rule_list_new(session);
	app->follow = true;
	for (i = 0; i < column_count && app->column_count < APP_COLUMNS_MAX; i++)
		if (column_table[i].shown)
			app->columns[app->column_count++] = &column_table[i];
	app_set_sort(app, column_find("last"), true);
}

void app_release(struct app *app)
{
	if (app->pick_free)
		app->pick_free(app->pick_data);
	keymap_free(app->keymap);
	rule_list_free(app->shown);
	free(app->filter);
	free(app->filter_before);
	free(app->help_filter);
	free(app->settings.source);
	free(app->tags);
	free(app->targets);
	buf_release(&app->status);
	buf_release(&app->pipe_text);
	*app = (struct app){ 0 };
}

unsigned app_say(struct app *app, enum diag_level level, const char *fmt, ...)
{
	va_list ap;

	buf_clear(&app->status);
	va_start(ap, fmt);
	buf_vaddf(&app->status, fmt, ap);
	va_end(ap);
	app->status_level = level;
	if (level != DIAG_INFO)
		message_add(&app->session->messages, level, "%s", buf_str(&app->status));
	return DIRTY_SCREEN;
}

static void add_target(struct app *app, rule_id id)
{
	app->targets = mem_grow(app->targets, &app->target_cap, app->target_count + 1,
				sizeof(*app->targets));
	app->targets[app->target_count++] = id;
}

size_t app_take_targets(struct app *app, bool many)
{
	size_t i;

	app->target_count = 0;
	if (many && app->on_tagged) {
		for (i = 0; i < app->tag_cap; i++)
			if (app->tags[i])
				add_target(app, (rule_id)i);
	} else if (app->selected != RULE_NONE) {
		add_target(app, app->selected);
	}
	app->on_tagged = false;
	return app->target_count;
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
	if (app->target_count == 1)
		app_rule_name(app, app->targets[0], out);
	else
		buf_addf(out, "%zu rules", app->target_count);
}

bool app_tagged(const struct app *app, rule_id id)
{
	return id < app->tag_cap && app->tags[id];
}

void app_tag(struct app *app, rule_id id, bool on)
{
	if (id == RULE_NONE || app_tagged(app, id) == on)
		return;
	app->tags = mem_grow_zeroed(app->tags, &app->tag_cap, (size_t)id + 1, sizeof(*app->tags));
	app->tags[id] = on;
	app->tag_count += on ? 1 : (size_t)-1;
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
	rule_list_set_query(app->shown, q);
	if (text != app->filter) {
		free(app->filter);
		app->filter = *text ? mem_strdup(text) : NULL;
	}
	return 0;
}

void app_set_sort(struct app *app, const struct column *column, bool reverse)
{
	app->sort = column;
	app->reverse = reverse;
	rule_list_set_sort(app->shown, column, reverse);
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
		return diag_set(d, "--sort %s: there is no such column", o->sort);
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
	/* A source that went away has nothing to load, either. */
	return !app->stopped && (app->reading == READER_MORE ||
				 (app->reading == READER_WAITING && !app_is_live(app) &&
				  !notices_active(&app->session->notices, NOTICE_NOT_CONNECTED)));
}

bool app_work(struct app *app, int64_t budget_us)
{
	return rule_list_step(app->shown, budget_us);
}

bool app_commit(struct app *app)
{
	rule_id none = RULE_NONE;

	if (!rule_list_ready(app->shown))
		return false;
	/* Until a key is pressed the first row is the selected one, whatever arrives. */
	if (app->touched) {
		rule_list_commit(app->shown, &app->selected);
		if (app->go_back_to != RULE_NONE &&
		    rule_list_index(app->shown, app->go_back_to) != SIZE_MAX)
			app->selected = app->go_back_to;
		app->go_back_to = RULE_NONE;
	} else {
		rule_list_commit(app->shown, &none);
		app->selected = rule_list_at(app->shown, 0);
	}
	return true;
}
