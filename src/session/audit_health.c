// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds out why denials of this host may be missing: auditd does not run, the kernel lost or
 * suppressed records, an audit rule excludes them. Reads records and, if permitted, asks the
 * kernel; knows nothing of the policy. */
#include "config.h"

#include "session/audit_health.h"

#include <ctype.h>
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "denial/event.h"
#include "scan/fields.h"
#include "session/session.h"

#define ASK_US   5000000
#define FIRST_MS 200 /* wait for the kernel's first answer; it takes less than one */
#define LOOK_US  1000000
/* Room for the other records of the event, as auditd writes them after the first. */
#define EVENT_BYTES 4096

void audit_health_release(struct audit_health *m)
{
	audit_state_release(&m->audit);
	*m = (struct audit_health){ 0 };
}

static const char *find_word(struct slice text, const char *word)
{
	return memmem(text.p, text.n, word, strlen(word));
}

/* Messages for notices that no longer hold; until then the notice's own message is the last one. */
static const char *const undone[NOTICES] = {
	[NOTICE_NO_AUDITD] = "auditd runs again",
	[NOTICE_AUDITD_RECEIVES] = "auditd no longer receives the audit records",
	[NOTICE_AVC_EXCLUDED] = "no audit rule keeps denials out of the log any longer",
	[NOTICE_NO_PATHS] = "denials have full paths from now on: an audit rule was added",
};

static void switch_notice(struct session *s, enum notice id, bool on, const char *what)
{
	if (on) {
		notices_set(&s->notices, &s->messages, id, what);
		return;
	}
	if (undone[id] && notices_active(&s->notices, id))
		message_add(&s->messages, DIAG_INFO, "%s", undone[id]);
	notices_clear(&s->notices, id);
}

static void count_lost(struct session *s, uint64_t n)
{
	if (n > s->audit_health.lost)
		s->audit_health.lost = n;
	if (s->audit_health.lost)
		notices_count(&s->notices, &s->messages, NOTICE_LOST, s->audit_health.lost);
}

/* kernel/audit.c: "audit_lost=5 audit_rate_limit=0 audit_backlog_limit=64", the count since boot;
 * lib/ratelimit.c: "kauditd_printk_skb: 16 callbacks suppressed", those since the last time. */
static void read_lost(struct session *s, const struct log_mark *m)
{
	struct slice lost = fields_find(m->text, "audit_lost");
	const char *p, *digits;

	if (lost.n) {
		count_lost(s, field_number(lost));
		return;
	}
	p = find_word(m->text, " callbacks suppressed");
	if (!p) {
		/* "audit: backlog limit exceeded": the next line has the number. */
		if (!s->audit_health.lost)
			notices_set(&s->notices, &s->messages, NOTICE_LOST, NULL);
		return;
	}
	for (digits = p; digits > m->text.p && isdigit((unsigned char)digits[-1]); digits--)
		;
	s->audit_health.suppressed += field_number((struct slice){ digits, (size_t)(p - digits) });
	notices_count(&s->notices, &s->messages, NOTICE_SUPPRESSED, s->audit_health.suppressed);
}

#define ADDED_TO_EXCLUDE "a rule was added to the exclude list"
#define NO_RULE          "no audit rule"

/* kernel/auditfilter.c: "op=add_rule key=… list=4 res=1"; kernel/audit.c: "op=set audit_pid=0
 * old=214". Lists 4 and 5 are exit and exclude. Not used when we may ask the kernel itself. */
static void read_config(struct session *s, const struct log_mark *m)
{
	struct slice op = field_plain(fields_find(m->text, "op"));
	struct slice pid = fields_find(m->text, "audit_pid"), list = fields_find(m->text, "list");
	bool added = slice_is(op, "add_rule"), removed = slice_is(op, "remove_rule");

	s->audit_health.ask_us = 0;
	if (s->audit_health.audit.rules_known || slice_is(fields_find(m->text, "res"), "0"))
		return;
	if (slice_is(op, "set") && pid.n)
		s->audit_health.no_auditd = field_number(pid) == 0;
	if (slice_is(list, "5") && (added || removed))
		switch_notice(s, NOTICE_AVC_EXCLUDED, added, ADDED_TO_EXCLUDE);
	/* One rule is enough; the next denial shows if another one remains. */
	if (slice_is(list, "4") && added)
		switch_notice(s, NOTICE_NO_PATHS, false, NULL);
	if (slice_is(list, "4") && (added || removed))
		s->audit_health.paths_known = false;
}

