// SPDX-License-Identifier: GPL-2.0-or-later
/* What the header says besides: lost records, auditd, paths, denials of our own; and whether the policy
 * lets us read a source. From records as they stand in logs, and from the kernel's answers. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/netlink.h>

#include <cmocka.h>

#include "base/process.h"
#include "src/session/live_choice_internal.h"
#include "base/fileio.h"
#include "policy/load.h"
#include "session/session.h"

struct fixture {
	struct session s;
	char *dir, *log;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct session_options o = { .since_ms = TIME_NONE, .until_ms = TIME_NONE, .events = true };

	f->dir = fileio_temp_dir(NULL);
	f->log = fileio_join(f->dir, "audit.log");
	*state = f;
	return session_init(&f->s, &o, NULL);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	session_release(&f->s);
	fileio_remove_dir(f->dir);
	free(f->dir);
	free(f->log);
	free(f);
	return 0;
}

/* Read these lines as this host's log. */
static void read_here(struct fixture *f, const char *text)
{
	FILE *file = fopen(f->log, "a");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	if (!reader_count(f->s.reader)) {
		assert_int_equal(reader_add_live(f->s.reader, live_find("log"), f->log, true, NULL),
				 0);
		reader_follow(f->s.reader, true);
	}
	while (session_step(&f->s, 65536) == READER_MORE)
		;
}

static void expect_head(struct fixture *f, enum notice id, const char *words)
{
	struct buf head = { 0 };

	if (!words) {
		assert_false(notices_active(&f->s.notices, id));
		return;
	}
	assert_true(notices_active(&f->s.notices, id));
	notices_head(&f->s.notices, id, &head);
	assert_string_equal(buf_str(&head), words);
	buf_release(&head);
}

static size_t messages_with(const struct fixture *f, const char *words)
{
	size_t i, n = 0;

	for (i = 0; i < f->s.messages.count; i++)
		n += strstr(f->s.messages.items[i].text, words) != NULL;
	return n;
}

static void test_lost_records_are_counted(void **state)
{
	struct fixture *f = *state;

	read_here(f, "[    2.0] audit: audit_backlog=65 > audit_backlog_limit=64\n"
		     "[    2.0] audit: backlog limit exceeded\n");
	expect_head(f, NOTICE_LOST, "some audit records lost");
	read_here(f, "[    2.0] audit: audit_lost=7 audit_rate_limit=0 audit_backlog_limit=64\n"
		     "[    3.0] kauditd_printk_skb: 16 callbacks suppressed\n"
		     "[    9.0] kauditd_printk_skb: 4 callbacks suppressed\n");
	expect_head(f, NOTICE_LOST, "7 audit records lost");
	expect_head(f, NOTICE_SUPPRESSED, "20 kernel messages suppressed");
	/* Told once each, however often they are counted on. */
	assert_int_equal(messages_with(f, "backlog"), 1);
	assert_int_equal(messages_with(f, "callbacks suppressed"), 1);
}

static void test_auditd_comes_and_goes(void **state)
{
	struct fixture *f = *state;

	read_here(
		f,
		"type=DAEMON_START msg=audit(1795163001.000:1): op=start ver=3.0.9 res=success\n");
	expect_head(f, NOTICE_NO_AUDITD, NULL);
	read_here(f,
		  "type=DAEMON_END msg=audit(1795163002.000:2): op=terminate auid=0 res=success\n");
	expect_head(f, NOTICE_NO_AUDITD, "auditd not running");
	assert_int_equal(messages_with(f, "auditd runs again"), 0);
	read_here(
		f,
		"type=DAEMON_START msg=audit(1795163003.000:3): op=start ver=3.0.9 res=success\n");
	expect_head(f, NOTICE_NO_AUDITD, NULL);
	assert_int_equal(messages_with(f, "auditd runs again"), 1);
	read_here(f,
		  "[   99.0] audit: type=1305 audit(1795163004.000:4): op=set audit_pid=0 old=214 "
		  "auid=0 ses=1 subj=u:r:auditd_t:s0 res=1\n");
	expect_head(f, NOTICE_NO_AUDITD, "auditd not running");
}

/* A restart that the log tells of is past: nothing is missing now. */
static void test_a_restart_of_before_is_no_news(void **state)
{
	struct fixture *f = *state;

	read_here(
		f,
		"type=DAEMON_END msg=audit(1795163002.000:2): op=terminate auid=0 res=success\n"
		"type=DAEMON_START msg=audit(1795163003.000:3): op=start ver=3.0.9 res=success\n");
	expect_head(f, NOTICE_NO_AUDITD, NULL);
	assert_int_equal(messages_with(f, "auditd"), 0);
}

