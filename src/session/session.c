// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/session.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "session/debug_commands.h"
#include "denial/epoch.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "session/audit_health.h"
#include "session/outcomes.h"
#include "filter/pattern.h"
#include "session/prunable.h"
#include "denial/storm.h"
#include "base/text.h"
#include "session/judging.h"
#include "session/row_judge.h"

/* Who logged in, which su and its like do not change (proc(5)): NULL where nobody did. */
static const struct passwd *logged_in(void)
{
	struct buf text = { 0 };
	const struct passwd *pw = NULL;
	unsigned long uid;
	char *end;

	if (fileio_read("/proc/self/loginuid", 32, &text, NULL) == 0) {
		uid = strtoul(buf_str(&text), &end, 10);
		if (end != text.data && uid < UINT32_MAX)
			pw = getpwuid((uid_t)uid);
	}
	buf_release(&text);
	return pw;
}

/* Who decides: as root the person behind it, by sudo or by the login. */
static char *login_name(void)
{
	const char *sudo = getenv("SUDO_USER");
	const struct passwd *pw = NULL;

	if (sudo && *sudo && geteuid() == 0)
		return mem_strdup(sudo);
	if (geteuid() == 0)
		pw = logged_in();
	if (!pw)
		pw = getpwuid(geteuid());
	return mem_strdup(pw ? pw->pw_name : "unknown");
}

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
	if (s->loaded_all && r->time_ms > s->clock.record_ms)
		log_clock_set(&s->clock, r->time_ms);
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

int session_init(struct session *s, const struct session_options *options, struct diag *d)
{
	const struct reader_sink sink = {
		.ctx = s,
		.record = take_record,
		.mark = take_mark,
		.companion = take_companion,
		.only_comm = options->whole ? NULL : SELF_DENIALS_COMM,
		.note = take_note,
	};
	struct diag why = { 0 };

	*s = (struct session){ .options = *options };
	s->now_ms = clock_wall_ms();
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
	s->judge = row_judge_of(s);
	s->seen_before = seen_before_new(s->names);
	if (options->events)
		s->events = events_new();
	s->reader = reader_new(&sink, options->events);
	s->module.dir = mem_strdup(".");
	s->module.version = mem_strdup("1.0");
	s->user = login_name();
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
	free(s->module.name);
	free(s->module.dir);
	free(s->module.path);
	buf_release(&s->module.text);
	free(s->module.foreign);
	free(s->module.adopted);
	free(s->module.version);
	free(s->user);
	self_denials_release(&s->self_denials);
	audit_health_release(&s->audit_health);
	free(s->reported.refused);
	free(s->reopening.changed);
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

/* What could not be opened was told when it was given. */
static bool is_told(const struct session *s, const char *text)
{
	size_t i;

	for (i = 0; i < s->messages.count; i++)
		if (strcmp(s->messages.items[i].text, text) == 0)
			return true;
	return false;
}

static void report_source(struct session *s, const struct reader_source *src)
{
	const struct scan_counts *c = &src->counts;
	char *path = text_cleaned(slice_of(src->path));

	if (src->failed && !is_told(s, src->error))
		message_add(&s->messages, DIAG_ERROR, "%s", src->error);
	message_add(&s->messages, c->refused ? DIAG_WARNING : DIAG_INFO,
		    "%s: %" PRIu64 " line%s, %" PRIu64 " record%s: %" PRIu64 " denial%s, %" PRIu64
		    " granted, %" PRIu64 " skipped, %" PRIu64 " refused; %" PRIu64
		    " joined from several lines",
		    path, c->lines, c->lines == 1 ? "" : "s", c->records,
		    c->records == 1 ? "" : "s", c->denials, c->denials == 1 ? "" : "s", c->granted,
		    c->skipped, c->refused, c->joined);
	if (c->records == 0 && !src->failed)
		message_add(&s->messages, DIAG_INFO,
			    "%s: no SELinux denial in it; dontaudit rules may hide some (semodule "
			    "-DB shows them, semodule -B hides them again)",
			    path);
	if (c->date_ambiguous)
		message_add(&s->messages, DIAG_WARNING,
			    "%s: %" PRIu64 " dates could be day/month or month/day; these records "
			    "have no time here",
			    path, c->date_ambiguous);
	if (c->long_lines)
		message_add(&s->messages, DIAG_WARNING,
			    "%s: %" PRIu64 " lines over %zu bytes were read only in part", path,
			    c->long_lines, SCAN_LINE_MAX);
	free(path);
}

static void report_refused(struct session *s, const struct reader_source *src, size_t from)
{
	char *base = text_cleaned(slice_of(fileio_base(src->path)));
	size_t i;

	for (i = from; i < src->refused_count; i++)
		message_add(&s->messages, DIAG_WARNING, "%s:%u: refused: %s: %s", base,
			    src->refused[i].line, src->refused[i].reason, src->refused[i].text);
	free(base);
}

/* What reading one source came to, once; what it refused since, each time. */
static void report(struct session *s, size_t i)
{
	const struct reader_source *src = reader_source(s->reader, i);

	if (i >= s->reported.count) {
		s->reported.refused = mem_grow(s->reported.refused, &s->reported.cap, i + 1,
					       sizeof(*s->reported.refused));
		s->reported.refused[i] = 0;
		s->reported.count = i + 1;
		report_source(s, src);
	} else if (src->failed && !is_told(s, src->error)) {
		message_add(&s->messages, DIAG_ERROR, "%s", src->error);
	}
	report_refused(s, src, s->reported.refused[i]);
	s->reported.refused[i] = src->refused_count;
}

enum reader_state session_step(struct session *s, size_t budget_bytes)
{
	enum reader_state state = reader_step(s->reader, budget_bytes);
	size_t i;

	audit_health_step(s);
	if (state == READER_MORE)
		return state;
	count_granted(s);
	s->loaded_all = true;
	session_reopen(s);
	judging_loaded_all(s);
	for (i = 0; i < reader_count(s->reader); i++)
		report(s, i);
	if (ledger_tuples_lost(s->denials) && !s->reported.lost) {
		message_add(&s->messages, DIAG_WARNING,
			    "memory for distinct denials is used up; %" PRIu64
			    " of them were counted but not kept apart",
			    ledger_tuples_lost(s->denials));
		s->reported.lost = true;
	}
	return state;
}

void session_read_all(struct session *s)
{
	enum reader_state state;

	do
		state = session_step(s, (size_t)8 << 20);
	while (state == READER_MORE || (state == READER_WAITING && reader_wait(s->reader)));
}

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
	uint64_t ledger = ledger_serial(s->denials) + 1,
		 decisions = decisions_serial(s->decisions) + 1;
	size_t i, n = ledger_count(s->denials);

	if (s->listed.ledger == ledger && s->listed.decisions == decisions)
		return s->listed.count;
	for (i = s->listed.count = 0; i < n; i++)
		s->listed.count += session_lists(s, (rule_id)i);
	s->listed.ledger = ledger;
	s->listed.decisions = decisions;
	return s->listed.count;
}

void session_row(const struct session *s, rule_id id, struct row *row)
{
	*row = (struct row){ .names = s->names,
			     .rule = ledger_rule(s->denials, id),
			     .decision = decisions_get(s->decisions, id),
			     .id = id,
			     .now_ms = s->now_ms,
			     .judge = &s->judge };
}
