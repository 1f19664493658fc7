// SPDX-License-Identifier: GPL-2.0-or-later
/* Where what was denied lies, by the CWD and PATH records of its event: whole events as they are
 * logged, in every form and order, and what must not be taken for one. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/buf.h"
#include "ledger_fixture.h"

#define STAMP(n) "audit(1700000000.100:" #n ")"
#define CONTEXTS " scontext=u:r:httpd_t:s0 tcontext=u:object_r:home_t:s0 tclass=file permissive=0"
#define AVC(n, what)                                                                             \
	"type=AVC msg=" STAMP(n) ": avc:  denied  { read } for  pid=9 comm=\"c\" " what CONTEXTS \
				 "\n"
#define NAMED(n)    AVC(n, "name=\"page.html\" dev=\"sda1\" ino=77")
#define CALL(n)     "type=SYSCALL msg=" STAMP(n) ": arch=c000003e syscall=257 success=no exit=-13\n"
#define CWD(n, dir) "type=CWD msg=" STAMP(n) ": cwd=" dir "\n"
#define ITEM(name, inode) \
	"item=0 name=" name " inode=" inode " dev=08:01 mode=0100644 ouid=0 nametype=NORMAL"
#define PATH(n, name, inode) "type=PATH msg=" STAMP(n) ": " ITEM(name, inode) "\n"
#define DATED(type)          "type=" type " msg=audit(11/14/2023 22:13:20.100:7) : "

static const struct {
	const char *name, *text;
	const char *paths; /* "PATH xCOUNT", by blanks */
} events[] = {
	{ "an event as it is logged",
	  NAMED(7) CALL(7) CWD(7, "\"/\"") PATH(7, "\"/srv/page.html\"", "77"),
	  "/srv/page.htmlx1" },
	{ "enriched",
	  NAMED(7) "type=PATH msg=" STAMP(7) ": " ITEM("\"/srv/page.html\"",
						       "77") "\x1dOUID=\"root\"\n",
	  "/srv/page.htmlx1" },
	{ "relative to the directory",
	  NAMED(7) CWD(7, "\"/srv\"") PATH(7, "\"./www//page.html\"", "77"),
	  "/srv/www/page.htmlx1" },
	{ "a name in hex",
	  AVC(7, "name=612062 dev=\"sda1\" ino=77") CWD(7, "2F7372762078") PATH(7, "612062", "77"),
	  "/srv x/a bx1" },
	{ "several items", NAMED(7) PATH(7, "\"/srv\"", "70") PATH(7, "\"/srv/page.html\"", "77"),
	  "/srv/page.htmlx1" },
	{ "twice the same",
	  NAMED(7) PATH(7, "\"/srv/page.html\"", "77") NAMED(8) PATH(8, "\"/srv/page.html\"", "77"),
	  "/srv/page.htmlx2" },
	{ "twice, once without", NAMED(7) PATH(7, "\"/srv/page.html\"", "77") NAMED(8) CALL(8),
	  "/srv/page.htmlx1 page.htmlx1" },
	{ "two places",
	  NAMED(7) PATH(7, "\"/a/page.html\"", "77") NAMED(8) PATH(8, "\"/b/page.html\"", "77"),
	  "/a/page.htmlx1 /b/page.htmlx1" },
	{ "two of one name in one event",
	  NAMED(7) AVC(7, "name=\"page.html\" ino=78") PATH(7, "\"/b/page.html\"", "78")
		  PATH(7, "\"/a/page.html\"", "77"),
	  "/a/page.htmlx1 /b/page.htmlx1" },
	{ "of two in one event, the path of one",
	  NAMED(7) AVC(7, "name=\"page.html\" ino=78") PATH(7, "\"/c/page.html\"", "79"),
	  "page.htmlx2" },
	{ "events of two processors",
	  NAMED(7) NAMED(8) PATH(8, "\"/b/page.html\"", "77") PATH(7, "\"/a/page.html\"", "77"),
	  "/a/page.htmlx1 /b/page.htmlx1" },
	{ "with its host", "node=web1 " NAMED(7) "node=web1 " PATH(7, "\"/srv/page.html\"", "77"),
	  "/srv/page.htmlx1" },
	{ "as ausearch prints it, the last first",
	  "----\ntime->Tue Nov 14 22:13:20 2023\n" PATH(7, "\"page.html\"", "77") CWD(7, "\"/srv\"")
		  CALL(7) NAMED(7),
	  "/srv/page.htmlx1" },
	{ "as ausearch -i writes it",
	  "----\n" DATED("PATH")
		  ITEM("/srv/a inode=5 b/page.html", "77") " \n" DATED("CWD") "cwd=/ \n" DATED(
			  "AVC") "avc:  denied  { read } for  pid=9 comm=c name=page.html dev=\"sda1\" ino=77" CONTEXTS
				 " \n",
	  "/srv/a\x20inode=5\x20"
	  "b/page.htmlx1" },
	{ "out of the kernel's log",
	  "[   12.3] audit: type=1400 " STAMP(7) ": avc:  denied  { read } for  pid=9 comm=\"c\" "
						 "name=\"page.html\" ino=77" CONTEXTS
						 "\n[   12.3] audit: type=1302 " STAMP(7) ": " ITEM(
							 "\"/srv/page.html\"", "77") "\n",
	  "/srv/page.htmlx1" },
	{ "out of the journal, exported",
	  "_AUDIT_ID=7\n_SOURCE_REALTIME_TIMESTAMP=1700000000100000\nMESSAGE=AVC avc:  denied  { read } "
	  "for  pid=9 comm=\"c\" name=\"page.html\" ino=77" CONTEXTS
	  "\n\n_AUDIT_ID=7\n_SOURCE_REALTIME_TIMESTAMP=1700000000100000\nMESSAGE=PATH " ITEM(
		  "\"/srv/page.html\"", "77") "\n\n",
	  "/srv/page.htmlx1" },
	{ "out of the journal, JSON",
	  "{\"_AUDIT_TYPE\":\"1400\",\"_AUDIT_ID\":\"7\",\"__REALTIME_TIMESTAMP\":\"1700000000100000\","
	  "\"MESSAGE\":\"AVC avc:  denied  { read } for  pid=9 name=\\\"page.html\\\" ino=77" CONTEXTS
	  "\"}\n"
	  "{\"_AUDIT_TYPE\":\"1302\",\"_AUDIT_ID\":\"7\",\"__REALTIME_TIMESTAMP\":\"1700000000100000\","
	  "\"MESSAGE\":\"PATH " ITEM("\\\"/srv/page.html\\\"", "77") "\"}\n",
	  "/srv/page.htmlx1" },
	/* None of these. */
	{ "another inode: a link was followed", NAMED(7) PATH(7, "\"/srv/page.html\"", "78"),
	  "page.htmlx1" },
	{ "another name: a link was followed", NAMED(7) PATH(7, "\"/srv/link\"", "77"),
	  "page.htmlx1" },
	{ "the end of another name", NAMED(7) PATH(7, "\"/srv/mypage.html\"", "77"),
	  "page.htmlx1" },
	{ "another event", NAMED(7) PATH(8, "\"/srv/page.html\"", "77"), "page.htmlx1" },
	{ "the same number at another time",
	  NAMED(7) "type=PATH msg=audit(1700000001.100:7): " ITEM("\"/srv/page.html\"", "77") "\n",
	  "page.htmlx1" },
	{ "the same number of another host",
	  "node=web1 " NAMED(7) "node=web2 " PATH(7, "\"/srv/page.html\"", "77"), "page.htmlx1" },
	{ "relative, and no directory", NAMED(7) PATH(7, "\"page.html\"", "77"), "page.htmlx1" },
	{ "through ..", NAMED(7) CWD(7, "\"/srv\"") PATH(7, "\"../page.html\"", "77"),
	  "page.htmlx1" },
	{ "no name", NAMED(7) PATH(7, "(null)", "77"), "page.htmlx1" },
	{ "no inode", AVC(7, "name=\"page.html\"") PATH(7, "\"/srv/page.html\"", "77"),
	  "page.htmlx1" },
	{ "the record says it itself",
	  AVC(7, "path=\"/x/page.html\" ino=77") PATH(7, "\"/srv/page.html\"", "77"),
	  "/x/page.htmlx1" },
	{ "what a name quotes",
	  NAMED(7) "type=PROCTITLE msg=" STAMP(7) ": proctitle=\"type=PATH msg=" STAMP(7) ": " ITEM(
		  "/srv/page.html", "77") "\"\n",
	  "page.htmlx1" },
	{ "what a user's message quotes",
	  NAMED(7) "Nov 14 22:13:20 web1 sudo: joe : type=PATH msg=" STAMP(7) ": " ITEM(
		  "\"/srv/page.html\"", "77") "\n",
	  "page.htmlx1" },
};

