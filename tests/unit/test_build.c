// SPDX-License-Identifier: GPL-2.0-or-later
/* Needs checkmodule (package checkpolicy); semodule_package (semodule-utils), if installed, gives a
 * second opinion. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "module/build.h"
#include "module/check.h"
#include "base/process.h"
#include "module/cil_set.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "curate.h"

/* The CIL of the package that the distribution's own tool makes of the same .te. */
static char *packaged_by_hand(struct curate *c, const char *name)
{
	char *te, *mod, *pp;
	struct buf b = { 0 }, out = { 0 };
	struct diag d = { 0 };

	buf_addf(&b, "%s/%s.te", c->dir, name);
	te = buf_take(&b);
	buf_addf(&b, "%s/%s.mod", c->dir, name);
	mod = buf_take(&b);
	buf_addf(&b, "%s/hand.pp", c->dir);
	pp = buf_take(&b);
	assert_int_equal(
		process_run((const char *const[]){ "checkmodule", "-M", "-m", "-o", mod, te, NULL },
			    &out, 60000, &d),
		0);
	assert_int_equal(
		process_run((const char *const[]){ "semodule_package", "-o", pp, "-m", mod, NULL },
			    &out, 60000, &d),
		0);
	assert_string_equal(buf_str(&out), "");
	assert_int_equal(build_package_cil(pp, true, &b, NULL, NULL, &d), 0);
	free(te);
	free(mod);
	free(pp);
	buf_release(&out);
	diag_release(&d);
	return buf_take(&b);
}

static void test_the_worked_example(void **state)
{
	struct curate *c = *state;
	struct buf cil = { 0 };
	char *name = NULL, *version = NULL, *hand;
	struct curate_built b;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	assert_string_equal(diag_text(&b.diag), "");
	assert_int_equal(b.result.outcome, BUILD_WRITTEN);
	assert_int_equal(b.result.statements, 2);
	assert_string_equal(b.result.version, "1.0");
	assert_int_equal(build_package_cil(b.result.pp_path, false, &cil, &name, &version, NULL),
			 0);
	assert_string_equal(name, "pf9");
	assert_string_equal(version, "1.0");
	assert_string_equal(buf_str(&cil), "(typeattributeset cil_gen_require useradd_t)\n"
					   "(typeattributeset cil_gen_require usr_t)\n"
					   "(allow useradd_t usr_t (dir (write)))\n"
					   "(allow useradd_t usr_t (file (getattr open read)))\n");
	if (process_found("semodule_package")) {
		hand = packaged_by_hand(c, "pf9");
		assert_string_equal(hand, buf_str(&cil));
		free(hand);
	}
	free(name);
	free(version);
	buf_release(&cil);
	curate_built_release(&b);
}

static void test_what_is_not_ours_is_left_alone(void **state)
{
	struct curate *c = *state;
	static const char foreign[] = "module pf9 1.0;\nrequire { type a_t; class file read; }\n"
				      "allow a_t a_t:file read;\n";

	curate_example(c);
	module_file_write(c, "pf9.te", foreign);
	curate_refuse(c, "pf9", 0, "not written by avcurate");
	curate_expect_file(c, "pf9.te", foreign);
	curate_expect_file(c, "pf9.pp", NULL);

	module_file_write(c, "other.pp", "not ours");
	curate_refuse(c, "other", 0, "without a other.te");
	curate_expect_file(c, "other.te", NULL);
	curate_expect_file(c, "other.pp", "not ours");

	module_file_write(c, "pf9r.te", "#@ avcurate 1\nmodule pf9 1.0;\n");
	curate_refuse(c, "pf9r", 0, "--rename-module");
	module_file_write(c, "broken.te", "#@ avcurate 1\nmodule broken 1.0\n");
	curate_refuse(c, "broken", 0, "; after the version");
	curate_expect_file(c, "broken.te", "#@ avcurate 1\nmodule broken 1.0\n");
	curate_refuse(c, "user", 0, "try local_user");
}

