// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "avcurate/reader.h"
#include "avcurate/spill.h"

/* What the sink was told: one line a record, "SOURCE:LINE NAME". */
struct heard {
	struct buf text, notes;
	size_t records;
	uint64_t offset; /* of the last one */
	size_t length;
	unsigned source;
	struct reader *reader;
	char *dir;
};

static bool hear(void *ctx, unsigned source, const struct record *r, const char **why)
{
	struct heard *h = ctx;

	if (slice_is(r->tclass, "refuse_me")) {
		*why = "as asked";
		return false;
	}
	buf_addf(&h->text, "%u:%u %.*s\n", source, r->line, (int)r->name.n, r->name.p);
	h->records++;
	h->offset = r->offset;
	h->length = r->raw.n;
	h->source = source;
	return true;
}

static void hear_note(void *ctx, const char *text)
{
	struct heard *h = ctx;

	buf_addf(&h->notes, "%s\n", text);
}

static int setup(void **state)
{
	struct heard *h = mem_zalloc(1, sizeof(*h));
	const struct reader_sink sink = { .ctx = h, .record = hear, .note = hear_note };

	h->dir = fileio_temp_dir(NULL);
	h->reader = reader_new(&sink, true);
	*state = h;
	return h->dir ? 0 : -1;
}

static int teardown(void **state)
{
	struct heard *h = *state;

	reader_free(h->reader);
	fileio_remove_dir(h->dir);
	buf_release(&h->text);
	buf_release(&h->notes);
	free(h->dir);
	free(h);
	return 0;
}

#define AVC                                                                            \
	"type=AVC msg=audit(1795163111.088:%u): avc:  denied  { write } for  pid=131 " \
	"comm=\"agetty\" name=\"%s\" scontext=system_u:system_r:getty_t:s0 "           \
	"tcontext=system_u:object_r:usr_t:s0 tclass=%s permissive=0\n"

static void add_avc(struct buf *b, unsigned serial, const char *name)
{
	buf_addf(b, AVC, serial, name, "dir");
}

static char *in_dir(const struct heard *h, const char *name)
{
	return fileio_join(h->dir, name);
}

