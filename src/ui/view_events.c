// SPDX-License-Identifier: GPL-2.0-or-later
/* List denials one by one: those of the selected rule (a pane, newest first), and all in order of
 * arrival with the marks between them (a view). Does not keep their text: reads it again from the
 * source, only for the rows drawn. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "denial/decision.h"
#include "denial/event.h"
#include "denial/ledger.h"
#include "denial/log_mark.h"
#include "base/mem.h"
#include "input/reader.h"
#include "scan/fields.h"
#include "scan/mark_facts.h"
#include "base/text.h"
#include "ui_internal.h"
#include "view_table_internal.h"

#define OF_RULE_MAX 1000

struct events_of {
	const struct event *list[OF_RULE_MAX];
	size_t count;
	rule_id id;
	uint32_t changed;
	bool made;
};

/* The events whose rules pass the filter, and the marks unless they are turned off. */
struct events_all {
	uint64_t *numbers; /* of the events shown; 0 is the first ever added */
	size_t count, cap;
	uint64_t total, shown; /* totals when it was made */
	bool marks;
	bool filtered; /* false: all events are shown, and `numbers` is not used */
};

static bool is_of_rule(const struct view *v)
{
	return v->ops == &view_rule_events_ops;
}

/* Return the number of the oldest event still in the ring. */
static uint64_t first_number(const struct events *es)
{
	return events_total(es) - events_count(es);
}

/* Return NULL if the event has left the ring. */
static const struct event *event_at(struct view *v, size_t i)
{
	const struct events *es = v->app->session->events;
	const struct events_all *all = v->data;
	const struct events_of *of = v->data;
	uint64_t first = first_number(es);

	if (is_of_rule(v))
		return of && i < of->count ? of->list[i] : NULL;
	if (!all || !all->filtered)
		return events_at(es, i);
	return i < all->count && all->numbers[i] >= first
		       ? events_at(es, (size_t)(all->numbers[i] - first))
		       : NULL;
}

static void add_field(struct line *out, enum element e, struct slice text, const char *name,
		      const char *before)
{
	struct slice value = fields_find_name(text, name);
	struct buf raw = { 0 };
	char *clean;

	if (!value.p)
		return;
	record_decode(value, &raw);
	clean = text_cleaned((struct slice){ buf_str(&raw), raw.len });
	line_add(out, EL_TEXT, before);
	line_add(out, e, clean);
	free(clean);
	buf_release(&raw);
}

/* Add a number, which is never hex-encoded text: port 25 is not a percent sign. */
static void add_number(struct line *out, struct slice text, const char *name, const char *before)
{
	struct slice value = fields_find(text, name);
	char *clean;

	/* D-Bus writes a name after dest= */
	if (!value.n || value.p[0] < '0' || value.p[0] > '9')
		return;
	clean = text_cleaned(value);
	line_addf(out, EL_TEXT, "%s%s", before, clean);
	free(clean);
}

static void add_record(struct view *v, const struct event *e, struct line *out)
{
	const struct session *s = v->app->session;
	const struct rule *r = ledger_rule(e->granted ? s->granted : s->denials, e->rule);
	struct buf raw = { 0 };
	struct slice text, value;
	bool by_manager;

	if (reader_text(s->reader, e->source, e->offset, e->length, &raw, NULL) < 0) {
		line_add(out, EL_DIM, "(its text is no longer there)");
		buf_release(&raw);
		return;
	}
	text = (struct slice){ raw.data, raw.len };
	if (r->suspect)
		line_add(out, EL_SUSPECT, "! ");
	/* In a record of an object manager, pid is the manager's own, and comm= comes from what the
	 * client says about itself. */
	by_manager =
		memmem(text.p, text.n, "USER_AVC", 8) || memmem(text.p, text.n, "type=1107", 9);
	if (!by_manager)
		add_field(out, EL_TEXT, text, "comm", "");
	value = fields_find(text, "pid");
	if (value.p && !by_manager)
		line_addf(out, EL_DIM, "[%.*s]", (int)(value.n < 12 ? value.n : 12), value.p);
	if (!by_manager)
		line_add(out, EL_TEXT, " ");
	if (e->granted)
		line_add(out, EL_WARNING, "granted ");
	if (e->tuple < r->tuple_count) {
		char *perm = text_cleaned(slice_of(intern_str(s->names, r->tuples[e->tuple].perm)));

		line_add(out, EL_PERM, perm);
		free(perm);
	}
	if (fields_find(text, "path").p)
		add_field(out, EL_TEXT, text, "path", " ");
	else
		add_field(out, EL_TEXT, text, "name", " ");
	add_number(out, text, "capability", " capability ");
	add_number(out, text, fields_find(text, "dest").p ? "dest" : "src", " port ");
	add_number(out, text, "ioctlcmd", " ioctl ");
	if (e->permissive == 1)
		line_add(out, EL_DIM, " (permissive)");
	buf_release(&raw);
}

