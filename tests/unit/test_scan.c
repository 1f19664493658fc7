// SPDX-License-Identifier: GPL-2.0-or-later
/* Each form of record, and what makes one hard to read; each text also byte by byte, cut at every
 * place, with CRLF and in UTF-16. The texts are made up. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/attr.h"
#include "scan_fixture.h"
#include "scan_forms.h"

static struct heard heard, again;

static void expect(const char *name, const char *what, const char *got, const char *want)
{
	if (strcmp(got, want) != 0)
		print_message("# %s, %s\n# got:\n%s# want:\n%s", name, what, got, want);
	assert_string_equal(got, want);
}

static void cut_everywhere(const char *name, const char *text, size_t n)
{
	char *copy;
	size_t i;

	for (i = 0; i < n; i++) {
		copy = malloc(i + 1); /* so that a byte read too far is seen */
		memcpy(copy, text, i);
		hear(&again, copy, i, 0);
		if (again.wrong)
			print_message("# %s, cut at %zu\n", name, i);
		free(copy);
		assert_false(again.wrong);
	}
}

static void with_crlf(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n')
			buf_addc(out, '\r');
		buf_addc(out, *text);
	}
}

static void in_utf16(struct buf *out, const char *text, bool big)
{
	const unsigned char *p = (const unsigned char *)text;

	buf_add(out, big ? "\xfe\xff" : "\xff\xfe", 2);
	while (*p) {
		unsigned c = *p++;

		if (c >= 0xe0) {
			c = (c & 15) << 12 | (p[0] & 63u) << 6 | (p[1] & 63u);
			p += 2;
		}
		buf_addc(out, (char)(big ? c >> 8 : c & 0xff));
		buf_addc(out, (char)(big ? c & 0xff : c >> 8));
	}
}

static void try_form(const struct form *f)
{
	struct buf other = { 0 };
	size_t n = strlen(f->text), piece;

	hear(&heard, f->text, n, 0);
	expect(f->name, "in one piece", buf_str(&heard.text), f->want);
	assert_false(heard.wrong);
	for (piece = 1; piece < 40; piece += 19) {
		hear(&again, f->text, n, piece);
		expect(f->name, "in pieces", buf_str(&again.exact), buf_str(&heard.exact));
		assert_memory_equal(&again.counts, &heard.counts, sizeof(heard.counts));
	}
	cut_everywhere(f->name, f->text, n);
	if (f->flags & ONLY_BYTES)
		return;
	with_crlf(&other, f->text);
	hear(&again, other.data, other.len, 0);
	expect(f->name, "with CRLF", buf_str(&again.text), f->want);
	assert_false(again.wrong);
	for (piece = 0; piece < 2; piece++) {
		buf_clear(&other);
		in_utf16(&other, f->text, piece == 1);
		hear(&again, other.data, other.len, piece);
		expect(f->name, "in UTF-16", buf_str(&again.text), f->want);
		assert_false(again.wrong);
	}
	buf_release(&other);
}

#define FORMS(list)                                      \
	static void test_##list(void **state)            \
	{                                                \
		size_t i;                                \
                                                         \
		(void)state;                             \
		for (i = 0; i < AV_ARRAY_LEN(list); i++) \
			try_form(&(list)[i]);            \
	}

FORMS(raw_forms)
FORMS(stamp_forms)
FORMS(carried_forms)
FORMS(user_forms)
FORMS(spoofs)
FORMS(errors)
FORMS(broken)
FORMS(marks)

static void test_counts(void **state)
{
	static const char text[] =
		HEAD "{ a } for " WHO " permissive=0\n"
		     "type=AVC msg=audit(1700000001.250:77): avc:  granted  { a } for " WHO
		     " permissive=0\n"
		     "type=AVC msg=audit(1700000001.250:77): apparmor=\"DENIED\"\n" HEAD
		     "{ a\n} for " WHO " permissive=0\n"
		     "avc: denied { a } for " WHO " permissive=0\n" HEAD "{ a } for\n"
		     "type=AVC msg=audit(04/05/2024 10:00:00.000:1) : avc:  denied  { a } for " WHO
		     " permissive=0\n";

	(void)state;
	hear(&heard, text, sizeof(text) - 1, 0);
	assert_false(heard.wrong);
	assert_int_equal(heard.counts.lines, 8);
	assert_int_equal(heard.counts.records, 7);
	assert_int_equal(heard.counts.denials, 4);
	assert_int_equal(heard.counts.granted, 1);
	assert_int_equal(heard.counts.skipped, 1);
	assert_int_equal(heard.counts.refused, 1);
	assert_int_equal(heard.counts.joined, 1);
	assert_int_equal(heard.counts.undated, 2);
	assert_int_equal(heard.counts.date_ambiguous, 1);
}

/* A record keeps its place in the source's own bytes. */
static void test_places(void **state)
{
	static const char joined[] = "x\n" HEAD "{ a } for " WHO " " HEAD "{ b } for " WHO "\n";
	struct buf wide = { 0 };
	char want[64];

	(void)state;
	hear(&heard, joined, sizeof(joined) - 1, 0);
	snprintf(want, sizeof(want), "%zu+%zu [", 2 + strlen(HEAD "{ a } for " WHO " "),
		 strlen(HEAD "{ b } for " WHO));
	assert_non_null(strstr(buf_str(&heard.exact), want));
	in_utf16(&wide, joined, false);
	hear(&heard, wide.data, wide.len, 0);
	snprintf(want, sizeof(want), "%zu+%zu [", 2 + 2 * (2 + strlen(HEAD "{ a } for " WHO " ")),
		 2 * strlen(HEAD "{ b } for " WHO));
	assert_non_null(strstr(buf_str(&heard.exact), want));
	buf_release(&wide);
}

