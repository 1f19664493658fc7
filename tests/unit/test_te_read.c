// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fileio.h"
#include "policy/declared.h"
#include "te/handwritten.h"
#include "te/identity.h"
#include "te/strip.h"
#include "curate.h"

static void test_what_others_wrote_is_kept(void **state)
{
	static const char tail[] = "# by hand: \xc3\xa4\n"
				   "type mine_t;\t# and this\n"
				   "allow mine_t { etc_t\n"
				   "   usr_t }:file ~{ read };\n"
				   "\n"
				   "optional {\n"
				   "\trequire { type gone_t; class dir search; }\n"
				   "\tallow mine_t gone_t:dir search;\n"
				   "}\n";
	struct curate *c = *state;
	struct buf text = { 0 };
	struct te_file f;
	char *first, *again;

	buf_adds(&text, curate_example_text);
	/* Names in the require block, a line from a later version, and statements after it. */
	first = strstr(text.data, "\tclass dir write;");
	{
		struct buf edited = { 0 };
		const char *end = strstr(text.data, "#@ end\n");

		buf_add(&edited, text.data, (size_t)(first - text.data));
		buf_adds(&edited, "\ttype etc_t, unused_t;\n\tclass file { write };\n");
		buf_add(&edited, first, (size_t)(end - first));
		buf_adds(&edited, "#@ later {\"x\": [1, 2]}\n");
		buf_adds(&edited, end);
		buf_adds(&edited, tail);
		buf_release(&text);
		text = edited;
	}
	curate_parse(c, text.data, &f);
	assert_string_equal(buf_str(&f.hand), tail);
	assert_true(f.hand_statements);
	te_load(&f, c->ledger, c->decisions);
	first = curate_text(c, &f);
	curate_expect_contains(first, TE_HAND_LINE);
	assert_string_equal(strstr(first, TE_HAND_LINE) + strlen(TE_HAND_LINE "\n"), tail);
	curate_expect_contains(first, "#@ later {\"x\": [1, 2]}\n#@ end\n");
	curate_expect_contains(first, "\ttype etc_t;\n\ttype unused_t;\n");
	curate_expect_contains(first, "\tclass file { getattr open read write };\n");
	again = curate_text_again(first);
	assert_string_equal(again, first);
	free(again);
	free(first);
	/* The rules are dropped; what the hand-written part requires stays. */
	{
		rule_id i;

		for (i = 0; i < ledger_count(c->ledger); i++)
			curate_decide(c, i, DECISION_REJECTED, NULL);
	}
	first = curate_text(c, &f);
	curate_expect_contains(
		first, "require {\n\ttype etc_t;\n\ttype unused_t;\n\ttype usr_t;\n"
		       "\tclass dir write;\n\tclass file { getattr open read write };\n}\n");
	free(first);
	te_file_release(&f);
	buf_release(&text);
}

static void test_hand_written_text_is_found_anywhere(void **state)
{
	static const char edited[] =
		"#@ avcurate 1\n# first\nmodule pf9 1.0;\n"
		"require { type a_t, b_t; class file { ioctl read }; } # second\n"
		"type third_t;\n"
		"#@ rule {\"kind\":\"access\",\"source\":\"a_t\",\"target\":\"b_t\",\"class\":\"file\"}\n"
		"# fourth\n"
		"#@ state \"accepted\"\n"
		"allow a_t b_t:file { ioctl read }; # fifth\n"
		"allowxperm a_t b_t:file ioctl 0x6;\n"
		"#@ rule {\"kind\":\"access\",\"source\":\"b_t\",\"target\":\"b_t\",\"class\":\"file\"}\n"
		"#@ state \"accepted\"\n"
		"allow b_t b_t:file ioctl;\n"
		"allowxperm a_t b_t:file ioctl 0x7;\n"
		"#@ rule {\"kind\":\"access\",\"source\":\"b_t\",\"target\":\"b_t\",\"class\":\"dir\"}\n"
		"#@ state \"accepted\"\n"
		"allow b_t self:dir read;\n"
		"allowxperm b_t self:dir ioctl 0x8;\n" /* belongs to another rule */
		"#@ rule {\"kind\":\"access\",\"source\":\"b_t\",\"target\":\"a_t\",\"class\":\"file\"}\n"
		"#@ state \"rejected\"\n"
		"#@ end\n"
		"  role eighth types a_t;";
	struct curate *c = *state;
	struct te_file f;
	char *text, *again;

	curate_parse(c, edited, &f);
	assert_int_equal(f.block_count, 4);
	assert_string_equal(buf_str(&f.hand), "# first\n # second\ntype third_t;\n# fourth\n"
					      " # fifth\nallowxperm a_t b_t:file ioctl 0x6;\n"
					      "allowxperm a_t b_t:file ioctl 0x7;\n"
					      "allowxperm b_t self:dir ioctl 0x8;\n"
					      "  role eighth types a_t;\n");
	te_load(&f, c->ledger, c->decisions);
	text = curate_text(c, &f);
	again = curate_text_again(text);
	assert_string_equal(again, text);
	free(text);
	free(again);
	te_file_release(&f);
}

