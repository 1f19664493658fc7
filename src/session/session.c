// SPDX-License-Identifier: GPL-2.0-or-later
/* A session is composed here: what it is made of, and what is done after each step of reading. */
#include "config.h"

#include "session/session.h"

#include <stdlib.h>

#include "base/mem.h"
#include "denial/epoch.h"
#include "denial/storm.h"
#include "filter/pattern.h"
#include "intake_internal.h"
#include "operator_internal.h"
#include "row_judge_internal.h"
#include "session/debug_commands.h"
#include "session/judging.h"
#include "session/outcomes.h"
#include "session/prunable.h"

int session_init(struct session *s, const struct session_options *options, struct diag *d)
{
	struct reader_sink sink;
	struct diag why = { 0 };

	*s = (struct session){ .options = *options };
	sink = intake_sink(s);
	session_clock_start(&s->clock);
	self_denials_init(&s->self_denials);
	s->names = intern_new();
	s->denials = ledger_new(s->names, 0);
	s->granted = ledger_new(s->names, 0);
	/* Who only lists writes no .te. */
	ledger_keep_samples(s->denials, options->events);
	ledger_keep_samples(s->granted, false);
	ledger_await_companions(s->denials, options->whole);
	ledger_await_companions(s->granted, false);
	s->decisions = decisions_new();
	s->epochs = epochs_new();
	s->outcomes = outcomes_new();
	s->prunables = prunables_new();
	s->debug_commands = debug_commands_new();
	s->storms = storms_new();
	s->row_judge = row_judge_of(s);
	s->seen_before = seen_before_new(s->names);
	if (options->events)
		s->events = events_new();
	s->reader = reader_new(&sink, options->events);
	module_file_init(&s->module);
	s->user = operator_name();
	if (!options->type_regex)
		return 0;
	s->type = pattern_new(options->type_regex, &why);
	if (!s->type)
		diag_set(d, "-t %s: %s", options->type_regex, diag_text(&why));
	diag_release(&why);
	return s->type ? 0 : -1;
}

void session_release(struct session *s)
{
	judging_release(s);
	outcomes_free(s->outcomes);
	prunables_free(s->prunables);
	debug_commands_free(s->debug_commands);
	storms_free(s->storms);
	epochs_free(s->epochs);
	pattern_free(s->type);
	reader_free(s->reader);
	decisions_free(s->decisions);
	seen_before_free(s->seen_before);
	events_free(s->events);
	ledger_free(s->denials);
	ledger_free(s->granted);
	intern_free(s->names);
	message_log_release(&s->messages);
	notices_release(&s->notices);
	module_file_release(&s->module);
	free(s->user);
	self_denials_release(&s->self_denials);
	audit_health_release(&s->audit_health);
	source_report_release(&s->source_report);
	reopening_release(&s->reopening);
	*s = (struct session){ 0 };
}

/* Rules carry how many granted records there are of the same key. */
static void count_granted(struct session *s)
{
	size_t i;

	for (i = 0; i < ledger_count(s->granted); i++) {
		const struct rule *g = ledger_rule(s->granted, (rule_id)i);
		rule_id id = ledger_find(s->denials, &g->key);

		if (id != RULE_NONE)
			ledger_set_granted(s->denials, id, g->count);
	}
}

enum reader_state session_step(struct session *s, size_t budget_bytes)
{
	enum reader_state state = reader_step(s->reader, budget_bytes);

	audit_health_step(s);
	if (state == READER_MORE)
		return state;
	count_granted(s);
	s->loaded_all = true;
	session_reopen(s);
	judging_loaded_all(s);
	source_report_step(s);
	return state;
}

void session_read_all(struct session *s)
{
	enum reader_state state;

	do
		state = session_step(s, (size_t)8 << 20);
	while (state == READER_MORE || (state == READER_WAITING && reader_wait(s->reader)));
}
