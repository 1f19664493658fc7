// SPDX-License-Identifier: GPL-2.0-or-later
/* Match denials and execs of one event, in two rings. Does not know what a match changes in a rule
 * (see ledger_event.c). */
#include "config.h"

#include "waiting_internal.h"

#include "base/hash.h"

static struct waiting_event event_of(int64_t time_ms, uint64_t serial, struct slice node)
{
	return (struct waiting_event){ time_ms, serial, node.n ? hash_bytes(node.p, node.n) : 0 };
}

/* One time may be unknown: its date does not show yet which number is the day and which the
 * month. */
static bool same_event(const struct waiting_event *a, const struct waiting_event *b)
{
	return a->serial == b->serial && a->node == b->node &&
	       (a->time_ms == b->time_ms || a->time_ms == TIME_NONE || b->time_ms == TIME_NONE);
}

struct waiting_record *waiting_add(struct waiting *w, const struct record *r)
{
	struct waiting_record *x = &w->records[w->next_record];

	*x = (struct waiting_record){ .event = event_of(r->time_ms, r->serial, r->node) };
	w->next_record = (w->next_record + 1) % WAITING_MAX;
	return x;
}

struct waiting_record *waiting_next(struct waiting *w, const struct companion *c, size_t *at)
{
	struct waiting_event event = event_of(c->time_ms, c->serial, c->node);
	struct waiting_record *x;

	while (*at < WAITING_MAX) {
		x = &w->records[(*at)++];
		if (same_event(&x->event, &event))
			return x;
	}
	return NULL;
}

void waiting_keep_exec(struct waiting *w, const struct companion *c, name_id subj)
{
	w->execs[w->next_exec] =
		(struct waiting_exec){ event_of(c->time_ms, c->serial, c->node), subj };
	w->next_exec = (w->next_exec + 1) % WAITING_MAX;
	w->any_exec = true;
}

bool waiting_has_exec(const struct waiting *w, const struct waiting_record *r)
{
	size_t i;

	for (i = 0; w->any_exec && i < WAITING_MAX; i++)
		if (w->execs[i].subj == r->source && same_event(&w->execs[i].event, &r->event))
			return true;
	return false;
}