/* /dev/kmsg is followed, and then auditd is started: from there nothing comes any more. */
static void test_auditd_takes_what_was_printed(void **state)
{
	struct fixture *f = *state;
	struct reader_source *src;

	read_here(f, "[    2.0] nothing of ours\n");
	src = (struct reader_source *)reader_source(f->s.reader, 0);
	f->s.audit_health.audit.known = true;
	f->s.audit_health.audit.auditd = 214;
	session_step(&f->s, 65536);
	expect_head(f, NOTICE_AUDITD_TAKES, NULL);
	free(src->path);
	src->path = strdup("/dev/kmsg");
	session_step(&f->s, 65536);
	expect_head(f, NOTICE_AUDITD_TAKES, "auditd runs: no denial comes to /dev/kmsg");
	f->s.audit_health.audit.auditd = 0;
	session_step(&f->s, 65536);
	expect_head(f, NOTICE_AUDITD_TAKES, NULL);
}

static void test_a_rule_that_excludes_is_told(void **state)
{
	struct fixture *f = *state;

	read_here(f, "type=CONFIG_CHANGE msg=audit(1795163001.000:1): auid=0 ses=1 subj=u:r:x_t:s0 "
		     "op=add_rule key=(null) list=5 res=1\x1d"
		     "AUID=\"root\"\n");
	assert_true(notices_active(&f->s.notices, NOTICE_AVC_EXCLUDED));
	read_here(f, "type=CONFIG_CHANGE msg=audit(1795163001.000:2): auid=0 ses=1 subj=u:r:x_t:s0 "
		     "op=remove_rule key=(null) list=5 res=1\n");
	expect_head(f, NOTICE_AVC_EXCLUDED, NULL);
}

#define USERADD(serial, perms, class, items)                                       \
	"type=AVC msg=audit(1795163002.356:" serial "): avc:  denied  { " perms    \
	" } for  pid=189 comm=\"useradd\" name=\"opt\" scontext=u:r:useradd_t:s0 " \
	"tcontext=u:object_r:usr_t:s0 tclass=" class                               \
		" permissive=0\n"                                                  \
		"type=SYSCALL msg=audit(1795163002.356:" serial                    \
		"): arch=c000003e syscall=83 success=no exit=-13 a0=1 items=" items " ppid=1\n"

