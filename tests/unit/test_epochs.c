// SPDX-License-Identifier: GPL-2.0-or-later
/* What happened between denials: what marks say, which changes of the policy they come to, what became of
 * rules since; and storms. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/app.h"
#include "denial/epoch.h"
#include "base/fileio.h"
#include "denial/log_mark.h"
#include "base/mem.h"
#include "scan/mark_facts.h"
#include "session/outcomes.h"
#include "session/session.h"
#include "denial/storm.h"
#include "session/judging.h"

#define SECOND   INT64_C(1795162800) /* 2026-11-20T08:20:00Z */
#define LOAD     "type=MAC_POLICY_LOAD msg=audit(1.000:"
#define UNSET    "auid=4294967295 ses=4294967295 lsm=selinux res=1"
#define ENRICHED "\x1d"

static const struct {
	enum log_mark_kind kind;
	const char *text, *words;
} marks[] = {
	{ LOG_MARK_POLICY_LOAD, LOAD "4): " UNSET, "policy loaded, outside a login session" },
	{ LOG_MARK_POLICY_LOAD, LOAD "71): auid=0 ses=1 lsm=selinux res=1",
	  "policy loaded, by auid 0 in session 1" },
	{ LOG_MARK_POLICY_LOAD, LOAD "71): auid=0 ses=1 lsm=selinux res=1" ENRICHED "AUID=\"root\"",
	  "policy loaded, by root in session 1" },
	{ LOG_MARK_POLICY_LOAD, LOAD "71) : auid=anna ses=7 lsm=selinux res=yes ",
	  "policy loaded, by anna in session 7" },
	{ LOG_MARK_POLICY_LOAD, "audit: type=1403 audit(1.0:2): policy loaded auid=500",
	  "policy loaded, by auid 500" },
	{ LOG_MARK_POLICY_LOAD,
	  "msg='avc:  received policyload notice (seqno=2) : exe=\"/usr/bin/x\"'",
	  "policy loaded" },
	{ LOG_MARK_STATUS,
	  "type=MAC_STATUS msg=audit(1.0:9): enforcing=0 old_enforcing=1 auid=1000 ses=3 res=1",
	  "permissive: nothing is blocked, by auid 1000 in session 3" },
	{ LOG_MARK_STATUS,
	  "type=MAC_STATUS msg=audit(1.0:9): enforcing=1 old_enforcing=0 auid=1000 ses=3 res=1",
	  "enforcing, by auid 1000 in session 3" },
	{ LOG_MARK_BOOLEAN,
	  "type=MAC_CONFIG_CHANGE msg=audit(1.0:9): bool=use_nfs val=1 old_val=0 auid=0 ses=2",
	  "boolean use_nfs on, by auid 0 in session 2" },
	{ LOG_MARK_BOOLEAN, "bool=use_nfs val=0 old_val=1 auid=0 ses=2",
	  "boolean use_nfs off, by auid 0 in session 2" },
	/* Nothing that is no name becomes one. */
	{ LOG_MARK_BOOLEAN, "bool=use;rm val=1 old_val=0 auid=0 ses=2",
	  "boolean changed, by auid 0 in session 2" },
	{ LOG_MARK_POLICY_LOAD, LOAD "71): auid=\"a\nb\" ses=1 res=0",
	  "policy loaded (failed), by a\\x0Ab in session 1" },
	{ LOG_MARK_BOOT, "type=SYSTEM_BOOT msg=audit(1.0:5): pid=1 auid=0", "system booted" },
	{ LOG_MARK_LOST, "audit: audit_lost=5", "records lost: audit: audit_lost=5" },
	{ LOG_MARK_STATUS, "", "enforcing mode changed, outside a login session" },
};

static void test_marks(void **state)
{
	struct log_mark_facts facts;
	struct buf words = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(marks); i++) {
		buf_clear(&words);
		mark_facts(slice_of(marks[i].text), &facts);
		log_mark_words(marks[i].kind, &facts, slice_of(marks[i].text), &words);
		assert_string_equal(buf_str(&words), marks[i].words);
	}
	buf_release(&words);
}

static void mark(struct epochs *es, enum log_mark_kind kind, int64_t at_ms, uint64_t serial,
		 const char *text)
{
	struct log_mark m = {
		.kind = kind, .time_ms = at_ms, .serial = serial, .text = slice_of(text)
	};

	mark_facts(m.text, &m.facts);
	epochs_mark(es, &m);
}

