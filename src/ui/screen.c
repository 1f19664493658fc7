// SPDX-License-Identifier: GPL-2.0-or-later
/* Run the screen: start and end it, and handle keys, signals and background work. Does not draw
 * (see screen_draw.c) and does not know what actions do. */
#include "config.h"

#include "ui/screen.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action.h"
#include "tui/action_table.h"
#include "base/clock.h"
#include "session/debug_commands.h"
#include "tui/command.h"
#include "denial/event.h"
#include "tui/installing.h"
#include "denial/ledger.h"
#include "tui/loop.h"
#include "base/mem.h"
#include "session/outcomes.h"
#include "session/open.h"
#include "input/reader.h"
#include "tui/reviewing.h"
#include "denial/storm.h"
#include "ui_internal.h"
#include "view_table_internal.h"
#include "session/judging.h"

#define DOUBLE_CLICK_US 400000
#define STORM_LOOK_MS   250
#define WORK_LEAST_US   1500
#define KEYS_AT_ONCE    256 /* pasted text must not starve the drawing */

static bool inside(const struct layout_rect *r, const struct term_mouse *m)
{
	return r->rows > 0 && m->row >= r->row && m->row < r->row + r->rows && m->col >= r->col &&
	       m->col < r->col + r->cols;
}

static void click(struct view *v, const struct layout_rect *r, int row)
{
	int at = row - r->row - 1 - (v->ops->header ? 1 : 0);

	if (at >= 0 && v->list.top + (size_t)at < v->list.count && v->ops->cursor)
		list_go(v, v->list.top + (size_t)at);
}

/* Else ncurses holds back every click to see whether another follows. */
static void see_double(struct ui *ui, struct term_mouse *m)
{
	int64_t now = clock_us();

	if (m->what != MOUSE_CLICK)
		return;
	if (m->row == ui->click_row && now - ui->click_us < DOUBLE_CLICK_US) {
		m->what = MOUSE_DOUBLE;
		ui->click_us = 0;
	} else {
		ui->click_row = m->row;
		ui->click_us = now;
	}
}

static unsigned take_mouse(struct ui *ui, struct term_mouse *m)
{
	struct view *v = ui_view(ui);
	const struct layout_rect *r = &ui->full;
	int i, n;

	if (ui->question || ui->prompt.spec || m->what == MOUSE_NONE)
		return 0;
	ui->app.list.touched = true;
	see_double(ui, m);
	if (ui->pick && m->what != MOUSE_WHEEL_UP && m->what != MOUSE_WHEEL_DOWN) {
		size_t at = v->list.top + (size_t)(m->row - ui->popup.list.row);

		if (!inside(&ui->popup.list, m) || at >= v->list.count)
			return 0;
		list_go(v, at);
		return m->what == MOUSE_DOUBLE ? ui_screen_ops.open(ui) | DIRTY_SCREEN
					       : DIRTY_SCREEN;
	}
	if (!ui->pick && !ui->depth) {
		for (i = 0; i < LAYOUT_PANES; i++) {
			if (!inside(&ui->rects[i], m))
				continue;
			if (m->what == MOUSE_CLICK || m->what == MOUSE_DOUBLE)
				ui->focus = i;
			v = ui->panes[i];
			r = &ui->rects[i];
			break;
		}
		if (i == LAYOUT_PANES)
			return 0;
	}
	switch (m->what) {
	case MOUSE_NONE:
		break;
	case MOUSE_WHEEL_UP:
	case MOUSE_WHEEL_DOWN:
		for (n = 0; n < 3; n++)
			list_move(v, m->what == MOUSE_WHEEL_UP ? MOVE_UP : MOVE_DOWN);
		break;
	case MOUSE_CLICK:
		click(v, r, m->row);
		break;
	case MOUSE_DOUBLE:
		click(v, r, m->row);
		return ui_screen_ops.open(ui) | DIRTY_SCREEN;
	}
	return DIRTY_SCREEN;
}

static unsigned take_answer(struct ui *ui, key_code key)
{
	unsigned (*yes)(struct app *) = ui->yes;
	const struct app_pick *pick = ui->pick;

	free(ui->question);
	ui->question = NULL;
	(void)pick;
	if (key == 'y' || key == 'Y')
		return yes(&ui->app) | DIRTY_SCREEN;
	return app_say(&ui->app, DIAG_INFO, "nothing changed");
}

static unsigned run_line(struct ui *ui, const char *line)
{
	/* Copy the line: it belongs to the keymap, and running it may bind the key anew. */
	char *copy = mem_strdup(line);
	unsigned dirty = command_run(&ui->app, copy, strchr(copy, ' ') != NULL);

	free(copy);
	return dirty;
}

