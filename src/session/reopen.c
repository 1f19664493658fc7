// SPDX-License-Identifier: GPL-2.0-or-later
/* A decided rule is open again when something was seen that the decision does not know of. */
#include "config.h"

#include "session/reopen.h"

#include <stdlib.h>

#include "base/mem.h"
#include "session/session.h"

static bool ioctls_within(const struct statement *seen, const struct statement *held)
{
	size_t i, k;

	if (!held->ioctl_count)
		return true;
	for (i = 0; i < seen->ioctl_count; i++) {
		for (k = 0; k < held->ioctl_count; k++)
			if (seen->ioctls[i].low >= held->ioctls[k].low &&
			    seen->ioctls[i].high <= held->ioctls[k].high)
				break;
		if (k == held->ioctl_count)
			return false;
	}
	return true;
}

/* What was seen and the decision does not know of, in words; empty when nothing. */
static void news(const struct session *s, rule_id id, const struct decision *d, struct buf *out)
{
	const struct rule *r = ledger_rule(s->denials, id);
	struct statement seen = { 0 };
	size_t i;

	rule_statement(r, s->names, &seen);
	for (i = 0; i < seen.perm_count; i++)
		if (!decision_drops(d, seen.perms[i]) &&
		    !statement_has_perm(&d->statement, seen.perms[i]))
			buf_addf(out, "%s%s", out->len ? " " : "",
				 intern_str(s->names, seen.perms[i]));
	if (!out->len && !ioctls_within(&seen, &d->statement))
		buf_adds(out, "an ioctl command");
	statement_release(&seen);
	if (!out->len)
		seen_before_news(s->seen_before, id, r, out);
}

static void drop(char **text)
{
	free(*text);
	*text = NULL;
}

static void reopen(struct session *s, rule_id id, const char *what)
{
	const struct rule *r = ledger_rule(s->denials, id);
	struct decision d = { 0 };

	decision_copy(&d, decisions_get(s->decisions, id));
	message_add(&s->messages, DIAG_WARNING,
		    "%s %s:%s was %s; it is open again, since %s is new",
		    intern_str(s->names, r->key.source), intern_str(s->names, r->key.target),
		    intern_str(s->names, r->key.class), decision_state_name(d.state), what);
	/* What was accepted stays in the module, and what is new is offered with it. */
	d.held = decision_module_state(&d);
	if (d.held == DECISION_OPEN) {
		d.chosen = false;
		statement_release(&d.statement);
	}
	d.state = DECISION_OPEN;
	d.at_ms = TIME_NONE;
	d.fix_by = FIX_NONE;
	drop(&d.fix_to);
	drop(&d.fix_command);
	drop(&d.step);
	drop(&d.by);
	decisions_load(s->decisions, id, &d);
	decision_release(&d);
}

size_t session_reopen(struct session *s)
{
	size_t i, n = ledger_count(s->denials), reopened = 0;
	struct reopening *last = &s->reopening;
	struct buf what = { 0 };

	if (last->ledger == ledger_serial(s->denials))
		return 0;
	last->ledger = ledger_serial(s->denials);
	last->changed = mem_grow(last->changed, &last->cap, n, sizeof(*last->changed));
	for (; last->count < n; last->count++)
		last->changed[last->count] = 0;
	for (i = 0; i < n; i++) {
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);
		uint32_t changed = ledger_rule(s->denials, (rule_id)i)->changed;

		if (last->changed[i] == changed)
			continue;
		last->changed[i] = changed;
		if (d->state == DECISION_OPEN || !d->chosen)
			continue;
		/* Decided without evidence: what there is now is what it stands on. */
		if (!seen_before_has(s->seen_before, (rule_id)i) &&
		    ledger_rule(s->denials, (rule_id)i)->count > 0)
			seen_before_take_rule(s->seen_before, (rule_id)i,
					      ledger_rule(s->denials, (rule_id)i));
		buf_clear(&what);
		news(s, (rule_id)i, d, &what);
		if (!what.len)
			continue;
		reopen(s, (rule_id)i, buf_str(&what));
		reopened++;
	}
	buf_release(&what);
	return reopened;
}

size_t session_reopen_all(struct session *s)
{
	s->reopening.count = 0;
	s->reopening.ledger = UINT64_MAX;
	return session_reopen(s);
}

void reopening_release(struct reopening *r)
{
	free(r->changed);
	*r = (struct reopening){ 0 };
}
