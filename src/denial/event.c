// SPDX-License-Identifier: GPL-2.0-or-later
/* Keep the latest denials in a ring and the first few of each rule for good. Knows where each is in
 * its source, not its text. */
#include "config.h"

#include "denial/event.h"

#include <stdlib.h>

#include "base/mem.h"

/* The first events of a rule, by rule id, outside the ring; an event with length 0 is free. */
struct samples {
	struct event first[EVENTS_SAMPLES];
	uint32_t count;
	uint64_t last; /* number (from 1) of the newest event; 0: no event */
};

struct slot {
	struct event e;
	uint64_t previous; /* number of the rule's event before this one; 0: this is its first */
};

struct events {
	struct slot *ring; /* grows up to EVENTS_RING, then wraps */
	size_t cap;
	uint64_t total;
	struct samples *rules;
	size_t rule_cap;
};

struct events *events_new(void)
{
	return mem_zalloc(1, sizeof(struct events));
}

void events_free(struct events *es)
{
	if (!es)
		return;
	free(es->ring);
	free(es->rules);
	free(es);
}

void events_clear(struct events *es)
{
	free(es->ring);
	free(es->rules);
	*es = (struct events){ 0 };
}

static struct samples *samples_of(struct events *es, rule_id rule)
{
	es->rules = mem_grow_zeroed(es->rules, &es->rule_cap, (size_t)rule + 1, sizeof(*es->rules));
	return &es->rules[rule];
}

void events_add(struct events *es, const struct event *e)
{
	size_t place = es->total % EVENTS_RING;
	struct samples *s = NULL;

	if (place >= es->cap)
		es->ring = mem_grow(es->ring, &es->cap, place + 1, sizeof(*es->ring));
	es->ring[place] = (struct slot){ *e, 0 };
	es->total++;
	if (e->rule == RULE_NONE)
		return;
	s = samples_of(es, e->rule);
	es->ring[place].previous = s->last;
	s->last = es->total;
	if (s->count < EVENTS_SAMPLES)
		s->first[s->count++] = *e;
}

size_t events_count(const struct events *es)
{
	return es->total < EVENTS_RING ? (size_t)es->total : EVENTS_RING;
}

uint64_t events_total(const struct events *es)
{
	return es->total;
}

/* Return an event by its number, from 1; NULL if it has left the ring. */
static const struct slot *slot_at(const struct events *es, uint64_t number)
{
	if (number == 0 || number > es->total || number + EVENTS_RING <= es->total)
		return NULL;
	return &es->ring[(number - 1) % EVENTS_RING];
}

const struct event *events_at(const struct events *es, size_t i)
{
	const struct slot *slot = slot_at(es, es->total - events_count(es) + i + 1);

	return slot ? &slot->e : NULL;
}

size_t events_of_rule(const struct events *es, rule_id rule, const struct event **out, size_t max)
{
	const struct samples *s;
	const struct slot *slot;
	uint64_t number, oldest = UINT64_MAX;
	size_t n = 0, i;

	if (rule >= es->rule_cap)
		return 0;
	s = &es->rules[rule];
	for (number = s->last; n < max && (slot = slot_at(es, number)); number = slot->previous) {
		out[n++] = &slot->e;
		oldest = number;
	}
	/* The walk reached the rule's first event, so its samples are already in `out`. */
	if (oldest != UINT64_MAX && slot_at(es, oldest)->previous == 0)
		return n;
	for (i = s->count; i > 0 && n < max; i--) {
		const struct event *e = &s->first[i - 1];
		size_t k;

		for (k = 0; k < n; k++)
			if (out[k]->offset == e->offset && out[k]->source == e->source &&
			    out[k]->line == e->line)
				break;
		if (k == n)
			out[n++] = e;
	}
	return n;
}
