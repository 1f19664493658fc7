// SPDX-License-Identifier: GPL-2.0-or-later
/* Detect denial storms from the rate of each rule's denials. Knows only rule ids and times, not
 * what was denied. */
#include "config.h"

#include "denial/storm.h"

#include <stdlib.h>

#include "base/mem.h"

/* Denials in the current second and in the one before it. */
struct pace {
	int64_t second;
	uint32_t now, before;
	uint32_t storm; /* index of its storm + 1; 0: no storm yet */
};

struct storms {
	struct pace *rules;
	size_t cap;
	struct storm *items;
	size_t storm_count, storm_cap;
	int64_t last_ms; /* last denial of any storm */
};

struct storms *storms_new(void)
{
	return mem_zalloc(1, sizeof(struct storms));
}

void storms_clear(struct storms *st)
{
	free(st->rules);
	free(st->items);
	*st = (struct storms){ 0 };
}

void storms_free(struct storms *st)
{
	if (st)
		storms_clear(st);
	free(st);
}

static struct storm *begin_storm(struct storms *st, struct pace *p)
{
	struct storm *s;

	if (!p->storm) {
		st->items = mem_grow(st->items, &st->storm_cap, st->storm_count + 1,
				     sizeof(*st->items));
		p->storm = (uint32_t)++st->storm_count;
	}
	s = &st->items[p->storm - 1];
	*s = (struct storm){ .since_ms = p->second * 1000, .count = p->now - 1 };
	return s;
}

/* True if the storm goes on in the current second. */
static bool goes_on(const struct pace *p, const struct storm *s)
{
	int64_t last = s->last_ms / 1000;

	return last == p->second || (last == p->second - 1 && p->before >= STORM_RATE / 2);
}

void storms_add(struct storms *st, rule_id id, int64_t time_ms)
{
	int64_t second = time_ms / 1000;
	struct storm *s;
	struct pace *p;

	if (time_ms < 0)
		return;
	st->rules = mem_grow_zeroed(st->rules, &st->cap, (size_t)id + 1, sizeof(*st->rules));
	p = &st->rules[id];
	if (second != p->second) {
		if (second < p->second)
			return;
		p->before = second == p->second + 1 ? p->now : 0;
		p->now = 0;
		p->second = second;
	}
	p->now++;
	s = p->storm ? &st->items[p->storm - 1] : NULL;
	if (!s || !goes_on(p, s)) {
		if (p->now < STORM_RATE)
			return;
		s = begin_storm(st, p);
	}
	s->count++;
	s->last_ms = time_ms;
	st->last_ms = time_ms > st->last_ms ? time_ms : st->last_ms;
	if (p->now > s->peak)
		s->peak = p->now;
}

const struct storm *storms_of(const struct storms *st, rule_id id)
{
	if (id >= st->cap || !st->rules[id].storm)
		return NULL;
	return &st->items[st->rules[id].storm - 1];
}

/* Use a sliding window of one second: count the previous second by the share still in the
 * window. */
uint32_t storms_rate(const struct storms *st, rule_id id, int64_t now_ms)
{
	const struct storm *s = storms_of(st, id);
	int64_t second = now_ms / 1000, part = now_ms % 1000;
	const struct pace *p;
	uint64_t rate = 0;

	if (!s || now_ms < 0)
		return 0;
	p = &st->rules[id];
	if (!goes_on(p, s))
		return 0;
	/* The log's clock may be a little ahead of ours. */
	if (second < p->second) {
		second = p->second;
		part = p->before ? 0 : 999;
	}
	if (second == p->second)
		rate = p->now + (uint64_t)p->before * (uint64_t)(1000 - part) / 1000;
	else if (second == p->second + 1)
		rate = (uint64_t)p->now * (uint64_t)(1000 - part) / 1000;
	/* In a storm's first second, the count so far is all we know. */
	return rate >= STORM_RATE / 2 ? (uint32_t)(rate < UINT32_MAX ? rate : UINT32_MAX) : 0;
}

bool storms_any(const struct storms *st, int64_t now_ms)
{
	return st->storm_count && now_ms <= st->last_ms + 2000;
}

void storm_rate_words(uint32_t rate, struct buf *out)
{
	if (rate >= 1000)
		buf_addf(out, "%.1fk/s", rate / 1000.0);
	else
		buf_addf(out, "%u/s", rate);
}