static void test_a_statement_no_rule_can_stand_for_stays(void **state)
{
	static const char edited[] =
		"#@ avcurate 1\nmodule pf9 1.0;\nrequire { type a_t, b_t; class file read; }\n"
		"#@ rule {\"kind\":\"access\",\"source\":\"a_t\",\"target\":\"b_t\",\"class\":\"file\"}\n"
		"#@ state \"accepted\"\n"
		"# both\n\n"
		"#@ comm [[\"secret\",1]]\n"
		"allow { a_t b_t } b_t:file read;\n";
	const char *block = strstr(edited, "#@ rule");
	struct curate *c = *state;
	struct buf whole = { 0 }, stripped = { 0 };
	struct te_file f;
	char *text, *again;

	curate_parse(c, edited, &f);
	assert_int_equal(f.hand_blocks, 1);
	assert_int_equal(f.block_count, 0);
	assert_string_equal(buf_str(&f.hand), block);
	text = curate_text(c, &f);
	curate_expect_contains(text, TE_HAND_LINE "\n#@ rule {");
	curate_expect_contains(text, block);
	again = curate_text_again(text);
	assert_string_equal(again, text);
	/* Evidence is removed there, too. */
	buf_adds(&whole, text);
	te_strip(&whole, &stripped);
	assert_null(strstr(buf_str(&stripped), "secret"));
	curate_expect_contains(buf_str(&stripped), "# both\n\n#@ stripped {\"sha256\":");
	assert_true(te_names_evidence(&f));
	te_file_release(&f);
	curate_parse(c, buf_str(&stripped), &f);
	assert_false(te_names_evidence(&f));
	buf_release(&whole);
	buf_release(&stripped);
	free(text);
	free(again);
	te_file_release(&f);
}

/* Of another version: their bytes and their place stay, whatever stands around them. */
static void test_blocks_of_unknown_kinds_stay(void **state)
{
#define REJECTED                                                                  \
	"#@ rule {\"kind\":\"seccomp\",\"source\":\"/bin/x y\",\"more\":[1,2]}\n" \
	"#@ state \"undecided\"\n#@ odd   {\"a\":1}\n# a comment\n#@ end\n"
#define GRANTED                                                   \
	"#@ rule {\"kind\":\"capability2\",\"source\":\"a_t\"}\n" \
	"#@ comm [[\"secret\",1]]\n"                              \
	"allow a_t\tb_t : chr_file { ioctl } ;\n"                 \
	"allowxperm a_t b_t:chr_file ioctl 0x5401;\n"
#define KNOWN                                                                 \
	"#@ rule {\"kind\":\"access\",\"source\":\"a_t\",\"target\":\"b_t\"," \
	"\"class\":\"file\"}\n#@ state \"accepted\"\nallow a_t b_t:file read;\n"
	static const char edited[] =
		"#@ avcurate 1\nmodule pf9 1.0;\nrequire { type a_t, b_t; class file read; "
		"class chr_file ioctl; }\n" REJECTED "\n" KNOWN "\n" GRANTED
		"# by hand\nallow b_t self:file read;\n";
	struct curate *c = *state;
	struct buf whole = { 0 }, stripped = { 0 };
	struct declared own = { 0 };
	struct te_file f;
	char *text, *again;

	curate_parse(c, edited, &f);
	assert_int_equal(f.block_count, 1);
	assert_int_equal(f.unknown_blocks, 2);
	assert_string_equal(buf_str(&f.unknown), REJECTED "\n" GRANTED);
	assert_true(f.hand_statements);
	te_load(&f, c->ledger, c->decisions);
	text = curate_text(c, &f);
	/* After those that are known, before what was written by hand. */
	curate_expect_contains(text, "allow a_t b_t:file read;\n\n" REJECTED "\n" GRANTED
				     "\n" TE_HAND_LINE "\n# by hand\nallow b_t self:file read;\n");
	curate_expect_contains(text, "\tclass chr_file ioctl;\n");
	again = curate_text_again(text);
	assert_string_equal(again, text);
	/* Their statements are in the module, so they are taken for written by hand. */
	te_handwritten(&f, c->names, &own);
	assert_int_equal(own.statement_count, 2);
	declared_release(&own);
	/* Their evidence goes with that of the others. */
	assert_true(te_names_evidence(&f));
	buf_adds(&whole, text);
	te_strip(&whole, &stripped);
	assert_null(strstr(buf_str(&stripped), "secret"));
	te_file_release(&f);
	/* Without a statement in the file there is none in the module. */
	curate_parse(c, "#@ avcurate 1\nmodule pf9 1.0;\n" REJECTED, &f);
	assert_int_equal(f.unknown_blocks, 1);
	assert_false(f.hand_statements);
	te_file_release(&f);
	free(text);
	free(again);
	buf_release(&whole);
	buf_release(&stripped);
#undef REJECTED
#undef GRANTED
#undef KNOWN
}