static void add_mark(struct view *v, const struct event *e, struct line *out)
{
	struct buf raw = { 0 }, words = { 0 };
	struct log_mark_facts facts;
	struct slice text;
	char *clean;

	line_add(out, EL_HEADING, "-- ");
	if (reader_text(v->app->session->reader, e->source, e->offset, e->length, &raw, NULL) < 0) {
		line_add(out, EL_HEADING, log_mark_kind_name(e->mark));
		buf_release(&raw);
		return;
	}
	while (raw.len && strchr("\r\n", raw.data[raw.len - 1]))
		raw.data[--raw.len] = '\0';
	text = (struct slice){ buf_str(&raw), raw.len };
	mark_facts(text, &facts);
	log_mark_words(e->mark, &facts, text, &words);
	line_add(out, EL_HEADING, buf_str(&words));
	/* Add the record itself, for what the words leave out. */
	clean = text_cleaned(text);
	if (e->mark != LOG_MARK_LOST)
		line_addf(out, EL_DIM, "  %s", clean);
	free(clean);
	buf_release(&words);
	buf_release(&raw);
}

static void row(struct view *v, size_t i, struct line *out)
{
	const struct event *e = event_at(v, i);
	struct buf time = { 0 };

	if (!e)
		return;
	line_add(out, EL_TEXT, i == v->list.cursor ? ">" : " ");
	clock_short(e->time_ms, v->app->session->clock.began_ms, &time);
	line_cell(out, EL_TIME, buf_str(&time), time.len > 8 ? 11 : 8, false);
	line_add(out, EL_TEXT, " ");
	buf_release(&time);
	if (e->rule == RULE_NONE) {
		add_mark(v, e, out);
		return;
	}
	if (!is_of_rule(v)) {
		enum decision_state state =
			e->granted ? DECISION_OPEN
				   : decisions_get(v->app->session->decisions, e->rule)->state;
		struct buf name = { 0 };

		line_addf(out, EL_ACCEPTED, "%-2s ", decision_terms(state)->mark);
		if (!e->granted)
			app_rule_name(v->app, e->rule, &name);
		line_cell(out, EL_SOURCE, buf_str(&name), 32, false);
		line_add(out, EL_TEXT, " ");
		buf_release(&name);
	}
	add_record(v, e, out);
}

static unsigned enter(struct view *v, size_t i)
{
	struct view *event = ui_view_named(v->ui, "event");
	const struct event *e = event_at(v, i);

	if (!e)
		return 0;
	event->wanted_event = *e;
	event->list = (struct list){ 0 };
	ui_push(v->ui, event);
	return DIRTY_SCREEN;
}

/* Give the raw record as in the log. */
static bool text(struct view *v, size_t i, struct buf *out)
{
	const struct event *e = event_at(v, i);

	if (!e ||
	    reader_text(v->app->session->reader, e->source, e->offset, e->length, out, NULL) < 0)
		return false;
	if (!out->len || out->data[out->len - 1] != '\n')
		buf_addc(out, '\n');
	return true;
}

/* The events of one rule. */

static void of_refresh(struct view *v, size_t width)
{
	struct events_of *of = v->data;
	const struct session *s = v->app->session;
	rule_id id = v->app->list.selected;
	uint32_t changed = id != RULE_NONE ? ledger_rule(s->denials, id)->changed : 0;

	(void)width;
	if (!of)
		v->data = of = mem_zalloc(1, sizeof(*of));
	/* A new event may invalidate pointers into the ring. */
	if (of->made && of->id == id && of->changed == changed &&
	    v->wanted == events_total(s->events))
		return;
	if (of->id != id)
		v->list.cursor = v->list.top = v->list.skip = 0;
	of->made = true;
	of->id = id;
	of->changed = changed;
	v->wanted = events_total(s->events);
	of->count = id != RULE_NONE ? events_of_rule(s->events, id, of->list, OF_RULE_MAX) : 0;
}

static size_t of_count(struct view *v)
{
	struct events_of *of = v->data;

	return of ? of->count : 0;
}

static const char *of_empty(struct view *v)
{
	return v->app->list.selected == RULE_NONE ? "" : "No event of this rule is in memory.";
}

static void of_note(struct view *v, struct buf *out)
{
	if (v->list.count)
		buf_addf(out, "%zu/%zu%s", v->list.cursor + 1, v->list.count,
			 v->list.count == OF_RULE_MAX ? "+" : "");
}