static char *words_of(const struct epochs *es, size_t i)
{
	static struct buf words;

	buf_clear(&words);
	epoch_words(epochs_at(es, i), 0, &words);
	words.data[strcspn(words.data, "0123456789") - 1] = '\0'; /* without the time */
	return words.data;
}

static void test_epochs(void **state)
{
	struct epochs *es = epochs_new();
	int64_t t = SECOND * 1000;
	uint64_t serial;
	size_t i;

	(void)state;
	mark(es, LOG_MARK_POLICY_LOAD, t, 4, LOAD "4): " UNSET);
	mark(es, LOG_MARK_POLICY_LOAD, t + 60000, 71, LOAD "71): auid=0 ses=1 res=1");
	mark(es, LOG_MARK_BOOLEAN, t + 90000, 80, "bool=use_nfs val=1 old_val=0 auid=0 ses=2");
	assert_int_equal(epochs_count(es), 3);
	assert_string_equal(words_of(es, 0), "boot");
	assert_string_equal(words_of(es, 1), "reload");
	assert_string_equal(words_of(es, 2), "boolean use_nfs on");
	/* What is no change is none; what is told twice is told once. */
	serial = epochs_serial(es);
	mark(es, LOG_MARK_STATUS, t + 91000, 81, "enforcing=0");
	mark(es, LOG_MARK_BOOT, t + 91000, 82, "");
	mark(es, LOG_MARK_POLICY_LOAD, t + 92000, 83, LOAD "83): auid=0 ses=1 res=0");
	mark(es, LOG_MARK_POLICY_LOAD, TIME_NONE, 83, LOAD "83): auid=0 ses=1 res=1");
	mark(es, LOG_MARK_BOOLEAN, t + 90000, 80, "bool=use_nfs val=1 old_val=0 auid=0 ses=2");
	mark(es, LOG_MARK_POLICY_LOAD, t + 60800, 72, "received policyload notice (seqno=2)");
	epochs_notice(es, t + 61000, NULL, false);
	assert_int_equal(epochs_count(es), 3);
	assert_true(epochs_serial(es) == serial);
	/* What was noticed first gets its time and its name from the record. */
	epochs_notice(es, t + 121000, NULL, false);
	assert_int_equal(epochs_count(es), 4);
	mark(es, LOG_MARK_BOOLEAN, t + 120500, 90, "bool=use_nfs val=0 old_val=1 auid=0 ses=2");
	assert_int_equal(epochs_count(es), 4);
	assert_string_equal(words_of(es, 3), "boolean use_nfs off");
	assert_true(epochs_at(es, 3)->at_ms == t + 120500);
	/* Logs may come in any order. */
	mark(es, LOG_MARK_POLICY_LOAD, t + 30000, 70, LOAD "70): auid=0 ses=1 res=1");
	assert_int_equal(epochs_count(es), 5);
	for (i = 1; i < 5; i++)
		assert_true(epochs_at(es, i - 1)->at_ms < epochs_at(es, i)->at_ms);
	assert_int_equal(epochs_after(es, t - 1), 0);
	assert_int_equal(epochs_after(es, t), 1);
	assert_int_equal(epochs_after(es, t + 120500), 5);
	/* Bounded: the oldest go. */
	for (i = 0; i < 3000; i++)
		mark(es, LOG_MARK_POLICY_LOAD, t + 1000000 + (int64_t)i * 10000, 100 + i,
		     LOAD "9): auid=0 ses=1 res=1");
	assert_int_equal(epochs_count(es), 1024);
	assert_true(epochs_at(es, 1023)->at_ms == t + 1000000 + 2999 * 10000);
	epochs_free(es);
}

/* A session with a log and the policy of the tests, or none. */
static void open_log(struct session *s, const char *log, const char *dir, bool policy)
{
	const struct session_options o = { .since_ms = TIME_NONE, .until_ms = TIME_NONE };
	char *path = fileio_join(dir, "log");
	const char *srcdir = getenv("srcdir");
	struct buf cil = { 0 };

	assert_int_equal(fileio_write(path, log, strlen(log), NULL), 0);
	assert_int_equal(session_init(s, &o, NULL), 0);
	assert_int_equal(reader_add(s->reader, path, NULL), 0);
	session_read_all(s);
	buf_addf(&cil, "%s/tests/data/demo.cil", srcdir ? srcdir : ".");
	if (policy)
		assert_int_equal(judging_load(s, buf_str(&cil), NULL), 0);
	buf_release(&cil);
	free(path);
}

