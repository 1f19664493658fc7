// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

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

#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "avcurate/reader.h"

/* What the sink was told: one line a record, "SOURCE:LINE NAME". */
struct heard {
	struct buf text;
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

static int setup(void **state)
{
	struct heard *h = mem_zalloc(1, sizeof(*h));
	const struct reader_sink sink = { .ctx = h, .record = hear };

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
