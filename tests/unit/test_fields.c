// SPDX-License-Identifier: GPL-2.0-or-later
/* KEY=value in all the forms that records have: what is a field, where its value ends, what a look-up
 * finds, and that nothing is read past the end of the text. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "scan/fields.h"

/* A walk in one line: KEY(value) of a bare one, and of the others a letter before the parenthesis. */
static const struct {
	const char *text, *walk;
	bool messages;
} walks[] = {
	{ "", "", false },
	{ " \t\x1d", "", false },
	{ "pid=1  comm=\"a b\"\tname=", "pid(1) comm q(\"a b\") name()", false },
	{ "for  pid=8 x", "w(for) pid(8) w(x)", false },
	{ "comm=6D79\x1d"
	  "ARCH=x86_64 AUID=\"root\"",
	  "comm(6D79) ARCH(x86_64) AUID q(\"root\")", false },
	{ "a=b=c =d ==", "a(b=c) (d) (=)", false },
	{ "comm=\"cut off", "comm c(cut) w(off)", false },
	{ "comm=\"", "comm c()", false },
	{ "comm=\"\" x=\"\"", "comm q(\"\") x q(\"\")", false },
	{ "path=\\\"/a b\\\" x=1", "path e(/a b) x(1)", false },
	{ "path=\\\"/a b", "path(\\\"/a) w(b)", false },
	{ "(enforcing=1) ['x=1', 'y=2']", "enforcing(1)) x(1',) y(2'])", false },
	{ "saddr={ fam=inet lport=22 }", "saddr({) fam(inet) lport(22) w(})", false },
	{ "{ read write } for", "w({) w(read) w(write) w(}) w(for)", false },
	{ "msg='avc:  denied x=1 res=ok'", "msg('avc:) w(denied) x(1) res(ok')", false },
	{ "msg='avc:  denied x=1 res=ok'", "msg m() w(avc:) w(denied) x(1) res(ok')", true },
	{ "msg='op=start x=\"a'b\" res=1'\x1dUID=\"0\"",
	  "msg m() op(start) x q(\"a'b\") res(1') UID q(\"0\")", true },
	{ "msg=audit(1.000:4): auid=0\n", "msg(audit(1.000:4):) auid(0)", true },
	{ "a_key_of_more_than_eight=a_value_of_more_than_eight\r",
	  "a_key_of_more_than_eight(a_value_of_more_than_eight)", false },
	{ "path=/na\x01me/\x02\x03 x", "path(/na\x01me/\x02\x03) w(x)", false },
};

static const char forms[] = {
	[FIELD_WORD] = 'w',    [FIELD_QUOTED] = 'q',  [FIELD_CUT] = 'c',
	[FIELD_ESCAPED] = 'e', [FIELD_MESSAGE] = 'm',
};

static void walk(struct fields *f, struct buf *out)
{
	struct field x;

	while (fields_next(f, &x)) {
		assert_true(f->p <= f->end);
		assert_int_equal(x.text.n, f->p - x.text.p);
		buf_addf(out, "%s%.*s", out->len ? " " : "", (int)x.key.n, x.key.p);
		if (forms[x.form])
			buf_addf(out, "%s%c", x.form == FIELD_WORD ? "" : " ", forms[x.form]);
		buf_addf(out, "(%.*s)", (int)x.value.n, x.value.p);
	}
	assert_ptr_equal(f->p, f->end);
}

static void test_walks(void **state)
{
	struct buf out = { 0 };
	size_t i, n;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(walks); i++) {
		char *text;

		n = strlen(walks[i].text);
		text = mem_alloc(n ? n : 1); /* its own: a byte read too far is seen */
		memcpy(text, walks[i].text, n);
		buf_clear(&out);
		walk(&(struct fields){ text, text + n, walks[i].messages }, &out);
		assert_string_equal(buf_str(&out), walks[i].walk);
		free(text);
	}
	buf_release(&out);
}