#define AVC(second, source, target, perm)                                        \
	"type=AVC msg=audit(" second ".000:9): avc:  denied  { " perm            \
	" } for  pid=1 comm=\"x\" name=\"y\" scontext=system_u:system_r:" source \
	":s0 tcontext=system_u:object_r:" target ":s0 tclass=file permissive=0\n"
#define RELOAD(second) \
	"type=MAC_POLICY_LOAD msg=audit(" second ".000:90): auid=0 ses=1 lsm=selinux res=1\n"
#define FLIP(second, name)                                                \
	"type=MAC_CONFIG_CHANGE msg=audit(" second ".000:91): bool=" name \
	" val=1 old_val=0 auid=0 ses=1\n"
#define BOOT(second)                             \
	"type=MAC_POLICY_LOAD msg=audit(" second \
	".000:4): auid=4294967295 ses=4294967295 lsm=selinux res=1\n"

/* useradd_t may read etc_t and not usr_t; httpd_use_nfs is about httpd_t and nfs_t. */
static const struct {
	const char *log;
	bool policy;
	enum outcome outcome;
	const char *says;
} cases[] = {
	{ AVC("1795162800", "useradd_t", "usr_t", "read"), true, OUTCOME_NONE, "" },
	{ AVC("1795162800", "useradd_t", "etc_t", "read") RELOAD("1795162810"), true, OUTCOME_GONE,
	  "allowed since reload" },
	{ AVC("1795162800", "useradd_t", "etc_t", "read") RELOAD("1795162810") RELOAD("1795162820"),
	  true, OUTCOME_GONE, "at the latest" },
	{ AVC("1795162800", "useradd_t", "etc_t", "read") BOOT("1795162810"), true, OUTCOME_GONE,
	  "allowed since boot" },
	{ AVC("1795162800", "useradd_t", "usr_t", "read") RELOAD("1795162810"), true,
	  OUTCOME_UNSEEN, "the policy does not allow all of it" },
	/* One of two is not all. */
	{ AVC("1795162800", "useradd_t", "etc_t", "read execmod") RELOAD("1795162810"), true,
	  OUTCOME_UNSEEN, "the policy does not allow all of it" },
	{ AVC("1795162800", "useradd_t", "etc_t", "read") RELOAD("1795162810"), false,
	  OUTCOME_UNSEEN, "without a policy" },
	{ AVC("1795162800", "useradd_t", "usr_t", "read") RELOAD("1795162810")
		  AVC("1795162811", "useradd_t", "usr_t", "read"),
	  true, OUTCOME_DENIED, "still denied after reload" },
	{ AVC("1795162800", "useradd_t", "etc_t", "read") RELOAD("1795162810")
		  AVC("1795162811", "useradd_t", "etc_t", "read"),
	  true, OUTCOME_DENIED, "though the policy that was read here allows it" },
	/* Booting is no answer to a denial. */
	{ AVC("1795162800", "useradd_t", "usr_t", "read") BOOT("1795162810")
		  AVC("1795162811", "useradd_t", "usr_t", "read"),
	  true, OUTCOME_NONE, "" },
	{ RELOAD("1795162810") AVC("1795162811", "useradd_t", "usr_t", "read"), true, OUTCOME_NEW,
	  "seen only after reload" },
	/* A boolean counts where it has a say. */
	{ AVC("1795162800", "httpd_t", "nfs_t", "read") FLIP("1795162810", "httpd_use_nfs")
		  AVC("1795162811", "httpd_t", "nfs_t", "read"),
	  true, OUTCOME_DENIED, "still denied after boolean httpd_use_nfs on" },
	{ AVC("1795162800", "useradd_t", "usr_t", "read") FLIP("1795162810", "httpd_use_nfs")
		  AVC("1795162811", "useradd_t", "usr_t", "read"),
	  true, OUTCOME_NONE, "" },
	{ AVC("1795162800", "useradd_t", "etc_t", "read") FLIP("1795162810", "httpd_use_nfs"), true,
	  OUTCOME_NONE, "" },
};

