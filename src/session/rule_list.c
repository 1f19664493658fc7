// SPDX-License-Identifier: GPL-2.0-or-later
/* The filtered and sorted list of rules, rebuilt in slices of time so that no key waits. Does
 * not draw it. */
#include "config.h"

#include "session/rule_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "denial/decision.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "filter/order.h"
#include "session/judging.h"

#define NOT_SHOWN       UINT32_MAX
#define RULES_A_LOOK    64 /* rules filtered between two checks of the clock */
#define RULES_AHEAD     12
#define REBUILD_SHARE   10 /* 1/10 of the time goes to rebuilding */
#define REBUILD_REST_US 1000000

struct rule_list {
	const struct session *session;
	struct query *query;
	bool asks_own; /* it asks for avcurate's own denials */
	const struct column *column;
	bool reverse;
	struct order *order;

	rule_id *ids; /* the list on the screen */
	size_t count, cap;
	uint32_t *places; /* index in `ids` by rule id, or NOT_SHOWN */
	size_t place_count, place_cap;

	/* The list being built. */
	rule_id *next;
	size_t next_count, next_cap;
	size_t done; /* rules checked */
	bool building, ready;
	int64_t spent_us;      /* spent building this list */
	int64_t not_before_us; /* for changes that the operator did not ask for */

	/* Serials of the inputs of the list being built, or of the last one. */
	uint64_t ledger_serial, decisions_serial, policy_serial;
	uint64_t serial; /* serial of the list shown */
	bool asked;      /* the operator asked for another filter or order: start at once */
	bool awaited;    /* … and the screen does not show it yet */
};

struct rule_list *rule_list_new(const struct session *session)
{
	struct rule_list *s = mem_zalloc(1, sizeof(*s));

	s->session = session;
	s->order = order_new(session->names);
	s->asked = true;
	return s;
}

void rule_list_free(struct rule_list *s)
{
	if (!s)
		return;
	query_free(s->query);
	order_free(s->order);
	free(s->ids);
	free(s->places);
	free(s->next);
	free(s);
}

void rule_list_set_query(struct rule_list *s, struct query *query)
{
	query_free(s->query);
	s->query = query;
	s->asks_own = query && query_names(query, "own");
	s->asked = s->awaited = true;
	s->building = s->ready = false;
}

void rule_list_set_sort(struct rule_list *s, const struct column *column, bool reverse)
{
	s->column = column;
	s->reverse = reverse;
	s->asked = s->awaited = true;
	s->building = s->ready = false;
}

static bool is_stale(const struct rule_list *s)
{
	return s->asked || s->ledger_serial != ledger_serial(s->session->denials) ||
	       s->decisions_serial != decisions_serial(s->session->decisions) ||
	       s->policy_serial != judging_serial(s->session);
}

static void fill(void *ctx, rule_id id, struct row *row)
{
	session_row(ctx, id, row);
}

static void begin(struct rule_list *s)
{
	s->ledger_serial = ledger_serial(s->session->denials);
	s->decisions_serial = decisions_serial(s->session->decisions);
	s->policy_serial = judging_serial(s->session);
	s->asked = false;
	s->building = true;
	s->ready = false;
	s->next_count = s->done = 0;
	s->spent_us = 0;
}

static void finish(struct rule_list *s)
{
	order_sort(s->order, s->column, s->reverse, s->next, s->next_count, fill,
		   (void *)s->session);
	s->building = false;
	s->ready = true;
}

static bool lists(const struct rule_list *s, rule_id id)
{
	return session_lists(s->session, id) || (s->asks_own && session_is_own(s->session, id));
}

/* True if the decisions since the list was made do not change it: each rule decided since is in
 * the filter or out of it as before. Then skip the rebuild. */
static bool decisions_fit(const struct rule_list *s)
{
	const struct session *session = s->session;
	size_t i, total = ledger_count(session->denials);

	if (s->asked || s->ledger_serial != ledger_serial(session->denials) ||
	    s->policy_serial != judging_serial(session) || (s->column && s->column->decided))
		return false;
	for (i = 0; i < total; i++) {
		struct row row;
		bool in;

		if (decisions_changed(session->decisions, (rule_id)i) <= s->decisions_serial)
			continue;
		session_row(session, (rule_id)i, &row);
		in = lists(s, (rule_id)i) && (!s->query || query_match(s->query, &row));
		if (in != (rule_list_index(s, (rule_id)i) != SIZE_MAX))
			return false;
	}
	return true;
}

/* Prefetch: rules are contiguous in memory, but what was seen of them is scattered; request both
 * before their turn. */