static void seen_words(const struct heard *h, enum seen_kind kind, struct buf *out)
{
	const struct seen *seen[RULE_SEEN_MAX];
	size_t n = rule_seen(ledger_rule(h->ledger, 0), kind, seen), i;

	for (i = 0; i < n; i++)
		buf_addf(out, "%s%sx%u", i ? " " : "", intern_str(h->names, seen[i]->text),
			 seen[i]->count);
}

static void test_events(void **state)
{
	size_t i, piece, faults = 0;
	struct buf got = { 0 };
	struct heard h;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(events); i++) {
		for (piece = 17; piece < 10000; piece += 9000) {
			hear(&h, events[i].text, piece);
			assert_int_equal(ledger_count(h.ledger), 1);
			buf_clear(&got);
			seen_words(&h, SEEN_PATH, &got);
			if (strcmp(buf_str(&got), events[i].paths) != 0) {
				print_error("%s, in pieces of %zu: \"%s\", not \"%s\"\n",
					    events[i].name, piece, buf_str(&got), events[i].paths);
				faults++;
			}
			heard_release(&h);
		}
	}
	buf_release(&got);
	assert_int_equal(faults, 0);
}

#define RUN(n, exe)                                                                    \
	"type=SYSCALL msg=" STAMP(n) ": arch=c000003e syscall=257 comm=\"c\" exe=" exe \
				     " key=(null)\n"