static void test_the_version_rises_with_the_rules(void **state)
{
	struct curate *c = *state;
	struct curate_built b;
	char *first, *text;
	rule_id id;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	first = curate_read(c, "pf9.te");
	curate_build(c, "pf9", 0, &b);
	assert_false(b.result.raised);
	curate_built_release(&b);
	curate_expect_file(c, "pf9.te", first);
	free(first);

	id = curate_deny(c, "httpd_t", "nfs_t", "file", "read");
	curate_decide(c, id, DECISION_REJECTED, NULL); /* another block, the same rules */
	curate_build(c, "pf9", 0, &b);
	assert_false(b.result.raised);
	assert_string_equal(b.result.version, "1.0");
	curate_built_release(&b);
	curate_decide(c, id, DECISION_ACCEPTED, NULL);
	curate_build(c, "pf9", 0, &b);
	assert_true(b.result.raised);
	assert_string_equal(b.result.version, "1.1");
	curate_built_release(&b);
	curate_decide(c, id, DECISION_DONTAUDIT, NULL);
	curate_build(c, "pf9", 0, &b);
	assert_string_equal(b.result.version, "1.2");
	curate_built_release(&b);
	text = curate_read(c, "pf9.te");
	curate_expect_contains(text, "module pf9 1.2;\n");
	free(text);
}

static void test_the_preview_is_what_is_written(void **state)
{
	struct curate *c = *state;
	struct te_content content = curate_content(c, "pf9");
	struct build_options options = { .dir = c->dir };
	struct te_written w = { 0 };
	struct buf text = { 0 };
	struct diag d = { 0 };
	struct curate_built b;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	curate_append(c, "pf9.te", "# by hand\n");
	curate_decide(c, curate_deny(c, "a_t", "b_t", "file", "read"), DECISION_ACCEPTED, NULL);
	assert_int_equal(build_preview(&content, &options, &text, &w, &d), 0);
	curate_expect_contains(text.data, "module pf9 1.1;");
	curate_expect_contains(text.data, TE_HAND_LINE "\n# by hand\n");
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	curate_expect_file(c, "pf9.te", text.data);
	/* A refused target still gets a preview. */
	module_file_write(c, "pf9.te", "module pf9 1.0;\n");
	buf_clear(&text);
	assert_int_equal(build_preview(&content, &options, &text, &w, &d), -1);
	curate_expect_contains(diag_text(&d), "not written by avcurate");
	curate_expect_contains(text.data, "allow a_t b_t:file read;");
	curate_expect_file(c, "pf9.te", "module pf9 1.0;\n");
	te_written_release(&w);
	buf_release(&text);
	diag_release(&d);
}

static void test_no_class_has_more_than_32_permissions(void **state)
{
	struct curate *c = *state;
	struct buf perms[2] = { 0 };
	rule_id id;
	size_t i;

	for (i = 0; i < 40; i++)
		buf_addf(&perms[i >= 20], " p%zu", i);
	curate_decide(c, curate_deny(c, "a_t", "b_t", "file", perms[0].data), DECISION_ACCEPTED,
		      NULL);
	id = curate_deny(c, "a_t", "c_t", "file", perms[1].data);
	curate_decide(c, id, DECISION_ACCEPTED, NULL);
	curate_refuse(c, "pf9", 0, "the class file: the rules together name more than 32");
	curate_deny(c, "a_t", "c_t", "file", perms[0].data);
	curate_refuse(c, "pf9", 0, "the class file: 40 permissions, but a class has at most 32");
	buf_release(&perms[0]);
	buf_release(&perms[1]);
}