static void test_whether_paths_are_recorded(void **state)
{
	static const struct {
		const char *text;
		int has;
	} cases[] = {
		{ USERADD("44", "write", "dir", "2"), 1 },
		{ USERADD("44", "write", "dir", "0"), 0 },
		{ USERADD("44", "read open", "file", "0"), 0 },
		/* What is done to an open file has no path in any case. */
		{ USERADD("44", "write", "file", "0"), -1 },
		{ USERADD("44", "name_bind", "tcp_socket", "0"), -1 },
		{ "type=AVC msg=audit(1.1:44): avc:  denied  { open } x\n", -1 },
		{ "type=AVC msg=audit(1.1:44): avc:  denied  { open } x\ntype=SYSCALL "
		  "msg=audit(1.1:45): syscall=2 items=0\n",
		  -1 },
		{ "[1.0] audit: type=1400 audit(1.1:44): avc:  denied  { open } x\n[1.0] audit: "
		  "type=1300 audit(1.1:44): arch=c000003e syscall=83 items=0 x\n",
		  0 },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(audit_health_paths_in(slice_of(cases[i].text)), cases[i].has);
	read_here(f, USERADD("44", "write", "dir", "0"));
	expect_head(f, NOTICE_NO_PATHS, "no full paths: no audit rule");
	/* A rule is loaded, and no denial has come since. */
	read_here(f,
		  "type=CONFIG_CHANGE msg=audit(1795163003.000:50): auid=0 ses=1 subj=u:r:x_t:s0 "
		  "op=add_rule key=\"shadow\" list=4 res=1\n");
	expect_head(f, NOTICE_NO_PATHS, NULL);
	f->s.audit_health.look_us = 0; /* a second later */
	read_here(f, USERADD("46", "write", "dir", "0"));
	expect_head(f, NOTICE_NO_PATHS, "no full paths: no audit rule");
	f->s.audit_health.look_us = 0;
	read_here(f, USERADD("45", "write", "dir", "2"));
	expect_head(f, NOTICE_NO_PATHS, NULL);
}

/* A datagram as the kernel sends it. */
static void answer(struct audit_state *a, uint16_t type, const void *data, size_t n)
{
	char bytes[4096] = { 0 };
	struct nlmsghdr h = { .nlmsg_len = (uint32_t)(NLMSG_HDRLEN + n), .nlmsg_type = type };

	memcpy(bytes, &h, sizeof(h));
	if (n)
		memcpy(bytes + NLMSG_HDRLEN, data, n);
	audit_state_parse(a, bytes, NLMSG_HDRLEN + n);
}

static void test_what_the_kernel_says_of_audit(void **state)
{
	struct audit_status status = { .pid = 214, .lost = 3 };
	struct audit_rule_data watch = { .flags = AUDIT_FILTER_EXIT, .action = AUDIT_ALWAYS },
			       never = { .flags = AUDIT_FILTER_TASK, .action = AUDIT_NEVER },
			       hide = { .flags = AUDIT_FILTER_EXCLUDE,
					.action = AUDIT_NEVER,
					.field_count = 1,
					.fields = { AUDIT_MSGTYPE },
					.fieldflags = { AUDIT_EQUAL },
					.values = { AUDIT_AVC } },
			       other = hide;
	struct audit_state a = { 0 };

	(void)state;
	other.values[0] = AUDIT_CWD;
	answer(&a, AUDIT_GET, &status, sizeof(status));
	assert_true(a.known);
	assert_int_equal(a.auditd, 214);
	assert_int_equal(a.lost, 3);
	assert_false(a.rules_known);
	answer(&a, AUDIT_LIST_RULES, &watch, sizeof(watch));
	answer(&a, AUDIT_LIST_RULES, &other, sizeof(other));
	answer(&a, NLMSG_DONE, NULL, 0);
	assert_true(a.rules_known);
	assert_int_equal(a.path_rules, 1);
	assert_int_equal(a.excluded.len, 0);
	answer(&a, AUDIT_LIST_RULES, &never, sizeof(never));
	answer(&a, AUDIT_LIST_RULES, &hide, sizeof(hide));
	answer(&a, NLMSG_DONE, NULL, 0);
	assert_int_equal(a.path_rules, 0);
	assert_true(a.never_task);
	assert_string_equal(buf_str(&a.excluded), "-a always,exclude -F msgtype=AVC");
	answer(&a, NLMSG_DONE, NULL, 0);
	assert_false(a.never_task);
	assert_int_equal(a.excluded.len, 0);
	audit_state_release(&a);
}

static void denial_of(struct fixture *f, unsigned pid, int64_t time_ms, const char *comm,
		      const char *type)
{
	struct buf b = { 0 };

	buf_addf(&b,
		 "type=AVC msg=audit(%lld.%03lld:9): avc:  denied  { audit_read } for  pid=%u "
		 "comm=\"%s\" capability=37  scontext=u:r:%s:s0 tcontext=u:r:%s:s0 "
		 "tclass=capability2 permissive=0\n",
		 (long long)(time_ms / 1000), (long long)(time_ms % 1000), pid, comm, type, type);
	read_here(f, buf_str(&b));
	buf_release(&b);
}

static void test_our_own_denials_are_folded(void **state)
{
	static const char *const argv[] = { "true", NULL };
	struct fixture *f = *state;
	struct process c = { 0 };
	int64_t now = f->s.self_denials.start_ms + 3000;
	unsigned child;

	f->s.self_denials.type = strdup("sysadm_t");
	denial_of(f, (unsigned)getpid(), now, "renamed", "a_t");
	assert_int_equal(f->s.self_denials.count, 1);
	assert_false(session_lists(&f->s, 0));
	assert_true(session_is_own(&f->s, 0));
	expect_head(f, NOTICE_OWN, "1 of our own folded");
	/* The same number before we had it. */
	denial_of(f, (unsigned)getpid(), now - 60000, "other", "b_t");
	assert_int_equal(f->s.self_denials.count, 1);
	assert_true(session_lists(&f->s, 1));
	/* An avcurate of before, in our domain; and what only calls itself so. */
	denial_of(f, 4, now - 60000, "avcurate", "sysadm_t");
	assert_int_equal(f->s.self_denials.count, 2);
	denial_of(f, 5, now, "avcurate", "evil_t");
	assert_int_equal(f->s.self_denials.count, 2);
	assert_int_equal(process_start(&c, argv, NULL), 0);
	child = (unsigned)c.pid;
	denial_of(f, child, now, "true", "c_t");
	assert_int_equal(f->s.self_denials.count, 3);
	while (!process_step(&c))
		;
	process_release(&c);
	/* Others' denials of the same rule bring it into the list. */
	denial_of(f, 6, now, "other", "c_t");
	assert_int_equal(f->s.self_denials.count, 3);
	assert_true(session_lists(&f->s, (rule_id)(ledger_count(f->s.denials) - 1)));
}

#define WATCH(exe)                                                                         \
	"type=AVC msg=audit(1795163002.356:44): avc:  denied  { watch } for  pid=9 "       \
	"comm=\"avcurate\" scontext=u:r:user_t:s0 tcontext=u:object_r:auditd_log_t:s0 "    \
	"tclass=dir permissive=0\n"                                                        \
	"type=SYSCALL msg=audit(1795163002.356:44): arch=c000003e syscall=254 success=no " \
	"items=1 pid=9 comm=\"avcurate\" exe=\"" exe "\" subj=u:r:user_t:s0 key=(null)\n"  \
	"type=EOE msg=audit(1795163002.356:44):\n"

/* A live source that fails after all went well so far: a FIFO whose text turns out to be none. */
static void test_a_source_that_fails_late_is_told(void **state)
{
	struct fixture *f = *state;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], 0), 0);
	assert_int_equal(reader_add(f->s.reader, "-", NULL), 0);
	reader_follow(f->s.reader, true);
	assert_int_equal(session_step(&f->s, 65536), READER_WAITING);
	assert_int_equal(messages_with(f, "is packed with bzip2"), 0);
	assert_int_equal(write(ends[1], "BZh91AY", 7), 7);
	while (session_step(&f->s, 65536) == READER_MORE)
		;
	assert_int_equal(messages_with(f, "is packed with bzip2"), 1);
	session_step(&f->s, 65536);
	assert_int_equal(messages_with(f, "is packed with bzip2"), 1);
	close(ends[0]);
	close(ends[1]);
}

