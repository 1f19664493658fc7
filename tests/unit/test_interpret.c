// SPDX-License-Identifier: GPL-2.0-or-later
/* Whole events in words. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/input/interpret_internal.h"
#include "base/mem.h"
#include "reader_fixture.h"

static void words(const char *line, const char *want)
{
	struct interpret *in = interpret_new();
	struct buf out = { 0 };

	assert_non_null(in);
	assert_int_equal(interpret_record(in, slice_of(line), &out), want != NULL);
	assert_string_equal(buf_str(&out), want ? want : "");
	/* And again: nothing is left over from the first time. */
	buf_clear(&out);
	assert_int_equal(interpret_record(in, slice_of(line), &out), want != NULL);
	assert_string_equal(buf_str(&out), want ? want : "");
	buf_release(&out);
	interpret_free(in);
}

#define STAMP "msg=audit(1795163111.088:11): "

static void test_records_in_words(void **state)
{
	(void)state;
	words("type=AVC " STAMP "avc:  denied  { read  write } for  pid=7 comm=\"agetty\" "
	      "capability=40  scontext=a:b:c:s0 tcontext=a:b:d:s0 tclass=capability2 permissive=0",
	      "AVC       denied { read write } pid=7 comm=\"agetty\" "
	      "capability=checkpoint_restore scontext=a:b:c:s0 tcontext=a:b:d:s0 "
	      "tclass=capability2 permissive=0");
	words("node=web1 type=SYSCALL " STAMP
	      "arch=c000003e syscall=257 success=no exit=-13 a0=ffffff9c a1=7ffd a2=90800 a3=0 "
	      "items=1 pid=7 auid=4294967295 uid=54321 euid=54321 suid=54321 fsuid=54321 gid=0 "
	      "comm=\"x\" key=(null)",
	      "SYSCALL   arch=x86_64 syscall=openat success=no exit=EACCES(Permission denied) "
	      "a0=AT_FDCWD a1=0x7ffd a2=O_RDONLY|O_NONBLOCK|O_DIRECTORY|O_CLOEXEC a3=0x0 items=1 "
	      "pid=7 auid=unset uid=54321 euid=54321 gid=root comm=\"x\"");
	words("type=PROCTITLE " STAMP "proctitle=6C73002D6C", "PROCTITLE proctitle=\"ls -l\"");
	words("type=SOCKADDR " STAMP "saddr=02000050C0A800010000000000000000",
	      "SOCKADDR  saddr={ saddr_fam=inet laddr=192.168.0.1 lport=80 }");
	words("type=USER_AVC " STAMP "pid=1 uid=0 auid=4294967295 ses=4294967295 subj=a:b:c "
	      "msg='avc:  denied  { start } for auid=n/a uid=0 gid=0 path=\"/lib/x.service\" "
	      "scontext=a:b:c tcontext=a:b:d tclass=service permissive=0  exe=\"/usr/lib/x\"'",
	      "USER_AVC  denied { start } pid=1 uid=root auid=unset ses=unset subj=a:b:c "
	      "auid=n/a uid=root gid=root path=\"/lib/x.service\" scontext=a:b:c tcontext=a:b:d "
	      "tclass=service permissive=0 exe=\"/usr/lib/x\"");
}

static void test_names_are_those_of_the_log(void **state)
{
	(void)state;
	words("type=SYSCALL " STAMP "arch=c000003e syscall=2 uid=1000 gid=100 euid=0\x1d"
	      "ARCH=x86_64 SYSCALL=open UID=\"vagrant\" GID=\"users\" EUID=\"root\"",
	      "SYSCALL   arch=x86_64 syscall=open uid=vagrant gid=users euid=root");
}

static void test_hostile_names_stay_in_their_field(void **state)
{
	(void)state;
	/* a" exe="/bin/good, an escape sequence and a NUL, as the kernel writes them */
	words("type=PATH " STAMP "item=0 name=6122206578653D222F62696E2F676F6F64 nametype=NORMAL",
	      "PATH      item=0 name=\"a\\x22 exe=\\x22/bin/good\" nametype=NORMAL");
	words("type=PATH " STAMP "item=0 name=1B5B324A00782E nametype=NORMAL",
	      "PATH      item=0 name=\"\\x1B[2J\\x00x.\" nametype=NORMAL");
}