void audit_health_mark(struct session *s, unsigned source, const struct log_mark *m)
{
	bool here = reader_source(s->reader, source)->own;

	switch (m->kind) {
	case LOG_MARK_LOST:
		read_lost(s, m);
		break;
	case LOG_MARK_BOOT:
		/* The kernel counts from zero again. */
		s->audit_health.lost = 0;
		notices_clear(&s->notices, NOTICE_LOST);
		break;
	case LOG_MARK_AUDITD_START:
	case LOG_MARK_AUDITD_END:
		if (here)
			s->audit_health.no_auditd = m->kind == LOG_MARK_AUDITD_END;
		s->audit_health.ask_us = 0;
		break;
	case LOG_MARK_AUDIT_CONFIG:
		if (here)
			read_config(s, m);
		break;
	case LOG_MARK_POLICY_LOAD:
	case LOG_MARK_STATUS:
	case LOG_MARK_BOOLEAN:
	case LOG_MARK_KINDS:
		break;
	}
}

static bool is_kernel_log(const struct reader_source *src)
{
	return src->live && strcmp(src->path, LIVE_KERNEL_PATH) == 0;
}

/* The kernel prints its records only if auditd does not receive them. */
static void check_auditd(struct session *s)
{
	const struct audit_state *a = &s->audit_health.audit;
	const char *path = NULL;
	size_t i;

	for (i = 0; a->known && a->auditd > 0 && i < reader_count(s->reader); i++)
		if (is_kernel_log(reader_source(s->reader, i)))
			path = reader_source(s->reader, i)->path;
	switch_notice(s, NOTICE_AUDITD_RECEIVES, path != NULL, path);
}

static void check_sources(struct session *s)
{
	uint64_t overwritten = 0, printed = 0;
	const char *away = NULL;
	bool live = false;
	size_t i;

	for (i = 0; i < reader_count(s->reader); i++) {
		const struct reader_source *src = reader_source(s->reader, i);

		overwritten += src->overwritten;
		live |= src->live;
		if (src->away)
			away = src->path;
		if (is_kernel_log(src))
			printed = src->counts.records;
	}
	if (overwritten)
		notices_count(&s->notices, &s->messages, NOTICE_OVERWRITTEN, overwritten);
	switch_notice(s, NOTICE_NOT_CONNECTED, away != NULL, away);
	check_auditd(s);
	/* The kernel prints denials only without auditd. */
	if (s->audit_health.printed && printed > s->audit_health.printed)
		s->audit_health.no_auditd = true;
	if (live && !s->audit_health.audit.known)
		switch_notice(s, NOTICE_NO_AUDITD, s->audit_health.no_auditd, NULL);
	s->audit_health.printed = printed;
}

/* Permissions that only a look-up by path is denied: an access to an open file never has a path,
 * whatever the audit rules. */
static bool is_by_path(struct slice text)
{
	static const char *const words[] = { " search ", " add_name ", " remove_name ", " open ",
					     " create ", " unlink ",   " rename ",      " link ",
					     " rmdir ",  " execute " };
	const char *open = find_word(text, "{"), *close = find_word(text, "}");
	struct slice perms;
	size_t i;

	if (!open || !close || close < open)
		return false;
	perms = (struct slice){ open, (size_t)(close - open) };
	for (i = 0; i < AV_ARRAY_LEN(words); i++)
		if (find_word(perms, words[i]))
			return true;
	return find_word(perms, " write ") && slice_is(fields_find(text, "tclass"), "dir");
}

