// SPDX-License-Identifier: GPL-2.0-or-later
/* The grammar against checkmodule itself: both must accept the same statements. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "te/grammar.h"
#include "te/read.h"
#include "curate.h"

#define HEAD                                                                                     \
	"module x 1.0;\n"                                                                        \
	"require { type a, b, c; attribute at; attribute_role ar; role r, rr; user u; bool bo; " \
	"class file { read write ioctl }; class dir { read search }; class process transition; " \
	"sensitivity s0; category c0, c1; }\n"

/* Statements that checkmodule accepts. */
static const char *const good[] = {
	"allow a b:file read;",
	"ALLOW a b:file read;",
	"allow a b:file *;",
	"allow a b:file ~read;",
	"allow a b:file ~{ read write };",
	"allow { a b -c } b:{ file dir } { read };",
	"allow\na\tb\n:\nfile read ;",
	"allow a - b c:file read;",
	"allow a -b c:file read;",
	"allow a self:file read;",
	"allow a { self b }:file read;",
	"allow a { b { c at } }:file read;",
	"allow at b:file read;",
	"allow a b:file { # with\n# comments\n read };",
	"dontaudit a b:file *;",
	"auditallow a b:file read;",
	"auditdeny a b:file read;",
	"neverallow a b:file read;",
	"neverallow a ~b:file read;",
	"neverallow * b:file read;",
	"allowxperm a b:file ioctl 0x5401;",
	"allowxperm a b:file ioctl ~0x5;",
	"allowxperm a b:file ioctl { 0x5 { 3 4 - 5} };",
	"auditallowxperm a b:file ioctl ~{ 1 2-3 };",
	"dontauditxperm a b:file ioctl { 1 2-3 };",
	"neverallowxperm a b:file ioctl 0x1;",
	";",
	"type q;",
	"type q, at;",
	"type q alias z;",
	"type q alias { z y }, at;",
	"type q alias z, at, at;",
	"type ioctl;",
	"type Module;",
	"type q-z_1;",
	"type q; allow q b:file read;",
	"typealias a alias z;",
	"typealias a alias { z y};",
	"typeattribute a at;",
	"typeattribute a at, at;",
	"typebounds a b;",
	"typebounds a b, c;",
	"attribute q; typeattribute a q;",
	"expandattribute at true;",
	"expandattribute { at } false;",
	"permissive a;",
	"role r;",
	"role q, ar;",
	"role r types a;",
	"role r types { a b -c };",
	"attribute_role q;",
	"roleattribute r ar, ar;",
	"allow r rr;",
	"role_transition r a rr;",
	"role_transition { r rr } { a b }:{ process file} rr;",
	"range_transition a b s0;",
	"range_transition { a b } at:process s0 - s0:c0,c1;",
	"range_transition a b:process s0 -s0:c0.c1;",
	"type_transition a b:file c;",
	"type_transition a b:file c \"foo\";",
	"type_transition a b:file c \"foo bar*?\";",
	"type_change a b:file c;",
	"type_member a b:file c;",
	"bool q true;",
	"bool q FALSE;",
	"tunable q false;",
	"if (bo) { allow a b:file read; }",
	"if bo { allow a b:file read; } else { auditallow a b:file read; }",
	"if (!bo && bo || bo ^ bo == bo != bo) { }",
	"if (not bo and (bo or bo) xor bo eq bo) { dontaudit a b:file read; }",
	"if ((bo) == (!(bo))) { type_transition a b:file c; }",
	"if (bo) { require { type z; } allow a z:file read; }",
	"optional { require { type z; } allow a z:file read; }",
	"optional { require { type z; } allow z b:file read; } else { allow a b:file write; }",
	"optional { require { type z; } optional { require { type y; } allow z y:file read; } }",
	"require { type d; }",
	"require { class file *; }",
	"require { class file { read -write }; }",
	"require { class file ~read; }",
	"require { class file { { read } }; }",
	"require { attribute_role q; tunable tu; }",
	"require { type q; } type q;",
	"user ux roles { r rr } level s0 range s0 - s0:c0.c1;",
	"#line 1 \"foo\"",
};

