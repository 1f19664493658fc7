// SPDX-License-Identifier: GPL-2.0-or-later
/* A session's NAME.te: opened once, and whether somebody changed it since. */
#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "session/module_te.h"

#define TEXT  "#@ avcurate 1\nmodule m 1.0;\n"
#define OTHER "#@ avcurate 1\nmodule m 1.1;\n" /* as many bytes */

struct fixture {
	char *dir, *path;
	struct intern *names;
	struct module_te m;
};

/* So long ago that a change after it has another time. */
static void settle(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 60000000 }, NULL);
}

/* In place, as an editor may. */
static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "r+");

	if (!f)
		f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->dir = fileio_temp_dir(NULL);
	f->path = fileio_join(f->dir, "m.te");
	f->names = intern_new();
	put(f->path, TEXT);
	settle();
	*state = f;
	return module_te_read(&f->m, f->path, f->names, NULL);
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	module_te_release(&f->m);
	intern_free(f->names);
	fileio_remove_dir(f->dir);
	free(f->dir);
	free(f->path);
	free(f);
	return 0;
}

static void test_nobody_changed_it(void **state)
{
	struct fixture *f = *state;

	assert_true(module_te_is_on_disk(&f->m, f->path));
	assert_ptr_equal(module_te_unchanged(&f->m, f->names), &f->m.te);
	assert_false(module_te_is_on_disk(&f->m, "/nonexistent/m.te"));
}

static void test_written_as_it_was(void **state)
{
	struct fixture *f = *state;

	put(f->path, TEXT);
	assert_false(module_te_is_on_disk(&f->m, f->path));
	assert_non_null(module_te_unchanged(&f->m, f->names));
	settle();
	assert_non_null(module_te_unchanged(&f->m, f->names));
	assert_true(module_te_is_on_disk(&f->m, f->path));
}

/* As many bytes, and the time that it had. */
static void test_changed_by_somebody(void **state)
{
	struct fixture *f = *state;
	struct timespec times[2] = { f->m.on_disk.st_atim, f->m.on_disk.st_mtim };

	put(f->path, OTHER);
	assert_int_equal(utimensat(AT_FDCWD, f->path, times, 0), 0);
	assert_false(module_te_is_on_disk(&f->m, f->path));
	assert_null(module_te_unchanged(&f->m, f->names));
	/* What was read stays. */
	assert_string_equal(module_te_get(&f->m, f->names)->version, "1.0");
}

/* A change within the same tick of the file's clock would not show in the times. */
static void test_read_right_after_a_change(void **state)
{
	struct fixture *f = *state;

	module_te_release(&f->m);
	put(f->path, OTHER);
	assert_int_equal(module_te_read(&f->m, f->path, f->names, NULL), 0);
	assert_false(module_te_is_on_disk(&f->m, f->path));
	put(f->path, TEXT);
	assert_null(module_te_unchanged(&f->m, f->names));
}

static void test_written_by_us(void **state)
{
	struct fixture *f = *state;
	struct buf text = { 0 };

	buf_adds(&text, OTHER);
	assert_int_equal(fileio_write(f->path, text.data, text.len, NULL), 0);
	module_te_written(&f->m, f->path, &text);
	assert_true(module_te_is_on_disk(&f->m, f->path));
	assert_string_equal(buf_str(module_te_text(&f->m)), OTHER);
	assert_string_equal(module_te_get(&f->m, f->names)->version, "1.1");
	assert_string_equal(buf_str(module_te_text(&f->m)), OTHER);
	settle();
	put(f->path, TEXT);
	assert_null(module_te_unchanged(&f->m, f->names));
	buf_release(&text);
}

static void test_gone(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(remove(f->path), 0);
	assert_false(module_te_is_on_disk(&f->m, f->path));
	assert_null(module_te_unchanged(&f->m, f->names));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nobody_changed_it, setup, teardown),
		cmocka_unit_test_setup_teardown(test_written_as_it_was, setup, teardown),
		cmocka_unit_test_setup_teardown(test_changed_by_somebody, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read_right_after_a_change, setup, teardown),
		cmocka_unit_test_setup_teardown(test_written_by_us, setup, teardown),
		cmocka_unit_test_setup_teardown(test_gone, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
