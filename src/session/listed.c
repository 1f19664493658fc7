// SPDX-License-Identifier: GPL-2.0-or-later
/* Which rules belong in a list, and all that is known of one there. */
#include "config.h"

#include "session/session.h"

static bool is_decided(const struct session *s, rule_id id)
{
	const struct decision *d = decisions_get(s->decisions, id);

	return d->state != DECISION_OPEN || d->held != DECISION_OPEN;
}

bool session_is_own(const struct session *s, rule_id id)
{
	const struct rule *r = ledger_rule(s->denials, id);

	return r->own && r->own == r->count && !is_decided(s, id);
}

bool session_lists(const struct session *s, rule_id id)
{
	const struct rule *r = ledger_rule(s->denials, id);

	return r->count > r->own || is_decided(s, id);
}

size_t session_listed(struct session *s)
{
	struct listed *l = &s->listed;
	uint64_t ledger = ledger_serial(s->denials) + 1,
		 decisions = decisions_serial(s->decisions) + 1;
	size_t i, n = ledger_count(s->denials);

	if (l->ledger == ledger && l->decisions == decisions)
		return l->count;
	for (i = l->count = 0; i < n; i++)
		l->count += session_lists(s, (rule_id)i);
	l->ledger = ledger;
	l->decisions = decisions;
	return l->count;
}

void session_row(const struct session *s, rule_id id, struct row *row)
{
	*row = (struct row){ .names = s->names,
			     .rule = ledger_rule(s->denials, id),
			     .decision = decisions_get(s->decisions, id),
			     .id = id,
			     .now_ms = s->clock.began_ms,
			     .judge = &s->row_judge };
}