static bool next_line(struct slice *rest, struct slice *line)
{
	const char *nl;

	if (!rest->n)
		return false;
	nl = memchr(rest->p, '\n', rest->n);
	*line = (struct slice){ rest->p, nl ? (size_t)(nl - rest->p) : rest->n };
	rest->p += line->n + (nl != NULL);
	rest->n -= line->n + (nl != NULL);
	return nl != NULL;
}

int audit_health_paths_in(struct slice text)
{
	struct slice line, items, stamp = { 0 };
	const char *p;

	if (!next_line(&text, &line) || !is_by_path(line))
		return -1;
	stamp.p = find_word(line, "audit(");
	p = stamp.p ? memchr(stamp.p, ')', (size_t)(line.p + line.n - stamp.p)) : NULL;
	if (!p)
		return -1;
	stamp.n = (size_t)(p - stamp.p);
	while (next_line(&text, &line)) {
		if (!memmem(line.p, line.n, stamp.p, stamp.n))
			continue;
		items = fields_find(line, "items");
		if (items.n && fields_find(line, "syscall").p)
			return field_number(items) > 0;
	}
	return -1;
}

/* Check the newest denial of this host, once a second. */
static void check_paths(struct session *s)
{
	struct audit_health *m = &s->audit_health;
	uint64_t total = s->events ? events_total(s->events) : 0;
	int64_t now = clock_us();
	struct buf text = { 0 };
	const struct event *e;
	int has;

	if (m->paths_known || m->audit.rules_known || total == m->looked || now < m->look_us)
		return;
	m->looked = total;
	m->look_us = now + LOOK_US;
	e = events_at(s->events, events_count(s->events) - 1);
	if (e->rule == RULE_NONE || !reader_source(s->reader, e->source)->own ||
	    reader_text(s->reader, e->source, e->offset, e->length + EVENT_BYTES, &text, NULL) < 0)
		has = -1;
	else
		has = audit_health_paths_in((struct slice){ buf_str(&text), text.len });
	buf_release(&text);
	if (has < 0)
		return;
	switch_notice(s, NOTICE_NO_PATHS, !has, NO_RULE);
	/* Without paths check again: a rule may be loaded at any time. */
	m->paths_known = has;
}

void audit_health_step(struct session *s)
{
	check_sources(s);
	check_paths(s);
}

static void read_answers(struct session *s)
{
	struct audit_state *a = &s->audit_health.audit;

	if (!audit_state_step(a))
		return;
	if (a->known) {
		switch_notice(s, NOTICE_NO_AUDITD, a->auditd == 0, NULL);
		check_auditd(s);
		count_lost(s, a->lost);
	}
	if (!a->rules_known)
		return;
	switch_notice(s, NOTICE_AVC_EXCLUDED, a->excluded.len > 0, buf_str(&a->excluded));
	switch_notice(s, NOTICE_NO_PATHS, !a->path_rules || a->never_task,
		      a->never_task ? "the audit rule -a never,task" : NO_RULE);
}

int audit_health_ask(struct session *s)
{
	struct audit_health *m = &s->audit_health;
	struct pollfd answer = { .events = POLLIN };

	if (audit_state_ask(&m->audit) < 0)
		return -1;
	answer.fd = m->audit.fd;
	while (!m->audit.rules_known && poll(&answer, 1, FIRST_MS) > 0)
		read_answers(s);
	/* On a busy host the answer may come later: a later step reads it. */
	m->may_ask = true;
	m->ask_us = clock_us() + ASK_US;
	return m->audit.known ? m->audit.auditd > 0 : -1;
}

void audit_health_tick(struct session *s)
{
	struct audit_health *m = &s->audit_health;

	if (!m->may_ask)
		return;
	read_answers(s);
	if (clock_us() < m->ask_us)
		return;
	m->ask_us = clock_us() + ASK_US;
	audit_state_ask(&m->audit);
}

int audit_health_timeout_ms(const struct session *s)
{
	int64_t left = s->audit_health.ask_us - clock_us();

	if (!s->audit_health.may_ask)
		return -1;
	return left > 0 ? (int)(left / 1000) + 1 : 0;
}
