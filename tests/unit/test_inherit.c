// SPDX-License-Identifier: GPL-2.0-or-later
/* Which denials are told to be of a descriptor that execve passed on: whole events as they are logged,
 * in every form, order and disorder, and what must not be taken for one. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/buf.h"
#include "ledger_fixture.h"

#define NEW      "system_u:system_r:httpd_t:s0"
#define FD(n)    AVC(n, "use", "path=\"pipe:[77]\" dev=\"pipefs\" ino=77", "fd", " permissive=0")
#define CALL(n)  SYSCALL(n, "c000003e", "59", "yes", NEW)
#define OTHERS   AVC(8, "read", "name=\"x\"", "file", " permissive=0") OPEN(8) AVC_OF_9
#define AVC_OF_9 AVC(9, "read", "name=\"y\"", "chr_file", " permissive=0")
#define OPEN(n)  SYSCALL(n, "c000003e", "257", "yes", NEW)
#define STAMP(n) "audit(1700000000.100:" #n ")"
#define AVC(n, perms, what, class, permissive)                                                   \
	"type=AVC msg=" STAMP(n) ": avc:  denied  { " perms " } for  pid=9 comm=\"httpd\" " what \
				 " scontext=" NEW                                                \
				 " tcontext=unconfined_u:unconfined_r:unconfined_t:s0 "          \
				 "tclass=" class permissive "\n"
#define FIELDS(arch, nr, ok, subj)                                                           \
	"arch=" arch " syscall=" nr " success=" ok " exit=0 a0=1 a1=2 items=2 ppid=1 pid=9 " \
	"auid=0 uid=0 tty=(none) ses=1 comm=\"httpd\" exe=\"/usr/sbin/httpd\" subj=" subj    \
	" key=(null)"
#define SYSCALL(n, arch, nr, ok, subj) \
	"type=SYSCALL msg=" STAMP(n) ": " FIELDS(arch, nr, ok, subj) "\n"
#define TTY(permissive) AVC(7, "read write", "path=\"/dev/pts/0\"", "chr_file", permissive)

static const struct {
	const char *name, *text;
	unsigned inherited; /* of all tuples together */
} events[] = {
	{ "an event as it is logged", FD(7) CALL(7), 1 },
	{ "two of them in it", FD(7) FD(7) CALL(7), 2 },
	{ "a terminal: two permissions", TTY(" permissive=0") CALL(7), 2 },
	{ "the call first, as ausearch prints it", CALL(7) FD(7), 1 },
	{ "other events between", FD(7) OTHERS CALL(7), 1 },
	{ "other events between, the call first", CALL(7) OTHERS FD(7), 1 },
	{ "without permissive=, from an old kernel", TTY("") CALL(7), 2 },
	{ "a pipe, permissive", AVC(7, "use", "path=\"pipe:[77]\"", "fd", " permissive=1") CALL(7),
	  1 },
	{ "a file written to, permissive",
	  AVC(7, "append", "path=\"/var/log/x\"", "file", " permissive=1") CALL(7), 1 },
	{ "execveat", FD(7) SYSCALL(7, "c000003e", "322", "yes", NEW), 1 },
	{ "another machine", FD(7) SYSCALL(7, "c00000b7", "221", "yes", NEW), 1 },
	{ "with a personality",
	  FD(7) "type=SYSCALL msg=" STAMP(7) ": arch=40000003 syscall=11 per=400000 success=yes "
					     "exit=0 subj=" NEW " key=(null)\n",
	  1 },
	{ "with its host", "node=web1 " FD(7) "node=web1 " CALL(7), 1 },
	{ "out of the kernel's log",
	  "[   12.345678] audit: type=1400 " STAMP(
		  7) ": avc:  denied  { use } for  pid=9 comm=\"httpd\" "
		     "path=\"pipe:[77]\" scontext=" NEW
		     " tcontext=a:b:c_t:s0 tclass=fd permissive=0\n"
		     "[   12.345678] audit: type=1300 " STAMP(7) ": " FIELDS("c000003e", "59",
									     "yes", NEW) "\n",
	  1 },
	{ "as ausearch -i writes it",
	  "type=SYSCALL msg=audit(11/14/2023 22:13:20.100:7) : arch=x86_64 syscall=execve "
	  "success=yes exit=0 comm=httpd exe=/usr/sbin/httpd subj=" NEW " key=(null) \n"
	  "type=AVC msg=audit(11/14/2023 22:13:20.100:7) : avc:  denied  { use } for  pid=9 "
	  "comm=httpd path=pipe:[77] dev=\"pipefs\" ino=77 scontext=" NEW
	  " tcontext=a:b:c_t:s0 tclass=fd permissive=0 \n",
	  1 },
	{ "out of the journal, exported",
	  "__REALTIME_TIMESTAMP=1700000000200000\n_AUDIT_ID=7\n"
	  "_SOURCE_REALTIME_TIMESTAMP=1700000000100000\n"
	  "MESSAGE=AVC avc:  denied  { use } for  pid=9 comm=\"httpd\" path=\"pipe:[77]\" scontext=" NEW
	  " tcontext=a:b:c_t:s0 tclass=fd permissive=0\n\n"
	  "__REALTIME_TIMESTAMP=1700000000200001\n_AUDIT_ID=7\n"
	  "_SOURCE_REALTIME_TIMESTAMP=1700000000100000\n"
	  "MESSAGE=SYSCALL " FIELDS("c000003e", "59", "yes", NEW) "\n\n",
	  1 },
	{ "out of the journal, JSON",
	  "{\"_AUDIT_TYPE\":\"1400\",\"_AUDIT_ID\":\"7\",\"__REALTIME_TIMESTAMP\":\"1700000000100000\","
	  "\"MESSAGE\":\"AVC avc:  denied  { use } for  pid=9 path=\\\"pipe:[77]\\\" scontext=" NEW
	  " tcontext=a:b:c_t:s0 tclass=fd permissive=0\"}\n"
	  "{\"_AUDIT_TYPE\":\"1300\",\"_AUDIT_ID\":\"7\",\"__REALTIME_TIMESTAMP\":\"1700000000100000\","
	  "\"MESSAGE\":\"SYSCALL arch=c000003e syscall=59 success=yes exit=0 subj=" NEW "\"}\n",
	  1 },
	/* None of these. */
	{ "no call in the log", FD(7), 0 },
	{ "another call", FD(7) OPEN(7), 0 },
	{ "execve by the number of another machine", FD(7) SYSCALL(7, "c000003e", "11", "yes", NEW),
	  0 },
	{ "it failed", FD(7) SYSCALL(7, "c000003e", "59", "no", NEW), 0 },
	{ "another event", FD(7) CALL(6) CALL(8), 0 },
	{ "the same number at another time",
	  FD(7) "type=SYSCALL msg=audit(1700000001.100:7): " FIELDS("c000003e", "59", "yes",
								    NEW) "\n",
	  0 },
	{ "the same number of another host", "node=web1 " FD(7) "node=web2 " CALL(7), 0 },
	{ "denied to who called, not to what runs since",
	  FD(7) SYSCALL(7, "c000003e", "59", "yes", "system_u:system_r:init_t:s0"), 0 },
	{ "what running it takes",
	  AVC(7, "open read", "path=\"/usr/sbin/httpd\"", "file", " permissive=0") CALL(7), 0 },
	{ "the program itself, permissive",
	  AVC(7, "read", "path=\"/usr/sbin/httpd\"", "file", " permissive=1") CALL(7), 0 },
	{ "its descriptor, permissive",
	  AVC(7, "use", "path=\"/usr/sbin/httpd\"", "fd", " permissive=1") CALL(7), 0 },
	{ "its descriptor, not said", AVC(7, "use", "path=\"/usr/sbin/httpd\"", "fd", "") CALL(7),
	  0 },
	{ "an ioctl",
	  AVC(7, "ioctl", "path=\"/dev/x\" ioctlcmd=0x5401", "chr_file", " permissive=0") CALL(7),
	  0 },
	{ "of the process", AVC(7, "noatsecure", "", "process", " permissive=0") CALL(7), 0 },
	{ "a key, not a file", AVC(7, "read", "", "key", " permissive=0") CALL(7), 0 },
	{ "a call that only a name quotes",
	  FD(7) "type=PROCTITLE msg=" STAMP(7) ": proctitle=\"type=SYSCALL msg=" STAMP(
		  7) ": "
		     "arch=c000003e syscall=59 success=yes subj=" NEW "\"\n",
	  0 },
	{ "a call that a user's message quotes",
	  FD(7) "Nov 14 22:13:20 web1 sudo: joe : type=SYSCALL msg=" STAMP(7) ": " FIELDS(
		  "c000003e", "59", "yes", NEW) "\n",
	  0 },
	{ "an object manager's",
	  "type=USER_AVC msg=" STAMP(
		  7) ": pid=1 uid=0 subj=a:b:c_t:s0 msg='avc:  denied  { use } for "
		     "scontext=" NEW
		     " tcontext=a:b:c_t:s0 tclass=fd permissive=0 exe=\"/x\"'\n" CALL(7),
	  0 },
};

