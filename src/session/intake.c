// SPDX-License-Identifier: GPL-2.0-or-later
/* What reading gives, into the session: which records the options let in, which of them are our own
 * doing, and what the marks between them mean. */
#include "config.h"

#include "intake_internal.h"

#include <string.h>

#include "denial/epoch.h"
#include "denial/storm.h"
#include "base/text.h"
#include "filter/pattern.h"
#include "session/judging.h"

static bool type_matches(const struct session *s, struct slice context)
{
	struct context_parts parts;
	char type[TEXT_NAME_MAX + 1];

	if (!context.n || !record_context_parts(context, &parts))
		return false;
	memcpy(type, parts.type.p, parts.type.n);
	type[parts.type.n] = '\0';
	return pattern_match(s->type, type);
}

/* Whether the options of reading let the record in. A record without a time cannot be shown to lie
 * outside --since and --until: it stays in. */
static bool wanted(const struct session *s, const struct record *r)
{
	const struct session_options *o = &s->options;

	if (r->time_ms != TIME_NONE) {
		if (o->since_ms != TIME_NONE && r->time_ms < o->since_ms)
			return false;
		if (o->until_ms != TIME_NONE && r->time_ms > o->until_ms)
			return false;
	}
	return !s->type || type_matches(s, r->scontext) || type_matches(s, r->tcontext) ||
	       type_matches(s, r->ncontext);
}

static void add_event(struct session *s, unsigned source, const struct record *r, rule_id rule,
		      uint32_t tuple)
{
	struct event e = {
		.time_ms = r->time_ms,
		.serial = r->serial,
		.offset = r->offset,
		.length = r->bytes > UINT32_MAX ? UINT32_MAX : (uint32_t)r->bytes,
		.line = r->line,
		.rule = rule,
		.tuple = tuple,
		.source = (uint16_t)source,
		.permissive = r->permissive,
		.granted = r->granted,
	};

	if (s->events)
		events_add(s->events, &e);
}

static void take_denial(struct session *s, unsigned source, const struct record *r, rule_id id,
			uint32_t tuple)
{
	add_event(s, source, r, id, tuple);
	if (r->time_ms == TIME_NONE)
		return;
	if (s->events)
		storms_add(s->storms, id, r->time_ms);
	if (s->loaded_all)
		session_clock_live(&s->clock, r->time_ms);
}

static bool take_record(void *ctx, unsigned source, const struct record *r, const char **why)
{
	struct session *s = ctx;
	struct ledger *l = r->granted ? s->granted : s->denials;
	bool here = reader_source(s->reader, source)->own;
	struct record own;
	uint32_t tuple = UINT32_MAX;
	rule_id id;

	*why = NULL;
	if (!wanted(s, r))
		return false;
	if (here && self_denials_is(&s->self_denials, r)) {
		own = *r;
		own.own = true;
		r = &own;
	}
	id = ledger_add(l, r, &tuple, why);
	if (id == RULE_NONE)
		return false;
	if (here && !r->own)
		self_denials_await(&s->self_denials, r, l, id);
	if (!r->granted)
		take_denial(s, source, r, id, tuple);
	if (r->own && !r->granted)
		notices_count(&s->notices, &s->messages, NOTICE_OWN, ++s->self_denials.count);
	return true;
}

static void take_companion(void *ctx, const struct companion *c)
{
	struct session *s = ctx;
	unsigned own = self_denials_companion(&s->self_denials, c);

	if (own)
		notices_count(&s->notices, &s->messages, NOTICE_OWN, s->self_denials.count += own);
	if (s->options.whole)
		ledger_companion(s->denials, c);
}

/* -l: what was denied before this load may be allowed since; start over. */
static void forget(struct session *s)
{
	ledger_clear(s->denials);
	storms_clear(s->storms);
	ledger_clear(s->granted);
	self_denials_forget(&s->self_denials);
	reader_forget(s->reader);
	if (s->events)
		events_clear(s->events);
}

static void take_mark(void *ctx, unsigned source, const struct log_mark *m)
{
	struct session *s = ctx;
	struct event e = {
		.time_ms = m->time_ms,
		.serial = m->serial,
		.offset = m->offset,
		.length = (uint32_t)m->text.n,
		.line = m->line,
		.rule = RULE_NONE,
		.tuple = UINT32_MAX,
		.source = (uint16_t)source,
		.permissive = -1,
		.mark = m->kind,
	};

	if (s->options.after_load && m->kind == LOG_MARK_POLICY_LOAD && !s->loaded_all)
		forget(s);
	if (s->events)
		events_add(s->events, &e);
	audit_health_mark(s, source, m);
	epochs_mark(s->epochs, m);
	/* Where the kernel's own word cannot be had, the record of it will do. */
	if (s->loaded_all && (m->kind == LOG_MARK_POLICY_LOAD || m->kind == LOG_MARK_BOOLEAN))
		judging_reload(s);
}

static void take_note(void *ctx, const char *text)
{
	struct session *s = ctx;

	message_add(&s->messages, DIAG_INFO, "%s", text);
}

struct reader_sink intake_sink(struct session *s)
{
	return (struct reader_sink){
		.ctx = s,
		.record = take_record,
		.mark = take_mark,
		.companion = take_companion,
		.only_comm = s->options.whole ? NULL : SELF_DENIALS_COMM,
		.note = take_note,
	};
}
