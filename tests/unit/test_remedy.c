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

#include "base/attr.h"
#include "base/mem.h"
#include "module/remedy.h"
#include "curate.h"

/* Add a rule that is fixed that way. */
static void fix(struct curate *c, enum fix_by by, const char *command)
{
	static unsigned serial;
	struct decision d = { .state = DECISION_FIXED, .fix_by = by };
	char target[32];
	rule_id id;

	snprintf(target, sizeof(target), "t%u_t", serial++);
	id = curate_deny(c, "httpd_t", target, "file", "read");
	d.fix_to = mem_strdup("x");
	d.fix_command = mem_strdup(command);
	decisions_begin(c->decisions);
	decisions_set(c->decisions, id, &d);
	decisions_end(c->decisions, "fixed");
	decision_release(&d);
}

static void test_each_command_that_we_write(void **state)
{
	struct curate *c = *state;
	struct remedies r = { 0 };
	struct buf contexts = { 0 };

	fix(c, FIX_PORT, "semanage port -m -t http_port_t -p udp 65535");
	fix(c, FIX_LABEL, "restorecon -F -v '/srv/it'\\''s'; restorecon -v /a");
	fix(c, FIX_LABEL,
	    "semanage fcontext -a -t var_t '/srv/a\\.b(/.*)?' && restorecon -Rv /srv/a.b; "
	    "semanage fcontext -a -t etc_t '/x[\\x20]y' && restorecon -v '/x y'");
	/* an object that another rule has with a type set by hand */
	fix(c, FIX_LABEL,
	    "semanage fcontext -a -t var_t '/srv/a\\.b(/.*)?' && restorecon -F -Rv /srv/a.b");
	fix(c, FIX_LABEL, "restorecon -F -v /a");
	fix(c, FIX_BOOLEAN, "setsebool -P b=on a=off");
	fix(c, FIX_BOOLEAN, "setsebool -P b=on");
	remedies_collect(&r, c->ledger, c->decisions);
	assert_int_equal(r.count, 7);
	assert_int_equal(remedies_count(&r, REMEDY_BY_HAND), 0);
	assert_string_equal(r.items[0].name, "a");
	assert_false(r.items[0].on);
	assert_string_equal(r.items[1].name, "b");
	assert_true(r.items[1].on);
	assert_int_equal(r.items[2].kind, REMEDY_LABEL);
	assert_string_equal(r.items[2].path, "/srv/a.b");
	assert_true(r.items[2].recursive);
	assert_true(r.items[2].force);
	assert_string_equal(r.items[3].path, "/x y");
	assert_false(r.items[3].recursive);
	assert_false(r.items[3].force);
	assert_int_equal(r.items[4].kind, REMEDY_RELABEL);
	assert_string_equal(r.items[4].path, "/a");
	assert_true(r.items[4].force);
	assert_string_equal(r.items[5].path, "/srv/it's");
	assert_true(r.items[5].force);
	assert_int_equal(r.items[6].kind, REMEDY_PORT);
	assert_int_equal(r.items[6].port, 65535);
	assert_string_equal(r.items[6].protocol, "udp");
	assert_true(r.items[6].modify);
	remedies_contexts(&r, &contexts);
	assert_string_equal(buf_str(&contexts), "/srv/a\\.b(/.*)?\tsystem_u:object_r:var_t:s0\n"
						"/x[\\x20]y\tsystem_u:object_r:etc_t:s0\n");
	buf_release(&contexts);
	remedies_release(&r);
}

