// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "filter/order.h"
#include "src/filter/predicate_internal.h"
#include "filter/query.h"

/* 2026-11-20T10:00:00Z, a Friday */
#define NOW_MS    INT64_C(1795168800000)
#define HOUR_MS   INT64_C(3600000)
#define RULES_MAX 8

struct fixture {
	struct intern *names;
	struct ledger *ledger;
	struct decision decisions[RULES_MAX];
};

static void add(struct fixture *f, const char *perms, const char *source, const char *target,
		const char *class, const char *comm, const char *path, const char *host,
		int64_t time_ms)
{
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = time_ms,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of(perms),
			    .scontext = slice_of(source),
			    .tcontext = slice_of(target),
			    .tclass = slice_of(class),
			    .comm = slice_of(comm),
			    .path = slice_of(path),
			    .node = slice_of(host) };
	const char *why;

	ledger_add(f->ledger, &r, NULL, &why);
	assert_null(why);
}

/* Rule 0: useradd_t usr_t dir, 3 denials; 1: useradd_t usr_t file; 2: httpd_t nfs_t file without
 * time or path; 3: svirt_t shadow_t file, suspect, hostile path. */
static int setup(void **state)
{
	struct fixture *f = mem_zalloc(1, sizeof(*f));
	struct record odd = { .kind = RECORD_ACCESS,
			      .permissive = 1,
			      .suspect = true,
			      .time_ms = NOW_MS - 30 * HOUR_MS,
			      .ioctl = IOCTL_NONE,
			      .perms = slice_of("read"),
			      .scontext = slice_of("u:r:svirt_t:s0:c1,c2"),
			      .tcontext = slice_of("u:object_r:shadow_t:s0"),
			      .tclass = slice_of("file"),
			      .comm = slice_of("\"qemu kvm\""),
			      .path = slice_of("2F746D702F1B5B326A") };
	const char *why;
	int i;

	setenv("TZ", "UTC", 1);
	tzset();
	f->names = intern_new();
	f->ledger = ledger_new(f->names, 0);
	for (i = 0; i < 3; i++)
		add(f, "write add_name", "u:r:useradd_t:s0", "u:object_r:usr_t:s0", "dir",
		    "\"useradd\"", "\"/opt/pf9/etc\"", "web1", NOW_MS - i * HOUR_MS);
	add(f, "getattr open read", "u:r:useradd_t:s0", "u:object_r:usr_t:s0", "file",
	    "\"Useradd2\"", "\"/usr/bin/id\"", "db1", NOW_MS - 2 * HOUR_MS);
	add(f, "read", "u:r:httpd_t:s0", "u:object_r:nfs_t:s0", "file", "\"httpd\"", NULL, NULL,
	    TIME_NONE);
	ledger_add(f->ledger, &odd, NULL, &why);
	assert_null(why);
	assert_int_equal(ledger_count(f->ledger), 4);
	f->decisions[1].state = DECISION_ACCEPTED;
	f->decisions[2].note = mem_strdup("asked Bob");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ledger_free(f->ledger);
	intern_free(f->names);
	free(f->decisions[2].note);
	free(f);
	return 0;
}

static void fill(void *ctx, rule_id id, struct row *row)
{
	struct fixture *f = ctx;

	*row = (struct row){ .names = f->names,
			     .rule = ledger_rule(f->ledger, id),
			     .decision = &f->decisions[id % RULES_MAX],
			     .id = id,
			     .now_ms = NOW_MS };
}

/* The ids that match, as digits; twice, since answers are remembered. */
static void expect(struct fixture *f, const char *expr, const char *want)
{
	struct diag d = { 0 };
	unsigned column = 0;
	struct query *q = query_parse(expr, NOW_MS, &d, &column);
	char got[RULES_MAX + 1];
	struct row row;
	rule_id id;
	int pass;

	if (!q)
		fail_msg("%s: column %u: %s", expr, column, diag_text(&d));
	for (pass = 0; pass < 2; pass++) {
		size_t n = 0;

		for (id = 0; id < 4; id++) {
			fill(f, id, &row);
			if (query_match(q, &row))
				got[n++] = (char)('0' + id);
		}
		got[n] = '\0';
		if (strcmp(got, want) != 0)
			fail_msg("%s: matches '%s', not '%s'", expr, got, want);
	}
	query_free(q);
}