static void fetch(const struct rule_list *s, size_t id, size_t total)
{
	const struct ledger *l = s->session->denials;
	const struct rule *r;

	if (id + 2 * RULES_AHEAD < total)
		__builtin_prefetch(&ledger_rule(l, (rule_id)(id + 2 * RULES_AHEAD))->count);
	if (!s->query || id + RULES_AHEAD >= total)
		return;
	r = ledger_rule(l, (rule_id)(id + RULES_AHEAD));
	__builtin_prefetch(r->seen);
	__builtin_prefetch(r->perms);
}

bool rule_list_step(struct rule_list *s, int64_t budget_us)
{
	int64_t start = clock_us(), now = start;
	size_t total = ledger_count(s->session->denials);
	bool judged = s->column && s->column->judged;

	if (!s->building) {
		if (s->ready || !is_stale(s))
			return false;
		if (decisions_fit(s)) {
			s->decisions_serial = decisions_serial(s->session->decisions);
			return false;
		}
		if (!s->asked && s->decisions_serial == decisions_serial(s->session->decisions) &&
		    now < s->not_before_us)
			return false;
		begin(s);
	}
	s->next = mem_grow(s->next, &s->next_cap, total + 1, sizeof(*s->next));
	while (s->done < total) {
		size_t end = s->done + RULES_A_LOOK < total ? s->done + RULES_A_LOOK : total;

		for (; s->done < end; s->done++) {
			struct row row;

			fetch(s, s->done, total);
			if (!lists(s, (rule_id)s->done))
				continue;
			if (s->query || judged)
				session_row(s->session, (rule_id)s->done, &row);
			if (s->query && !query_match(s->query, &row))
				continue;
			/* The text caches what the policy says, so that sorting need not wait
			 * for it. */
			if (judged)
				s->column->text(&row);
			s->next[s->next_count++] = (rule_id)s->done;
		}
		now = clock_us();
		if (now - start > budget_us && s->done < total) {
			s->spent_us += now - start;
			return true;
		}
	}
	finish(s);
	now = clock_us();
	s->spent_us += now - start;
	s->not_before_us =
		now + (s->spent_us * REBUILD_SHARE < REBUILD_REST_US ? s->spent_us * REBUILD_SHARE
								     : REBUILD_REST_US);
	return false;
}

int rule_list_timeout_ms(const struct rule_list *s)
{
	int64_t wait;

	if (s->ready || !is_stale(s))
		return -1;
	wait = s->not_before_us - clock_us();
	return wait <= 0 || s->asked ? 0 : (int)(wait / 1000 + 1);
}

bool rule_list_stale(const struct rule_list *s)
{
	return s->building || s->ready || is_stale(s);
}

void rule_list_hurry(struct rule_list *s)
{
	s->not_before_us = 0;
}

bool rule_list_awaited(const struct rule_list *s)
{
	return s->awaited;
}

bool rule_list_ready(const struct rule_list *s)
{
	return s->ready;
}

/* The rule of the new list nearest to index `at` of the old one, downwards first. */
static rule_id neighbour(const struct rule_list *s, const rule_id *old, size_t old_count, size_t at)
{
	size_t i;

	for (i = at; i < old_count; i++)
		if (old[i] < s->place_count && s->places[old[i]] != NOT_SHOWN)
			return old[i];
	for (i = at; i-- > 0;)
		if (old[i] < s->place_count && s->places[old[i]] != NOT_SHOWN)
			return old[i];
	return s->count ? s->ids[0] : RULE_NONE;
}

void rule_list_commit(struct rule_list *s, rule_id *selected)
{
	rule_id *old = s->ids;
	size_t old_count = s->count, old_cap = s->cap, i;
	size_t at = rule_list_index(s, *selected);
	size_t total = ledger_count(s->session->denials);

	s->ids = s->next;
	s->count = s->next_count;
	s->cap = s->next_cap;
	s->next = old;
	s->next_cap = old_cap;
	s->ready = s->awaited = false;
	s->serial++;

	s->places = mem_grow(s->places, &s->place_cap, total + 1, sizeof(*s->places));
	s->place_count = total;
	memset(s->places, 0xff, total * sizeof(*s->places));
	for (i = 0; i < s->count; i++)
		s->places[s->ids[i]] = (uint32_t)i;
	if (rule_list_index(s, *selected) == SIZE_MAX)
		*selected = neighbour(s, old, old_count, at == SIZE_MAX ? 0 : at);
}

uint64_t rule_list_serial(const struct rule_list *s)
{
	return s->serial;
}

size_t rule_list_count(const struct rule_list *s)
{
	return s->count;
}

rule_id rule_list_at(const struct rule_list *s, size_t i)
{
	return i < s->count ? s->ids[i] : RULE_NONE;
}

size_t rule_list_index(const struct rule_list *s, rule_id id)
{
	if (id >= s->place_count || s->places[id] == NOT_SHOWN)
		return SIZE_MAX;
	return s->places[id];
}