/* setsebool -P with some of them: all are of one time. */
static void test_booleans_at_once(void **state)
{
	static const char *const names[] = { "use_nfs", "use_samba", "use_fusefs" };
	struct epochs *es = epochs_new();
	char text[64];
	size_t i;

	(void)state;
	for (i = 0; i < 2 * AV_ARRAY_LEN(names); i++) {
		snprintf(text, sizeof(text), "bool=%s val=1 old_val=0 auid=0 ses=2",
			 names[i % AV_ARRAY_LEN(names)]);
		mark(es, LOG_MARK_BOOLEAN, SECOND * 1000, 80, text);
	}
	assert_int_equal(epochs_count(es), AV_ARRAY_LEN(names));
	epochs_free(es);
}

static void test_outcomes(void **state)
{
	char *dir = fileio_temp_dir(NULL);
	struct buf words = { 0 };
	size_t i;

	(void)state;
	assert_non_null(dir);
	for (i = 0; i < AV_ARRAY_LEN(cases); i++) {
		struct session s;

		open_log(&s, cases[i].log, dir, cases[i].policy);
		assert_int_equal(ledger_count(s.denials), 1);
		buf_clear(&words);
		outcome_words(&s, 0, &words);
		if (outcome_of(&s, 0) != cases[i].outcome)
			fail_msg("case %zu: %s: %s", i, outcome_name(outcome_of(&s, 0)),
				 buf_str(&words));
		if (*cases[i].says ? !strstr(buf_str(&words), cases[i].says) : words.len)
			fail_msg("case %zu: %s", i, buf_str(&words));
		session_release(&s);
	}
	buf_release(&words);
	fileio_remove_dir(dir);
	free(dir);
}

/* `n` denials of one second, evenly. */
static void rain(struct storms *st, rule_id id, int64_t second, unsigned n)
{
	unsigned i;

	for (i = 0; i < n; i++)
		storms_add(st, id, second * 1000 + (int64_t)i * 1000 / n);
}

static void test_storms(void **state)
{
	struct storms *st = storms_new();
	const struct storm *s;
	struct buf words = { 0 };

	(void)state;
	/* What is slow is none, however long it goes on. */
	rain(st, 0, SECOND, STORM_RATE - 1);
	rain(st, 0, SECOND + 1, STORM_RATE - 1);
	assert_null(storms_of(st, 0));
	assert_null(storms_of(st, 7));
	assert_int_equal(storms_rate(st, 0, (SECOND + 1) * 1000 + 999), 0);
	assert_false(storms_any(st, (SECOND + 1) * 1000));
	/* 5,000 a second for three seconds: all of them are counted, from the first. */
	rain(st, 7, SECOND, 5000);
	rain(st, 7, SECOND + 1, 5000);
	rain(st, 7, SECOND + 2, 5000);
	s = storms_of(st, 7);
	assert_non_null(s);
	assert_true(s->since_ms == SECOND * 1000);
	assert_true(s->count == 15000);
	assert_int_equal(s->peak, 5000);
	assert_true(storms_rate(st, 7, (SECOND + 2) * 1000 + 999) >= 5000);
	assert_true(storms_rate(st, 7, (SECOND + 2) * 1000 + 999) <= 5010);
	assert_true(storms_any(st, (SECOND + 3) * 1000));
	/* It slides to nothing in a second, by nothing happening. */
	assert_int_equal(storms_rate(st, 7, (SECOND + 3) * 1000 + 500), 2500);
	assert_int_equal(storms_rate(st, 7, (SECOND + 4) * 1000), 0);
	assert_false(storms_any(st, (SECOND + 6) * 1000));
	/* One late denial is no storm, and a new storm begins anew. */
	storms_add(st, 7, (SECOND + 9) * 1000);
	assert_int_equal(storms_rate(st, 7, (SECOND + 9) * 1000 + 1), 0);
	assert_true(storms_of(st, 7)->count == 15000);
	rain(st, 7, SECOND + 20, 300);
	s = storms_of(st, 7);
	assert_true(s->count == 300);
	assert_true(s->since_ms == (SECOND + 20) * 1000);
	/* What comes out of order does no harm. */
	storms_add(st, 7, SECOND * 1000);
	storms_add(st, 7, -5);
	assert_true(storms_of(st, 7)->count == 300);
	storm_rate_words(4960, &words);
	buf_addc(&words, ' ');
	storm_rate_words(999, &words);
	assert_string_equal(buf_str(&words), "5.0k/s 999/s");
	storms_clear(st);
	assert_null(storms_of(st, 7));
	buf_release(&words);
	storms_free(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_epochs),
		cmocka_unit_test(test_booleans_at_once),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_storms),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