static void test_expressions_match(void **state)
{
	static const struct {
		const char *expr, *want;
	} cases[] = {
		{ "", "0123" },
		{ "  ", "0123" },
		/* fields: globs, lists, quotes */
		{ "source=useradd_t", "01" },
		{ "source = useradd_t", "01" },
		{ "source=user*", "01" },
		{ "source=useradd", "" },
		{ "source!=useradd_t", "23" },
		{ "source=httpd_t,svirt_t", "23" },
		{ "source!=httpd_t,svirt_t", "01" },
		{ "class=?ir", "0" },
		{ "perm=write", "0" },
		{ "perms=read", "123" },
		{ "perm!=read", "0" },
		{ "perm=re*,write", "0123" },
		{ "path=\"/opt/*\"", "0" },
		{ "comm=\"qemu kvm\"", "3" },
		{ "comm=qemu\" \"kvm", "3" },
		{ "path=/opt/pf9/etc,/usr/bin/id", "01" },
		{ "path=\"\"", "2" },
		{ "path!=\"\"", "013" },
		{ "host=web*", "0" },
		{ "note=*Bob*", "2" },
		{ "note!=\"\"", "2" },
		/* what cannot be shown is matched as it is shown */
		{ "path=*\\\\x1B*", "3" },
		{ "\\x1B", "3" },
		/* regular expressions */
		{ "source~^(http|svirt)d?_t$", "23" },
		{ "(source~^(http|svirt)d?_t$ class=file)", "23" },
		{ "comm~[A-Z]", "1" },
		{ "comm~^[[:alpha:]]{7}[]0-9]{1,3}$", "1" },
		{ "path~^$", "2" },
		{ "source~d_t$|zz", "012" },
		{ "source~\"d_t$|x\"", "012" },
		/* words: smart case, anywhere, all of them */
		{ "useradd", "01" },
		{ "Useradd", "1" },
		{ "useradd dir", "0" },
		{ "BOB", "" },
		{ "bob", "2" },
		{ "\"qemu kvm\"", "3" },
		{ "pf9 | shadow", "03" },
		{ "shadow_t or nfs_t", "23" },
		{ "access", "" },
		/* and, or, not, brackets */
		{ "class=file source=useradd_t", "1" },
		{ "class=file and source=useradd_t", "1" },
		{ "class=file & x | !class=file", "0" },
		{ "!class=file", "0" },
		{ "! class=file", "0" },
		{ "not class=file", "0" },
		{ "not not class=file", "123" },
		{ "not(class=file)", "0" },
		{ "!(useradd|shadow)", "2" },
		{ "class=dir|class=file source=svirt_t", "03" },
		{ "(class=dir|class=file) source=svirt_t", "3" },
		{ "a|class=dir", "0123" },
		{ "class=dir|zz|zzz", "0" },
		{ "class=dir or class=file and perm=getattr", "01" },
		{ "((((class=dir))))", "0" },
		{ "\"and\"", "" },
		{ "android", "" },
		/* numbers and choices */
		{ "count>1", "0" },
		{ "count >= 3", "0" },
		{ "hits=1", "123" },
		{ "count!=1", "0" },
		{ "count=1,3", "0123" },
		{ "count<3", "123" },
		{ "count<=3", "0123" },
		{ "count>99999999999999999999", "" },
		{ "suspect=yes", "3" },
		{ "suspect=no", "012" },
		{ "permissive>0", "3" },
		{ "state=open", "023" },
		{ "state=accepted,rejected", "1" },
		{ "state!=open", "1" },
		{ "state=acc*", "1" },
		{ "state~^o", "023" },
		{ "kind=access", "0123" },
		/* times; without one a rule is neither before nor after */
		{ "since=1h ago", "0" },
		{ "since=\"3 hours ago\"", "01" },
		{ "(since=3h ago) class=file", "1" },
		{ "since=today", "01" },
		{ "since=yesterday", "013" },
		{ "until=yesterday", "" },
		{ "until=2026-11-20", "3" },
		{ "last=today", "01" },
		{ "last!=today", "23" },
		{ "last=yesterday", "3" },
		{ "last>=2026-11-20T10:00", "0" },
		{ "last>2026-11-20T09:59:59.999", "0" },
		{ "last<2026-11-20", "3" },
		{ "first<=2026-11-20T08:00", "013" },
		{ "last<now", "13" },
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(cases); i++)
		expect(*state, cases[i].expr, cases[i].want);
}

