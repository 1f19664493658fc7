// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "reader_fixture.h"

static void follow(struct heard *h, const char *name)
{
	put_avc(h, name, "w", "first");
	assert_int_equal(add(h, name, NULL), 0);
	reader_follow(h->reader, true);
	wait_for(h, "0:1 \"first\"\n");
	assert_true(reader_source(h->reader, 0)->live);
}

static void copy_and_truncate(const struct heard *h, const char *from, const char *to)
{
	char *a = in_dir(h, from);
	struct buf b = { 0 };

	assert_int_equal(fileio_read(a, 1 << 20, &b, NULL), 0);
	if (to)
		put(h, to, "w", &b);
	assert_int_equal(truncate(a, 0), 0);
	buf_release(&b);
	free(a);
}

static void test_follow_appended(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 };
	size_t half;

	follow(h, "a.log");
	put_avc(h, "a.log", "a", "second");
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n");
	expect_text(h, "\"second\"");

	add_avc(&b, 1, "third");
	half = b.len / 2;
	b.len = half;
	put(h, "a.log", "a", &b);
	settle(h);
	assert_int_equal(h->records, 2);
	buf_clear(&b);
	add_avc(&b, 1, "third");
	memmove(b.data, b.data + half, b.len - half);
	b.len -= half;
	put(h, "a.log", "a", &b);
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n0:3 \"third\"\n");
	expect_text(h, "\"third\"");
	buf_release(&b);
}

static void test_follow_by_the_clock_when_a_watch_is_refused(void **state)
{
	struct heard *h = *state;
	struct rlimit keep, none;

	put_avc(h, "a.log", "w", "first");
	assert_int_equal(add(h, "a.log", NULL), 0);
	reader_follow(h->reader, true);
	getrlimit(RLIMIT_NOFILE, &keep);
	none = keep;
	none.rlim_cur = 3;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	settle(h);
	setrlimit(RLIMIT_NOFILE, &keep);
	assert_int_equal(reader_fd(h->reader), -1);
	assert_true(reader_timeout_ms(h->reader) >= 0 && reader_timeout_ms(h->reader) <= 50);
	put_avc(h, "a.log", "a", "second");
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n");
}

static void test_follow_through_rename(void **state)
{
	struct heard *h = *state;
	uint64_t offset;

	follow(h, "a.log");
	move(h, "a.log", "a.log.1");
	/* The writer has not noticed yet, though the new file is there. */
	put_avc(h, "a.log.1", "a", "late");
	wait_for(h, "0:1 \"first\"\n0:2 \"late\"\n");
	put(h, "a.log", "w", &(struct buf){ .data = (char[]){ "" } });
	settle(h);
	put_avc(h, "a.log.1", "a", "later");
	settle(h);
	offset = h->offset;
	put_avc(h, "a.log", "a", "new");
	wait_for(h, "0:1 \"first\"\n0:2 \"late\"\n0:3 \"later\"\n0:1 \"new\"\n");
	expect_text(h, "\"new\"");
	h->offset = offset;
	expect_text(h, "\"late");
	assert_int_equal(reader_source(h->reader, 0)->counts.denials, 4);
	/* And again. */
	move(h, "a.log.1", "a.log.2");
	move(h, "a.log", "a.log.1");
	put_avc(h, "a.log", "w", "newer");
	wait_for(h, "0:1 \"first\"\n0:2 \"late\"\n0:3 \"later\"\n0:1 \"new\"\n0:1 \"newer\"\n");
	expect_text(h, "\"newer\"");
	h->offset = offset;
	expect_text(h, "\"late");
	assert_string_equal(buf_str(&h->notes), "");
}