static void test_nul_bytes(void **state)
{
	static const char text[] =
		"\0\0\0\0\0\0\n\0\0\0" HEAD "{ a } for name=\"x\0y\" " WHO " permissive=0\n";

	(void)state;
	hear(&heard, text, sizeof(text) - 1, 0);
	assert_false(heard.wrong);
	assert_int_equal(heard.counts.denials, 1);
	hear(&again, text, sizeof(text) - 1, 1);
	assert_string_equal(buf_str(&again.exact), buf_str(&heard.exact));
}

static void test_long_lines(void **state)
{
	static const char avc[] = HEAD "{ a } for " WHO " permissive=0\n";
	struct buf b = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < SCAN_LINE_MAX + 5000; i++)
		buf_addc(&b, 'x');
	buf_addc(&b, '\n');
	buf_adds(&b, avc);
	hear(&heard, b.data, b.len, 0);
	assert_int_equal(heard.counts.long_lines, 1);
	assert_int_equal(heard.counts.denials, 1);
	assert_false(heard.wrong);
	hear(&again, b.data, b.len, 65536);
	assert_string_equal(buf_str(&again.exact), buf_str(&heard.exact));
	assert_memory_equal(&again.counts, &heard.counts, sizeof(heard.counts));
	buf_release(&b);
}

/* However much is on one line, each is counted, and the time stays in proportion. */
static void test_much_on_a_line(void **state)
{
	static const struct {
		const char *before, *text;
		unsigned records; /* of each text */
	} lines[] = {
		{ "", "avc: d ", 1 },
		{ "", "avc: denied { a } for ", 1 },
		{ "", "avc: denied { a ", 1 },
		{ "", "x=\"avc: denied {", 1 },
		{ "", HEAD "{ a } for " WHO " ", 1 },
		{ "", USER "{ a } for " WHO TRAIL " ", 1 },
		{ "", "SELINUX_ERR op=security_compute_sid ", 1 },
		{ "", "1401 1401 audit SELINUX_ERR ", 0 },
		{ "type=USER_CMD msg=audit(1700000001.250:77): pid=1 msg='cmd=",
		  "avc: denied { a } ", 0 },
		{ USER "{ a } for " WHO, "avc: ' terminal= ", 0 },
	};
	struct buf b = { 0 };
	size_t i, count;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(lines); i++) {
		buf_clear(&b);
		buf_adds(&b, lines[i].before);
		for (count = 0; b.len < 1000000; count++)
			buf_adds(&b, lines[i].text);
		hear(&heard, b.data, b.len, 0);
		assert_false(heard.wrong);
		if (lines[i].records)
			assert_int_equal(heard.counts.records, count * lines[i].records);
		else
			assert_in_range(heard.counts.records, 0, 1);
	}
	buf_release(&b);
}

static void collect(struct buf *b, const struct form *f, size_t n)
{
	while (n--)
		buf_adds(b, f++->text);
}

/* Bytes changed, taken out, doubled at random: the counts still add up, in any pieces. */
static void test_mutations(void **state)
{
	struct buf all = { 0 }, some = { 0 };
	uint64_t seed = 88172645463325252u;
	unsigned round, k;

	(void)state;
	collect(&all, raw_forms, AV_ARRAY_LEN(raw_forms));
	collect(&all, stamp_forms, AV_ARRAY_LEN(stamp_forms));
	collect(&all, carried_forms, AV_ARRAY_LEN(carried_forms));
	collect(&all, user_forms, AV_ARRAY_LEN(user_forms));
	collect(&all, spoofs, AV_ARRAY_LEN(spoofs));
	collect(&all, errors, AV_ARRAY_LEN(errors));
	collect(&all, broken, AV_ARRAY_LEN(broken));
	for (round = 0; round < 15000; round++) {
		size_t from, n;

		seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
		from = seed % all.len;
		n = 1 + (seed >> 32) % 1500;
		buf_clear(&some);
		buf_add(&some, all.data + from, n < all.len - from ? n : all.len - from);
		for (k = 0; k < 1 + round % 6; k++) {
			static const char bytes[] = "\n\r\0'\"{}=: ax\x1d\xe2";
			size_t at;

			seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
			at = (seed >> 8) % some.len;
			some.data[at] = bytes[(seed >> 40) % (sizeof(bytes) - 1)];
			if (seed % 3 == 0)
				memmove(some.data + at, some.data + some.len / 2,
					some.len - (at > some.len / 2 ? at : some.len / 2));
		}
		hear(&heard, some.data, some.len, 0);
		assert_false(heard.wrong);
		hear(&again, some.data, some.len, 1 + round % 97);
		assert_false(again.wrong);
		expect("mutation", "in pieces", buf_str(&again.exact), buf_str(&heard.exact));
	}
	buf_release(&all);
	buf_release(&some);
}

static int tear_down(void **state)
{
	(void)state;
	heard_release(&heard);
	heard_release(&again);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_raw_forms),      cmocka_unit_test(test_stamp_forms),
		cmocka_unit_test(test_carried_forms),  cmocka_unit_test(test_user_forms),
		cmocka_unit_test(test_spoofs),         cmocka_unit_test(test_errors),
		cmocka_unit_test(test_broken),         cmocka_unit_test(test_marks),
		cmocka_unit_test(test_counts),         cmocka_unit_test(test_places),
		cmocka_unit_test(test_nul_bytes),      cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_much_on_a_line), cmocka_unit_test(test_mutations),
	};

	setenv("TZ", "UTC", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