static unsigned inherited(const struct heard *h, rule_id id)
{
	const struct rule *r = ledger_rule(h->ledger, id);
	unsigned n = 0;
	uint32_t i;

	for (i = 0; r && i < r->tuple_count; i++)
		n += r->tuples[i].inherited;
	return n;
}

static unsigned inherited_in_all(const struct heard *h)
{
	unsigned n = 0;
	rule_id id;

	for (id = 0; id < ledger_count(h->ledger); id++)
		n += inherited(h, id);
	return n;
}

static void test_events(void **state)
{
	size_t i, piece, faults = 0;
	struct heard h;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(events); i++) {
		for (piece = 17; piece < 10000; piece += 9000) {
			hear(&h, events[i].text, piece);
			assert_true(ledger_count(h.ledger) > 0);
			if (inherited_in_all(&h) != events[i].inherited) {
				print_error("%s, in pieces of %zu: %u, not %u\n", events[i].name,
					    piece, inherited_in_all(&h), events[i].inherited);
				faults++;
			}
			heard_release(&h);
		}
	}
	assert_int_equal(faults, 0);
}

/* Events of several processors, their lines mixed; each call finds its own. */
static void test_mixed(void **state)
{
	struct buf text = { 0 };
	struct heard h;
	unsigned i, way;

	(void)state;
	for (way = 0; way < 2; way++) {
		buf_clear(&text);
		for (i = 1; i <= 40; i++)
			buf_addf(&text,
				 "type=AVC msg=audit(1700000000.100:%u): avc:  denied  { use } for "
				 "pid=9 comm=\"x\" path=\"pipe:[77]\" scontext=a:b:s%u_t:s0 "
				 "tcontext=a:b:t_t:s0 tclass=fd permissive=0\n",
				 i, i);
		for (i = 1; i <= 40; i++)
			if (i % 2)
				buf_addf(&text,
					 "type=SYSCALL msg=audit(1700000000.100:%u): arch=c000003e "
					 "syscall=%d success=yes exit=0 subj=a:b:s%u_t:s0 "
					 "key=(null)\n",
					 way ? 41 - i : i, 59, way ? 41 - i : i);
		hear(&h, buf_str(&text), 100000);
		for (i = 1; i <= 40; i++)
			assert_int_equal(inherited(&h, i - 1), (i + way) % 2);
		heard_release(&h);
	}
	buf_release(&text);
}