static unsigned take_key(struct ui *ui, key_code key)
{
	enum keymap_scope scope = ui_view(ui)->ops->scope;
	const char *line;
	struct buf name = { 0 };
	unsigned dirty = DIRTY_SCREEN;

	ui->app.list.touched = true;
	if (ui->question)
		return take_answer(ui, key);
	if (ui->prompt.spec) {
		buf_clear(&ui->app.status.text);
		dirty = prompt_key(&ui->prompt, &ui->app, key);
		if (!ui->prompt.spec)
			ui->searching = false;
		return dirty;
	}
	buf_clear(&ui->app.status.text);
	ui->app.status.level = DIAG_INFO;
	switch (keymap_feed(ui->app.keymap, scope, key, &line)) {
	case KEYMAP_PENDING:
		ui->key_us = clock_us();
		break;
	case KEYMAP_RUN:
		dirty |= run_line(ui, line);
		break;
	case KEYMAP_NONE:
		key_write(key, &name);
		app_say(&ui->app, DIAG_INFO, "%s does nothing here; ? lists the keys",
			buf_str(&name));
		buf_release(&name);
		break;
	}
	return dirty;
}

static int on_key_fd(void *ctx)
{
	struct ui *ui = ctx;

	return ui->term.key_fd;
}

static int on_watch_fd(void *ctx)
{
	struct ui *ui = ctx;

	return ui->app.reading.state == READER_WAITING ? reader_fd(ui->app.session->reader) : -1;
}

/* A key typed ahead is meant for the result of the keys before it: the row found, the filtered
 * list. */
static bool is_behind(const struct ui *ui)
{
	return !ui->prompt.spec && !ui->question &&
	       (ui->job.view || rule_list_awaited(ui->app.list.rules));
}

static bool on_keys(void *ctx)
{
	struct ui *ui = ctx;
	struct term_mouse mouse = { 0 };
	int n;

	for (n = 0; n < KEYS_AT_ONCE && !ui->app.quit; n++) {
		key_code key;

		if (is_behind(ui))
			return true;
		key = term_key(&ui->term, &mouse);

		if (key == KEYCODE_NONE)
			break;
		if (key == KEYCODE_MOUSE)
			ui->dirty |= take_mouse(ui, &mouse);
		else
			ui->dirty |= take_key(ui, key);
	}
	if (n == 0 && term_is_gone(&ui->term)) {
		ui->signal = SIGHUP;
		return false;
	}
	return true;
}

/* Show the worst of the last `n` messages if the status line is free. */
static void say_news(struct ui *ui, uint64_t n)
{
	const struct message_log *log = &ui->app.session->messages;
	const struct message *worst = NULL;
	size_t i = n < log->count ? log->count - (size_t)n : 0;

	for (; i < log->count; i++)
		if (log->items[i].level != DIAG_INFO &&
		    (!worst || log->items[i].level > worst->level))
			worst = &log->items[i];
	if (!worst || (ui->app.status.text.len && ui->app.status.level >= worst->level))
		return;
	buf_clear(&ui->app.status.text);
	buf_adds(&ui->app.status.text, worst->text);
	ui->app.status.level = worst->level;
}

/* Mark what must be redrawn because of news since the last call. */
static void note_news(struct ui *ui)
{
	struct session *s = ui->app.session;
	uint64_t ledger = ledger_serial(s->denials), messages = s->messages.serial;
	uint64_t events = s->events ? events_total(s->events) : 0;

	if (s->notices.serial != ui->seen_notices && ui->app.status.text.len &&
	    strcmp(buf_str(&ui->app.status.text), buf_str(&s->notices.cleared)) == 0)
		buf_clear(&ui->app.status.text);
	if (ledger != ui->seen_ledger || events != ui->seen_events ||
	    s->notices.serial != ui->seen_notices)
		ui->dirty |= DIRTY_SCREEN;
	if (messages != ui->seen_messages) {
		say_news(ui, messages - ui->seen_messages);
		ui->dirty |= DIRTY_SCREEN;
	}
	ui->seen_ledger = ledger;
	ui->seen_messages = messages;
	ui->seen_events = events;
	ui->seen_notices = s->notices.serial;
}

