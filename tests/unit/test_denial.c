// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "denial/decision.h"
#include "denial/ledger.h"
#include "base/mem.h"

struct fixture {
	struct intern *names;
	struct ledger *ledger;
};

static int setup(void **state)
{
	static struct fixture f;

	f.names = intern_new();
	f.ledger = ledger_new(f.names, 0);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ledger_free(f->ledger);
	intern_free(f->names);
	return 0;
}

static struct record denial(const char *perms, const char *s, const char *t, const char *class)
{
	return (struct record){ .kind = RECORD_ACCESS,
				.permissive = -1,
				.time_ms = TIME_NONE,
				.ioctl = IOCTL_NONE,
				.perms = slice_of(perms),
				.scontext = slice_of(s),
				.tcontext = slice_of(t),
				.tclass = slice_of(class) };
}

static rule_id add(struct fixture *f, const struct record *r)
{
	const char *why;
	rule_id id = ledger_add(f->ledger, r, NULL, &why);

	assert_null(why);
	return id;
}

static void expect_statement(struct fixture *f, rule_id id, const struct decision *d,
			     const char *want)
{
	struct statement s = { 0 };
	struct buf out = { 0 };

	decision_statement(d, ledger_rule(f->ledger, id), f->names, &s);
	statement_print(&s, f->names, &out);
	assert_string_equal(buf_str(&out), want);
	statement_release(&s);
	buf_release(&out);
}

static const struct decision open_decision;

static void test_rules_are_grouped_and_counted(void **state)
{
	struct fixture *f = *state;
	struct record a = denial(" read open ", "u:r:httpd_t:s0", "u:object_r:var_t:s0", "file");
	struct record b = denial("getattr", "u:r:httpd_t:s0:c1", "u:object_r:var_t:s0", "file");
	const struct seen *seen[RULE_SEEN_MAX];
	const struct rule *r;
	rule_id id;

	a.comm = slice_of("\"httpd\"");
	b.comm = slice_of("68747470640A");
	b.time_ms = 5;
	b.permissive = 1;
	id = add(f, &a);
	assert_int_equal(add(f, &b), id);
	assert_int_equal(add(f, &a), id);
	r = ledger_rule(f->ledger, id);
	assert_int_equal(r->count, 3);
	assert_int_equal(r->permissive, 1);
	assert_int_equal(r->perm_count, 3);
	assert_int_equal(r->tuple_count, 3);
	assert_int_equal(rule_context_pairs(r), 2);
	assert_int_equal(rule_seen(r, SEEN_COMM, seen), 2);
	assert_string_equal(intern_str(f->names, seen[1]->text), "httpd\n");
	assert_int_equal(seen[0]->count, 2);
	assert_true(r->first_ms == 5);
	expect_statement(f, id, &open_decision,
			 "allow httpd_t var_t:file { getattr open read };\n");
}

/* The ledger remembers where it counted a text the last time: it must not be taken for another. */
static void test_said_again(void **state)
{
	struct fixture *f = *state;
	struct record a = denial("read open", "u:r:a_t:s0", "u:r:b_t:s0", "file");
	struct record b = denial("open read", "u:r:a_t:s0", "u:r:b_t:s0", "file");
	struct record c = denial("ioctl", "u:r:a_t:s0", "u:r:b_t:s0", "file");
	struct record bad = denial("read", "u:r:a_t:s0", "u:r:b_t:s0", "(null)");
	const struct rule *r;
	const char *why;
	rule_id id = 0;
	unsigned i;

	for (i = 0; i < 3; i++) {
		id = add(f, &a);
		assert_int_equal(add(f, &b), id);
		c.ioctl = i % 2;
		assert_int_equal(add(f, &c), id);
		assert_int_equal(ledger_add(f->ledger, &bad, NULL, &why), RULE_NONE);
	}
	r = ledger_rule(f->ledger, id);
	assert_int_equal(r->count, 9);
	assert_int_equal(r->perms[0].count, 6);
	assert_int_equal(r->tuple_count, 4);
	assert_int_equal(r->tuples[1].count, 6);
	assert_int_equal(r->tuples[2].count, 2);
	assert_int_equal(r->tuples[3].count, 1);
	ledger_clear(f->ledger);
	assert_int_equal(add(f, &b), id);
	assert_int_equal(r->count, 1);
	assert_int_equal(r->perm_count, 2);
	assert_int_equal(r->perms[0].count, 1);
}