/* Any number of events that never find their other half cost nothing but the oldest of them. */
static void test_many_wait(void **state)
{
	struct buf text = { 0 };
	struct heard h;
	unsigned i;

	(void)state;
	for (i = 1; i <= 5000; i++)
		buf_addf(&text,
			 "type=AVC msg=audit(1700000000.100:%u): avc:  denied  { use } for pid=9 "
			 "path=\"pipe:[77]\" scontext=" NEW
			 " tcontext=a:b:t_t:s0 tclass=fd permissive=0\n"
			 "type=SYSCALL msg=audit(1700000000.100:%u): arch=c000003e syscall=59 "
			 "success=yes exit=0 subj=" NEW " key=(null)\n",
			 i, i + 10000);
	for (i = 4999; i <= 5000; i++)
		buf_addf(&text,
			 "type=SYSCALL msg=audit(1700000000.100:%u): arch=c000003e syscall=59 "
			 "success=yes exit=0 subj=" NEW " key=(null)\n",
			 i);
	hear(&h, buf_str(&text), 100000);
	assert_int_equal(ledger_count(h.ledger), 1);
	assert_int_equal(inherited(&h, 0), 2);
	ledger_clear(h.ledger);
	assert_int_equal(inherited(&h, 0), 0);
	heard_release(&h);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_mixed),
		cmocka_unit_test(test_many_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