static void test_versions_of_all_shapes_rise(void **state)
{
	static const char *const steps[][2] = {
		{ "1.0", "1.1" },      { "1.9", "1.10" },          { "1", "2" },
		{ "99", "100" },       { "1.2.3", "1.2.4" },       { "1.0beta", "1.0beta.1" },
		{ "1.0b9", "1.0b10" }, { "20261120", "20261121" }, { "1.09", "1.10" },
	};
	size_t i;
	char *next;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(steps); i++) {
		next = build_next_version(steps[i][0]);
		assert_string_equal(next, steps[i][1]);
		free(next);
	}
}

static void test_every_kind_of_rule_is_packaged(void **state)
{
	struct curate *c = *state;
	struct record r =
		curate_denial("u:r:sshd_t:s0", "u:object_r:ptmx_t:s0", "chr_file", "ioctl read");
	struct buf cil = { 0 };
	struct curate_built b;

	if (!curate_compiler())
		skip();
	r.ioctl = 0x5401;
	curate_decide(c, curate_add(c, &r), DECISION_ACCEPTED, NULL);
	r = curate_denial("u:r:self_t:s0", "u:r:self_t:s0", "process", "execmem");
	curate_decide(c, curate_add(c, &r), DECISION_DONTAUDIT, NULL);
	r = curate_denial("u:sysadm_r:sudo_t:s0", "u:r:x_t:s0", "process", "");
	r.kind = RECORD_ROLE;
	r.ncontext = slice_of("u:newrole_r:app_t:s0");
	curate_decide(c, curate_add(c, &r), DECISION_ACCEPTED, NULL);
	curate_build(c, "all", 0, &b);
	assert_string_equal(diag_text(&b.diag), "");
	assert_int_equal(build_package_cil(b.result.pp_path, false, &cil, NULL, NULL, NULL), 0);
	curate_expect_contains(cil.data, "(allowx sshd_t ptmx_t (ioctl chr_file (0x5401)))");
	curate_expect_contains(cil.data, "(dontaudit self_t self (process (execmem)))");
	curate_expect_contains(cil.data, "(roletype newrole_r app_t)");
	buf_release(&cil);
	curate_built_release(&b);
	/* Older formats: refuse what they cannot hold, build the rest. */
	curate_refuse(c, "all", 4, "levels (MLS)");
	curate_refuse(c, "all", 17, "allowxperm");
	curate_refuse(c, "all", 99, "not in range");
	curate_build(c, "all", 18, &b);
	assert_int_equal(b.result.outcome, BUILD_WRITTEN);
	curate_built_release(&b);
}

static void test_an_empty_module_has_no_package(void **state)
{
	struct curate *c = *state;
	struct curate_built b;
	char *text;

	curate_decide(c, curate_deny(c, "a_t", "b_t", "file", "read"), DECISION_REJECTED, "no");
	curate_build(c, "none", 0, &b);
	assert_int_equal(b.rc, 0);
	assert_int_equal(b.result.outcome, BUILD_TE_ONLY);
	assert_null(b.result.pp_path);
	curate_expect_contains(b.result.remark, "no rule");
	curate_built_release(&b);
	text = curate_read(c, "none.te");
	curate_expect_contains(text, "#@ state \"rejected\"");
	assert_null(strstr(text, "require"));
	free(text);
}

static void test_without_checkmodule_the_te_is_written(void **state)
{
	struct curate *c = *state;
	char *path = mem_strdup(getenv("PATH"));
	struct check_result r;
	struct curate_built b;

	setenv("PATH", "/nonexistent", 1);
	if (process_found("checkmodule")) { /* it is also found outside the user's PATH */
		setenv("PATH", path, 1);
		free(path);
		print_message("checkmodule is found without PATH: it is in /usr/sbin\n");
		skip();
	}
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	assert_int_equal(b.result.outcome, BUILD_TE_ONLY);
	curate_expect_contains(b.result.remark, "install checkpolicy");
	assert_int_equal(check_module(b.result.te_path, NULL, &r, NULL), 0);
	assert_int_equal(r.compiles, CHECK_UNTRIED);
	assert_int_equal(check_status(&r), 0);
	check_result_release(&r);
	curate_built_release(&b);
	curate_expect_file(c, "pf9.pp", NULL);
	setenv("PATH", path, 1);
	free(path);
}