static void sort_names(name_id *names, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++)
		for (k = i; k > 0 && names[k - 1] > names[k]; k--) {
			name_id t = names[k];

			names[k] = names[k - 1];
			names[k - 1] = t;
		}
}

/* One walk over a rule gives what the columns of text give one by one, however much is taken at once. */
static void test_names_of_all_columns(void **state)
{
	struct fixture *f = *state;
	struct column_walk walk = column_walk_all();
	name_id one[64], all[64];
	rule_id id;
	size_t max;

	for (id = 0; id < ledger_count(f->ledger); id++)
		for (max = 1; max < 8; max++) {
			size_t at, i, n = 0, total = 0, got;
			struct row row;

			fill(f, id, &row);
			for (i = 0; i < column_count; i++) {
				const struct column *c = &column_table[i];

				for (at = 0; !c->judged && column_next(c, &row, &at, &one[n]);)
					n++;
			}
			for (at = 0; (got = column_walk_names(&walk, &row, &at, all + total, max));)
				total += got;
			assert_int_equal(total, n);
			sort_names(one, n);
			sort_names(all, n);
			assert_memory_equal(one, all, n * sizeof(*one));
		}
}

/* A word is looked for in the text as it is shown, wherever in it the odd byte stands. */
static void test_words_in_odd_names(void **state)
{
	static const char odd[] = { 1, 0x1f, '\\', 0x7f, (char)0x80, (char)0xff };
	struct intern *names = intern_new();
	size_t n, i, k;

	(void)state;
	for (n = 1; n < 20; n++)
		for (i = 0; i < n; i++)
			for (k = 0; k < sizeof(odd); k++) {
				struct rule rule = { 0 };
				struct decision open = { 0 };
				struct row row = { .names = names,
						   .rule = &rule,
						   .decision = &open };
				struct predicate *shown;
				char text[20];

				memset(text, '~', n);
				text[i] = odd[k];
				rule.key.source = intern_add(names, (struct slice){ text, n });
				shown = predicate_new_word(odd[k] == '\\' ? "\\\\" : "\\x");
				assert_true(predicate_match(shown, &row));
				predicate_free(shown);
			}
	intern_free(names);
}

/* Of a module's rule that no denial stands behind, what it grants is shown. */
static void test_words_in_granted_perms(void **state)
{
	struct intern *names = intern_new();
	struct rule rule = { 0 };
	struct decision taken = { .state = DECISION_ACCEPTED };
	struct row row = { .names = names, .rule = &rule, .decision = &taken };
	struct predicate *word = predicate_new_word("getat");

	(void)state;
	rule.key.source = intern_add(names, slice_of("httpd_t"));
	assert_false(predicate_match(word, &row));
	statement_add_perm(&taken.statement, intern_add(names, slice_of("read")), names);
	statement_add_perm(&taken.statement, intern_add(names, slice_of("getattr")), names);
	assert_true(predicate_match(word, &row));
	predicate_free(word);
	statement_release(&taken.statement);
	intern_free(names);
}

