// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "module/te_adopt.h"
#include "curate.h"

/* The layout of audit2allow. */
static const char foreign[] =
	"\n"
	"module pf9 1.2;\n"
	"\n"
	"require {\n"
	"\ttype usr_t;\n"
	"\ttype httpd_t; # of the base\n"
	"\ttype useradd_t;\n"
	"\tattribute domain;\n"
	"\trole system_r;\n"
	"\tclass file { getattr ioctl open read };\n"
	"\tclass dir { read write };\n"
	"}\n"
	"\n"
	"#============= httpd_t ==============\n"
	"\n"
	"#!!!! This avc can be allowed using one of the these booleans:\n"
	"#     httpd_one, httpd_two\n"
	"allow httpd_t usr_t:file read;\n"
	"\n"
	"#!!!! This avc is a constraint violation.\n"
	"#Constraint rule: \n"
	"#\tmlsconstrain file { read } (l1 dom l2 -Fail-); Constraint DENIED\n"
	"\n"
	"#\tPossible cause is the source level (s0) and target level (s1) are different.\n"
	"allow httpd_t usr_t:file open;\n"
	"\n"
	"#============= useradd_t ==============\n"
	"dontaudit useradd_t self:dir read; # noise\n"
	"# about the installer\n"
	"\n"
	"# for the installer,\n"
	"#\t\xc3\xa4\n"
	"allow useradd_t usr_t:{ file dir } read;\n"
	"allow useradd_t usr_t:file ioctl;\n"
	"allowxperm useradd_t usr_t:file ioctl { 0x5401 0x5403 };\n"
	"\n"
	"#============= ROLES ==============\n"
	"role system_r types useradd_t;\n"
	"#!!!! about what stays\n"
	"allow domain usr_t:file getattr;\n"
	"allow useradd_t { usr_t httpd_t }:dir write;\n"
	"type mine_t; allow mine_t usr_t:file read;\n"
	"optional { require { type gone_t; } allow useradd_t gone_t:file read; }\n"
	"dontaudit useradd_t usr_t:dir write;\n";

static const char hand[] =
	"# of the base\n"
	"# about the installer\n"
	"role system_r types useradd_t;\n"
	"#!!!! about what stays\n"
	"allow domain usr_t:file getattr;\n"
	"allow useradd_t { usr_t httpd_t }:dir write;\n"
	"type mine_t; \n"
	"optional { require { type gone_t; } allow useradd_t gone_t:file read; }\n"
	"dontaudit useradd_t usr_t:dir write;\n";

static const struct te_block *block(const struct te_file *f, struct curate *c, const char *source,
				    const char *target, const char *class)
{
	struct rule_key key = { .kind = RECORD_ACCESS,
				.source = intern_adds(c->names, source),
				.target = intern_adds(c->names, target),
				.class = intern_adds(c->names, class) };
	const struct te_block *b = te_find_block(f, &key);

	assert_non_null(b);
	assert_true(b->stands);
	assert_true(b->decision.chosen);
	assert_string_equal(b->decision.step, TE_ADOPTED_STEP);
	return b;
}

static void test_plain_rules_become_decisions(void **state)
{
	struct curate *c = *state;
	const struct te_block *b;
	struct te_file f;

	curate_parse(c, foreign, &f);
	assert_false(f.ours);
	assert_int_equal(f.block_count, 0);
	te_adopt(&f, c->names);
	assert_true(f.ours);
	assert_int_equal(f.block_count, 5);
	b = block(&f, c, "httpd_t", "usr_t", "file"); /* merged from two rules */
	assert_int_equal(b->decision.state, DECISION_ACCEPTED);
	assert_int_equal(b->written.perm_count, 2);
	assert_string_equal(b->decision.note,
			    "audit2allow: This avc can be allowed using one of the these booleans: "
			    "httpd_one, httpd_two");
	b = block(&f, c, "useradd_t", "useradd_t", "dir");
	assert_int_equal(b->decision.state, DECISION_DONTAUDIT);
	assert_int_equal(b->written.kind, STATEMENT_DONTAUDIT);
	assert_string_equal(b->decision.note, "noise");
	b = block(&f, c, "useradd_t", "usr_t", "file");
	assert_int_equal(b->written.perm_count, 2);
	assert_int_equal(b->written.ioctl_count, 2);
	assert_string_equal(b->decision.note, "for the installer,\n\xc3\xa4");
	block(&f, c, "useradd_t", "usr_t", "dir");
	block(&f, c, "mine_t", "usr_t", "file");
	assert_string_equal(buf_str(&f.hand), hand);
	te_file_release(&f);
}