/* Statements that it refuses, and the messages for them. */
static const struct {
	const char *text, *wanted;
} bad[] = {
	{ "Allow a b:file read;", "3:1: found 'Allow', expected a statement such as allow" },
	{ "allow a b:file read", "3:20: the file ends here, expected ;" },
	{ "allow a b:file read\nallow a c:file read;", "4:1: found 'allow', expected ;" },
	{ "allow a b:file { };", "3:18: found '}', expected a permission" },
	{ "allow a b:file {read,write};", "3:21: found ',', expected a permission or }" },
	{ "allow a b:file;", "3:15: found ';', expected a permission" },
	{ "allow a b file read;",
	  "3:11: found 'file', expected : and a class (or ; between roles)" },
	{ "allow a { b -{ c at } }:file read;", "3:14: found '{', expected a type" },
	{ "allow a { ~b }:file read;", "3:11: found '~', expected a type" },
	{ "allow a user:file read;", "3:9: found 'user', expected a type" },
	{ "allow a b:file read; }", "3:22: found '}', expected a statement such as allow" },
	{ "allow a b:file read; $", "3:22: found '$', expected a statement such as allow (macros" },
	{ "allowxperm a b:file ioctl 0x5-0x6;", "3:30: found '-', expected ;" },
	{ "allowxperm a b:file ioctl 5.6;", "3:27: found '5.6', expected a number such as 0x5401" },
	{ "allowxperm a b:file ioctl { };", "3:29: found '}', expected a number such as 0x5401" },
	{ "allowxperm a b:file { ioctl } 1;", "3:21: found '{', expected ioctl" },
	{ "type q at;", "3:8: found 'at', expected ;" },
	{ "type q.;", "3:7: found '.', expected ;" },
	{ "type 9q;", "3:6: found '9q', expected the type's name" },
	{ "type types;", "3:6: found 'types', expected the type's name" },
	{ "typealias { a b } alias z;", "3:11: found '{', expected a type" },
	{ "typealias a z;", "3:13: found 'z', expected alias" },
	{ "attribute q, z;", "3:12: found ',', expected ;" },
	{ "expandattribute at t;", "3:20: found 't', expected true or false" },
	{ "permissive { a };", "3:12: found '{', expected a type" },
	{ "role r { a };", "3:8: found '{', expected ; or types or a , and role attributes" },
	{ "roleattribute { r } ar;", "3:15: found '{', expected a role" },
	{ "type_transition a b:file c foo;",
	  "3:28: found 'foo', expected ; or a file's name in \"\"" },
	{ "type_transition a b:file c \"fo/o\";",
	  "3:28: found '\"fo/o\"', expected a file's name without /" },
	{ "type_transition a b:file c \"\";", "a file's name without /" },
	{ "type_transition a b:file c \"x\ny\";",
	  "3:28: found '\"x', expected ; or a file's name" },
	{ "type_member a b:file c \"x\";", "3:24: found '\"x\"', expected ;" },
	{ "bool q 1;", "3:8: found '1', expected true or false" },
	{ "if (bo allow a b:file read;", "3:8: found 'allow', expected ) or an operator" },
	{ "if (bo) allow a b:file read;", "3:9: found 'allow', expected {" },
	{ "if (bo & bo) { }", "3:8: found '&', expected one of && || ^ == !=" },
	{ "if (true) { }", "3:5: found 'true', expected the name of a boolean" },
	{ "if (bo) { allow a b:file read;", "a statement or } (the { of line 3 is still open)" },
	{ "require { }",
	  "3:11: found '}', expected class, type, attribute, role, … or the } for the { of line 3" },
	{ "require { type d }", "3:18: found '}', expected , or ;" },
	{ "require { type d, ; }", "3:19: found ';', expected a name" },
	{ "require { class file; }", "3:21: found ';', expected a permission" },
	{ "require {\ntype d;\nclass file read;\nallow a d:file read;",
	  "6:1: found 'allow', expected class, type, attribute, role, … or the } for the { of line 3" },
	{ "user ux, uy roles r;", "3:8: found ',', expected roles" },
	{ "user ux roles r range s0;", "3:17: found 'range', expected ;" },
	{ "policycap open_perms;",
	  "3:1: found 'policycap', expected a statement that a module may hold" },
	{ "portcon tcp 80 u:r:a:s0;",
	  "3:1: found 'portcon', expected a statement that a module may hold" },
	{ "genfscon proc / u:r:a:s0",
	  "3:1: found 'genfscon', expected a statement that a module may hold" },
	{ "constrain file read (u1 == u2);",
	  "3:1: found 'constrain', expected a statement that a module may hold" },
	{ "module y 1.0;", "3:1: found 'module', expected a statement that a module may hold" },
	{ "files_read_etc_files(a)",
	  "3:1: found 'files_read_etc_files', expected a statement (macros must be" },
};