/* The .te is not trusted: a command that avcurate did not write exactly so is left to a person. */
static void test_what_is_not_ours_is_left_to_a_person(void **state)
{
	static const char *const commands[] = {
		"chcon -l s0 /x",
		"rm -rf /",
		"setsebool -P",
		"setsebool a=on",
		"setsebool -P a=on -N",
		"setsebool -P a;b=on c",
		"setsebool -P $(id)=on",
		"setsebool -P a=maybe",
		"setsebool -P a=on && rm -rf /",
		"setsebool -P a=on | sh",
		"setsebool -P a=on # and 2 more",
		"restorecon -v -R /",
		"restorecon -v relative",
		"restorecon -v /a /b",
		"restorecon -v '/a",
		"restorecon -v '/a\nb'",
		"restorecon -v /a*",
		"restorecon -v \"/a\"",
		/* not the pattern of that path */
		"semanage fcontext -a -t var_t '/.*' && restorecon -v /srv/a",
		"semanage fcontext -a -t var_t '/srv/a(/.*)?' && restorecon -v /srv/a",
		"semanage fcontext -a -t var_t /srv/a && restorecon -Rv /srv/a",
		"semanage fcontext -a -t var_t '/srv/(' && restorecon -v '/srv/('",
		"semanage fcontext -a -t 'v t' /srv/a && restorecon -v /srv/a",
		"semanage fcontext -d -t var_t /srv/a && restorecon -v /srv/a",
		"semanage fcontext -a -t var_t /proc/a && restorecon -v /proc/a",
		"semanage port -a -t http_port_t -p tcp 0",
		"semanage port -a -t http_port_t -p tcp 65536",
		"semanage port -a -t http_port_t -p tcp 80-90",
		"semanage port -a -t http_port_t -p icmp 80",
		"semanage port -d -t http_port_t -p tcp 80",
	};
	struct curate *c = *state;
	struct remedies r = { 0 };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(commands); i++)
		fix(c, FIX_LABEL, commands[i]);
	remedies_collect(&r, c->ledger, c->decisions);
	for (i = 0; i < r.count; i++)
		if (r.items[i].kind != REMEDY_BY_HAND)
			fail_msg("taken: %s %s", r.items[i].name, r.items[i].path);
	assert_true(r.count >= AV_ARRAY_LEN(commands));
	assert_int_equal(remedies_count(&r, REMEDY_BOOLEAN), 0);
	for (i = 0; i < r.count; i++)
		assert_null(strpbrk(r.items[i].text, "\n\033"));
	remedies_release(&r);
}

static void test_two_ways_for_one_thing_are_none(void **state)
{
	struct curate *c = *state;
	struct remedies r = { 0 };

	fix(c, FIX_BOOLEAN, "setsebool -P a=on");
	fix(c, FIX_BOOLEAN, "setsebool -P a=off");
	fix(c, FIX_BOOLEAN, "setsebool -P a=on b=on");
	fix(c, FIX_PORT, "semanage port -a -t x_t -p tcp 80");
	fix(c, FIX_PORT, "semanage port -a -t y_t -p tcp 80");
	fix(c, FIX_PORT, "semanage port -a -t y_t -p udp 80");
	fix(c, FIX_LABEL, "semanage fcontext -a -t x_t /a && restorecon -v /a");
	fix(c, FIX_LABEL, "semanage fcontext -a -t y_t /a && restorecon -v /a");
	fix(c, FIX_LABEL, "semanage fcontext -a -t z_t /a && restorecon -v /a");
	remedies_collect(&r, c->ledger, c->decisions);
	assert_int_equal(r.count, 5);
	assert_string_equal(r.items[0].name, "b");
	assert_string_equal(r.items[1].protocol, "udp");
	assert_string_equal(r.items[2].text, "/a: decisions name different labels");
	assert_string_equal(r.items[3].text, "boolean a: one decision says on, another off");
	assert_string_equal(r.items[4].text, "port tcp 80: decisions name different types");
	remedies_release(&r);
}

static void test_only_what_is_fixed_counts(void **state)
{
	struct curate *c = *state;
	struct remedies r = { 0 };

	curate_example(c);
	remedies_collect(&r, c->ledger, c->decisions);
	assert_int_equal(r.count, 0);
	remedies_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_each_command_that_we_write, curate_setup,
						curate_teardown),
		cmocka_unit_test_setup_teardown(test_what_is_not_ours_is_left_to_a_person,
						curate_setup, curate_teardown),
		cmocka_unit_test_setup_teardown(test_two_ways_for_one_thing_are_none, curate_setup,
						curate_teardown),
		cmocka_unit_test_setup_teardown(test_only_what_is_fixed_counts, curate_setup,
						curate_teardown),
	};

	return cmocka_run_group_tests_name("remedy", tests, NULL, NULL);
}