static void test_it_is_written_and_read_like_any_other(void **state)
{
	struct curate *c = *state;
	struct te_file f;
	char *text, *again;

	curate_parse(c, foreign, &f);
	te_adopt(&f, c->names);
	te_load(&f, c->ledger, c->decisions);
	text = curate_text(c, &f);
	curate_expect_contains(text, "module pf9 1.2;\n");
	curate_expect_contains(text, "#@ chosen {\"step\":\"taken over\"}\n");
	assert_null(strstr(text, "#@ seen")); /* no invented evidence */
	assert_string_equal(strstr(text, TE_HAND_LINE) + strlen(TE_HAND_LINE "\n"), hand);
	again = curate_text_again(text);
	assert_string_equal(again, text);
	te_file_release(&f);
	free(again);

	/* A log with the denials adds the evidence, which is then frozen. */
	curate_parse(c, text, &f);
	free(text);
	curate_deny(c, "useradd_t", "usr_t", "dir", "read");
	text = curate_text(c, &f);
	curate_expect_contains(text, "\"class\":\"dir\"}\n#@ state \"accepted\"\n"
				     "#@ chosen {\"step\":\"taken over\"}\n"
				     "#@ note \"for the installer,\\n\\u00E4\"\n"
				     "#@ seen {\"count\":1,");
	te_file_release(&f);
	curate_parse(c, text, &f);
	curate_deny(c, "useradd_t", "usr_t", "dir", "read");
	again = curate_text(c, &f);
	assert_string_equal(again, text);
	te_file_release(&f);
	free(again);
	free(text);
}

static void test_it_means_the_same(void **state)
{
	struct curate *c = *state;
	struct diag d = { 0 };
	struct te_file f;

	if (!curate_compiler())
		skip();
	curate_parse(c, foreign, &f);
	te_adopt(&f, c->names);
	if (te_adopt_check(&f, c->names, &d) != 0)
		fail_msg("%s", diag_text(&d));
	/* A lost statement must be reported. */
	statement_remove_perm(&f.blocks[0].written, intern_adds(c->names, "open"));
	statement_copy(&f.blocks[0].decision.statement, &f.blocks[0].written);
	assert_int_equal(te_adopt_check(&f, c->names, &d), -1);
	curate_expect_contains(diag_text(&d), "adopting it would change its meaning");
	curate_expect_contains(diag_text(&d), "allow httpd_t usr_t:file open");
	te_file_release(&f);
	diag_release(&d);
	d = (struct diag){ 0 };

	curate_parse(c,
		     "module pf9 1.0;\nrequire { type a_t; class file read; }\n"
		     "allow a_t a_t:file write;\n",
		     &f);
	te_adopt(&f, c->names);
	assert_int_equal(te_adopt_check(&f, c->names, &d), -1);
	curate_expect_contains(diag_text(&d), "pf9.te does not compile, so its rules "
					      "cannot be adopted: pf9.te:3: checkmodule: ");
	te_file_release(&f);
	diag_release(&d);
}

/* Killed in the middle of a compilation. */
static void test_nothing_is_left_behind(void **state)
{
	static const char deadly[] = "#!/bin/sh\nkill -TERM $PPID\nexit 1\n";
	struct curate *c = *state;
	char *program = curate_path(c, "checkmodule"), *tmp = curate_path(c, "tmp");
	struct te_file f;
	int status = 0;
	pid_t pid;

	module_file_write(c, "checkmodule", deadly);
	assert_int_equal(chmod(program, 0700), 0);
	assert_int_equal(mkdir(tmp, 0700), 0);
	curate_parse(c, foreign, &f);
	te_adopt(&f, c->names);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		setenv("TMPDIR", tmp, 1);
		setenv("PATH", c->dir, 1);
		te_adopt_check(&f, c->names, NULL);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGTERM);
	assert_int_equal(rmdir(tmp), 0);
	te_file_release(&f);
	free(program);
	free(tmp);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, curate_setup, curate_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_plain_rules_become_decisions),
		TEST(test_it_is_written_and_read_like_any_other),
		TEST(test_it_means_the_same),
		TEST(test_nothing_is_left_behind),
	};

	return cmocka_run_group_tests_name("te_take", tests, NULL, NULL);
}