static void test_errors_name_the_place(void **state)
{
	static const struct {
		const char *expr;
		unsigned column;
		const char *text;
	} cases[] = {
		{ "sourc=x", 1, "did you mean source?" },
		{ "a nosuchfield=x", 3, "unknown field 'nosuchfield'" },
		{ "source=", 8, "a value is missing" },
		{ "source=a,", 10, "a value is missing" },
		{ "source==a", 8, "write = once" },
		{ "source>a", 7, "takes = != ~" },
		{ "count~a", 6, "takes = != < <=" },
		{ "count=many", 7, "a number" },
		{ "count=1,many", 9, "a number" },
		{ "count<yes", 7, "a number" },
		{ "count=-1", 7, "a number" },
		{ "state=acepted", 7, "did you mean accepted?" },
		{ "since=never", 7, "is not a time" },
		{ "since>today", 6, "since takes =" },
		{ "comm=\"a", 6, "quote is not closed" },
		{ "a \"b", 3, "quote is not closed" },
		{ "(a", 1, "bracket is not closed" },
		{ "a)", 2, "not opened" },
		{ "()", 2, "is missing" },
		{ "a |", 4, "is missing" },
		{ "| a", 1, "is missing" },
		{ "not", 4, "is missing" },
		{ "!", 2, "is missing" },
		{ "=a", 1, "a field is missing" },
		{ "comm~(a", 6, "not closed" },
		{ "comm~[a", 6, "not a regular expression" },
		{ "comm~\"(a)\\1\"", 6, "back references" },
		{ "comm~(((a{99}){99}){99})", 6, "repeats too often" },
		{ "comm~a++++++++++++++++++++", 6, "repeats too often" },
		{ "comm~((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)", 6, "repeats too often" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(cases); i++) {
		struct diag d = { 0 };
		unsigned column = 0;
		struct query *q = query_parse(cases[i].expr, NOW_MS, &d, &column);

		if (q)
			fail_msg("%s: was taken", cases[i].expr);
		if (column != cases[i].column || !strstr(diag_text(&d), cases[i].text))
			fail_msg("%s: column %u: %s", cases[i].expr, column, diag_text(&d));
		diag_release(&d);
		assert_null(query_parse(cases[i].expr, NOW_MS, NULL, NULL));
	}
}

static void test_brackets_are_bounded(void **state)
{
	struct buf b = { 0 };
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		buf_addc(&b, '(');
	assert_null(query_parse(buf_str(&b), NOW_MS, NULL, NULL));
	for (i = 0; i < 20000; i++)
		buf_addc(&b, '!');
	assert_null(query_parse(buf_str(&b), NOW_MS, NULL, NULL));
	buf_release(&b);
}

static void test_times(void **state)
{
	static const struct {
		const char *zone, *text, *want;
	} cases[] = {
		{ "UTC", "2026-11-20", "2026-11-20T00:00:00.000Z" },
		{ "UTC", "2026-11-20T08:56", "2026-11-20T08:56:00.000Z" },
		{ "UTC", "2026-11-20 08:56:50", "2026-11-20T08:56:50.000Z" },
		{ "UTC", "2026-11-20T08:56:50.12", "2026-11-20T08:56:50.120Z" },
		{ "UTC", "2026-11-20T08:56:50.123456Z", "2026-11-20T08:56:50.123Z" },
		{ "UTC", "08:56", "2026-11-20T08:56:00.000Z" },
		{ "UTC", "now", "2026-11-20T10:00:00.000Z" },
		{ "UTC", "90s ago", "2026-11-20T09:58:30.000Z" },
		{ "UTC", "30m ago", "2026-11-20T09:30:00.000Z" },
		{ "UTC", "2 days ago", "2026-11-18T10:00:00.000Z" },
		{ "UTC", "1w ago", "2026-11-13T10:00:00.000Z" },
		{ "UTC", "2024-02-29", "2024-02-29T00:00:00.000Z" },
		/* one hour ahead in winter, two in summer */
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-11-20", "2026-11-19T23:00:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01", "2026-06-30T22:00:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01Z", "2026-07-01T00:00:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T12:00+05:30",
		  "2026-07-01T06:30:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T12:00-0100",
		  "2026-07-01T13:00:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "today", "2026-11-19T23:00:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "yesterday", "2026-11-18T23:00:00.000Z" },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", "08:56", "2026-11-20T07:56:00.000Z" },
	};
	static const char *const wrong[] = {
		"",
		"1h",
		"ago",
		"1x ago",
		"2026-13-01",
		"2026-02-30",
		"2026-11-20T",
		"24:00",
		"08:60",
		"8:56",
		"2026-11-20x",
		"20261120",
		"tomorrow",
		"08:56:50.",
		"08:56Zx",
		"-1h ago",
		"2026-1-1",
		"2026-11-20T08:56+25",
		"1h ago now",
	};
	struct buf got = { 0 };
	int64_t ms;
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(cases); i++) {
		setenv("TZ", cases[i].zone, 1);
		tzset();
		if (query_time(cases[i].text, NOW_MS, &ms, NULL) != 0)
			fail_msg("%s: refused", cases[i].text);
		buf_clear(&got);
		clock_iso(ms, &got);
		if (strcmp(buf_str(&got), cases[i].want) != 0)
			fail_msg("%s in %s: %s", cases[i].text, cases[i].zone, buf_str(&got));
	}
	setenv("TZ", "UTC", 1);
	tzset();
	for (i = 0; i < AV_ARRAY_LEN(wrong); i++)
		if (query_time(wrong[i], NOW_MS, &ms, NULL) == 0)
			fail_msg("%s: was taken", wrong[i]);
	buf_release(&got);
}