static void put(const struct heard *h, const char *name, const char *how, const struct buf *b)
{
	char *path = in_dir(h, name);
	FILE *f = fopen(path, how);

	assert_non_null(f);
	assert_int_equal(fwrite(buf_str(b), 1, b->len, f), b->len);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/* A log with one denial, named. */
static void put_avc(const struct heard *h, const char *file, const char *how, const char *name)
{
	struct buf b = { 0 };

	add_avc(&b, 7, name);
	put(h, file, how, &b);
	buf_release(&b);
}

static int add(struct heard *h, const char *name, struct diag *d)
{
	char *path = in_dir(h, name);
	int rc = reader_add(h->reader, path, d);

	free(path);
	return rc;
}

static void read_all(struct heard *h)
{
	enum reader_state st;

	do
		st = reader_step(h->reader, 4096);
	while (st == READER_MORE);
	assert_int_equal(st, READER_DONE);
}

static void test_plain_file_and_its_text(void **state)
{
	struct heard *h = *state;
	const struct reader_source *s;
	struct buf b = { 0 }, text = { 0 };
	uint64_t done, total;
	unsigned i;

	for (i = 0; i < 1000; i++)
		add_avc(&b, i, "etc");
	buf_addf(&b, AVC, 1000, "x", "refuse_me");
	put(h, "a.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 1000);
	s = reader_source(h->reader, 0);
	assert_true(s->done && !s->failed);
	assert_int_equal(s->counts.denials, 1000);
	assert_int_equal(s->counts.refused, 1);
	assert_int_equal(s->refused_count, 1);
	assert_int_equal(s->refused[0].line, 1001);
	assert_string_equal(s->refused[0].reason, "as asked");
	assert_int_equal(strlen(s->refused[0].text), 200);
	reader_progress(h->reader, &done, &total);
	assert_int_equal(done, b.len);
	assert_int_equal(total, b.len);
	assert_int_equal(reader_text(h->reader, 0, h->offset, h->length, &text, NULL), 0);
	assert_int_equal(
		strncmp(buf_str(&text), "type=AVC msg=audit(1795163111.088:999): avc:", 44), 0);
	buf_release(&text);
	buf_release(&b);
}

static void test_directory_in_order_of_age(void **state)
{
	static const char *const names[] = { "audit.log",          "audit.log.1",
					     "audit.log.2",        "audit.log.10",
					     "audit.log-20260101", "other.log",
					     "audit.log-20251231" };
	struct heard *h = *state;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		put_avc(h, names[i], "w", names[i]);
	assert_int_equal(reader_add(h->reader, h->dir, NULL), 0);
	read_all(h);
	assert_string_equal(buf_str(&h->text), "0:1 \"audit.log-20251231\"\n"
					       "1:1 \"audit.log-20260101\"\n"
					       "2:1 \"audit.log.10\"\n"
					       "3:1 \"audit.log.2\"\n"
					       "4:1 \"audit.log.1\"\n"
					       "5:1 \"audit.log\"\n");
}

static void test_missing_file_says_so_and_others_are_read(void **state)
{
	struct heard *h = *state;
	struct diag d = { 0 };

	put_avc(h, "b.log", "w", "b");
	assert_int_equal(add(h, "a.log", &d), -1);
	assert_non_null(strstr(diag_text(&d), "a.log: there is no such file"));
	diag_release(&d);
	assert_int_equal(add(h, "b.log", &d), 0);
	read_all(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(reader_count(h->reader), 2);
	assert_true(reader_source(h->reader, 0)->failed);
	assert_non_null(strstr(reader_source(h->reader, 0)->error, "no such file"));
	assert_false(reader_source(h->reader, 1)->failed);
}

static void test_unreadable_file_says_who_may(void **state)
{
	struct heard *h = *state;
	struct diag d = { 0 };
	char *path = in_dir(h, "a.log");
	bool root = geteuid() == 0;

	put_avc(h, "a.log", "w", "a");
	assert_int_equal(chmod(path, 0), 0);
	assert_int_equal(chmod(h->dir, 0755), 0);
	/* Root may read everything; then it must be somebody else who tries. */
	if (root)
		assert_int_equal(seteuid(65534), 0);
	assert_int_equal(add(h, "a.log", &d), -1);
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_non_null(strstr(diag_text(&d), "Permission denied"));
	assert_non_null(strstr(diag_text(&d), "run with sudo"));
	diag_release(&d);
	free(path);
}

static void test_same_file_is_read_once(void **state)
{
	struct heard *h = *state;
	char *a = in_dir(h, "a.log"), *b = in_dir(h, "b.log");

	put_avc(h, "a.log", "w", "a");
	assert_int_equal(link(a, b), 0);
	assert_int_equal(add(h, "a.log", NULL), 0);
	assert_int_equal(add(h, "b.log", NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(reader_count(h->reader), 1);
	assert_non_null(strstr(buf_str(&h->notes), "b.log is the same file as"));
	free(a);
	free(b);
}

static void test_standard_input_is_a_pipe(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 };
	int keep = dup(STDIN_FILENO), fds[2];

	assert_int_equal(pipe(fds), 0);
	dup2(fds[0], STDIN_FILENO);
	close(fds[0]);
	assert_int_equal(reader_add(h->reader, "-", NULL), 0);
	dup2(keep, STDIN_FILENO);
	close(keep);
	assert_int_equal(reader_step(h->reader, 4096), READER_WAITING);
	add_avc(&b, 1, "one");
	assert_int_equal(write(fds[1], b.data, b.len), b.len);
	assert_int_equal(reader_step(h->reader, 4096), READER_WAITING);
	assert_string_equal(buf_str(&h->text), "0:1 \"one\"\n");
	close(fds[1]);
	read_all(h);
	buf_release(&b);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

#define DEADLINE_MS 10000

/* Work the reader as the program's loop does, until all is heard that is expected. */
static void wait_for(struct heard *h, const char *text)
{
	int64_t deadline = now_ms() + DEADLINE_MS;
	struct pollfd p = { .events = POLLIN };
	int timeout;

	while (now_ms() < deadline) {
		if (reader_step(h->reader, 100000) == READER_MORE)
			continue;
		if (strcmp(buf_str(&h->text), text) == 0)
			return;
		p.fd = reader_fd(h->reader);
		timeout = reader_timeout_ms(h->reader);
		assert_true(p.fd >= 0 || timeout >= 0);
		poll(&p, 1, timeout < 0 || timeout > 1000 ? 1000 : timeout);
	}
	assert_string_equal(buf_str(&h->text), text);
}

/* Step as long as there is anything to do now. */
static void settle(struct heard *h)
{
	while (reader_step(h->reader, 100000) == READER_MORE)
		;
}

static void follow(struct heard *h, const char *name)
{
	put_avc(h, name, "w", "first");
	assert_int_equal(add(h, name, NULL), 0);
	reader_follow(h->reader, true);
	wait_for(h, "0:1 \"first\"\n");
	assert_true(reader_source(h->reader, 0)->live);
}

static void move(const struct heard *h, const char *from, const char *to)
{
	char *a = in_dir(h, from), *b = in_dir(h, to);

	assert_int_equal(rename(a, b), 0);
	free(a);
	free(b);
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

static void expect_text(struct heard *h, const char *name)
{
	struct buf text = { 0 };
	struct diag d = { 0 };

	if (reader_text(h->reader, h->source, h->offset, h->length, &text, &d) < 0)
		fail_msg("%s", diag_text(&d));
	assert_int_equal(strncmp(buf_str(&text), "type=AVC ", 9), 0);
	assert_non_null(strstr(buf_str(&text), name));
	buf_release(&text);
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

static void put_gz(const struct heard *h, const char *name, const char *how, const struct buf *b)
{
	char *path = in_dir(h, name);
	gzFile f = gzopen(path, how);

	assert_non_null(f);
	assert_int_equal(gzwrite(f, b->data, (unsigned)b->len), b->len);
	assert_int_equal(gzclose(f), Z_OK);
	free(path);
}

static void test_gz_members_in_a_directory(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 };
	unsigned i;

	add_avc(&b, 1, "one");
	put_gz(h, "audit.log.2.gz", "w", &b);
	buf_clear(&b);
	add_avc(&b, 2, "two");
	put_gz(h, "audit.log.2.gz", "a", &b);
	put_gz(h, "audit.log.1.gz", "w", &b);
	put_avc(h, "audit.log.1", "w", "three");
	buf_clear(&b);
	for (i = 0; i < 5000; i++)
		add_avc(&b, i, "four");
	put_gz(h, "audit.log", "w", &b);
	assert_int_equal(reader_add(h->reader, h->dir, NULL), 0);
	reader_follow(h->reader, true);
	read_all(h);
	assert_ptr_equal(
		strstr(buf_str(&h->text), "0:1 \"one\"\n0:2 \"two\"\n1:1 \"three\"\n2:1 \"four\""),
		buf_str(&h->text));
	assert_int_equal(h->records, 5003);
	assert_non_null(strstr(buf_str(&h->notes), "audit.log.1.gz is there unpacked too"));
	expect_text(h, ".088:4999)");
	h->source = 0;
	h->offset = 0;
	expect_text(h, "\"one\"");
	buf_release(&b);
}

static void test_gz_damaged_cut_and_bomb(void **state)
{
	struct heard *h = *state;
	char *path = in_dir(h, "cut.gz"), *zeroes = mem_zalloc(1, 1 << 20);
	struct buf b = { 0 }, gz = { 0 };
	struct diag d = { 0 };
	unsigned i;
	gzFile bomb;

	for (i = 0; i < 3000; i++)
		buf_addf(&b, AVC, i * 7919 % 1000003, "x", "dir");
	put_gz(h, "cut.gz", "w", &b);
	assert_int_equal(fileio_read(path, 1 << 20, &gz, NULL), 0);
	memset(gz.data + gz.len / 2, 0x55, 200);
	put(h, "damaged.gz", "w", &gz);
	gz.len -= gz.len * 2 / 3;
	put(h, "cut.gz", "w", &gz);
	gz.len = 1;
	put(h, "one-byte.gz", "w", &gz);
	free(path);
	path = in_dir(h, "bomb.gz");
	bomb = gzopen(path, "w");
	for (i = 0; i < 80; i++)
		gzwrite(bomb, zeroes, 1 << 20);
	gzclose(bomb);
	assert_int_equal(add(h, "cut.gz", &d), 0);
	assert_int_equal(add(h, "damaged.gz", &d), 0);
	assert_int_equal(add(h, "bomb.gz", &d), 0);
	assert_int_equal(add(h, "one-byte.gz", &d), 0);
	read_all(h);
	assert_true(reader_source(h->reader, 0)->failed);
	assert_non_null(strstr(reader_source(h->reader, 0)->error, "ends in the middle"));
	assert_true(reader_source(h->reader, 0)->counts.denials > 500);
	assert_true(reader_source(h->reader, 1)->failed);
	assert_non_null(strstr(reader_source(h->reader, 1)->error, "is damaged after"));
	assert_true(reader_source(h->reader, 1)->counts.denials > 100);
	assert_true(reader_source(h->reader, 2)->failed);
	assert_non_null(strstr(reader_source(h->reader, 2)->error, "times its size"));
	assert_false(reader_source(h->reader, 3)->failed);
	buf_release(&gz);
	buf_release(&b);
	free(zeroes);
	free(path);
}

static void test_packed_otherwise_says_with_what(void **state)
{
	struct heard *h = *state;
	struct diag d = { 0 };

	put(h, "a.log.xz", "w",
	    &(struct buf){ .data = (char[]){ "\xfd"
					     "7zXZ" },
			   .len = 6 });
	assert_int_equal(add(h, "a.log.xz", &d), -1);
	assert_non_null(strstr(diag_text(&d), "is packed with xz: read it with xz -dc"));
	diag_release(&d);
}

static void test_fifo_carries_gz_and_its_text_is_kept(void **state)
{
	struct heard *h = *state;
	char *fifo = in_dir(h, "fifo"), *path = in_dir(h, "a.gz");
	struct buf b = { 0 }, gz = { 0 };
	size_t at;
	int fd;

	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(reader_add(h->reader, fifo, NULL), 0);
	settle(h); /* no writer yet */
	assert_false(reader_source(h->reader, 0)->done);
	add_avc(&b, 1, "one");
	add_avc(&b, 2, "two");
	put_gz(h, "a.gz", "w", &b);
	assert_int_equal(fileio_read(path, 1 << 20, &gz, NULL), 0);
	fd = open(fifo, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	for (at = 0; at < gz.len; at += 50) {
		assert_true(write(fd, gz.data + at, gz.len - at < 50 ? gz.len - at : 50) > 0);
		settle(h);
	}
	close(fd);
	read_all(h);
	assert_string_equal(buf_str(&h->text), "0:1 \"one\"\n0:2 \"two\"\n");
	expect_text(h, "\"two\"");
	buf_release(&b);
	buf_release(&gz);
	free(fifo);
	free(path);
}

static void test_spill_keeps_first_and_newest(void **state)
{
	const size_t piece = 100000;
	struct spill *sp = spill_new(4 << 20);
	uint64_t seed = 1, offset = 0, i;
	char *bytes = mem_alloc(piece);
	struct buf out = { 0 };
	struct diag d = { 0 };
	size_t k;

	(void)state;
	/* What does not pack well, each piece with its number in front. */
	for (i = 0; i < 200; i++) {
		for (k = 0; k < piece; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			bytes[k] = (char)(seed >> 56);
		}
		memcpy(bytes, &i, sizeof(i));
		spill_add(sp, i < 150 ? 3 : 4, i < 150 ? offset : offset - 150 * piece, bytes,
			  piece);
		offset += piece;
	}
	for (i = 0; i < 200; i++) {
		uint64_t got = UINT64_MAX;
		int rc;

		buf_clear(&out);
		rc = spill_text(sp, i < 150 ? 3 : 4, (i < 150 ? i : i - 150) * piece, sizeof(got),
				&out, &d);
		if (out.len == sizeof(got)) {
			memcpy(&got, out.data, sizeof(got));
			assert_int_equal(got, i);
		}
		if (i < 15 || i >= 185)
			assert_int_equal(rc, 0);
		if (i > 30 && i < 170)
			assert_int_equal(rc, -1);
	}
	assert_non_null(strstr(diag_text(&d), "was not kept"));
	/* Over the seam of two chunks. */
	buf_clear(&out);
	assert_int_equal(spill_text(sp, 4, 49 * piece - 300000, 300000 + 8, &out, NULL), 0);
	assert_int_equal(out.len, 300008);
	i = 199;
	assert_memory_equal(out.data + 300000, &i, 8);
	/* Behind the end. */
	buf_clear(&out);
	assert_int_equal(spill_text(sp, 4, 50 * piece, 10, &out, NULL), -1);
	diag_release(&d);
	buf_release(&out);
	free(bytes);
	spill_free(sp);
}

static void test_more_files_than_are_kept_open(void **state)
{
	struct heard *h = *state;
	char name[32];
	unsigned i;

	for (i = 0; i < 60; i++) {
		snprintf(name, sizeof(name), "audit.log.%u", i + 1);
		put_avc(h, name, "w", name);
	}
	assert_int_equal(reader_add(h->reader, h->dir, NULL), 0);
	/* Rotation in between: names move on by one. */
	for (i = 60; i > 0; i--) {
		char to[32];

		snprintf(name, sizeof(name), "audit.log.%u", i);
		snprintf(to, sizeof(to), "audit.log.%u", i + 1);
		move(h, name, to);
	}
	read_all(h);
	assert_int_equal(h->records, 60);
	h->offset = 0;
	for (i = 0; i < 60; i++) {
		snprintf(name, sizeof(name), "\"audit.log.%u\"", 60 - i);
		h->source = i;
		expect_text(h, name);
	}
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(test_plain_file_and_its_text),
		WITH(test_directory_in_order_of_age),
		WITH(test_missing_file_says_so_and_others_are_read),
		WITH(test_unreadable_file_says_who_may),
		WITH(test_same_file_is_read_once),
		WITH(test_standard_input_is_a_pipe),
		WITH(test_follow_appended),
		WITH(test_follow_by_the_clock_when_a_watch_is_refused),
		WITH(test_follow_through_rename),
		WITH(test_pause_through_two_rotations),
		WITH(test_follow_through_copy_and_truncate),
		WITH(test_follow_through_truncation),
		WITH(test_stop_goes_on_live),
		WITH(test_stop_without_following_ends),
		WITH(test_gz_members_in_a_directory),
		WITH(test_gz_damaged_cut_and_bomb),
		WITH(test_packed_otherwise_says_with_what),
		WITH(test_fifo_carries_gz_and_its_text_is_kept),
		cmocka_unit_test(test_spill_keeps_first_and_newest),
		WITH(test_more_files_than_are_kept_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