static void test_hand_written_rules_are_built_too(void **state)
{
	static const char hand[] = "type mine_t; # ours\nbool may_mine false;\n"
				   "allow mine_t { usr_t mine_t }:file read;\n"
				   "allow mine_t { usr_t -mine_t }:dir ~write;\n"
				   "if (may_mine) {\n\tallow mine_t usr_t:file open;\n}\n"
				   "optional {\n\trequire { type gone_t; }\n"
				   "\tallow mine_t gone_t:file read;\n}\n";
	struct curate *c = *state;
	struct buf cil = { 0 };
	struct curate_built b;
	char *before, *text;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	curate_append(c, "pf9.te", hand);
	curate_build(c, "pf9", 0, &b);
	assert_string_equal(diag_text(&b.diag), "");
	assert_int_equal(b.result.outcome, BUILD_WRITTEN);
	assert_int_equal(build_package_cil(b.result.pp_path, false, &cil, NULL, NULL, NULL), 0);
	curate_expect_contains(cil.data, "(booleanif ");
	curate_expect_contains(cil.data, "(allow useradd_t usr_t (dir (write)))");
	buf_release(&cil);
	curate_built_release(&b);
	text = curate_read(c, "pf9.te");
	curate_expect_contains(text, hand);

	/* An error in it is reported with its line, and nothing is lost. */
	curate_append(c, "pf9.te", "allow mine_t nowhere_t:file read;\n");
	free(text);
	text = curate_read(c, "pf9.pp");
	before = curate_read(c, "pf9.te");
	curate_build(c, "pf9", 0, &b);
	assert_int_equal(b.rc, -1);
	assert_int_equal(b.result.issue_count, 1);
	assert_int_equal(b.result.issues[0].rule, RULE_NONE);
	curate_expect_contains(diag_text(&b.diag), "unknown type nowhere_t");
	curate_expect_contains(diag_text(&b.diag), "(in the hand-written part)");
	curate_built_release(&b);
	curate_expect_file(c, "pf9.te", before);
	curate_expect_file(c, "pf9.pp", text);
	free(before);
	free(text);
}

