// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/fileio.h"
#include "base/mem.h"
#include "input/reader.h"
#include "src/input/spill_internal.h"
#include "reader_fixture.h"

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
	assert_non_null(strstr(diag_text(&d), "a.log: no such file"));
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
	assert_non_null(strstr(buf_str(&h->notes),
			       "audit.log.1.gz skipped: its uncompressed copy is there"));
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

static bool take_none(void *ctx, unsigned source, const struct record *r, const char **why)
{
	(void)ctx;
	(void)source;
	(void)r;
	*why = NULL;
	return false;
}

/* Whatever is in it; where it may not be read, that is said with how to mend it. */
static void test_kernel_ring(void **state)
{
	const struct reader_sink sink = { .record = take_none };
	struct reader *r = reader_new(&sink, false);
	struct buf text = { 0 };
	struct diag d = { 0 };

	(void)state;
	if (reader_add_kernel(r, &d) < 0) {
		assert_true(reader_source(r, 0)->failed);
		assert_string_equal(reader_source(r, 0)->error, diag_text(&d));
		assert_ptr_equal(strstr(diag_text(&d), "cannot read the kernel ring buffer: "),
				 diag_text(&d));
	} else {
		while (reader_step(r, 4096) == READER_MORE)
			;
		assert_true(reader_source(r, 0)->done);
		assert_int_equal(reader_source(r, 0)->counts.bytes,
				 reader_source(r, 0)->size_bytes);
		assert_int_equal(reader_text(r, 0, 0, 3, &text, NULL), 0);
		assert_true(text.len == 3 || text.len == reader_source(r, 0)->size_bytes);
	}
	diag_release(&d);
	buf_release(&text);
	reader_free(r);
}

static void test_no_denial_is_refused_in_silence(void **state)
{
	struct heard *h = *state;
	const struct reader_source *s;
	struct buf b = { 0 };
	unsigned i;

	for (i = 0; i < READER_REFUSED_MAX + 50; i++)
		buf_addf(&b, AVC, i, "x", "refuse_me");
	put(h, "a.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	read_all(h);
	s = reader_source(h->reader, 0);
	assert_int_equal(s->counts.refused, READER_REFUSED_MAX + 50);
	assert_int_equal(s->counts.records, READER_REFUSED_MAX + 50);
	assert_int_equal(s->refused_count, READER_REFUSED_MAX);
	buf_release(&b);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(test_plain_file_and_its_text),
		WITH(test_directory_in_order_of_age),
		WITH(test_missing_file_says_so_and_others_are_read),
		WITH(test_unreadable_file_says_who_may),
		WITH(test_same_file_is_read_once),
		WITH(test_standard_input_is_a_pipe),
		WITH(test_gz_members_in_a_directory),
		WITH(test_gz_damaged_cut_and_bomb),
		WITH(test_packed_otherwise_says_with_what),
		WITH(test_fifo_carries_gz_and_its_text_is_kept),
		cmocka_unit_test(test_kernel_ring),
		WITH(test_no_denial_is_refused_in_silence),
		cmocka_unit_test(test_spill_keeps_first_and_newest),
		WITH(test_more_files_than_are_kept_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