static void test_pause_through_two_rotations(void **state)
{
	struct heard *h = *state;

	follow(h, "a.log");
	reader_pause(h->reader, true);
	put_avc(h, "a.log", "a", "1");
	move(h, "a.log", "a.log.1");
	put_avc(h, "a.log", "w", "2");
	move(h, "a.log.1", "a.log.2");
	move(h, "a.log", "a.log.1");
	put_avc(h, "a.log", "w", "3");
	settle(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(reader_fd(h->reader), -1);
	assert_int_equal(reader_timeout_ms(h->reader), -1);
	reader_pause(h->reader, false);
	wait_for(h, "0:1 \"first\"\n0:2 \"1\"\n0:1 \"2\"\n0:1 \"3\"\n");
}

static void test_pause_until_the_file_is_rotated_out(void **state)
{
	struct heard *h = *state;
	char *old = in_dir(h, "a.log.2");

	follow(h, "a.log");
	reader_pause(h->reader, true);
	put_avc(h, "a.log", "a", "1");
	move(h, "a.log", "a.log.2");
	put_avc(h, "a.log.1", "w", "2");
	put_avc(h, "a.log", "w", "3");
	assert_int_equal(unlink(old), 0);
	reader_pause(h->reader, false);
	wait_for(h, "0:1 \"first\"\n0:2 \"1\"\n0:1 \"2\"\n0:1 \"3\"\n");
	assert_non_null(strstr(buf_str(&h->notes), "a.log: the file being read was removed"));
	free(old);
}

static void test_follow_through_copy_and_truncate(void **state)
{
	struct heard *h = *state;
	uint64_t offset;

	follow(h, "a.log");
	/* Written, copied away and cut before we look. */
	put_avc(h, "a.log", "a", "second");
	copy_and_truncate(h, "a.log", "a.log.1");
	put_avc(h, "a.log", "a", "third");
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n0:1 \"third\"\n");
	expect_text(h, "\"third\"");
	offset = h->offset;
	h->offset = 0;
	expect_text(h, "\"first\"");
	assert_string_equal(buf_str(&h->notes), "");
	/* Without anything new behind it. */
	copy_and_truncate(h, "a.log", "a.log.1");
	settle(h);
	put_avc(h, "a.log", "a", "fourth");
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n0:1 \"third\"\n0:1 \"fourth\"\n");
	h->offset = offset;
	expect_text(h, "\"third\"");
}

static void test_follow_through_truncation(void **state)
{
	struct heard *h = *state;
	struct buf text = { 0 };
	struct diag d = { 0 };
	unsigned i;

	follow(h, "a.log");
	copy_and_truncate(h, "a.log", NULL);
	put_avc(h, "a.log", "a", "2");
	wait_for(h, "0:1 \"first\"\n0:1 \"2\"\n");
	assert_non_null(strstr(buf_str(&h->notes), "a.log was truncated"));
	assert_int_equal(reader_text(h->reader, 0, 0, 10, &text, &d), -1);
	assert_non_null(strstr(diag_text(&d), "no longer there"));
	diag_release(&d);
	/* Grown again beyond where we were, before we look. */
	copy_and_truncate(h, "a.log", NULL);
	for (i = 3; i < 6; i++)
		put_avc(h, "a.log", "a", (char[]){ (char)('0' + i), '\0' });
	wait_for(h, "0:1 \"first\"\n0:1 \"2\"\n0:1 \"3\"\n0:2 \"4\"\n0:3 \"5\"\n");
	expect_text(h, "\"5\"");
	buf_release(&text);
}

static void test_follow_through_a_link(void **state)
{
	struct heard *h = *state;
	char *link = in_dir(h, "link.log"), *logs = in_dir(h, "logs");

	assert_int_equal(mkdir(logs, 0700), 0);
	put_avc(h, "logs/a.log", "w", "first");
	assert_int_equal(symlink("logs/a.log", link), 0);
	assert_int_equal(reader_add(h->reader, link, NULL), 0);
	reader_follow(h->reader, true);
	wait_for(h, "0:1 \"first\"\n");
	put_avc(h, "logs/a.log", "a", "second");
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n");
	move(h, "logs/a.log", "logs/a.log.1");
	put_avc(h, "logs/a.log", "w", "third");
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n0:1 \"third\"\n");
	fileio_remove_dir(logs);
	free(logs);
	free(link);
}

static void test_follow_last_that_can_be_read(void **state)
{
	struct heard *h = *state;

	put_avc(h, "a.log", "w", "a");
	put_avc(h, "b.log", "w", "b");
	assert_int_equal(add(h, "a.log", NULL), 0);
	assert_int_equal(add(h, "b.log", NULL), 0);
	assert_int_equal(add(h, "missing.log", NULL), -1);
	reader_follow(h->reader, true);
	wait_for(h, "0:1 \"a\"\n1:1 \"b\"\n");
	assert_false(reader_source(h->reader, 0)->live);
	assert_true(reader_source(h->reader, 1)->live);
	put_avc(h, "b.log", "a", "c");
	wait_for(h, "0:1 \"a\"\n1:1 \"b\"\n1:2 \"c\"\n");
}

/* A record that the next line might go on with is shown when none comes. */
static void test_last_record_does_not_wait_for_a_next_line(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 };

	follow(h, "a.log");
	add_avc(&b, 9, "last");
	b.len -= strlen(" permissive=0\n");
	b.data[b.len++] = '\n';
	put(h, "a.log", "a", &b);
	wait_for(h, "0:1 \"first\"\n0:2 \"last\"\n");
	buf_release(&b);
}

#define STORM_LINES 1500

