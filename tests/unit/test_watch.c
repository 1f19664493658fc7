// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether a changed policy is noticed: a file that is replaced, overwritten or removed; and the
 * kernel's status page, replaced here by a file in a directory of the test. */
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
#include <unistd.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "policy/load.h"
#include "policy/watch.h"

static char *dir;

static char *put(const char *name, const void *bytes, size_t n)
{
	char *path = fileio_join(dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	return path;
}

/* As in the kernel: version, sequence, enforcing, policyload, deny_unknown. */
static void put_status(uint32_t sequence, uint32_t enforcing, uint32_t loads)
{
	uint32_t page[5] = { 1, sequence, enforcing, loads, 0 };

	free(put("status", page, sizeof(page)));
}

/* File systems count time in ticks: without a pause two changes may get the same one. */
static void tick(void)
{
	struct timespec t = { 0, 20 * 1000000 };

	nanosleep(&t, NULL);
}

static void test_file(void **state)
{
	char *path = put("policy.bin", "one", 3), *other;
	struct policy_watch w = { 0 };

	(void)state;
	assert_int_equal(policy_watch_check(&w), 0);
	policy_watch_begin(&w, path, false);
	assert_int_equal(policy_watch_check(&w), 0);
	tick();
	/* Replaced: reported once, after two checks found it unchanged. */
	other = put("new", "two", 3);
	assert_int_equal(rename(other, path), 0);
	free(other);
	assert_int_equal(policy_watch_check(&w), 0);
	assert_int_equal(policy_watch_check(&w), WATCH_POLICY);
	assert_int_equal(policy_watch_check(&w), 0);
	/* Overwritten bit by bit: not reported before it is stable. */
	tick();
	free(put("policy.bin", "thr", 3));
	assert_int_equal(policy_watch_check(&w), 0);
	tick();
	free(put("policy.bin", "three", 5));
	assert_int_equal(policy_watch_check(&w), 0);
	assert_int_equal(policy_watch_check(&w), WATCH_POLICY);
	/* Removed, then back. */
	unlink(path);
	assert_int_equal(policy_watch_check(&w), 0);
	assert_int_equal(policy_watch_check(&w), 0);
	free(put("policy.bin", "four", 4));
	assert_int_equal(policy_watch_check(&w), 0);
	assert_int_equal(policy_watch_check(&w), WATCH_POLICY);
	assert_int_equal(policy_watch_check(&w), 0);
	policy_watch_end(&w);
	free(path);
}

/* A policy read from a pipe does not come again. */
static void test_pipe(void **state)
{
	char *path = fileio_join(dir, "pipe");
	struct policy_watch w = { 0 };
	int fd;

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	policy_watch_begin(&w, path, false);
	tick();
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	close(fd);
	assert_int_equal(policy_watch_check(&w), 0);
	assert_int_equal(policy_watch_check(&w), 0);
	policy_watch_end(&w);
	unlink(path);
	free(path);
}

static void test_status(void **state)
{
	struct policy_watch w = { 0 };
	char *path = put("policy", "one", 3), *found;

	(void)state;
	put_status(4, 1, 7);
	found = policy_host_path();
	assert_string_equal(found, path);
	policy_watch_begin(&w, path, true);
	assert_true(w.loaded);
	assert_int_equal(policy_watch_check(&w), 0);
	put_status(6, 0, 7);
	assert_int_equal(policy_watch_check(&w), WATCH_MODE);
	assert_false(w.enforcing);
	put_status(9, 1, 8); /* being written: keep the old state */
	assert_int_equal(policy_watch_check(&w), 0);
	put_status(10, 1, 8);
	assert_int_equal(policy_watch_check(&w), WATCH_MODE | WATCH_POLICY);
	assert_int_equal(policy_watch_check(&w), 0);
	/* The counter watches the loaded policy, whatever happens to the file's times. */
	tick();
	free(put("policy", "others", 6));
	assert_int_equal(policy_watch_check(&w), 0);
	assert_int_equal(policy_watch_check(&w), 0);
	/* Another host's policy: the kernel's status does not count. */
	policy_watch_begin(&w, path, false);
	put_status(12, 0, 9);
	assert_int_equal(policy_watch_check(&w), 0);
	policy_watch_end(&w);
	free(found);
	free(path);
}

/* Without a status page a file is still watched. */
static void test_no_status(void **state)
{
	struct policy_watch w = { 0 };
	char *status = fileio_join(dir, "status"), *path = put("policy.bin", "one", 3);

	(void)state;
	unlink(status);
	policy_watch_begin(&w, path, true);
	assert_int_equal(w.status, 0);
	assert_int_equal(policy_watch_check(&w), 0);
	policy_watch_end(&w);
	put_status(1, 1, 1); /* damaged: the sequence is never even */
	policy_watch_begin(&w, path, true);
	assert_int_equal(w.status, 0);
	policy_watch_end(&w);
	free(status);
	free(path);
}

static int begin(void **state)
{
	(void)state;
	dir = fileio_temp_dir(NULL);
	if (!dir)
		return -1;
	setenv("AVCURATE_TEST_SELINUXFS", dir, 1);
	policy_host_stand_in();
	return 0;
}

static int end(void **state)
{
	(void)state;
	fileio_remove_dir(dir);
	free(dir);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_pipe),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_no_status),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, begin, end);
}
