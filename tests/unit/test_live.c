// SPDX-License-Identifier: GPL-2.0-or-later
/* Live sources: auditd's socket served by the test itself, taken away and put back; kernel messages from a
 * pair of sockets that keep records apart as /dev/kmsg does; the journal's entries. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "src/input/journald_internal.h"
#include "src/input/source_internal.h"
#include "reader_fixture.h"

/* auditd's end of a socket of that name. */
static int listen_at(const struct heard *h, const char *name)
{
	char *path = in_dir(h, name);
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(strlen(path) < sizeof(a.sun_path));
	memcpy(a.sun_path, path, strlen(path));
	unlink(path);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 1), 0);
	free(path);
	return fd;
}

static void say(int fd, const struct buf *b, size_t n)
{
	assert_int_equal(send(fd, buf_str(b), n, MSG_NOSIGNAL), n);
}

static void say_avc(int fd, unsigned serial, const char *name)
{
	struct buf b = { 0 };

	add_avc(&b, serial, name);
	say(fd, &b, b.len);
	buf_release(&b);
}

static void test_audisp_is_read_as_it_comes(void **state)
{
	struct heard *h = *state;
	int server = listen_at(h, "events"), auditd;
	struct buf enriched = { 0 };

	assert_int_equal(add(h, "events", NULL), 0);
	auditd = accept(server, NULL, NULL);
	reader_follow(h->reader, true);
	say_avc(auditd, 1, "first");
	wait_for(h, "0:1 \"first\"\n");
	assert_true(reader_source(h->reader, 0)->live);
	expect_text(h, "\"first\"");
	/* As auditd's format string gives it: what was looked up follows byte 0x1D. */
	add_avc(&enriched, 2, "second");
	enriched.len--;
	buf_adds(&enriched, "\x1dUID=\"root\" AUID=\"root\"\n");
	say(auditd, &enriched, 40);
	settle(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(send(auditd, enriched.data + 40, enriched.len - 40, 0), enriched.len - 40);
	wait_for(h, "0:1 \"first\"\n0:2 \"second\"\n");
	buf_release(&enriched);
	close(auditd);
	close(server);
}

static bool is_away(const struct heard *h, const void *arg)
{
	(void)arg;
	return reader_source(h->reader, 0)->away;
}

static bool is_back(const struct heard *h, const void *arg)
{
	return !is_away(h, arg);
}

static void test_audisp_comes_back_after_a_restart(void **state)
{
	struct heard *h = *state;
	int server = listen_at(h, "events"), auditd;
	const struct reader_source *src;
	struct buf cut = { 0 };

	assert_int_equal(add(h, "events", NULL), 0);
	src = reader_source(h->reader, 0);
	auditd = accept(server, NULL, NULL);
	reader_follow(h->reader, true);
	say_avc(auditd, 1, "first");
	add_avc(&cut, 2, "cut");
	say(auditd, &cut, 60);
	close(auditd);
	close(server);
	assert_true(work_until(h, is_away, NULL));
	assert_false(src->live);
	assert_false(src->done);
	server = listen_at(h, "events");
	assert_true(work_until(h, is_back, NULL));
	auditd = accept(server, NULL, NULL);
	say_avc(auditd, 3, "second");
	wait_for(h, "0:1 \"first\"\n0:3 \"second\"\n");
	assert_true(src->live);
	assert_non_null(strstr(buf_str(&h->notes), "is back"));
	assert_int_equal(src->counts.refused, 1);
	buf_release(&cut);
	close(auditd);
	close(server);
}

SOURCE_OPEN(audisp);

static void test_audisp_without_auditd_says_what_to_do(void **state)
{
	struct diag d = { 0 };
	struct source *s = source_open_audisp("/nonexistent/events", &d);

	(void)state;
	assert_true(s->pub.failed);
	assert_non_null(strstr(diag_text(&d), "active = yes"));
	diag_release(&d);
	source_free(s);
}

/* Kernel messages: `ours` is read as /dev/kmsg would be, one record at a time. */
static struct source *kmsg(int *kernel)
{
	struct source *s = calloc(1, sizeof(*s));
	struct stat st = { 0 };
	int ends[2];

	/* It waits, as standard input would. */
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	s->pub.path = strdup("kmsg");
	source_next_file(s, ends[0], &st, 0);
	source_kmsg_begin(s);
	*kernel = ends[1];
	return s;
}

static void print(int kernel, const char *text)
{
	assert_int_equal(send(kernel, text, strlen(text), 0), strlen(text));
}

/* All that there is now, appended. */
static void take(struct source *s, struct buf *out, size_t cap)
{
	char bytes[65536];
	size_t n;

	while (s->ops->read(s, bytes, cap, &n, NULL) == SOURCE_BYTES)
		buf_add(out, bytes, n);
}

#define KMSG_AVC                                                                                \
	"audit: type=1400 audit(1795163044.060:21): avc:  denied  { write } for  pid=160 "      \
	"comm=\"useradd\" name=\"opt\" scontext=u:r:useradd_t:s0 tcontext=u:object_r:usr_t:s0 " \
	"tclass=dir permissive=0"

static void test_kmsg_records_are_lines(void **state)
{
	struct buf out = { 0 };
	struct source *s;
	int kernel;

	(void)state;
	s = kmsg(&kernel);
	print(kernel, "5,436,15966917,-;" KMSG_AVC "\n SUBSYSTEM=x\n DEVICE=+y\n");
	print(kernel, "4,437,15966918,-;kauditd_printk_skb: 16 callbacks suppressed\n");
	print(kernel, "6,438,15966919,c;a\\x5cb\\x0ac\n");
	/* A program's own, which may say anything. */
	print(kernel, "12,439,15966920,-;" KMSG_AVC "\n");
	print(kernel, "no record\n");
	take(s, &out, 65536);
	assert_string_equal(buf_str(&out), "[   15.966917] " KMSG_AVC "\n"
					   "[   15.966918] kauditd_printk_skb: 16 callbacks "
					   "suppressed\n"
					   "[   15.966919] a\\b c\n");
	/* In pieces as small as they come. */
	buf_clear(&out);
	print(kernel, "5,440,15966917,-;" KMSG_AVC "\n");
	take(s, &out, 7);
	assert_string_equal(buf_str(&out), "[   15.966917] " KMSG_AVC "\n");
	assert_int_equal(s->pub.overwritten, 0);
	buf_release(&out);
	source_free(s);
	close(kernel);
}

static void test_kmsg_counts_what_was_overwritten(void **state)
{
	struct buf out = { 0 };
	struct source *s;
	int kernel;

	(void)state;
	s = kmsg(&kernel);
	print(kernel, "6,900,1,-;the oldest that is left: nothing was missed\n");
	print(kernel, "6,907,2,-;six later\n");
	take(s, &out, 65536);
	assert_int_equal(s->pub.overwritten, 6);
	print(kernel, "6,908,3,-;next\n");
	take(s, &out, 65536);
	assert_int_equal(s->pub.overwritten, 6);
	buf_release(&out);
	source_free(s);
	close(kernel);
}

static struct journald_entry entry(bool kernel, const char *id, const char *type,
				   const char *message)
{
	return (struct journald_entry){ .kernel = kernel,
					.id = slice_of(id),
					.time_us = slice_of("1795163044060000"),
					.type = slice_of(type),
					.message = slice_of(message) };
}

static void test_journal_gives_each_record_once(void **state)
{
	struct journald_fold *fold = calloc(1, sizeof(*fold));
	struct journald_entry audit = entry(false, "21", "1400", "AVC avc:  denied  { write } x"),
			      kernel = entry(true, "", "", KMSG_AVC),
			      other = entry(true, "", "", "usb 1-1: audit: nothing"),
			      lost = entry(true, "", "", "audit: audit_lost=3 audit_rate_limit=0");
	struct buf out = { 0 };

	(void)state;
	/* Either way first; of two records of an event and type the kernel's limit left one out. */
	journald_line(fold, &audit, &out);
	assert_string_equal(buf_str(&out), "type=AVC msg=audit(1795163044.060:21): avc:  denied  "
					   "{ write } x\n");
	buf_clear(&out);
	journald_line(fold, &kernel, &out);
	assert_int_equal(out.len, 0);
	journald_line(fold, &audit, &out);
	assert_true(out.len > 0);
	audit.id = slice_of("22");
	kernel.message =
		slice_of("audit: type=1400 audit(1795163044.060:22): avc:  denied  { write } x");
	buf_clear(&out);
	journald_line(fold, &kernel, &out);
	assert_string_equal(buf_str(&out),
			    "audit: type=1400 audit(1795163044.060:22): avc:  denied  "
			    "{ write } x\n");
	buf_clear(&out);
	journald_line(fold, &audit, &out);
	assert_int_equal(out.len, 0);
	journald_line(fold, &other, &out);
	assert_int_equal(out.len, 0);
	journald_line(fold, &lost, &out);
	assert_string_equal(buf_str(&out), "audit: audit_lost=3 audit_rate_limit=0\n");
	buf_release(&out);
	free(fold);
}

/* Each row can be asked about: its needs end, and name real things. */
static void test_the_table_is_whole(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < live_count; i++) {
		const struct live_row *row = &live_table[i];

		assert_ptr_equal(live_find(row->name), row);
		assert_non_null(row->what);
		assert_non_null(row->more);
		assert_true(row->path ? !row->find : row->find != NULL);
		assert_true(!row->config || row->usual);
		assert_non_null(row->open);
		assert_non_null(row->needs[0].class);
	}
	assert_null(live_find("netlink"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(test_audisp_is_read_as_it_comes),
		WITH(test_audisp_comes_back_after_a_restart),
		cmocka_unit_test(test_audisp_without_auditd_says_what_to_do),
		cmocka_unit_test(test_kmsg_records_are_lines),
		cmocka_unit_test(test_kmsg_counts_what_was_overwritten),
		cmocka_unit_test(test_journal_gives_each_record_once),
		cmocka_unit_test(test_the_table_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