/* a.log.1 becomes a.log.2, and so on. */
static void make_room(const struct heard *h, unsigned rotations)
{
	char from[32], to[32];
	unsigned i;

	for (i = rotations; i > 0; i--) {
		snprintf(from, sizeof(from), "a.log.%u", i);
		snprintf(to, sizeof(to), "a.log.%u", i + 1);
		move(h, from, to);
	}
}

/* A writer that rotates in both ways every few lines, in its own process. */
static void write_storm(const struct heard *h, unsigned seed)
{
	unsigned line, late, rotations = 0;
	char name[16];

	srand(seed);
	for (line = 0; line < STORM_LINES; line++) {
		snprintf(name, sizeof(name), "%u", line);
		put_avc(h, "a.log", "a", name);
		if (rand() % 40)
			continue;
		make_room(h, rotations++);
		if (rand() % 2) {
			copy_and_truncate(h, "a.log", "a.log.1");
			continue;
		}
		move(h, "a.log", "a.log.1");
		put(h, "a.log", "w", &(struct buf){ .data = (char[]){ "" } });
		for (late = (unsigned)rand() % 3; late > 0 && line + 1 < STORM_LINES; late--) {
			snprintf(name, sizeof(name), "%u", ++line);
			put_avc(h, "a.log.1", "a", name);
		}
	}
	_exit(0);
}

/* Each line once and in order, whatever the writer does meanwhile. */
static void test_storm_of_rotations(void **state)
{
	struct heard *h = *state;
	struct buf want = { 0 };
	const char *got, *p;
	unsigned line;
	pid_t pid;

	put_avc(h, "a.log", "w", "first");
	assert_int_equal(add(h, "a.log", NULL), 0);
	reader_follow(h->reader, true);
	wait_for(h, "0:1 \"first\"\n");
	pid = fork();
	if (pid == 0)
		write_storm(h, 5);
	wait_for_records(h, STORM_LINES + 1);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	got = buf_str(&h->text);
	for (line = 0; line < STORM_LINES; line++) {
		got = strchr(got, '\n') + 1;
		p = strchr(got, '"');
		buf_clear(&want);
		buf_addf(&want, "\"%u\"", line);
		assert_non_null(p);
		if (strncmp(p, want.data, want.len) != 0) /* say what came instead */
			fail_msg("after line %u: %.60s, not %s", line - 1, p, want.data);
	}
	assert_string_equal(buf_str(&h->notes), "");
	buf_release(&want);
}

static void test_stop_goes_on_live(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 };
	unsigned i;

	for (i = 0; i < 2000; i++)
		add_avc(&b, i, "old");
	b.len -= 20;
	put(h, "a.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	reader_follow(h->reader, true);
	assert_int_equal(reader_step(h->reader, 1000), READER_MORE);
	reader_stop(h->reader);
	settle(h);
	buf_clear(&h->text);
	/* The line that was being written is complete now. */
	add_avc(&b, 1999, "old");
	put(h, "a.log", "a", &(struct buf){ .data = b.data + b.len - 20, .len = 20 });
	put_avc(h, "a.log", "a", "new");
	wait_for(h, "0:1 \"old\"\n0:2 \"new\"\n");
	expect_text(h, "\"new\"");
	assert_int_equal(reader_source(h->reader, 0)->counts.refused, 0);
	buf_release(&b);
}

static void test_stop_without_following_ends(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 };
	unsigned i;

	for (i = 0; i < 2000; i++)
		add_avc(&b, i, "old");
	put(h, "a.log", "w", &b);
	put(h, "b.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	assert_int_equal(add(h, "b.log", NULL), 0);
	assert_int_equal(reader_step(h->reader, 1000), READER_MORE);
	reader_stop(h->reader);
	assert_int_equal(reader_step(h->reader, 1000), READER_DONE);
	assert_true(reader_source(h->reader, 0)->counts.denials < 10);
	assert_int_equal(reader_source(h->reader, 0)->counts.refused, 0);
	assert_true(reader_source(h->reader, 1)->done);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(test_follow_appended),
		WITH(test_follow_by_the_clock_when_a_watch_is_refused),
		WITH(test_follow_through_rename),
		WITH(test_pause_through_two_rotations),
		WITH(test_pause_until_the_file_is_rotated_out),
		WITH(test_follow_through_copy_and_truncate),
		WITH(test_follow_through_truncation),
		WITH(test_follow_through_a_link),
		WITH(test_follow_last_that_can_be_read),
		WITH(test_last_record_does_not_wait_for_a_next_line),
		WITH(test_storm_of_rotations),
		WITH(test_stop_goes_on_live),
		WITH(test_stop_without_following_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