static void policy_news(struct ui *ui, unsigned news)
{
	const struct policy_change *change = judging_change(ui->app.session);
	size_t gone, standing;
	struct buf text = { 0 };

	if (news)
		ui->dirty |= DIRTY_SCREEN;
	if (!(news & JUDGING_CHANGED) ||
	    (ui->app.status.text.len && ui->app.status.level != DIAG_INFO))
		return;
	if (change->boolean)
		buf_addf(&text, "boolean %s is %s", change->boolean,
			 change->boolean_on ? "on" : "off");
	else
		buf_adds(&text, "policy changed");
	gone = outcomes_gone(ui->app.session, &standing);
	if (standing)
		buf_addf(&text, ": %zu of %zu answered rules allowed now", gone, standing);
	else
		buf_adds(&text, ": checking all rules again");
	app_say(&ui->app, DIAG_INFO, "%s", buf_str(&text));
	buf_release(&text);
}

/* Redraw rates by the clock: they also change when no denial arrives. */
static void storm_news(struct ui *ui)
{
	bool storming =
		storms_any(ui->app.session->storms, session_clock_ms(&ui->app.session->clock));
	int64_t now = clock_us();

	if (!storming && !ui->storming)
		return;
	if (storming == ui->storming && now < ui->storm_us)
		return;
	ui->storming = storming;
	ui->storm_us = now + (int64_t)STORM_LOOK_MS * 1000;
	ui->dirty |= DIRTY_SCREEN;
}

static bool on_work(void *ctx, bool readable)
{
	struct ui *ui = ctx;
	struct app *app = &ui->app;
	/* All work between two checks for keys shares one slice. */
	int64_t end = clock_us() + LOOP_SLICE_US - WORK_LEAST_US;
	enum reader_state before = app->reading.state;
	bool more = false;
	unsigned news;

	if (before == READER_MORE || readable ||
	    (before == READER_WAITING && reader_timeout_ms(app->session->reader) == 0)) {
		do
			app->reading.state = session_step(app->session, LOOP_SLICE_BYTES);
		while (app->reading.state == READER_MORE && clock_us() < end);
		if (app->reading.state != before || app->reading.state == READER_MORE)
			ui->dirty |= DIRTY_SCREEN;
		if (before == READER_MORE && app->reading.state != READER_MORE)
			rule_list_hurry(app->list.rules);
	}
	news = judging_step(app->session);
	debug_commands_step(app->session, news);
	policy_news(ui, news);
	storm_news(ui);
	ui->dirty |= installing_step(app);
	ui->dirty |= app_adopt_step(app);
	audit_health_tick(app->session);
	ui->dirty |= app_autosave_step(app);
	note_news(ui);
	more |= app_work(app, WORK_LEAST_US);
	if (rule_list_ready(app->list.rules))
		ui->dirty |= DIRTY_SCREEN;
	more |= ui_search_work(ui, WORK_LEAST_US);
	return more || app->reading.state == READER_MORE;
}

static int min_timeout(int a, int b)
{
	if (a < 0)
		return b;
	return b < 0 || a < b ? a : b;
}

static int pause_left_ms(const struct ui *ui)
{
	int64_t left = ui->key_us + (int64_t)KEYMAP_PAUSE_MS * 1000 - clock_us();

	if (!keymap_pending(ui->app.keymap))
		return -1;
	return left > 0 ? (int)(left / 1000) + 1 : 0;
}

static int again_left_ms(const struct ui *ui)
{
	int64_t again = ui_view(ui)->again_us, left = again - clock_us();

	if (!again)
		return -1;
	return left > 0 ? (int)(left / 1000) + 1 : 0;
}

static int on_timeout_ms(void *ctx)
{
	struct ui *ui = ctx;
	int timeout = min_timeout(rule_list_timeout_ms(ui->app.list.rules), pause_left_ms(ui));

	timeout = min_timeout(timeout, again_left_ms(ui));
	timeout = min_timeout(timeout, audit_health_timeout_ms(ui->app.session));
	if (ui->app.reading.state == READER_WAITING)
		timeout = min_timeout(timeout, reader_timeout_ms(ui->app.session->reader));
	timeout = min_timeout(timeout, installing_timeout_ms(&ui->app));
	if (ui->storming)
		timeout = min_timeout(timeout, STORM_LOOK_MS);
	return min_timeout(timeout, judging_timeout_ms(ui->app.session));
}

static void on_timeout(void *ctx)
{
	struct ui *ui = ctx;
	const char *line;

	if (again_left_ms(ui) == 0) {
		ui_view(ui)->again_us = 0;
		ui->dirty |= DIRTY_SCREEN;
	}
	if (pause_left_ms(ui) != 0)
		return;
	if (keymap_timeout(ui->app.keymap, ui_view(ui)->ops->scope, &line) == KEYMAP_RUN)
		ui->dirty |= run_line(ui, line);
	ui->dirty |= DIRTY_SCREEN;
}

static bool on_dirty(void *ctx)
{
	struct ui *ui = ctx;

	return ui->dirty != 0;
}