static void test_texts_of_one_meaning_are_the_same(void **state)
{
	static const char *const same[][2] = {
		/* Generated attributes have arbitrary numbers. */
		{ "(typeattribute m_typeattr_1) (typeattributeset m_typeattr_1 (and (b a) (not (c))))"
		  "(allow a m_typeattr_1 (file (read write)))",
		  "(allow a m_typeattr_7 (file (write read)))\n(typeattribute m_typeattr_7)\n"
		  "(typeattributeset m_typeattr_7 (and (a b) (not (c))))" },
		{ "(optional m_optional_1 (allow a b (file (read))) (type c))",
		  "(optional m_optional_2 (type c) (allow a b (file (read))) (type c))" },
		{ "(booleanif (x) (true (allow a b (file (read open)))))",
		  "(booleanif (x) (true (allow a b (file (open read)))))" },
		{ "(allowx a b (ioctl file (0x5410 (range 0x5401 0x5403))))",
		  "(allowx a b (ioctl file ((range 0x5401 0x5402) 0x5403 0x5410)))" },
	};
	static const char *const others[][2] = {
		{ "(typetransition a b file c)", "(typetransition b a file c)" },
		{ "(allow a b (file (read)))", "(allow b a (file (read)))" },
		{ "(typeattributeset m_typeattr_1 (a)) (allow a m_typeattr_1 (file (read)))",
		  "(typeattributeset m_typeattr_1 (b)) (allow a m_typeattr_1 (file (read)))" },
		{ "(typeattributeset m_typeattr_1 (and (a) (b))) (allow a m_typeattr_1 (x (y)))",
		  "(typeattributeset m_typeattr_1 (or (a) (b))) (allow a m_typeattr_1 (x (y)))" },
		{ "(booleanif (x) (true (allow a b (x (y)))))",
		  "(booleanif (x) (false (allow a b (x (y)))))" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(same) + AV_ARRAY_LEN(others); i++) {
		bool equal = i < AV_ARRAY_LEN(same);
		const char *const *pair = equal ? same[i] : others[i - AV_ARRAY_LEN(same)];
		struct cil_set a = { 0 }, b = { 0 };

		assert_int_equal(cil_set_add_canonical(&a, pair[0], strlen(pair[0]), NULL), 0);
		assert_int_equal(cil_set_add_canonical(&b, pair[1], strlen(pair[1]), NULL), 0);
		if ((cil_set_compare(&a, &b, NULL) == 0) != equal)
			fail_msg("%s and %s", pair[0], pair[1]);
		cil_set_release(&a);
		cil_set_release(&b);
	}
	{
		struct cil_set a = { 0 };
		struct buf deep = { 0 };

		for (i = 0; i < 100000; i++)
			buf_addc(&deep, '(');
		assert_int_equal(cil_set_add_canonical(&a, deep.data, deep.len, NULL), -1);
		/* Defined by itself. */
		buf_clear(&deep);
		buf_adds(&deep,
			 "(typeattributeset x_typeattr_1 (and (x_typeattr_1) (x_typeattr_1)))"
			 "(allow x_typeattr_1 a (b (c)))");
		assert_int_equal(cil_set_add_canonical(&a, deep.data, deep.len, NULL), 0);
		buf_release(&deep);
		cil_set_release(&a);
	}
}

static void test_compiler_errors_find_their_rule(void **state)
{
	struct curate *c = *state;
	struct te_content content = curate_content(c, "pf9");
	struct build_result r = { 0 };
	struct te_written w = { 0 };
	struct buf text = { 0 }, output = { 0 };
	struct diag d = { 0 };
	unsigned line = 1;
	const char *p;

	curate_example(c);
	te_write(&content, &text, &w);
	for (p = text.data; strncmp(p, "allow useradd_t usr_t:dir", 25) != 0; p++)
		line += *p == '\n';
	/* Two versions of checkmodule use different quotes. */
	buf_addf(&output,
		 "/tmp/x/pf9.te:%u:ERROR 'unknown type usr_t' at token ';' on line %u:\n"
		 "allow useradd_t usr_t:dir write;\n"
		 "pf9.te:2:ERROR \"what \x1b[31m\" at token \"x\"\n"
		 "checkmodule:  error(s) encountered while parsing configuration\n",
		 line, line);
	assert_int_equal(build_add_errors(&output, "pf9.te", &w, &r, &d), -1);
	assert_int_equal(r.issue_count, 2);
	assert_int_equal(r.issues[0].rule, 1);
	curate_expect_contains(r.issues[0].text, "unknown type usr_t");
	assert_int_equal(r.issues[1].rule, RULE_NONE);
	curate_expect_contains(r.issues[1].text, "pf9.te:2: checkmodule: \"what \\x1B[31m\"");
	assert_string_equal(diag_text(&d), r.issues[0].text);
	diag_release(&d);
	buf_clear(&output);
	buf_adds(&output, "token too large, exceeds YYLMAX\nmore\n");
	assert_int_equal(build_add_errors(&output, "pf9.te", &w, &r, &d), -1);
	assert_string_equal(diag_text(&d), "pf9.te: token too large, exceeds YYLMAX");
	build_result_release(&r);
	te_written_release(&w);
	buf_release(&text);
	buf_release(&output);
	diag_release(&d);
}

static void test_both_files_or_none(void **state)
{
	struct curate *c = *state;
	char *pp = curate_path(c, "pf9.pp"), *text;
	struct curate_built b;
	rule_id id;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	text = curate_read(c, "pf9.te");
	id = curate_deny(c, "httpd_t", "nfs_t", "file", "read");
	curate_decide(c, id, DECISION_ACCEPTED, NULL);
	/* A directory in the package's place cannot be replaced by a file. */
	assert_int_equal(remove(pp), 0);
	assert_int_equal(mkdir(pp, 0700), 0);
	curate_refuse(c, "pf9", 0, "pf9.pp");
	curate_expect_file(c, "pf9.te", text);
	assert_int_equal(rmdir(pp), 0);
	free(pp);
	free(text);
}

static void test_decisions_of_the_file_are_not_dropped(void **state)
{
	struct curate *c = *state, *other;
	struct te_file f;
	char *text, *path;
	struct curate_built b;
	void *fresh;

	if (!curate_compiler())
		skip();
	curate_example(c);
	curate_build(c, "pf9", 0, &b);
	curate_built_release(&b);
	text = curate_read(c, "pf9.te");
	assert_int_equal(curate_setup(&fresh), 0);
	other = fresh;
	module_file_write(other, "pf9.te", text);
	curate_decide(other, curate_deny(other, "a_t", "b_t", "file", "read"), DECISION_ACCEPTED,
		      NULL);
	curate_refuse(other, "pf9", 0, "3 decided rules that this session lacks");
	path = curate_path(other, "pf9.te");
	assert_int_equal(te_read(path, other->names, &f, NULL), 0);
	te_load(&f, other->ledger, other->decisions);
	te_file_release(&f);
	free(path);
	curate_build(other, "pf9", 0, &b);
	assert_int_equal(b.result.statements, 3);
	assert_string_equal(b.result.version, "1.1");
	curate_built_release(&b);
	curate_teardown(&fresh);
	free(text);
}

/* The package is checked; the compiler is not trusted. */
static void test_a_compiler_that_does_something_else_is_found_out(void **state)
{
	struct curate *c = *state;
	char *path = mem_strdup(getenv("PATH")), *fake = curate_path(c, "checkmodule");
	struct buf text = { 0 };

	if (!curate_compiler()) {
		free(path);
		free(fake);
		skip();
	}
	buf_addf(&text,
		 "#!/bin/sh\nPATH='%s:/usr/sbin:/sbin'\nfor te; do :; done\n"
		 "sed -i s/getattr/write/ \"$te\"\nexec checkmodule \"$@\"\n",
		 path);
	module_file_write(c, "checkmodule", text.data);
	assert_int_equal(chmod(fake, 0700), 0);
	buf_clear(&text);
	buf_addf(&text, "%s:%s", c->dir, path);
	setenv("PATH", text.data, 1);
	curate_example(c);
	curate_refuse(c, "pf9", 0, "the package lacks `allow useradd_t usr_t:file getattr`");
	setenv("PATH", path, 1);
	curate_expect_file(c, "pf9.te", NULL);
	curate_expect_file(c, "pf9.pp", NULL);
	buf_release(&text);
	free(path);
	free(fake);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_worked_example),
		TEST(test_what_is_not_ours_is_left_alone),
		TEST(test_the_version_rises_with_the_rules),
		TEST(test_the_preview_is_what_is_written),
		TEST(test_no_class_has_more_than_32_permissions),
		cmocka_unit_test(test_versions_of_all_shapes_rise),
		TEST(test_every_kind_of_rule_is_packaged),
		TEST(test_an_empty_module_has_no_package),
		TEST(test_without_checkmodule_the_te_is_written),
		TEST(test_hand_written_rules_are_built_too),
		TEST(test_texts_of_one_meaning_are_the_same),
		TEST(test_compiler_errors_find_their_rule),
		TEST(test_both_files_or_none),
		TEST(test_decisions_of_the_file_are_not_dropped),
		TEST(test_a_compiler_that_does_something_else_is_found_out),
	};

	return cmocka_run_group_tests_name("build", tests, NULL, NULL);
}
