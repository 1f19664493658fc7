// SPDX-License-Identifier: GPL-2.0-or-later
/* Opens a session from the command line: its policy, its logs, its live source. Shared by screen
 * and batch; does not parse options. */
#include "config.h"

#include "session/open.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "live_choice_internal.h"
#include "session/judging.h"

/* True for `avcurate list < log` and `… | avcurate list`; false for a terminal or /dev/null. */
static bool stdin_is_a_log(void)
{
	struct stat st;

	return fstat(0, &st) == 0 &&
	       (S_ISREG(st.st_mode) || S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode));
}

static int64_t boot_ms(void)
{
	struct timespec up;

	clock_gettime(CLOCK_BOOTTIME, &up);
	return clock_wall_ms() - (int64_t)up.tv_sec * 1000 - up.tv_nsec / 1000000;
}

static void report_input(struct session *s, int rc, struct diag *problem, enum status *status)
{
	if (rc == 0)
		return;
	*status = STATUS_UNREADABLE;
	message_add(&s->messages, DIAG_ERROR, "%s", diag_text(problem));
	diag_release(problem);
}

static bool names_none(const struct options *o)
{
	return !o->logs.count && !o->all && !o->boot && !o->dmesg;
}

/* The policy that this host enforces, to ask it about ourselves; NULL if SELinux is off. The
 * session's own if it is that one; else *loaded, which the caller frees. */
static const struct policy *host_policy(struct session *s, struct policy **loaded)
{
	struct policy_source source = { 0 };
	const struct policy *policy;

	if (policy_host_mode() == POLICY_DISABLED)
		return NULL;
	judging_wait(s);
	policy = judging_policy(s);
	if (policy && policy->assumed)
		return policy;
	return *loaded = policy_load(&source, NULL);
}

static int add_choice(struct session *s, const struct live_choice *c, struct diag *d)
{
	message_add(&s->messages, DIAG_INFO, "reading %s (%s)%s", c->row->what,
		    c->path ? c->path : c->row->name,
		    c->watch ? "" : "; inotify is not permitted, polling instead");
	return reader_add_live(s->reader, c->row, c->path, c->watch, d);
}

/* Add the best readable source. */
static int add_auto(struct session *s, const struct policy *policy, int auditd, struct diag *d)
{
	struct live_choice c;
	char *line, *next;
	int rc = 0;

	live_choice_make(&c, policy, auditd);
	for (line = c.why.data; line && *line; line = next) {
		next = strchr(line, '\n');
		*next++ = '\0';
		message_add(&s->messages, DIAG_INFO, "not read live: %s", line);
	}
	if (c.row)
		rc = add_choice(s, &c, d);
	else
		notices_set(&s->notices, &s->messages, NOTICE_NO_SOURCE, NULL);
	live_choice_release(&c);
	return rc;
}

static int add_named(struct session *s, const char *name, bool live, struct diag *d)
{
	const struct live_row *row = live_find(name);
	const struct policy *policy;
	struct policy *loaded = NULL;
	struct live_choice c;
	int rc, auditd = -1;

	if (!row && strcmp(name, LIVE_AUTO) != 0)
		return reader_add_live(s->reader, NULL, name, true, d);
	if (row && !live && !row->history)
		return diag_set(d, "--source %s gives only new records: use it on the screen",
				name);
	policy = host_policy(s, &loaded);
	if (live && live_choice_may_ask(policy))
		auditd = audit_health_ask(s);
	if (!row) {
		rc = add_auto(s, policy, auditd, d);
	} else {
		rc = live_choice_named(&c, row, policy, d) ? add_choice(s, &c, d) : -1;
		live_choice_release(&c);
	}
	policy_free(loaded);
	return rc;
}

static enum status open_inputs(struct session *s, const struct options *o, bool live)
{
	enum status status = STATUS_OK;
	struct diag problem = { 0 };
	size_t i;