static void test_faults_are_placed(void **state)
{
#define HEAD "#@ avcurate 1\nmodule pf9 1.0;\n"
#define RULE \
	"#@ rule {\"kind\":\"access\",\"source\":\"a_t\",\"target\":\"b_t\",\"class\":\"file\"}\n"
	static const struct {
		const char *text, *wanted;
	} faults[] = {
		{ "", "pf9.te:1:1: the file ends here, expected `module NAME VERSION;`" },
		{ "policy_module(pf9, 1.0)\n", "pf9.te:1:1: found 'policy_module', expected " },
		{ "module 9pf 1.0;", "pf9.te:1:8: found '9pf', expected the module's name" },
		{ "module user 1.0;",
		  "pf9.te:1:8: found 'user', expected a name that is not a reserved word" },
		{ "module pf9;", "pf9.te:1:11: found ';', expected a version such as 1.0" },
		{ "module pf9 1.0\nallow",
		  "pf9.te:2:1: found 'allow', expected ; after the version" },
		{ "#@ avcurate 2\nmodule pf9 1.0;\n",
		  "pf9.te:1:13: another version of avcurate wrote this" },
		{ HEAD "require {\n\ttyp a_t;\n}\n",
		  "pf9.te:4:2: found 'typ', expected class, type, attribute, role, … or the } for the { of "
		  "line 3" },
		{ HEAD "require {\n\tclass file { };\n}\n",
		  "pf9.te:4:15: found '}', expected a permission" },
		{ HEAD "require {\n\ttype a_t\n}\n", "pf9.te:5:1: found '}', expected , or ;" },
		{ HEAD "allow a_t b_t:file read\n", "pf9.te:4:1: the file ends here, expected ;" },
		{ HEAD "optional { allow a_t b_t:file read;\n",
		  "pf9.te:4:1: the file ends here, expected a statement or } (the { of line 3 is "
		  "still open)" },
		{ HEAD "}\n", "pf9.te:3:1: found '}', expected a statement such as allow" },
		{ HEAD "allow a_t b_t:file read\n" RULE "#@ end\n",
		  "pf9.te:4:1: #@ line inside the statement that begins in line 3" },
		{ HEAD "files_read_etc(`a')\n",
		  "pf9.te:3:1: found 'files_read_etc', expected a statement (macros must be expanded by "
		  "m4 first)" },
		{ HEAD RULE, "pf9.te:4:1: the file ends here, expected a statement or `#@ end`" },
		{ HEAD "#@ rule {\"kind\":\"x\"}\n#@ state \"open\"\n",
		  "pf9.te:5:1: the file ends here, expected a statement or `#@ end`" },
		{ HEAD RULE RULE "#@ end\n", "pf9.te:4:1: " },
		{ HEAD RULE "#@ end\n" RULE "#@ end\n",
		  "pf9.te:5:1: duplicate of the rule in line 3" },
		{ HEAD RULE "#@ state \"rejected\"\nallow a_t b_t:file read;\n",
		  "pf9.te:3:1: this rule is rejected but has a statement" },
		{ HEAD RULE "#@ state \"maybe\"\n#@ end\n",
		  "pf9.te:4: #@ state: expected open, accepted" },
		{ HEAD RULE "#@ state accepted\n#@ end\n",
		  "pf9.te:4: #@ state: expected a JSON string" },
		{ HEAD RULE "#@ at \"now\"\n#@ end\n", "pf9.te:4: #@ at: expected a time like" },
		{ HEAD "#@ rule {\"kind\":\"access\",\"source\":\"a t\"}\n#@ end\n",
		  "pf9.te:3: #@ rule: \"source\" is not a valid name" },
		{ HEAD "#@ rule {\"source\":\"a_t\",\"target\":\"b_t\"}\n#@ end\n",
		  "pf9.te:3: #@ rule: \"kind\" must be" },
		{ HEAD RULE "#@ chosen {\"statement\":\"allow a b:c d\"}\n#@ end\n",
		  "pf9.te:4: #@ chosen: \"statement\" is not one" },
		{ HEAD "#@ hand-written\nallow a_t b_t:file {\n",
		  "pf9.te:5:1: the file ends here, expected a permission" },
	};
	struct curate *c = *state;
	struct te_file f;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(faults); i++) {
		struct diag d = { 0 };
		const char *text = faults[i].text;

		assert_int_equal(te_parse("pf9.te", text, strlen(text), c->names, &f, &d), -1);
		if (!strstr(diag_text(&d), faults[i].wanted))
			fail_msg("%s: \"%s\" wanted, got \"%s\"", text, faults[i].wanted,
				 diag_text(&d));
		te_file_release(&f);
		diag_release(&d);
	}
	assert_int_equal(te_parse("pf9.te", "module a 1.0;\0", 14, c->names, &f, NULL), -1);
	te_file_release(&f);