/* Each beginning of a record is read to its own end, whatever follows in memory. */
static void test_slices(void **state)
{
	static const char record[] =
		"type=USER_AVC msg=audit(1.1:2): pid=1 msg='avc:  denied  { start } for path=\"/a b\" "
		"x=\\\"y\\\" scontext=a:b:c tclass=service exe=\"/usr/lib/x\" terminal=?'\x1dUID=\"0\"";
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(record); n++) {
		struct fields f = { record, record + n, true };
		struct field x;

		while (fields_next(&f, &x))
			assert_true(x.value.p + x.value.n <= record + n &&
				    x.text.p + x.text.n <= record + n);
		assert_ptr_equal(f.p, record + n);
	}
}

static const struct {
	const char *text, *key, *value, *name; /* NULL: absent */
} finds[] = {
	{ "pid=1 comm=\"x pid=2\" pid=3", "pid", "1", "1" },
	{ "comm=\"x pid=2\" pid=3", "pid", "3", "3" },
	{ "old_enforcing=1 enforcing=0", "enforcing", "0", "0" },
	{ "auid=0\x1d"
	  "AUID=\"root\"",
	  "AUID", "\"root\"", "\"root\"" },
	{ "type=USER_AVC msg='avc: x path=\"/y\"'", "path", "\"/y\"", "\"/y\"" },
	{ "comm=my app (deleted) name=/a", "comm", "my", "my app (deleted)" },
	{ "comm=my app", "comm", "my", "my app" },
	{ "comm=\"my\" app name=/a", "comm", "\"my\"", "\"my\"" },
	{ "key=", "key", "", "" },
	{ "key", "key", NULL, NULL },
	{ "", "key", NULL, NULL },
};

static void expect(struct slice is, const char *wanted)
{
	assert_int_equal(is.p != NULL, wanted != NULL);
	assert_true(!wanted || slice_is(is, wanted));
}

static void test_finds(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(finds); i++) {
		expect(fields_find(slice_of(finds[i].text), finds[i].key), finds[i].value);
		expect(fields_find_name(slice_of(finds[i].text), finds[i].key), finds[i].name);
	}
	expect(fields_find((struct slice){ 0 }, "key"), NULL);
}

static const struct {
	const char *text, *next, *value;
} untils[] = {
	{ "/a b inode=1 c inode=2", " inode=", "/a b inode=1 c" },
	{ "\"/a\" inode=1", " inode=", "\"/a\"" },
	{ "\"/a inode=1", " inode=", NULL },
	{ "/a b", " inode=", NULL },
	{ "/home/a b \r", NULL, "/home/a b" },
	{ " ", NULL, "" },
};

static void test_untils(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(untils); i++) {
		const char *p = untils[i].text;

		expect(fields_until(p, p + strlen(p), untils[i].next), untils[i].value);
	}
}

static void test_values(void **state)
{
	static const struct {
		const char *value, *plain;
	} plains[] = {
		{ "\"a b\"", "a b" },
		{ "\"\"", "" },
		{ "success'", "success" },
		{ "file,", "file" },
		{ "dbus\\n", "dbus" },
		{ "(null)", "(null)" },
		{ "1)", "1" },
		{ "?'", "?" },
		{ "x\xe2\x90\x9dUID=0", "x" },
		{ "\"", "" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(plains); i++)
		assert_true(slice_is(field_plain(slice_of(plains[i].value)), plains[i].plain));
	assert_int_equal(field_number(slice_of("42")), 42);
	assert_int_equal(field_number(slice_of("42x")), 42);
	assert_int_equal(field_number(slice_of("x")), 0);
	assert_int_equal(field_number(slice_of("")), 0);
	assert_true(field_number(slice_of("18446744073709551615")) == UINT64_MAX);
	assert_true(field_number(slice_of("18446744073709551616")) == UINT64_MAX);
	assert_true(field_number(slice_of("99999999999999999999999")) == UINT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walks),  cmocka_unit_test(test_slices),
		cmocka_unit_test(test_finds),  cmocka_unit_test(test_untils),
		cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