static void of_close(struct view *v)
{
	free(v->data);
}

const struct view_ops view_rule_events_ops = {
	.name = "rule-events",
	.title = "Events",
	.help = "the denials of the selected rule, newest first",
	.scope = SCOPE_EVENTS,
	.cursor = true,
	.pane = true,
	.refresh = of_refresh,
	.close = of_close,
	.count = of_count,
	.row = row,
	.note = of_note,
	.empty = of_empty,
	.enter = enter,
	.text = text,
};

/* All events. */

static struct events_all *all_data(struct view *v)
{
	if (!v->data)
		v->data = mem_zalloc(1, sizeof(struct events_all));
	return v->data;
}

static bool is_kept(const struct app *app, const struct event *e)
{
	if (e->rule == RULE_NONE)
		return app->settings.marks;
	return !app->list.filter ||
	       (!e->granted && rule_list_index(app->list.rules, e->rule) != SIZE_MAX);
}

/* At most 65,536 events with one table look-up each: a fraction of a millisecond. */
static void all_refresh(struct view *v, size_t width)
{
	const struct app *app = v->app;
	const struct events *es = app->session->events;
	struct events_all *all = all_data(v);
	size_t n = events_count(es), i;

	(void)width;
	if (!app->list.filter && app->settings.marks) {
		all->filtered = false;
		return;
	}
	if (all->filtered && all->total == events_total(es) &&
	    all->shown == rule_list_serial(app->list.rules) && all->marks == app->settings.marks)
		return;
	all->filtered = true;
	all->total = events_total(es);
	all->shown = rule_list_serial(app->list.rules);
	all->marks = app->settings.marks;
	all->count = 0;
	all->numbers = mem_grow(all->numbers, &all->cap, n + 1, sizeof(*all->numbers));
	for (i = 0; i < n; i++)
		if (is_kept(app, events_at(es, i)))
			all->numbers[all->count++] = first_number(es) + i;
}

static void all_close(struct view *v)
{
	struct events_all *all = v->data;

	if (all)
		free(all->numbers);
	free(all);
}

static size_t all_count(struct view *v)
{
	const struct events_all *all = all_data(v);

	return all->filtered ? all->count : events_count(v->app->session->events);
}

static uint64_t all_identity(struct view *v, size_t i)
{
	const struct events_all *all = all_data(v);

	if (all->filtered)
		return i < all->count ? all->numbers[i] : 0;
	return first_number(v->app->session->events) + i;
}

/* Return its place, or the place of the next event still listed. */
static size_t all_find(struct view *v, uint64_t identity)
{
	const struct events *es = v->app->session->events;
	const struct events_all *all = all_data(v);
	uint64_t first = first_number(es);
	size_t low = 0, high = all->count;

	if (!all->filtered)
		return identity >= first && identity < events_total(es) ? (size_t)(identity - first)
									: 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all->numbers[middle] < identity)
			low = middle + 1;
		else
			high = middle;
	}
	return low < all->count || !low ? low : low - 1;
}

/* Select the rule of the event under the cursor, so that it can be decided here. */
static void all_moved(struct view *v)
{
	const struct event *e = event_at(v, v->list.cursor);

	v->app->list.selected = e && !e->granted ? e->rule : RULE_NONE;
}

static bool all_follows(struct view *v)
{
	return v->app->reading.follow;
}

static void all_note(struct view *v, struct buf *out)
{
	const struct events *es = v->app->session->events;

	buf_addf(out, "%s%zu/%zu",
		 !v->app->reading.follow                               ? ""
		 : v->list.count && v->list.cursor + 1 < v->list.count ? "G follows  "
								       : "following  ",
		 v->list.count ? v->list.cursor + 1 : 0, v->list.count);
	if (events_total(es) > events_count(es))
		buf_addf(out, " newest of %llu", (unsigned long long)events_total(es));
}

static const char *all_empty(struct view *v)
{
	if (v->app->list.filter)
		return "No event passes the filter.";
	return "No denials read yet.";
}

const struct view_ops view_events_ops = {
	.name = "events",
	.title = "All events",
	.help = "all denials in order of arrival, with policy loads and other marks between them",
	.scope = SCOPE_EVENTS,
	.cursor = true,
	.refresh = all_refresh,
	.close = all_close,
	.count = all_count,
	.row = row,
	.identity = all_identity,
	.find = all_find,
	.note = all_note,
	.empty = all_empty,
	.enter = enter,
	.follows = all_follows,
	.moved = all_moved,
	.text = text,
};
