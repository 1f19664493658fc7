// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "policy/store_check.h"

static char *top, *with_violation;

static void make_dir(const char *path)
{
	char *full = fileio_join(top, path);

	assert_int_equal(mkdir(full, 0700), 0);
	free(full);
}

static char *make_file(const char *path, const char *text)
{
	char *full = fileio_join(top, path);

	assert_int_equal(fileio_write(full, text, strlen(text), NULL), 0);
	return full;
}

/* A store with the demo policy as its base, one neverallow, and modules at two priorities. */
static int setup(void **state)
{
	struct buf base = { 0 };
	char *demo, *beyond;

	(void)state;
	top = fileio_temp_dir(NULL);
	make_dir("modules");
	make_dir("modules/100");
	make_dir("modules/100/base");
	make_dir("modules/100/pf9");
	make_dir("modules/100/off");
	make_dir("modules/400");
	make_dir("modules/400/pf9");
	make_dir("modules/disabled");
	demo = fileio_join(getenv("srcdir") ? getenv("srcdir") : ".", "tests/data/demo.cil");
	if (fileio_read(demo, 1 << 20, &base, NULL) < 0)
		return -1;
	buf_adds(&base, "\n(neverallow httpd_t shadow_t (file (read)))\n");
	with_violation = mem_strdup(buf_str(&base));
	/* The demo shows one access that bounds deny; a real store never has one. */
	beyond = strstr(base.data, "(allow httpd_script_t mysqld_db_t");
	if (!beyond)
		return -1;
	*beyond = ';';
	free(make_file("modules/100/base/cil", buf_str(&base)));
	free(make_file("modules/100/pf9/cil", "(allow useradd_t usr_t (dir (write)))\n"));
	free(make_file("modules/400/pf9/cil", "(allow useradd_t usr_t (file (read)))\n"));
	free(make_file("modules/100/off/cil", "(allow nosuch_t usr_t (file (read)))\n"));
	free(make_file("modules/disabled/off", ""));
	buf_release(&base);
	free(demo);
	return 0;
}

static void remove_one(const char *path)
{
	char *full = fileio_join(top, path);

	fileio_remove_dir(full);
	free(full);
}

static int teardown(void **state)
{
	static const char *const dirs[] = {
		"modules/100/base", "modules/100/pf9", "modules/100/off",
		"modules/100",      "modules/400/pf9", "modules/400",
		"modules/disabled", "modules",         "ours"
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		remove_one(dirs[i]);
	rmdir(top);
	free(top);
	free(with_violation);
	return 0;
}

static void test_names_and_priorities(void **state)
{
	struct store s = { 0 };
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(store_read(&s, top, &d), 0);
	assert_int_equal(s.count, 4);
	assert_int_equal(store_find(&s, "pf9")->priority, 400);
	assert_int_equal(store_find(&s, "base")->priority, 100);
	assert_null(store_find(&s, "off"));
	assert_null(store_find(&s, "pf"));
	assert_int_equal(store_read(&s, "/nonexistent", &d), -1);
	assert_non_null(strstr(diag_text(&d), "cannot read the module store /nonexistent/modules"));
	diag_release(&d);
	store_release(&s);
}

static void test_a_listing(void **state)
{
	static const char full[] = "400 pf9            pp          \n100 base  pp\n"
				   "100 off  pp  disabled\n100 pf9 pp\n";
	struct store s = { 0 };
	struct diag d = { 0 };
	char *path;

	(void)state;
	make_dir("ours");
	path = make_file("ours/list", full);
	assert_int_equal(store_read_list(&s, path, &d), 0);
	assert_int_equal(s.count, 4);
	assert_int_equal(store_find(&s, "pf9")->priority, 400);
	assert_null(store_find(&s, "off"));
	free(path);
	path = make_file("ours/list", "pf9\nbase\t1.0\n");
	assert_int_equal(store_read_list(&s, path, &d), 0);
	assert_int_equal(s.count, 2);
	assert_int_equal(store_find(&s, "base")->priority, 0);
	free(path);
	path = make_file("ours/list", "\n");
	assert_int_equal(store_read_list(&s, path, &d), -1);
	diag_release(&d);
	free(path);
	store_release(&s);
}

static void try_module(const char *text, struct store_result *r)
{
	struct store s = { 0 };
	struct store_check c;
	struct diag d = { 0 };
	struct buf package = { 0 };

	buf_adds(&package, text);
	assert_int_equal(store_read(&s, top, &d), 0);
	assert_int_equal(store_check_start(&c, &s, "pf9", &package, &d), 0);
	for (;;) {
		struct pollfd p = { .fd = c.fd, .events = POLLIN };

		poll(&p, 1, 10000);
		if (store_check_step(&c))
			break;
	}
	assert_int_equal(store_check_finish(&c, r, &d), 0);
	store_release(&s);
	buf_release(&package);
}

static void test_compiled_with_one_more(void **state)
{
	struct store_result r = { 0 };

	(void)state;
	try_module("(allow useradd_t usr_t (dir (write)))\n", &r);
	assert_true(r.ok);
	try_module("(allow httpd_t shadow_t (file (getattr read open)))\n", &r);
	assert_false(r.ok);
	assert_true(r.ours);
	/* both rules, each with its place */
	assert_non_null(strstr(r.text, "neverallow check failed at base:"));
	assert_non_null(strstr(r.text, "(allow httpd_t shadow_t (file ("));
	assert_non_null(strstr(r.text, "at pf9:1"));
	try_module("(allow httpd_script_t shadow_t (file (write)))\n", &r);
	assert_false(r.ok);
	assert_true(r.ours);
	assert_non_null(strstr(r.text, "exceeds bounds of parent httpd_t"));
	try_module("(allow gone_t shadow_t (file (write)))\n", &r);
	assert_false(r.ok);
	assert_non_null(strstr(r.text, "Failed to resolve allow statement"));
	/* a store that is itself at fault */
	free(make_file("modules/100/base/cil", with_violation));
	try_module("(allow useradd_t usr_t (dir (write)))\n", &r);
	assert_false(r.ok);
	assert_false(r.ours);
	assert_non_null(strstr(r.text, "allow at base:"));
	store_result_release(&r);
}

static void test_cancel_and_failures(void **state)
{
	struct store s = { 0 };
	struct store_check c;
	struct store_result r = { 0 };
	struct buf garbage = { 0 };
	struct diag d = { 0 };

	(void)state;
	assert_int_equal(store_read(&s, top, &d), 0);
	buf_adds(&garbage, "garbage");
	assert_int_equal(store_check_start(&c, &s, "pf9", &garbage, &d), 0);
	assert_int_equal(store_check_finish(&c, &r, &d), -1);
	assert_string_equal(diag_text(&d), "the store check could not run: pf9 is not a readable "
					   "policy package");
	diag_release(&d);
	assert_int_equal(store_check_start(&c, &s, "pf9", &garbage, &d), 0);
	store_check_cancel(&c);
	assert_int_equal(c.pid, 0);
	store_check_cancel(&c);
	store_release(&s);
	assert_int_equal(store_check_start(&c, &s, "pf9", &garbage, &d), -1);
	buf_release(&garbage);
	diag_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_and_priorities),
		cmocka_unit_test(test_a_listing),
		cmocka_unit_test(test_compiled_with_one_more),
		cmocka_unit_test(test_cancel_and_failures),
	};

	return cmocka_run_group_tests_name("store", tests, setup, teardown);
}