static int parse(struct curate *c, const char *statement, struct te_file *f, struct diag *d)
{
	struct buf text = { 0 };
	int rc;

	buf_addf(&text, HEAD "%s", statement);
	rc = te_parse("x.te", text.data, text.len, c->names, f, d);
	buf_release(&text);
	return rc;
}

/* True if checkmodule accepts the statement. */
static bool compiles(struct curate *c, const char *statement)
{
	struct buf text = { 0 }, output = { 0 };
	int rc;

	buf_addf(&text, HEAD "%s\n", statement);
	rc = build_compile(c->dir, "x", text.data, text.len, 0, &output, NULL);
	assert_true(rc >= 0);
	buf_release(&text);
	buf_release(&output);
	return rc > 0;
}

static void test_what_checkmodule_takes_is_taken(void **state)
{
	struct curate *c = *state;
	struct te_file f;
	bool compiler = curate_compiler();
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(good); i++) {
		struct diag d = { 0 };

		if (compiler && !compiles(c, good[i]))
			fail_msg("checkmodule refuses %s", good[i]);
		if (parse(c, good[i], &f, &d) < 0)
			fail_msg("%s: %s", good[i], diag_text(&d));
		te_file_release(&f);
	}
}

static void test_what_it_refuses_is_refused_with_a_place(void **state)
{
	struct curate *c = *state;
	bool compiler = curate_compiler();
	struct te_file f;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		struct diag d = { 0 };

		if (compiler && compiles(c, bad[i].text))
			fail_msg("checkmodule takes %s", bad[i].text);
		if (parse(c, bad[i].text, &f, &d) == 0)
			fail_msg("%s is taken", bad[i].text);
		if (strncmp(diag_text(&d), "x.te:", 5) != 0 ||
		    !strstr(diag_text(&d), bad[i].wanted))
			fail_msg("%s: \"%s\" wanted, got \"%s\"", bad[i].text, bad[i].wanted,
				 diag_text(&d));
		te_file_release(&f);
		diag_release(&d);
	}
}

static void test_nesting_has_an_end(void **state)
{
	struct curate *c = *state;
	struct buf text = { 0 };
	struct diag d = { 0 };
	struct te_file f;
	size_t i;

	for (i = 0; i < 100000; i++)
		buf_adds(&text, "optional { ");
	assert_int_equal(parse(c, text.data, &f, &d), -1);
	curate_expect_contains(diag_text(&d), "expected less nesting");
	te_file_release(&f);
	buf_clear(&text);
	buf_adds(&text, "allow a ");
	for (i = 0; i < 100000; i++)
		buf_adds(&text, "{ ");
	assert_int_equal(parse(c, text.data, &f, &d), -1);
	te_file_release(&f);
	diag_release(&d);
	buf_release(&text);
}