static void test_samples_are_the_first_and_what_is_new(void **state)
{
	struct fixture *f = *state;
	struct record r = denial("read", "u:r:a_t:s0", "u:r:b_t:s0", "file");
	static const char *const perms[] = { "read", "read", "open", "getattr", "write" };
	char *longest = mem_zalloc(2 * RULE_SAMPLE_BYTES + 1, 1);
	const struct rule *rule;
	rule_id id = 0;
	unsigned i;

	/* An umlaut stands across the cut: it goes whole. */
	memset(longest, 'x', 2 * RULE_SAMPLE_BYTES);
	memcpy(longest + RULE_SAMPLE_BYTES - 1, "\xc3\xa4", 2);
	for (i = 0; i < AV_ARRAY_LEN(perms); i++) {
		r.perms = slice_of(perms[i]);
		r.raw = slice_of(i == 2 ? longest : i == 1 ? "said again" : "a record\r\n");
		id = add(f, &r);
	}
	rule = ledger_rule(f->ledger, id);
	assert_int_equal(rule->sample_count, RULE_SAMPLES);
	assert_string_equal(rule->samples[0].text, "a record");
	assert_string_equal(rule->samples[0].sha256, "");
	assert_int_equal(rule->samples[1].kept, RULE_SAMPLE_BYTES - 1);
	assert_int_equal(rule->samples[1].bytes, 2 * RULE_SAMPLE_BYTES);
	assert_int_equal(strlen(rule->samples[1].sha256), 64);
	assert_string_equal(rule->samples[2].text, "a record");
	ledger_clear(f->ledger);
	assert_int_equal(rule->sample_count, 0);
	free(longest);
}

static uint64_t rest_of(struct fixture *f, const char *target, const char *const *texts, size_t n)
{
	struct buf context = { 0 };
	struct record r;
	rule_id id = RULE_NONE;
	size_t i;

	buf_addf(&context, "u:object_r:%s:s0", target);
	r = denial("read", "u:r:a_t:s0", buf_str(&context), "file");
	for (i = 0; i < n; i++) {
		r.raw = slice_of(texts[i]);
		id = add(f, &r);
	}
	buf_release(&context);
	return ledger_rule(f->ledger, id)->rest;
}

/* What is no sample leaves a sum: the same in any order, another for any other text. */
static void test_the_rest_leaves_a_sum(void **state)
{
	static const char *const one[] = { "first", "second", "third record", "fourth" };
	static const char *const turned[] = { "first", "fourth\n", "third record", "second" };
	static const char *const other[] = { "first", "second", "third recorc", "fourth" };
	struct fixture *f = *state;
	uint64_t rest = rest_of(f, "a_t", one, 4);

	assert_int_equal(rest_of(f, "b_t", one, 1), 0);
	assert_int_not_equal(rest, 0);
	assert_int_equal(rest_of(f, "c_t", turned, 4), rest);
	assert_int_not_equal(rest_of(f, "d_t", other, 4), rest);
	assert_int_not_equal(rest_of(f, "e_t", one, 3), rest);
	ledger_keep_samples(f->ledger, false);
	assert_int_equal(rest_of(f, "g_t", one, 4), 0);
}

static void test_every_tuple_is_kept(void **state)
{
	struct fixture *f = *state;
	char context[64];
	unsigned i, round;
	rule_id id = 0;

	for (round = 0; round < 2; round++) {
		for (i = 0; i < 5000; i++) {
			struct record r;

			snprintf(context, sizeof(context), "u:r:svirt_t:s0:c%u", i);
			r = denial("read", context, "u:object_r:image_t:s0", "file");
			id = add(f, &r);
		}
	}
	assert_int_equal(ledger_rule(f->ledger, id)->tuple_count, 5000);
	assert_int_equal(ledger_rule(f->ledger, id)->tuples[4999].count, 2);
	assert_int_equal(ledger_tuples_lost(f->ledger), 0);
}

static void test_over_the_bound_it_says_how_many(void **state)
{
	struct fixture f = { .names = ((struct fixture *)*state)->names };
	char context[64];
	unsigned i;
	rule_id id = 0;

	f.ledger = ledger_new(f.names, 200000);
	for (i = 0; i < 20000; i++) {
		struct record r;

		snprintf(context, sizeof(context), "u:r:svirt_t:s0:c%u", i);
		r = denial("read", context, "u:object_r:image_t:s0", "file");
		id = add(&f, &r);
	}
	assert_true(ledger_tuples_lost(f.ledger) > 0);
	assert_int_equal(ledger_rule(f.ledger, id)->count, 20000);
	assert_int_equal(ledger_rule(f.ledger, id)->tuple_count + ledger_tuples_lost(f.ledger),
			 20000);
	ledger_free(f.ledger);
}

static void test_names_are_checked(void **state)
{
	static const char *const bad[][4] = {
		{ "read", "u:r:httpd_t;:s0", "u:r:b_t:s0", "file" },
		{ "read", "u:r:a_t:s0", "u:r", "file" },
		{ "read", "u:r:a_t:s0", "u:r:b_t:s0", "file'" },
		{ "read", "u:r:a_t:s0", "u:r:b_t:s0", "(null)" },
		{ "0x2", "u:r:a_t:s0", "u:r:b_t:s0", "file" },
		{ "read };", "u:r:a_t:s0", "u:r:b_t:s0", "file" },
		{ " ", "u:r:a_t:s0", "u:r:b_t:s0", "file" },
	};
	struct fixture *f = *state;
	const char *why;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		struct record r = denial(bad[i][0], bad[i][1], bad[i][2], bad[i][3]);

		why = NULL;
		assert_int_equal(ledger_add(f->ledger, &r, NULL, &why), RULE_NONE);
		assert_non_null(why);
	}
	assert_int_equal(ledger_count(f->ledger), 0);
}

