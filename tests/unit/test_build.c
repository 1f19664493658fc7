// SPDX-License-Identifier: GPL-2.0-or-later
/* Needs checkmodule (package checkpolicy); semodule_package (semodule-utils) is asked for a second
 * opinion where it is there. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "avcurate/build.h"
#include "avcurate/child.h"
#include "avcurate/fileio.h"
#include "avcurate/mem.h"
#include "curate.h"

struct built {
	struct build_result result;
	struct diag diag;
	int rc;
};

static void build(struct curate *c, const char *name, unsigned format, struct built *b)
{
	struct te_content content = curate_content(c, name);
	struct build_options options = { .dir = c->dir, .target_format = format };

	*b = (struct built){ 0 };
	b->rc = build_module(&content, &options, &b->result, &b->diag);
	if (b->rc == 0)
		assert_string_equal(diag_text(&b->diag), "");
	else
		assert_int_equal(b->result.outcome, BUILD_FAILED);
}

static void done(struct built *b)
{
	build_result_release(&b->result);
	diag_release(&b->diag);
}

static void expect_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" lacks \"%s\"", text, part);
}

static void refuse(struct curate *c, const char *name, unsigned format, const char *part)
{
	struct built b;

	build(c, name, format, &b);
	assert_int_equal(b.rc, -1);
	expect_contains(diag_text(&b.diag), part);
	done(&b);
}

static bool compiler(void)
{
	if (child_found("checkmodule"))
		return true;
	print_message("checkmodule is missing: install checkpolicy\n");
	return false;
}

/* What the distribution's own tool packages from our .te, as CIL. */
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
		child_run((const char *const[]){ "checkmodule", "-M", "-m", "-o", mod, te, NULL },
			  &out, 60000, &d),
		0);
	assert_int_equal(
		child_run((const char *const[]){ "semodule_package", "-o", pp, "-m", mod, NULL },
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
	struct built b;

	if (!compiler())
		skip();
	curate_example(c);
	build(c, "pf9", 0, &b);
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
	if (child_found("semodule_package")) {
		hand = packaged_by_hand(c, "pf9");
		assert_string_equal(hand, buf_str(&cil));
		free(hand);
	}
	free(name);
	free(version);
	buf_release(&cil);
	done(&b);
}

static void expect_file(struct curate *c, const char *name, const char *wanted)
{
	char *text = curate_read(c, name);

	if (wanted)
		assert_string_equal(text, wanted);
	else
		assert_null(text);
	free(text);
}

static void test_what_is_not_ours_is_left_alone(void **state)
{
	struct curate *c = *state;
	static const char foreign[] = "module pf9 1.0;\nrequire { type a_t; class file read; }\n"
				      "allow a_t a_t:file read;\n";

	curate_example(c);
	curate_write(c, "pf9.te", foreign);
	refuse(c, "pf9", 0, "not written by avcurate");
	expect_file(c, "pf9.te", foreign);
	expect_file(c, "pf9.pp", NULL);

	curate_write(c, "other.pp", "not ours");
	refuse(c, "other", 0, "without a other.te");
	expect_file(c, "other.te", NULL);
	expect_file(c, "other.pp", "not ours");

	curate_write(c, "pf9r.te", "#@ avcurate 1\nmodule pf9 1.0;\n");
	refuse(c, "pf9r", 0, "--rename-module");
	curate_write(c, "broken.te", "#@ avcurate 1\nmodule broken 1.0\n");
	refuse(c, "broken", 0, "; after the version");
	expect_file(c, "broken.te", "#@ avcurate 1\nmodule broken 1.0\n");
	refuse(c, "user", 0, "try local_user");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_is_not_ours_is_left_alone, curate_setup,
						curate_teardown),
		cmocka_unit_test_setup_teardown(test_the_worked_example, curate_setup,
						curate_teardown),
	};

	return cmocka_run_group_tests_name("build", tests, NULL, NULL);
}