/* Of an avcurate of before, in another domain: the rest of its event shows the program. */
static void test_our_program_is_known_by_its_file(void **state)
{
	struct fixture *f = *state;

	free(f->s.self_denials.exe);
	f->s.self_denials.exe = strdup("/usr/bin/avcurate");
	read_here(f, "");
	read_here(f, WATCH("/tmp/avcurate"));
	assert_int_equal(f->s.self_denials.count, 0);
	read_here(f, WATCH("/usr/bin/avcurate"));
	assert_int_equal(f->s.self_denials.count, 1);
}

static void test_a_log_from_elsewhere_has_none_of_ours(void **state)
{
	struct fixture *f = *state;

	fclose(fopen(f->log, "w"));
	assert_int_equal(reader_add(f->s.reader, f->log, NULL), 0);
	reader_follow(f->s.reader, true);
	denial_of(f, (unsigned)getpid(), f->s.self_denials.start_ms + 3000, "avcurate", "a_t");
	assert_int_equal(f->s.self_denials.count, 0);
	read_here(f, "type=DAEMON_END msg=audit(1795163002.000:2): op=terminate res=success\n");
	expect_head(f, NOTICE_NO_AUDITD, NULL);
}

static void test_the_policy_is_asked(void **state)
{
	struct buf path = { 0 };
	struct policy_source source;
	struct policy *p;
	struct diag d = { 0 };
	static const char own[] = "system_u:system_r:useradd_t:s0",
			  shadow[] = "system_u:object_r:shadow_t:s0";

	(void)state;
	buf_addf(&path, "%s/tests/data/demo.cil", getenv("srcdir") ? getenv("srcdir") : ".");
	source.path = buf_str(&path);
	p = policy_load(&source, &d);
	if (!p)
		fail_msg("%s", diag_text(&d));
	assert_true(live_choice_allows(&p->ix, own, shadow, "file", "read open"));
	assert_false(
		live_choice_allows(&p->ix, own, "system_u:object_r:usr_t:s0", "dir", "read write"));
	assert_false(
		live_choice_allows(&p->ix, own, "system_u:object_r:nowhere_t:s0", "file", "read"));
	assert_true(live_choice_allows(&p->ix, own, shadow, "no_such_class", "read"));
	assert_true(live_choice_allows(&p->ix, own, shadow, "file", "no_such_permission"));
	policy_free(p);
	buf_release(&path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lost_records_are_counted),
		TEST(test_auditd_comes_and_goes),
		TEST(test_a_restart_of_before_is_no_news),
		TEST(test_auditd_takes_what_was_printed),
		TEST(test_a_rule_that_excludes_is_told),
		TEST(test_whether_paths_are_recorded),
		cmocka_unit_test(test_what_the_kernel_says_of_audit),
		TEST(test_our_own_denials_are_folded),
		TEST(test_a_source_that_fails_late_is_told),
		TEST(test_our_program_is_known_by_its_file),
		TEST(test_a_log_from_elsewhere_has_none_of_ours),
		cmocka_unit_test(test_the_policy_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