static void on_draw(void *ctx)
{
	ui_draw(ctx);
}

static void on_signal(void *ctx, int number)
{
	struct ui *ui = ctx;

	switch (number) {
	case SIGWINCH:
		if (term_take_size(&ui->term))
			ui->dirty |= DIRTY_ALL;
		break;
	case SIGINT:
		if (ui->prompt.spec || ui->question || ui->pick)
			ui->dirty |= take_key(ui, KEYCODE_ESC);
		else if (app_is_loading(&ui->app))
			ui->dirty |= command_run(&ui->app, "stop", false);
		else
			ui->dirty |= app_say(&ui->app, DIAG_INFO, "q quits");
		break;
	case SIGTSTP:
		ui->dirty |= command_run(&ui->app, "suspend", false);
		break;
	case SIGCONT:
		ui->dirty |= DIRTY_ALL;
		break;
	default: /* TERM, HUP, QUIT */
		ui->signal = number;
		ui->app.quit = true;
		break;
	}
}

static bool on_done(void *ctx)
{
	struct ui *ui = ctx;

	return ui->app.quit;
}

static const struct loop_ops loop_ops = {
	.key_fd = on_key_fd,
	.watch_fd = on_watch_fd,
	.keys = on_keys,
	.work = on_work,
	.timeout_ms = on_timeout_ms,
	.timeout = on_timeout,
	.dirty = on_dirty,
	.draw = on_draw,
	.signal = on_signal,
	.done = on_done,
};

static void make_views(struct ui *ui)
{
	size_t i, panes = 0;

	ui->views = mem_zalloc(view_count, sizeof(*ui->views));
	ui->view_count = view_count;
	for (i = 0; i < view_count; i++) {
		struct view *v = &ui->views[i];

		v->ops = view_table[i];
		v->app = &ui->app;
		v->ui = ui;
		v->utf8 = ui->term.utf8;
		if (v->ops->pane && panes < LAYOUT_PANES)
			ui->panes[panes++] = v;
	}
}

static void free_views(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->view_count; i++)
		if (ui->views[i].ops->close)
			ui->views[i].ops->close(&ui->views[i]);
	free(ui->views);
}

static void configure(struct ui *ui, const struct screen_options *o)
{
	struct diag d = { 0 };
	const char *no_color = getenv("NO_COLOR");
	bool plain = (no_color && *no_color) || !ui->term.color;

	theme_init(&ui->theme, ui->term.color && !plain);
	ui_screen_ops.theme(ui, plain ? "mono" : "default", NULL);
	if (o->no_config)
		command_config(&ui->app, "");
	else
		command_config(&ui->app, o->config);
	if (o->theme && ui_screen_ops.theme(ui, o->theme, &d) < 0)
		app_say(&ui->app, DIAG_WARNING, "%s", diag_text(&d));
	diag_release(&d);
	if (o->mouse)
		ui->app.settings.mouse = true;
	term_mouse(&ui->term, ui->app.settings.mouse);
	if (o->view && ui_screen_ops.show(ui, o->view, &d) < 0)
		app_say(&ui->app, DIAG_WARNING, "%s", diag_text(&d));
	diag_release(&d);
}

int screen_run(struct session *s, const struct screen_options *o, struct diag *d)
{
	struct ui *ui = mem_zalloc(1, sizeof(*ui));
	int rc = -1;

	if (term_init(&ui->term, o->ascii, d) < 0)
		goto out;
	mem_set_oom_hook(term_restore_now);
	app_init(&ui->app, s);
	ui->app.options = o->options;
	ui->app.screen = &ui_screen_ops;
	ui->app.screen_ctx = ui;
	ui->app.reading.state = READER_MORE;
	ui->app.actions = &action_table;
	action_bind_defaults(ui->app.actions, ui->app.keymap);
	make_views(ui);
	configure(ui, o);
	open_live(s, o->options, ui->app.settings.source);
	ui->dirty = DIRTY_ALL;
	installing_begin(&ui->app);
	rc = app_take_options(&ui->app, o->options, d);
	if (rc == 0)
		rc = loop_run(&loop_ops, ui, d);
	if (rc == 0 && ui->signal)
		rc = 128 + ui->signal;
	app_autosave_close(&ui->app, rc == 0);
	ui_close_popup(ui);
	free_views(ui);
	prompt_release(&ui->prompt);
	theme_release(&ui->theme);
	free(ui->search);
	installing_free(ui->app.installing);
	reviewing_free(ui->app.reviewing);
	app_release(&ui->app);
	term_release(&ui->term);
	mem_set_oom_hook(NULL);
out:
	free(ui);
	return rc;
}