static void expect_cell(struct fixture *f, rule_id id, const char *name, const char *want)
{
	const struct column *c = column_find(name);
	struct buf out = { 0 };
	struct row row;

	assert_non_null(c);
	fill(f, id, &row);
	column_cell(c, &row, &out);
	assert_string_equal(buf_str(&out), want);
	buf_release(&out);
}

static void test_cells(void **state)
{
	struct fixture *f = *state;
	struct buf out = { 0 };
	size_t i;

	expect_cell(f, 0, "state", "");
	expect_cell(f, 1, "state", "ok");
	expect_cell(f, 0, "hits", "3");
	expect_cell(f, 0, "last", "10:00:00");
	expect_cell(f, 3, "last", "11-19 04:00");
	expect_cell(f, 2, "last", "-");
	expect_cell(f, 1, "perms", "getattr open read");
	expect_cell(f, 3, "path", "/tmp/\\x1B[2j");
	expect_cell(f, 3, "comm", "qemu kvm");
	expect_cell(f, 2, "note", "asked Bob");
	expect_cell(f, 2, "kind", "access");
	expect_cell(f, 0, "contexts", "1");
	assert_ptr_equal(column_find("count"), column_find("hits"));
	assert_null(column_find("since"));
	clock_short(NOW_MS - 400 * 24 * HOUR_MS, NOW_MS, &out);
	assert_string_equal(buf_str(&out), "2025-10-16");
	buf_clear(&out);
	clock_iso(-1, &out);
	assert_string_equal(buf_str(&out), "1969-12-31T23:59:59.999Z");
	buf_release(&out);
	for (i = 0; i < column_count; i++) { /* the table keeps its own rules */
		const struct column *c = &column_table[i];
		bool text = c->kind == COLUMN_TEXT || c->kind == COLUMN_LIST;

		size_t k;

		assert_true(c->name && c->title && c->help);
		assert_int_equal(text, !c->number);
		assert_true(c->kind != COLUMN_LIST || c->names != NAMES_NONE);
		assert_true(c->json ? c->place > 0 : !c->csv && !c->place);
		for (k = 0; k < i && c->json; k++)
			assert_int_not_equal(c->place, column_table[k].place);
		assert_true(!text || c->names != NAMES_NONE || c->text);
		assert_true(c->kind != COLUMN_CHOICE || (c->text && c->choice));
	}
}

static void expect_order(struct fixture *f, struct order *o, const char *column, bool reverse,
			 const char *want)
{
	rule_id ids[4] = { 2, 0, 3, 1 };
	char got[5];
	size_t i;

	order_sort(o, column ? column_find(column) : NULL, reverse, ids, 4, fill, f);
	for (i = 0; i < 4; i++)
		got[i] = (char)('0' + ids[i]);
	got[4] = '\0';
	if (strcmp(got, want) != 0)
		fail_msg("by %s: %s, not %s", column ? column : "id", got, want);
}