static void test_self_role_and_ioctl(void **state)
{
	struct fixture *f = *state;
	struct record self = denial("fork", "u:r:a_t:s0", "u:r:a_t:s0", "process");
	struct record cmd = denial("ioctl", "u:r:a_t:s0", "u:r:b_t:s0", "chr_file");
	struct record role = { .kind = RECORD_ROLE, .time_ms = TIME_NONE, .permissive = -1 };
	rule_id id;

	expect_statement(f, add(f, &self), &open_decision, "allow a_t self:process fork;\n");
	cmd.ioctl = 0;
	add(f, &cmd);
	cmd.ioctl = 0x5402;
	add(f, &cmd);
	cmd.ioctl = 0x5401;
	id = add(f, &cmd);
	expect_statement(f, id, &open_decision,
			 "allow a_t b_t:chr_file ioctl;\n"
			 "allowxperm a_t b_t:chr_file ioctl { 0x0 0x5401-0x5402 };\n");
	cmd.ioctl = IOCTL_NONE;
	add(f, &cmd);
	expect_statement(f, id, &open_decision, "allow a_t b_t:chr_file ioctl;\n");
	role.scontext = slice_of("u:r:init_t:s0");
	role.tcontext = slice_of("u:object_r:x_exec_t:s0");
	role.ncontext = slice_of("u:user_r:x_t:s0");
	role.tclass = slice_of("process");
	expect_statement(f, add(f, &role), &open_decision, "role user_r types x_t;\n");
}

static void test_undo_and_redo(void **state)
{
	struct fixture *f = *state;
	struct decisions *ds = decisions_new();
	struct record a = denial("read", "u:r:a_t:s0", "u:r:b_t:s0", "file");
	struct decision yes = { .state = DECISION_ACCEPTED, .at_ms = TIME_NONE };
	struct decision no = { .state = DECISION_REJECTED, .at_ms = TIME_NONE };
	rule_id id = add(f, &a), first = RULE_NONE;

	assert_false(decisions_dirty(ds));
	decisions_begin(ds);
	decisions_set(ds, id, &yes);
	decisions_end(ds, "accepted");
	decisions_begin(ds);
	decisions_set(ds, id, &no);
	decisions_end(ds, "rejected");
	decisions_begin(ds);
	decisions_set(ds, id, &no);
	decisions_end(ds, "nothing");
	assert_int_equal(decisions_count(ds, DECISION_REJECTED), 1);
	assert_string_equal(decisions_undo(ds, &first), "rejected");
	assert_int_equal(first, id);
	assert_int_equal(decisions_get(ds, id)->state, DECISION_ACCEPTED);
	decisions_saved(ds);
	assert_string_equal(decisions_redo(ds, &first), "rejected");
	assert_null(decisions_redo(ds, &first));
	assert_true(decisions_dirty(ds));
	assert_string_equal(decisions_undo(ds, &first), "rejected");
	assert_false(decisions_dirty(ds));
	assert_string_equal(decisions_undo(ds, &first), "accepted");
	assert_null(decisions_undo(ds, &first));
	assert_int_equal(decisions_count(ds, DECISION_ACCEPTED), 0);
	decisions_begin(ds);
	decisions_set(ds, id, &no);
	decisions_end(ds, "rejected");
	assert_null(decisions_redo(ds, &first));
	assert_true(decisions_dirty(ds));
	decisions_free(ds);
}

static void test_ioctl_ranges_merge(void **state)
{
	struct statement s = { 0 };

	(void)state;
	statement_add_ioctl(&s, (struct ioctl_range){ 10, 20 });
	statement_add_ioctl(&s, (struct ioctl_range){ 30, 40 });
	statement_add_ioctl(&s, (struct ioctl_range){ 0, 5 });
	assert_int_equal(s.ioctl_count, 3);
	statement_add_ioctl(&s, (struct ioctl_range){ 6, 9 });
	assert_int_equal(s.ioctl_count, 2);
	assert_int_equal(s.ioctls[0].high, 20);
	statement_add_ioctl(&s, (struct ioctl_range){ 0, 0xffff });
	assert_int_equal(s.ioctl_count, 1);
	assert_int_equal(s.ioctls[0].high, 0xffff);
	statement_release(&s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rules_are_grouped_and_counted),
		TEST(test_said_again),
		TEST(test_samples_are_the_first_and_what_is_new),
		TEST(test_the_rest_leaves_a_sum),
		TEST(test_every_tuple_is_kept),
		TEST(test_over_the_bound_it_says_how_many),
		TEST(test_names_are_checked),
		TEST(test_self_role_and_ioctl),
		TEST(test_undo_and_redo),
		TEST(test_ioctl_ranges_merge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