#undef HEAD
#undef RULE
}

static void test_names_are_fixed_both_ways(void **state)
{
	static const char text[] = "# by hand\nmodule\tpf9   1.0 ;\n# \xff rest";
	struct curate *c = *state;
	char *path, *moved = NULL, *now;
	struct diag d = { 0 };
	struct te_file f;

	module_file_write(c, "pf9r.te", text);
	path = curate_path(c, "pf9r.te");
	assert_int_equal(te_read(path, c->names, &f, &d), 0);
	assert_false(f.ours);
	assert_int_equal(te_identity_check(&f, &d), -1);
	curate_expect_contains(diag_text(&d),
			       "pf9r.te:2:8: the module line says pf9, the file's name says pf9r");
	curate_expect_contains(diag_text(&d), "--rename-file");
	curate_expect_contains(diag_text(&d), "--rename-module");
	te_file_release(&f);
	diag_release(&d);

	module_file_write(c, "pf9.te", "another");
	assert_int_equal(te_identity_rename_file(path, &moved, &d), -1);
	curate_expect_contains(diag_text(&d), "exists already");
	assert_null(moved);
	diag_release(&d);
	now = curate_read(c, "pf9.te");
	assert_string_equal(now, "another");
	free(now);

	assert_int_equal(te_identity_rename_module(path, NULL), 0);
	now = curate_read(c, "pf9r.te");
	assert_string_equal(now, "# by hand\nmodule\tpf9r   1.0 ;\n# \xff rest");
	free(now);

	module_file_write(c, "x.te", "module good 1.0;\n");
	free(path);
	path = curate_path(c, "x.te");
	assert_int_equal(te_identity_rename_file(path, &moved, NULL), 0);
	curate_expect_contains(moved, "/good.te");
	assert_false(fileio_exists(path));
	assert_true(fileio_exists(moved));
	free(moved);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_others_wrote_is_kept),
		TEST(test_hand_written_text_is_found_anywhere),
		TEST(test_a_statement_no_rule_can_stand_for_stays),
		TEST(test_blocks_of_unknown_kinds_stay),
		TEST(test_faults_are_placed),
		TEST(test_names_are_fixed_both_ways),
	};

	return cmocka_run_group_tests_name("te_read", tests, NULL, NULL);
}
