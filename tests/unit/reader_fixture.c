// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "reader_fixture.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/fileio.h"
#include "base/mem.h"

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
	h->length = r->bytes;
	h->source = source;
	return true;
}

static void hear_note(void *ctx, const char *text)
{
	struct heard *h = ctx;

	buf_addf(&h->notes, "%s\n", text);
}

int fixture_setup(void **state)
{
	struct heard *h = mem_zalloc(1, sizeof(*h));
	const struct reader_sink sink = { .ctx = h, .record = hear, .note = hear_note };

	h->dir = fileio_temp_dir(NULL);
	h->reader = reader_new(&sink, true);
	*state = h;
	return h->dir ? 0 : -1;
}

int fixture_teardown(void **state)
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

void add_avc(struct buf *b, unsigned serial, const char *name)
{
	buf_addf(b, AVC, serial, name, "dir");
}

char *in_dir(const struct heard *h, const char *name)
{
	return fileio_join(h->dir, name);
}

void put(const struct heard *h, const char *name, const char *how, const struct buf *b)
{
	char *path = in_dir(h, name);
	FILE *f = fopen(path, how);

	assert_non_null(f);
	assert_int_equal(fwrite(buf_str(b), 1, b->len, f), b->len);
	assert_int_equal(fclose(f), 0);
	free(path);
}

/* A log with one denial, named. */
void put_avc(const struct heard *h, const char *file, const char *how, const char *name)
{
	struct buf b = { 0 };

	add_avc(&b, 7, name);
	put(h, file, how, &b);
	buf_release(&b);
}

int add(struct heard *h, const char *name, struct diag *d)
{
	char *path = in_dir(h, name);
	int rc = reader_add(h->reader, path, d);

	free(path);
	return rc;
}

void read_all(struct heard *h)
{
	enum reader_state st;

	do
		st = reader_step(h->reader, 4096);
	while (st == READER_MORE);
	assert_int_equal(st, READER_DONE);
}

#define DEADLINE_MS 10000

bool work_until(struct heard *h, bool (*done)(const struct heard *h, const void *arg),
		const void *arg)
{
	int64_t deadline = clock_ms() + DEADLINE_MS, left;

	while ((left = deadline - clock_ms()) > 0) {
		struct pollfd p = { .events = POLLIN };
		int timeout;

		if (reader_step(h->reader, 100000) == READER_MORE)
			continue;
		if (done(h, arg))
			return true;
		/* As reader_wait(), but not for ever. */
		p.fd = reader_fd(h->reader);
		timeout = reader_timeout_ms(h->reader);
		assert_true(p.fd >= 0 || timeout >= 0);
		poll(&p, 1, timeout < 0 || timeout > left ? (int)left : timeout);
	}
	return false;
}

static bool has_heard(const struct heard *h, const void *text)
{
	return strcmp(buf_str(&h->text), text) == 0;
}

void wait_for(struct heard *h, const char *text)
{
	if (!work_until(h, has_heard, text))
		assert_string_equal(buf_str(&h->text), text);
}

static bool has_records(const struct heard *h, const void *records)
{
	return h->records >= *(const size_t *)records;
}

void wait_for_records(struct heard *h, size_t records)
{
	if (!work_until(h, has_records, &records))
		assert_int_equal(h->records, records);
}

/* Step as long as there is anything to do now. */
void settle(struct heard *h)
{
	while (reader_step(h->reader, 100000) == READER_MORE)
		;
}

void expect_text(struct heard *h, const char *name)
{
	struct buf text = { 0 };
	struct diag d = { 0 };

	if (reader_text(h->reader, h->source, h->offset, h->length, &text, &d) < 0)
		fail_msg("%s", diag_text(&d));
	assert_int_equal(strncmp(buf_str(&text), "type=AVC ", 9), 0);
	assert_non_null(strstr(buf_str(&text), name));
	buf_release(&text);
}

void move(const struct heard *h, const char *from, const char *to)
{
	char *a = in_dir(h, from), *b = in_dir(h, to);

	assert_int_equal(rename(a, b), 0);
	free(a);
	free(b);
}