/* The program, by the SYSCALL record of the same event alone. */
static void test_programs(void **state)
{
	static const struct {
		const char *name, *text, *programs;
	} cases[] = {
		{ "behind it", NAMED(7) RUN(7, "\"/usr/sbin/httpd\""), "/usr/sbin/httpdx1" },
		{ "in hex", NAMED(7) RUN(7, "2F612062"), "/a bx1" },
		{ "at the end, enriched",
		  NAMED(7) "type=SYSCALL msg=" STAMP(7) ": arch=1 exe=\"/b\"\x1d"
							"ARCH=x\n",
		  "/bx1" },
		{ "two denials of one call", NAMED(7) NAMED(7) RUN(7, "\"/b\""), "/bx2" },
		{ "each its own", NAMED(7) RUN(7, "\"/b\"") NAMED(8) RUN(8, "\"/c\""),
		  "/bx1 /cx1" },
		{ "of its host", "node=a " NAMED(7) "node=a " RUN(7, "\"/b\""), "/bx1" },
		{ "of another host", "node=a " NAMED(7) "node=b " RUN(7, "\"/b\""), "" },
		{ "of another event", NAMED(7) RUN(8, "\"/b\""), "" },
		{ "once only", NAMED(7) RUN(7, "\"/b\"") RUN(7, "\"/c\""), "/bx1" },
		{ "of no program", NAMED(7) RUN(7, "(null)"), "" },
		{ "not told", NAMED(7) CALL(7), "" },
	};
	size_t i, piece;
	struct buf got = { 0 };
	struct heard h;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(cases); i++)
		for (piece = 17; piece < 10000; piece += 9000) {
			hear(&h, cases[i].text, piece);
			buf_clear(&got);
			seen_words(&h, SEEN_EXE, &got);
			if (strcmp(buf_str(&got), cases[i].programs) != 0)
				fail_msg("%s, in pieces of %zu: \"%s\", not \"%s\"", cases[i].name,
					 piece, buf_str(&got), cases[i].programs);
			heard_release(&h);
		}
	buf_release(&got);
}

/* More places than are kept: all are counted, whichever were named by their last component first. */
static void test_more_than_kept(void **state)
{
	struct buf text = { 0 };
	const struct rule *r;
	struct heard h;
	unsigned i, round, count = 0;

	(void)state;
	for (round = 0; round < 2; round++)
		for (i = 1; i <= RULE_SEEN_MAX + 5; i++)
			buf_addf(
				&text,
				"type=AVC msg=audit(1700000000.100:%u): avc:  denied  { read } for "
				"pid=9 name=\"n\" ino=77" CONTEXTS
				"\ntype=PATH msg=audit(1700000000.100:%u): item=0 name=\"/%u/n\" "
				"inode=77\n",
				round * 100 + i, round * 100 + i, i);
	hear(&h, buf_str(&text), 100000);
	r = ledger_rule(h.ledger, 0);
	assert_int_equal(r->seen_more[SEEN_PATH], 10);
	for (i = 0; i < r->seen_count; i++)
		count += r->seen[i].kind == SEEN_PATH ? r->seen[i].count : 0;
	assert_int_equal(count, 2 * RULE_SEEN_MAX);
	heard_release(&h);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_programs),
		cmocka_unit_test(test_more_than_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