static void test_what_is_declared_is_known(void **state)
{
	static const char text[] = "type one_t alias { other_t third_t }, at, exec_at;\n"
				   "attribute exec_at;\n"
				   "typeattribute a exec_at;\n"
				   "role new_r, ar;\n"
				   "role new_r types { one_t a -b };\n"
				   "roleattribute r ar;\n"
				   "attribute_role some_ar;\n"
				   "bool yes true;\ntunable no false;\n"
				   "permissive one_t;\n"
				   "optional { require { type gone_t; } type maybe_t; }\n";
	static const struct {
		enum te_decl_kind kind;
		const char *name, *of;
		unsigned line;
		bool value, optional;
	} wanted[] = {
		{ TE_DECL_TYPE, "one_t", "", 3, false, false },
		{ TE_DECL_ALIAS, "other_t", "one_t", 3, false, false },
		{ TE_DECL_ALIAS, "third_t", "one_t", 3, false, false },
		{ TE_DECL_MEMBER, "one_t", "at", 3, false, false },
		{ TE_DECL_MEMBER, "one_t", "exec_at", 3, false, false },
		{ TE_DECL_ATTRIBUTE, "exec_at", "", 4, false, false },
		{ TE_DECL_MEMBER, "a", "exec_at", 5, false, false },
		{ TE_DECL_ROLE, "new_r", "", 6, false, false },
		{ TE_DECL_ROLE_MEMBER, "new_r", "ar", 6, false, false },
		{ TE_DECL_ROLE_TYPE, "new_r", "one_t", 7, false, false },
		{ TE_DECL_ROLE_TYPE, "new_r", "a", 7, false, false },
		{ TE_DECL_ROLE_MEMBER, "r", "ar", 8, false, false },
		{ TE_DECL_ATTRIBUTE_ROLE, "some_ar", "", 9, false, false },
		{ TE_DECL_BOOL, "yes", "", 10, true, false },
		{ TE_DECL_BOOL, "no", "", 11, false, false },
		{ TE_DECL_PERMISSIVE, "one_t", "", 12, false, false },
		{ TE_DECL_TYPE, "maybe_t", "", 13, false, true },
	};
	struct curate *c = *state;
	struct diag d = { 0 };
	struct te_file f;
	size_t i;

	if (parse(c, text, &f, &d) < 0)
		fail_msg("%s", diag_text(&d));
	assert_int_equal(f.decls.count, AV_ARRAY_LEN(wanted));
	for (i = 0; i < f.decls.count; i++) {
		const struct te_decl *x = &f.decls.items[i];

		assert_int_equal(x->kind, wanted[i].kind);
		assert_string_equal(intern_str(c->names, x->name), wanted[i].name);
		assert_string_equal(intern_str(c->names, x->of), wanted[i].of);
		assert_int_equal(x->line, wanted[i].line);
		assert_int_equal(x->value, wanted[i].value);
		assert_int_equal(x->optional, wanted[i].optional);
	}
	te_file_release(&f);
}

static void test_plain_rules_by_hand_are_known(void **state)
{
	static const char text[] =
		"# before\nallow a b:file { write read };\n"
		"allow { a c } b:file read;\n"
		"allow at b:file { ioctl };\nallowxperm at b:file ioctl { 0x1 };\n"
		"if (bo) { allow a c:file read; }\n"
		"role r types a;\n";
	struct curate *c = *state;
	struct diag d = { 0 };
	struct te_file f;

	if (parse(c, text, &f, &d) < 0)
		fail_msg("%s", diag_text(&d));
	assert_int_equal(f.rule_count, 3);
	assert_int_equal(f.rules[0].line, 4);
	assert_int_equal(f.rules[0].statement.perm_count, 2);
	assert_memory_equal(f.text.data + f.rules[0].from, "allow a b:file { write read };",
			    f.rules[0].to - f.rules[0].from);
	assert_true(f.rules[1].statement.source_attribute);
	assert_false(f.rules[1].statement.target_attribute);
	assert_int_equal(f.rules[1].statement.ioctl_count, 1);
	assert_int_equal(f.rules[2].statement.kind, STATEMENT_ROLE);
	te_file_release(&f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_checkmodule_takes_is_taken),
		TEST(test_what_it_refuses_is_refused_with_a_place),
		TEST(test_nesting_has_an_end),
		TEST(test_what_is_declared_is_known),
		TEST(test_plain_rules_by_hand_are_known),
	};

	return cmocka_run_group_tests_name("te_grammar", tests, NULL, NULL);
}