static void test_carriers_and_what_is_no_record(void **state)
{
	(void)state;
	words("[   12.3] audit: type=1400 audit(1795163111.088:11): avc:  denied  { read } for  pid=7 "
	      "scontext=a:b:c tcontext=a:b:d tclass=file",
	      "AVC       denied { read } pid=7 scontext=a:b:c tcontext=a:b:d tclass=file");
	words("audit[1]: AVC avc:  denied  { read } for  pid=7 scontext=a:b:c", NULL);
	words("type=AVC msg=audit(N): avc: denied { write }", NULL);
	words("", NULL);
	words("type=", NULL);
}

/* An event among others of the same second, of another node and of another processor. */
static void test_event_is_gathered(void **state)
{
	static const char log[] =
		"type=PATH msg=audit(1795163111.088:10): item=0 name=\"/other\"\n"
		"type=AVC msg=audit(1795163111.088:11): avc:  denied  { read } for  pid=7 name=\"a\" "
		"scontext=a:b:c:s0 tcontext=a:b:d:s0 tclass=file\n"
		"type=AVC msg=audit(1795163111.088:11): avc:  denied  { open } for  pid=7 name=\"b\" "
		"scontext=a:b:c:s0 tcontext=a:b:d:s0 tclass=file\n"
		"node=n2 type=PATH msg=audit(1795163111.088:11): item=0 name=\"/on/n2\"\n"
		"type=SYSCALL msg=audit(1795163111.088:12): arch=c000003e syscall=1\n"
		"%s"
		"type=SYSCALL msg=audit(1795163111.088:11): arch=c000003e syscall=2\n"
		"type=NO_SUCH_TYPE msg=audit(1795163111.088:11) what is this\n"
		"type=PATH msg=audit(1795163111.088:11): item=0 name=\"/this\"";
	struct heard *h = *state;
	struct buf b = { 0 }, filler = { 0 }, out = { 0 };
	bool interpreted;
	int i;

	/* Farther apart than is looked for at first. */
	for (i = 0; i < 3000; i++)
		buf_addf(&filler, "type=CWD msg=audit(1795163111.090:%d): cwd=\"/\"\n", 100 + i);
	buf_adds(&b, buf_str(&filler));
	buf_addf(&b, log, buf_str(&filler));
	put(h, "a.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 2);
	assert_int_equal(reader_event(h->reader, 0, h->offset, h->length, &out, &interpreted, NULL),
			 0);
	assert_true(interpreted);
	assert_string_equal(
		buf_str(&out),
		"AVC       denied { open } pid=7 name=\"b\" scontext=a:b:c:s0 tcontext=a:b:d:s0 "
		"tclass=file\n"
		"AVC       denied { read } pid=7 name=\"a\" scontext=a:b:c:s0 tcontext=a:b:d:s0 "
		"tclass=file\n"
		"SYSCALL   arch=x86_64 syscall=open\n"
		"type=NO_SUCH_TYPE msg=audit(1795163111.088:11) what is this\n"
		"PATH      item=0 name=\"/this\"\n");
	buf_release(&filler);
	buf_release(&out);
	buf_release(&b);
}

static void test_raw_text_where_libauparse_refuses(void **state)
{
	struct heard *h = *state;
	struct buf b = { 0 }, out = { 0 };
	bool interpreted;

	buf_adds(&b, "Nov 20 08:56:50 host audit[1]: AVC avc:  denied  { read } for  pid=7 "
		     "name=\"\x1b[2J\" scontext=a:b:c:s0 tcontext=a:b:d:s0 tclass=file\n");
	put(h, "a.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(reader_event(h->reader, 0, h->offset, h->length, &out, &interpreted, NULL),
			 0);
	assert_false(interpreted);
	assert_non_null(
		strstr(buf_str(&out), "AVC avc:  denied  { read } for  pid=7 name=\"\\x1B[2J\""));
	buf_release(&out);
	buf_release(&b);
}

static void test_event_in_utf16(void **state)
{
	static const char log[] =
		"type=CWD msg=audit(1795163111.088:11): cwd=\"/\"\r\n"
		"type=AVC msg=audit(1795163111.088:11): avc:  denied  { open } for  "
		"pid=7 name=\"\xc3\xbc\" scontext=a:b:c:s0 tcontext=a:b:d:s0 "
		"tclass=file\r\n";
	struct heard *h = *state;
	struct buf b = { 0 }, out = { 0 };
	const char *p = log;
	bool interpreted;

	buf_add(&b, "\xff\xfe", 2);
	for (; *p; p++) {
		if (*p == '\xc3')
			continue;
		buf_addc(&b, *p == '\xbc' ? '\xfc' : *p);
		buf_addc(&b, '\0');
	}
	put(h, "a.log", "w", &b);
	assert_int_equal(add(h, "a.log", NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(reader_event(h->reader, 0, h->offset, h->length, &out, &interpreted, NULL),
			 0);
	assert_true(interpreted);
	assert_string_equal(buf_str(&out), "AVC       denied { open } pid=7 name=\"\xc3\xbc\" "
					   "scontext=a:b:c:s0 tcontext=a:b:d:s0 tclass=file\n"
					   "CWD       cwd=\"/\"\n");
	buf_release(&out);
	buf_release(&b);
}

/* The same event as the journal keeps it, in both of its forms. */
static void journal_event(struct heard *h, const char *log)
{
	struct buf out = { 0 };
	bool interpreted;

	put(h, "a.log", "w", &(struct buf){ .data = (char *)(uintptr_t)log, .len = strlen(log) });
	assert_int_equal(add(h, "a.log", NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 1);
	assert_int_equal(reader_event(h->reader, 0, h->offset, h->length, &out, &interpreted, NULL),
			 0);
	assert_true(interpreted);
	assert_string_equal(buf_str(&out),
			    "AVC       denied { open } pid=7 name=\"b\" scontext=a:b:c:s0 "
			    "tcontext=a:b:d:s0 tclass=file\n"
			    "SYSCALL   arch=x86_64 syscall=open\n");
	buf_release(&out);
}

#define JOURNAL_AVC                                                           \
	"AVC avc:  denied  { open } for  pid=7 name=\"b\" scontext=a:b:c:s0 " \
	"tcontext=a:b:d:s0 tclass=file"

static void test_event_in_journal_export(void **state)
{
	journal_event(*state, "_TRANSPORT=audit\n_AUDIT_ID=10\n"
			      "_SOURCE_REALTIME_TIMESTAMP=1795163111088000\n"
			      "MESSAGE=SYSCALL arch=c000003e syscall=1\n\n"
			      "_TRANSPORT=audit\n_SOURCE_REALTIME_TIMESTAMP=1795163111088000\n"
			      "MESSAGE=" JOURNAL_AVC "\n_AUDIT_ID=11\n\n"
			      "_AUDIT_ID=11\nMESSAGE=SYSCALL arch=c000003e syscall=2\n"
			      "_SOURCE_REALTIME_TIMESTAMP=1795163111088000\n");
}

static void test_event_in_journal_json(void **state)
{
	journal_event(*state,
		      "{\"_AUDIT_ID\":\"10\",\"_SOURCE_REALTIME_TIMESTAMP\":\"1795163111088000\","
		      "\"MESSAGE\":\"SYSCALL arch=c000003e syscall=1\"}\n"
		      "{\"_AUDIT_ID\":\"11\",\"_SOURCE_REALTIME_TIMESTAMP\":\"1795163111088000\","
		      "\"MESSAGE\":\"AVC avc:  denied  { open } for  pid=7 name=\\\"b\\\" "
		      "scontext=a:b:c:s0 tcontext=a:b:d:s0 tclass=file\"}\n"
		      "{\"MESSAGE\":\"SYSCALL arch=c000003e syscall=2\",\"_AUDIT_ID\":\"11\","
		      "\"_SOURCE_REALTIME_TIMESTAMP\":\"1795163111088000\"}\n");
}

/* A captured log of an enforcing machine: every event is interpreted and has its companions. */
static void test_captured_log(void **state)
{
	const char *srcdir = getenv("srcdir");
	struct heard *h = *state;
	struct buf path = { 0 }, out = { 0 };
	bool interpreted;

	buf_addf(&path, "%s/tests/data/useradd-loop.raw.log", srcdir ? srcdir : ".");
	assert_int_equal(reader_add(h->reader, buf_str(&path), NULL), 0);
	read_all(h);
	assert_int_equal(h->records, 17);
	assert_int_equal(reader_event(h->reader, 0, h->offset, h->length, &out, &interpreted, NULL),
			 0);
	assert_true(interpreted);
	assert_ptr_equal(strstr(buf_str(&out), "AVC       denied { "), buf_str(&out));
	assert_non_null(strstr(buf_str(&out), "\nSYSCALL   arch=x86_64 syscall="));
	assert_non_null(strstr(buf_str(&out), "\nPROCTITLE proctitle=\"useradd "));
	buf_release(&path);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_in_words),
		cmocka_unit_test(test_names_are_those_of_the_log),
		cmocka_unit_test(test_hostile_names_stay_in_their_field),
		cmocka_unit_test(test_carriers_and_what_is_no_record),
		WITH(test_event_is_gathered),
		WITH(test_raw_text_where_libauparse_refuses),
		WITH(test_event_in_utf16),
		WITH(test_event_in_journal_export),
		WITH(test_event_in_journal_json),
		WITH(test_captured_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
