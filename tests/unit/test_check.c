// SPDX-License-Identifier: GPL-2.0-or-later
/* Needs checkmodule (package checkpolicy). */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "module/check.h"
#include "module/cil_set.h"
#include "curate.h"

static void expect_findings(struct curate *c, const char *name, int status, const char *part)
{
	char *path = curate_path(c, name);
	struct buf all = { 0 };
	struct check_result r;
	size_t i;

	assert_int_equal(check_module(path, NULL, &r, NULL), 0);
	for (i = 0; i < r.findings.count; i++)
		buf_addf(&all, "%s\n", r.findings.items[i].text);
	curate_expect_contains(buf_str(&all), part);
	if (check_status(&r) != status)
		fail_msg("status %d for %s", check_status(&r), buf_str(&all));
	check_result_release(&r);
	buf_release(&all);
	free(path);
}

static void test_nothing_but_what_was_decided(void **state)
{
	static const char wanted[] = "(allow a_t b_t (file (read open)))\n";
	static const char *const others[][2] = {
		{ "(allow a_t b_t (file (open)))", "lacks `allow a_t b_t:file read`" },
		{ "(allow a_t b_t (file (read open write)))", "holds `allow a_t b_t:file write`" },
		{ "(allow a_t b_t (file (read open))) (allowx a_t b_t (ioctl file (0x1)))",
		  "holds `allowx a_t b_t:file ioctl 0x1-0x1`" },
		{ "(allow a_t b_t (file (read open))) (typeattributeset x (a_t))",
		  "holds `(typeattributeset x (a_t))`" },
		{ "(allow a_t b_t (file (read open))", "ends inside brackets" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(others); i++) {
		struct cil_set a = { 0 }, b = { 0 };
		struct diag d = { 0 };

		assert_int_equal(cil_set_add_text(&a, wanted, strlen(wanted), &d), 0);
		if (cil_set_add_text(&b, others[i][0], strlen(others[i][0]), &d) == 0)
			assert_int_equal(cil_set_compare(&a, &b, &d), -1);
		curate_expect_contains(diag_text(&d), others[i][1]);
		cil_set_release(&a);
		cil_set_release(&b);
		diag_release(&d);
	}
}

static void test_many_ioctls_in_any_shape_are_one_set(void **state)
{
	static const char one[] = "(allowx a b (ioctl file (0x5401 (range 0x5410 0x5413))))";
	static const char two[] = "(allowx a b (ioctl file ((range 0x5412 0x5413))))\n"
				  "(allowx a b (ioctl file (0x5411 0x5410 0x5401)))";
	struct cil_set x = { 0 }, y = { 0 };

	(void)state;
	assert_int_equal(cil_set_add_text(&x, one, strlen(one), NULL), 0);
	assert_int_equal(cil_set_add_text(&y, two, strlen(two), NULL), 0);
	assert_int_equal(cil_set_compare(&x, &y, NULL), 0);
	cil_set_release(&x);
	cil_set_release(&y);
}

static void test_check_says_what_is_wrong(void **state)
{
	static const char plain[] =
		"module %s 1.%c;\nrequire { type a_t; class file { read open }; }\n"
		"allow a_t self:file %s;\n";
	struct curate *c = *state;
	struct check_result r;
	struct curate_built b;
	struct buf text = { 0 };

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	expect_findings(c, "pf9.te", 0, "pf9.te: compiles");
	expect_findings(c, "pf9.te", 0, "pf9.pp: matches the source");
	curate_append(c, "pf9.te", "allow useradd_t usr_t:file read;\n");
	expect_findings(c, "pf9.te", 0, "matches the"); /* a duplicate rule grants nothing more */
	curate_append(c, "pf9.te", "allow useradd_t self:file read;\n");
	expect_findings(c, "pf9.te", 1, "lacks `allow useradd_t self:file read`");
	curate_append(c, "pf9.te", "allow useradd_t etc_t:file read;\n");
	expect_findings(c, "pf9.te", 4, "unknown type etc_t");
	curate_append(c, "pf9.te", "allow");
	expect_findings(c, "pf9.te", 4, "the file ends here, expected a type");

	module_file_write(c, "pf9.pp", "no package");
	buf_addf(&text, plain, "pf9", '0', "read");
	module_file_write(c, "pf9.te", text.data);
	expect_findings(c, "pf9.te", 1, "pf9.pp is not a module package");
	module_file_write(c, "pf9r.te", text.data);
	expect_findings(c, "pf9r.te", 1, "--rename-file");
	expect_findings(c, "pf9r.te", 1, "pf9r.te: compiles");
	module_file_write(c, "none.te", "module none 1.0;\n");
	expect_findings(c, "none.te", 0, "has no rules");
	module_file_write(c, "mac.te", "policy_module(mac, 1.0)\n");
	expect_findings(c, "mac.te", 4, "expanded by m4");
	assert_int_equal(check_module("/nonexistent/x.te", NULL, &r, NULL), -1);
	check_result_release(&r);
	buf_release(&text);
}

static void test_a_package_of_another_module_is_told(void **state)
{
	struct curate *c = *state;
	char *from, *to;
	struct curate_built b;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	curate_build(c, "pf8", 0, &b);
	curate_built_release(&b);
	from = curate_path(c, "pf8.pp");
	to = curate_path(c, "pf9.pp");
	assert_int_equal(rename(from, to), 0);
	expect_findings(c, "pf9.te", 1, "its module is named pf8, the source says pf9");
	free(from);
	free(to);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_but_what_was_decided),
		cmocka_unit_test(test_many_ioctls_in_any_shape_are_one_set),
		TEST(test_check_says_what_is_wrong),
		TEST(test_a_package_of_another_module_is_told),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
