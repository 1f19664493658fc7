// SPDX-License-Identifier: GPL-2.0-or-later
/* The session's operations on decisions: each call is one step of undo. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "avcurate/mem.h"
#include "avcurate/session.h"

/* A copy of what stands, to be changed and set. */
static void draft(const struct session *s, rule_id id, struct decision *d)
{
	*d = (struct decision){ 0 };
	decision_copy(d, decisions_get(s->decisions, id));
}

static void sign(const struct session *s, struct decision *d)
{
	free(d->by);
	d->by = d->state == DECISION_OPEN ? NULL : mem_strdup(s->user);
	d->at_ms = d->state == DECISION_OPEN ? TIME_NONE : session_clock_ms();
}

/* "accepted useradd_t usr_t:dir" or "accepted 12 rules". */
static void finish(struct session *s, const char *verb, const rule_id *ids, size_t n)
{
	const struct rule *r = n == 1 ? ledger_rule(s->denials, ids[0]) : NULL;
	struct buf words = { 0 };

	if (r)
		buf_addf(&words, "%s %s %s:%s", verb, intern_str(s->names, r->key.source),
			 intern_str(s->names, r->key.target), intern_str(s->names, r->key.class));
	else
		buf_addf(&words, "%s %zu rules", verb, n);
	decisions_end(s->decisions, buf_str(&words));
	buf_release(&words);
}

size_t session_decide(struct session *s, const rule_id *ids, size_t n, enum decision_state state)
{
	static const char *const verbs[DECISION_STATES] = {
		[DECISION_OPEN] = "reopened",         [DECISION_ACCEPTED] = "accepted",
		[DECISION_REJECTED] = "rejected",     [DECISION_DONTAUDIT] = "dontaudit",
		[DECISION_FIXED] = "fixed otherwise",
	};
	size_t i, changed = 0;

	decisions_begin(s->decisions);
	for (i = 0; i < n; i++) {
		struct decision d;

		draft(s, ids[i], &d);
		if (d.state != state) {
			d.state = state;
			sign(s, &d);
			decisions_set(s->decisions, ids[i], &d);
			changed++;
		}
		decision_release(&d);
	}
	finish(s, verbs[state], ids, n);
	return changed;
}

size_t session_note(struct session *s, const rule_id *ids, size_t n, const char *note)
{
	size_t i, changed = 0;

	decisions_begin(s->decisions);
	for (i = 0; i < n; i++) {
		struct decision d;

		draft(s, ids[i], &d);
		if (strcmp(d.note ? d.note : "", note) != 0) {
			free(d.note);
			d.note = *note ? mem_strdup(note) : NULL;
			decisions_set(s->decisions, ids[i], &d);
			changed++;
		}
		decision_release(&d);
	}
	finish(s, "noted", ids, n);
	return changed;
}

size_t session_choose(struct session *s, rule_id id, const struct statement *st, const char *step)
{
	const struct rule *r = ledger_rule(s->denials, id);
	uint64_t before = decisions_serial(s->decisions);
	struct statement observed = { 0 };
	struct decision d;

	if (!r)
		return 0;
	draft(s, id, &d);
	rule_statement(r, s->names, &observed);
	d.chosen = !statement_equal(&observed, st);
	statement_release(&d.statement);
	if (d.chosen)
		statement_copy(&d.statement, st);
	free(d.step);
	d.step = d.chosen ? mem_strdup(step) : NULL;
	free(d.dropped);
	d.dropped = NULL;
	d.dropped_count = 0;
	decisions_begin(s->decisions);
	decisions_set(s->decisions, id, &d);
	finish(s, step, &id, 1);
	decision_release(&d);
	statement_release(&observed);
	return decisions_serial(s->decisions) != before;
}

size_t session_drop_perm(struct session *s, rule_id id, name_id perm)
{
	struct buf verb = { 0 };
	struct decision d;
	size_t i;

	draft(s, id, &d);
	for (i = 0; i < d.dropped_count && d.dropped[i] != perm; i++)
		;
	buf_addf(&verb, "%s %s %s", i < d.dropped_count ? "put back" : "took off",
		 intern_str(s->names, perm), i < d.dropped_count ? "to" : "from");
	if (i < d.dropped_count) {
		memmove(d.dropped + i, d.dropped + i + 1,
			(d.dropped_count - i - 1) * sizeof(*d.dropped));
		d.dropped_count--;
	} else {
		d.dropped = mem_realloc(d.dropped, d.dropped_count + 1, sizeof(*d.dropped));
		d.dropped[d.dropped_count++] = perm;
	}
	decisions_begin(s->decisions);
	decisions_set(s->decisions, id, &d);
	finish(s, buf_str(&verb), &id, 1);
	decision_release(&d);
	buf_release(&verb);
	return 1;
}
