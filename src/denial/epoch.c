// SPDX-License-Identifier: GPL-2.0-or-later
/* Keep the times at which the effective policy changed, in order, and merge several reports of one
 * change. Does not know which rules a change allows or denies. */
#include "config.h"

#include "denial/epoch.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A log may hold any number of changes; keep the latest. */
#define EPOCHS_MAX 1024
/* A change that we noticed, object managers' reports of it and its record count as one change if
 * they are at most this far apart. */
#define SAME_MS 5000
/* The kernel numbers records from 1 at each boot; the first policy load has one of the lowest. */
#define BOOT_SERIAL_MAX 64

struct epochs {
	struct epoch *items; /* in order of time */
	size_t count, cap;
	uint64_t serial;
};

struct epochs *epochs_new(void)
{
	return mem_zalloc(1, sizeof(struct epochs));
}

void epochs_free(struct epochs *es)
{
	size_t i;

	if (!es)
		return;
	for (i = 0; i < es->count; i++)
		free(es->items[i].boolean);
	free(es->items);
	free(es);
}

size_t epochs_count(const struct epochs *es)
{
	return es->count;
}

const struct epoch *epochs_at(const struct epochs *es, size_t i)
{
	return i < es->count ? &es->items[i] : NULL;
}

uint64_t epochs_serial(const struct epochs *es)
{
	return es->serial;
}

size_t epochs_after(const struct epochs *es, int64_t ms)
{
	size_t low = 0, high = es->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (es->items[middle].at_ms <= ms)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void remove_epoch(struct epochs *es, size_t i)
{
	free(es->items[i].boolean);
	memmove(&es->items[i], &es->items[i + 1], (es->count - i - 1) * sizeof(*es->items));
	es->count--;
}

/* True for a change of the boolean; for an empty name, true for a policy load. */
static bool is_of(const struct epoch *e, struct slice boolean)
{
	return boolean.n ? e->boolean && slice_is(boolean, e->boolean) : !e->boolean;
}

static void insert_epoch(struct epochs *es, int64_t at_ms, struct slice boolean, bool on, bool boot,
			 bool noticed)
{
	size_t at = epochs_after(es, at_ms), i;

	/* A log given twice repeats every change; one setsebool may switch several booleans at
	 * once. */
	for (i = at; i-- > 0 && es->items[i].at_ms == at_ms;)
		if (!es->items[i].noticed && is_of(&es->items[i], boolean))
			return;
	if (es->count == EPOCHS_MAX) {
		if (at == 0)
			return;
		remove_epoch(es, 0);
		at--;
	}
	es->items = mem_grow(es->items, &es->cap, es->count + 1, sizeof(*es->items));
	memmove(&es->items[at + 1], &es->items[at], (es->count - at) * sizeof(*es->items));
	es->items[at] =
		(struct epoch){ .at_ms = at_ms, .on = on, .boot = boot, .noticed = noticed };
	if (boolean.n)
		es->items[at].boolean = mem_strndup(boolean.p, boolean.n);
	es->count++;
	es->serial++;
}

/* Return the nearest epoch within SAME_MS of the time, which may be the same change, or
 * SIZE_MAX. */
static size_t find_near(const struct epochs *es, int64_t at_ms, bool noticed_only)
{
	size_t i;

	for (i = es->count; i-- > 0;) {
		const struct epoch *e = &es->items[i];

		if (e->at_ms > at_ms + SAME_MS || (noticed_only && !e->noticed))
			continue;
		return e->at_ms >= at_ms - SAME_MS ? i : SIZE_MAX;
	}
	return SIZE_MAX;
}

void epochs_mark(struct epochs *es, const struct log_mark *m)
{
	const struct log_mark_facts *f = &m->facts;
	size_t same;

	if ((m->kind != LOG_MARK_POLICY_LOAD && m->kind != LOG_MARK_BOOLEAN) ||
	    m->time_ms == TIME_NONE)
		return;
	if (f->failed || (m->kind == LOG_MARK_BOOLEAN && !f->boolean.n))
		return;
	if (f->hearsay && find_near(es, m->time_ms, false) != SIZE_MAX)
		return;
	same = find_near(es, m->time_ms, true);
	if (same != SIZE_MAX)
		remove_epoch(es, same);
	insert_epoch(es, m->time_ms, m->kind == LOG_MARK_BOOLEAN ? f->boolean : (struct slice){ 0 },
		     f->on == 1,
		     m->kind == LOG_MARK_POLICY_LOAD && !f->hearsay && !f->who.n && m->serial &&
			     m->serial <= BOOT_SERIAL_MAX,
		     f->hearsay);
}

void epochs_notice(struct epochs *es, int64_t at_ms, const char *boolean, bool on)
{
	size_t same = find_near(es, at_ms, false);

	/* Two noticed changes stay two. Drop a noticed change whose record is already here. */
	if (same != SIZE_MAX && !es->items[same].noticed)
		return;
	insert_epoch(es, at_ms, slice_of(boolean ? boolean : ""), on, false, true);
}

void epoch_words(const struct epoch *e, int64_t now_ms, struct buf *out)
{
	if (e->boolean)
		buf_addf(out, "boolean %s %s ", e->boolean, e->on ? "on" : "off");
	else
		buf_adds(out, e->boot ? "boot " : "reload ");
	clock_short(e->at_ms, now_ms, out);
}

static const struct {
	const char *name, *mark, *label;
} outcome_table[OUTCOMES] = {
	[OUTCOME_NONE] = { "none", "", "" },
	[OUTCOME_GONE] = { "gone", "gone", "GONE" },
	[OUTCOME_UNSEEN] = { "unseen", "", "since" },
	[OUTCOME_DENIED] = { "denied", "still", "STILL" },
	[OUTCOME_NEW] = { "new", "", "since" },
};

const char *outcome_name(enum outcome o)
{
	return o < OUTCOMES ? outcome_table[o].name : "";
}

const char *outcome_mark(enum outcome o)
{
	return o < OUTCOMES ? outcome_table[o].mark : "";
}

const char *outcome_label(enum outcome o)
{
	return o < OUTCOMES ? outcome_table[o].label : "";
}