	for (i = 0; i < o->logs.count; i++)
		report_input(s, reader_add(s->reader, o->logs.items[i], &problem), &problem,
			     &status);
	if (o->all || o->boot)
		report_input(s, reader_add_host_log(s->reader, true, &problem), &problem, &status);
	if (o->dmesg)
		report_input(s, reader_add_kernel(s->reader, &problem), &problem, &status);
	if (names_none(o) && !o->source && stdin_is_a_log())
		report_input(s, reader_add(s->reader, "-", &problem), &problem, &status);
	else if (names_none(o) && !o->source && !o->te && !live)
		report_input(s, reader_add_host_log(s->reader, false, &problem), &problem, &status);
	else if (o->source && !live)
		report_input(s, add_named(s, o->source, false, &problem), &problem, &status);
	if (notices_active(&s->notices, NOTICE_NO_SOURCE))
		status = STATUS_UNREADABLE;
	if (live)
		reader_follow(s->reader, true);
	return status;
}

void open_live(struct session *s, const struct options *o, const char *configured)
{
	const char *name = o->source ? o->source : configured ? configured : LIVE_AUTO;
	enum status status = STATUS_OK;
	struct diag problem = { 0 };

	if (!o->source && (!names_none(o) || o->te || stdin_is_a_log()))
		return;
	report_input(s, add_named(s, name, true, &problem), &problem, &status);
}

const char *open_policy_path(const struct options *o, size_t i)
{
	if (i < o->policies.count)
		return o->policies.items[i];
	return i == 0 ? getenv("AVCURATE_POLICY") : NULL;
}

bool open_wants_no_policy(const char *path)
{
	return path && (!*path || strcmp(path, "none") == 0);
}

/* Open the policy of -p, $AVCURATE_POLICY, or else this host's where rules are judged; `list`
 * shows the log without one unless it is named. This host's own may fail, since the operator did
 * not ask for it: the session works without. */
static int open_policy(struct session *s, const struct options *o, bool live, struct diag *d)
{
	const char *path = open_policy_path(o, 0);
	struct diag problem = { 0 };
	struct stat st;
	int rc;

	if (open_wants_no_policy(path))
		return 0;
	if (!path && o->command == COMMAND_LIST)
		return 0;
	if (live) {
		rc = judging_start(s, path, &problem);
	} else {
		if (path && lstat(path, &st) == 0 && S_ISFIFO(st.st_mode))
			fprintf(stderr, "avcurate: waiting for a policy from the pipe %s\n", path);
		rc = judging_load(s, path, &problem);
	}
	if (rc < 0 && path)
		diag_set(d, "%s", diag_text(&problem));
	else if (rc < 0)
		message_add(&s->messages, DIAG_WARNING, "%s", diag_text(&problem));
	diag_release(&problem);
	return path ? rc : 0;
}

enum status open_session(struct session *s, const struct options *o, bool live, struct diag *d)
{
	struct session_options so = {
		.since_ms = TIME_NONE,
		.until_ms = TIME_NONE,
		.file_contexts = o->file_contexts,
		.type_regex = o->type,
		.after_load = o->after_load,
		.events = o->command == COMMAND_SCREEN || o->command == COMMAND_BUILD,
		/* A plain list does not show these. */
		.whole = o->command != COMMAND_LIST || o->format || o->filter || o->sort ||
			 o->policies.count,
	};
	int64_t now = clock_wall_ms();
	int bad = 0;

	if (o->boot)
		so.since_ms = boot_ms();
	if (o->since)
		bad |= query_time(o->since, now, &so.since_ms, d);
	if (o->until)
		bad |= query_time(o->until, now, &so.until_ms, d);
	if (session_init(s, &so, d) < 0 || bad)
		return STATUS_USAGE;
	if (open_policy(s, o, live, d) < 0)
		return STATUS_UNREADABLE;
	return open_inputs(s, o, live);
}
