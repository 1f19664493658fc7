// SPDX-License-Identifier: GPL-2.0-or-later
/* The session's operations on decisions: each call is one step of undo. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "module/effect.h"
#include "base/mem.h"
#include "session/session.h"
#include "module/te_adopt.h"

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
	d->at_ms = d->state == DECISION_OPEN ? TIME_NONE : clock_wall_ms();
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

/* Whether the statement has a permission that is not seen in these logs. */
static bool is_beyond(const struct session *s, rule_id id, const struct statement *st)
{
	struct statement seen = { 0 };
	bool beyond = false;
	size_t i;

	rule_statement(ledger_rule(s->denials, id), s->names, &seen);
	for (i = 0; i < st->perm_count && !beyond; i++)
		beyond = !statement_has_perm(&seen, st->perms[i]);
	statement_release(&seen);
	return beyond;
}

/* A decision holds what was seen when it was made; while open it follows what is seen, and keeps what
 * was decided under other logs. */
static void hold(const struct session *s, rule_id id, struct decision *d)
{
	if (d->state == DECISION_OPEN && !d->step) {
		if (d->chosen && is_beyond(s, id, &d->statement))
			return;
		d->chosen = false;
		statement_release(&d->statement);
	} else if (d->state != DECISION_OPEN && !d->chosen) {
		rule_statement(ledger_rule(s->denials, id), s->names, &d->statement);
		d->chosen = true;
	}
}

/* Before an open decision is decided: from now on it no longer grows. */
static void settle(const struct session *s, rule_id id, struct decision *d)
{
	if (decision_grows(d))
		decision_grow(d, ledger_rule(s->denials, id), s->names);
}

/* How it was to be fixed is part of that decision, and ends with it. */
static void forget_fix(struct decision *d)
{
	free(d->fix_to);
	free(d->fix_command);
	d->fix_to = d->fix_command = NULL;
	d->fix_by = FIX_NONE;
}

/* What a decision stands on. Of so many rules at once a copy would cost more than it says: what comes
 * between such a decision and the writing is counted with it. */
#define FREEZE_MAX 1000

static void take_evidence(struct session *s, rule_id id, size_t n)
{
	const struct rule *r = ledger_rule(s->denials, id);

	seen_before_take_rule(s->seen_before, id, r);
	if (n <= FREEZE_MAX)
		seen_before_freeze(s->seen_before, id, r);
}

size_t session_decide(struct session *s, const rule_id *ids, size_t n, enum decision_state state)
{
	size_t i, changed = 0;

	decisions_begin(s->decisions);
	for (i = 0; i < n; i++) {
		struct decision d;

		if (!decision_is_possible(ledger_rule(s->denials, ids[i]), state))
			continue;
		draft(s, ids[i], &d);
		if (d.state != state) {
			settle(s, ids[i], &d);
			d.state = state;
			d.held = DECISION_OPEN;
			forget_fix(&d);
			hold(s, ids[i], &d);
			sign(s, &d);
			decisions_set(s->decisions, ids[i], &d);
			if (state != DECISION_OPEN)
				take_evidence(s, ids[i], n);
			changed++;
		}
		decision_release(&d);
	}
	finish(s, decision_terms(state)->done, ids, n);
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

size_t session_fix(struct session *s, rule_id id, enum fix_by by, const char *to,
		   const char *command)
{
	uint64_t before = decisions_serial(s->decisions);
	struct decision d;

	draft(s, id, &d);
	settle(s, id, &d);
	forget_fix(&d);
	d.state = DECISION_FIXED;
	d.held = DECISION_OPEN;
	d.fix_by = by;
	d.fix_to = mem_strdup(to);
	d.fix_command = mem_strdup(command);
	hold(s, id, &d);
	sign(s, &d);
	decisions_begin(s->decisions);
	decisions_set(s->decisions, id, &d);
	take_evidence(s, id, 1);
	finish(s, decision_terms(DECISION_FIXED)->done, &id, 1);
	decision_release(&d);
	return decisions_serial(s->decisions) != before;
}

/* A decision keeps its statement as allow; its state makes it a dontaudit. */
static void choose(struct session *s, rule_id id, const struct statement *st, const char *step)
{
	struct statement observed = { 0 };
	struct decision d;

	draft(s, id, &d);
	rule_statement(ledger_rule(s->denials, id), s->names, &observed);
	statement_release(&d.statement);
	statement_copy(&d.statement, st);
	if (d.statement.kind == STATEMENT_DONTAUDIT)
		d.statement.kind = STATEMENT_ALLOW;
	d.chosen = !statement_equal(&observed, &d.statement);
	if (!d.chosen)
		statement_release(&d.statement);
	free(d.step);
	d.step = d.chosen ? mem_strdup(step) : NULL;
	hold(s, id, &d);
	free(d.dropped);
	d.dropped = NULL;
	d.dropped_count = 0;
	decisions_set(s->decisions, id, &d);
	decision_release(&d);
	statement_release(&observed);
}

size_t session_choose(struct session *s, const rule_id *ids, size_t n, const struct statement *st,
		      const char *step)
{
	uint64_t before = decisions_serial(s->decisions);
	size_t i;

	decisions_begin(s->decisions);
	for (i = 0; i < n; i++)
		if (ledger_rule(s->denials, ids[i]))
			choose(s, ids[i], st, step);
	finish(s, n == 1 ? step : "one statement for", ids, n);
	return (size_t)(decisions_serial(s->decisions) - before);
}

bool session_lacks_reason(const struct session *s, rule_id id)
{
	const struct decision *d = decisions_get(s->decisions, id);

	return d->chosen && d->step && !te_is_adopted(d) && !(d->note && *d->note) &&
	       effect_is_wider(ledger_rule(s->denials, id), s->names, &d->statement);
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