static void test_orders(void **state)
{
	struct fixture *f = *state;
	struct order *o = order_new(f->names);

	expect_order(f, o, NULL, false, "0123");
	expect_order(f, o, NULL, true, "3210");
	expect_order(f, o, "source", false, "2301");
	expect_order(f, o, "source", true, "0132");
	expect_order(f, o, "class", false, "0123");
	expect_order(f, o, "class", true, "1230");
	expect_order(f, o, "hits", false, "1230");
	expect_order(f, o, "hits", true, "0123");
	expect_order(f, o, "last", false, "2310");
	expect_order(f, o, "last", true, "0132");
	expect_order(f, o, "perms", false, "0123"); /* add_name, getattr open, read */
	expect_order(f, o, "state", false, "0231");
	expect_order(f, o, "path", false, "2031"); /* none, /opt, /tmp, /usr */
	expect_order(f, o, "note", true, "2013");
	order_free(o);
	order_free(NULL);
}

struct many {
	struct intern *names;
	struct rule *rules;
	struct decision decision;
};

static void fill_many(void *ctx, rule_id id, struct row *row)
{
	struct many *m = ctx;

	*row = (struct row){
		.names = m->names, .rule = &m->rules[id], .decision = &m->decision, .id = id
	};
}

/* A name of few letters and long shared beginnings, so that sorting has something to do. */
static name_id any_name(struct intern *names, unsigned i)
{
	static const char *const heads[] = { "", "/usr/lib/modules/", "/usr/lib", "a",
					     "/usr/lib/modules/6.1.0-13-amd64/kernel/" };
	char text[128];

	snprintf(text, sizeof(text), "%s%u%s", heads[rand() % 5], (unsigned)rand() % 700,
		 i % 3 ? "" : "xy");
	return intern_adds(names, text);
}

static void check_sorted(struct many *m, const rule_id *ids, size_t n, bool reverse)
{
	size_t i;

	for (i = 1; i < n; i++) {
		const char *a = intern_str(m->names, m->rules[ids[i - 1]].key.source);
		const char *b = intern_str(m->names, m->rules[ids[i]].key.source);
		int c = reverse ? strcmp(b, a) : strcmp(a, b);

		if (c > 0 || (c == 0 && ids[i - 1] > ids[i]))
			fail_msg("place %zu: '%s' before '%s'", i, a, b);
	}
}

static void test_order_of_many_keeps_up_with_arrivals(void **state)
{
	const size_t most = 6000;
	struct many m = { .names = intern_new(), .rules = mem_zalloc(most, sizeof(*m.rules)) };
	rule_id *ids = mem_alloc(most * sizeof(*ids));
	struct order *o = order_new(m.names);
	size_t n = 0, i;

	(void)state;
	srand(7);
	while (n < most) {
		size_t next = n + (size_t)(rand() % 2 ? 3 : 1000);

		for (; n < next && n < most; n++) {
			m.rules[n].key.source = any_name(m.names, (unsigned)n);
			ids[n] = (rule_id)n;
		}
		for (i = n; i > 1; i--) { /* in whatever order they are */
			size_t k = (size_t)rand() % i;
			rule_id t = ids[k];

			ids[k] = ids[i - 1];
			ids[i - 1] = t;
		}
		order_sort(o, column_find("source"), n % 2, ids, n, fill_many, &m);
		check_sorted(&m, ids, n, n % 2);
	}
	order_free(o);
	free(ids);
	free(m.rules);
	intern_free(m.names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_expressions_match, setup, teardown),
		cmocka_unit_test_setup_teardown(test_names_of_all_columns, setup, teardown),
		cmocka_unit_test(test_words_in_odd_names),
		cmocka_unit_test(test_words_in_granted_perms),
		cmocka_unit_test(test_errors_name_the_place),
		cmocka_unit_test(test_brackets_are_bounded),
		cmocka_unit_test(test_times),
		cmocka_unit_test_setup_teardown(test_cells, setup, teardown),
		cmocka_unit_test_setup_teardown(test_orders, setup, teardown),
		cmocka_unit_test(test_order_of_many_keeps_up_with_arrivals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
