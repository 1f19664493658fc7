// SPDX-License-Identifier: GPL-2.0-or-later
/* The steps that need a policy: class, target and source. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "src/advice/attribute_internal.h"
#include "advice/ladder.h"
#include "denial/ledger.h"
#include "policy/load.h"
#include "base/mem.h"
#include "advice/merge.h"

struct fixture {
	struct policy *demo, *features;
	struct intern *names;
	struct ledger *ledger;
	struct decision decision;
	struct ladder_step *steps;
	size_t count;
};

static struct policy *load(const char *name)
{
	struct buf path = { 0 };
	struct policy_source source;
	struct policy *p;

	buf_addf(&path, "%s/tests/data/%s", getenv("srcdir") ? getenv("srcdir") : ".", name);
	source.path = buf_str(&path);
	p = policy_load(&source, NULL);
	buf_release(&path);
	return p;
}

static int group_setup(void **state)
{
	struct fixture *f = mem_zalloc(1, sizeof(*f));

	f->demo = load("demo.cil");
	f->features = load("features.cil");
	*state = f;
	return f->demo && f->features ? 0 : -1;
}

static int group_teardown(void **state)
{
	struct fixture *f = *state;

	policy_free(f->demo);
	policy_free(f->features);
	free(f);
	return 0;
}

static int setup(void **state)
{
	struct fixture *f = *state;

	f->names = intern_new();
	f->ledger = ledger_new(f->names, 0);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ladder_free(f->steps, f->count);
	f->steps = NULL;
	f->count = 0;
	decision_release(&f->decision);
	ledger_free(f->ledger);
	intern_free(f->names);
	return 0;
}

/* "web_t content_t:file read open" */
static const struct rule *deny(struct fixture *f, const char *text)
{
	struct buf from = { 0 }, to = { 0 };
	char source[64], target[64], class[64], perms[128];
	struct record r = {
		.kind = RECORD_ACCESS, .permissive = -1, .time_ms = TIME_NONE, .ioctl = IOCTL_NONE
	};
	const char *why;
	rule_id id;

	assert_int_equal(sscanf(text, "%63s %63[^:]:%63s %127[^\n]", source, target, class, perms),
			 4);
	buf_addf(&from, "u:r:%s:s0", source);
	buf_addf(&to, "u:r:%s:s0", target);
	r.scontext = slice_of(buf_str(&from));
	r.tcontext = slice_of(buf_str(&to));
	r.tclass = slice_of(class);
	r.perms = slice_of(perms);
	id = ledger_add(f->ledger, &r, NULL, &why);
	assert_null(why);
	buf_release(&from);
	buf_release(&to);
	return ledger_rule(f->ledger, id);
}

static void climb(struct fixture *f, const struct policy *p, const struct rule *r,
		  const struct rule *other)
{
	struct ladder_basis basis = { .policy = &p->ix,
				      .denials = f->ledger,
				      .others = &other,
				      .other_count = other ? 1 : 0 };

	ladder_free(f->steps, f->count);
	f->count = ladder_steps(r, &f->decision, f->names, &basis, &f->steps);
}

/* "NAME seen/members" of an axis, the current one in brackets. */
static void expect(struct fixture *f, const char *axis, const char *want)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < f->count; i++) {
		const struct ladder_step *s = &f->steps[i];

		if (strcmp(s->axis, axis) != 0)
			continue;
		buf_addf(&out, s->current ? "%s[%s]" : "%s%s", out.len ? " | " : "", s->name);
		if (s->members > 1)
			buf_addf(&out, " %u/%u", s->seen, s->members);
	}
	assert_string_equal(buf_str(&out), want);
	buf_release(&out);
}

static const struct ladder_step *step(struct fixture *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (strcmp(f->steps[i].name, name) == 0)
			return &f->steps[i];
	fail_msg("no step %s", name);
	return NULL;
}

static void expect_text(struct fixture *f, const char *name, const char *want)
{
	struct buf out = { 0 };

	statement_print(&step(f, name)->statement, f->names, &out);
	assert_string_equal(buf_str(&out), want);
	buf_release(&out);
}

static void choose(struct fixture *f, const char *name)
{
	struct decision d = { .state = DECISION_ACCEPTED, .chosen = true };

	statement_copy(&d.statement, &step(f, name)->statement);
	d.step = mem_strdup(name);
	decision_release(&f->decision);
	f->decision = d;
}

static void test_target(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = deny(f, "web_t content_t:file write");

	deny(f, "web_t shared_t:file read");
	deny(f, "web_t old_content_t:file read"); /* an alias: the same type */
	deny(f, "web_t secret_t:file read");
	deny(f, "user_t log_t:file read");
	climb(f, f->features, r, NULL);
	expect(f, "target", "[target content_t] | target content 2/3 | target file_type 3/7");
	expect_text(f, "target content", "allow web_t content:file write;\n");
	assert_true(step(f, "target content")->statement.target_attribute);
	assert_false(step(f, "target content")->statement.source_attribute);
	assert_non_null(strstr(step(f, "target content")->why, "3 today"));

	/* The way back, and a choice that no step offers. */
	choose(f, "target content");
	climb(f, f->features, r, NULL);
	expect(f, "target", "target content_t | [target content] 2/3 | target file_type 3/7");
	expect_text(f, "target content_t", "allow web_t content_t:file write;\n");
	assert_false(step(f, "target content_t")->statement.target_attribute);
	expect_text(f, "all",
		    "allow web_t content:file { append create entrypoint execute getattr ioctl "
		    "open read relabelto setattr write };\n");
}

/* For rules tagged together, offer only what holds all their targets. */
static void test_target_of_several(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = deny(f, "web_t content_t:file write");

	climb(f, f->features, r, deny(f, "web_t log_t:file write"));
	expect(f, "target", "[target content_t] | target file_type 2/7");
	climb(f, f->features, r, deny(f, "web_t unlabeled_t:file write"));
	expect(f, "target", "[target content_t]");
}

static void test_source(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = deny(f, "web_t web_t:process execmem");

	deny(f, "user_t user_t:process execmem");
	deny(f, "admin_t user_t:process execmem");
	climb(f, f->features, r, NULL);
	expect(f, "target", "");
	expect(f, "source", "[source web_t] | source domain 2/8"); /* can_change_role exempts */
	expect_text(f, "source domain", "allow domain self:process execmem;\n");
	assert_true(step(f, "source domain")->statement.source_attribute);
}

static void test_class(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = deny(f, "httpd_t nfs_t:file read");

	deny(f, "httpd_t nfs_t:lnk_file read");
	climb(f, f->demo, r, NULL);
	expect(f, "class",
	       "[class file] | class notdevfile_class_set 2/4 | class file_class_set 2/6 | class "
	       "dir_file_class_set 2/7");
	expect_text(f, "class notdevfile_class_set",
		    "allow httpd_t nfs_t:{ fifo_file file lnk_file sock_file } read;\n");
	/* A set does not add permissions that only some of the classes have. */
	choose(f, "class file_class_set");
	climb(f, f->demo, r, NULL);
	assert_null(strstr(step(f, "all")->why, "entrypoint"));
	for (size_t i = 0; i < step(f, "all")->statement.perm_count; i++)
		assert_string_not_equal(intern_str(f->names, step(f, "all")->statement.perms[i]),
					"entrypoint");
	expect(f, "class",
	       "class file | class notdevfile_class_set 2/4 | [class file_class_set] 2/6 | class "
	       "dir_file_class_set 2/7");
	/* Leave out classes that lack a permission of the statement. */
	decision_release(&f->decision);
	climb(f, f->demo, deny(f, "httpd_t usr_t:dir add_name"), NULL);
	expect(f, "class", "[class dir]");
	climb(f, f->demo, deny(f, "httpd_t usr_t:file entrypoint"), NULL);
	expect(f, "class", "[class file] | class file_class_set 1/2");
	expect_text(f, "class file_class_set",
		    "allow httpd_t usr_t:{ chr_file file } entrypoint;\n");
	assert_non_null(strstr(step(f, "class file_class_set")->why, "not blk_file, fifo_file"));
	/* features.cil has no other class of the sets. */
	climb(f, f->features, deny(f, "web_t log_t:file read"), NULL);
	expect(f, "class", "[class file] | class dir_file_class_set 1/2");
	climb(f, f->features, deny(f, "web_t log_t:frobnicator read"), NULL);
	expect(f, "class", "");
}

/* The attribute that several rules share, or why they share nothing. */
static void expect_merged(struct fixture *f, const char *const *denials, size_t n, const char *want)
{
	const struct decision open = { .at_ms = TIME_NONE };
	const struct decision *decisions[4] = { &open, &open, &open, &open };
	const struct rule *rules[4];
	struct ladder_basis basis = { .policy = &f->features->ix, .denials = f->ledger };
	struct buf out = { 0 };
	const char *why = "";
	size_t i;

	for (i = 0; i < n; i++)
		deny(f, denials[i]);
	for (i = 0; i < n; i++) /* the ledger moved them while it grew */
		rules[i] = deny(f, denials[i]);
	ladder_free(f->steps, f->count);
	f->count = merge_steps(rules, decisions, n, f->names, &basis, &f->steps, &why);
	for (i = 0; i < f->count; i++)
		statement_print(&f->steps[i].statement, f->names, &out);
	if (!f->count)
		buf_adds(&out, why);
	if (!strstr(buf_str(&out), want))
		fail_msg("%s", buf_str(&out));
	buf_release(&out);
}

static void test_merge(void **state)
{
	struct fixture *f = *state;

#define MERGED(want, ...)                                      \
	expect_merged(f, (const char *const[]){ __VA_ARGS__ }, \
		      sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), want)
	MERGED("allow web_t content:file { append write };\n"
	       "allow web_t file_type:file { append write };\n",
	       "web_t content_t:file write", "web_t shared_t:file append");
	MERGED("allow domain log_t:file { append write };\n", "guest_t log_t:file write",
	       "init_t log_t:file append");
	MERGED("allow domain self:process { execmem sigkill };\n", "user_t user_t:process execmem",
	       "web_t web_t:process sigkill");
	MERGED("differ in source and target", "web_t content_t:file write",
	       "user_t shared_t:file write");
	MERGED("different classes", "web_t content_t:file write", "web_t shared_t:dir write");
	MERGED("no usable attribute", "web_t content_t:file write", "web_t unlabeled_t:file write");
	MERGED("self", "user_t user_t:process execmem", "web_t user_t:process execmem");
#undef MERGED
}

static void test_refused(void **state)
{
	static const char *const never[] = {
		"base_typeattr_22", "ifplugd_typeattr_1",    "typeattr_1",
		"can_load_policy",  "files_unconfined_type", "kern_unconfined",
		"memory_raw_write", "mlstrustedobject",      "process_uncond_exempt",
		"cil_gen_require",  "unconfined_domain",
	};
	static const char *const offered[] = { "file_type",   "domain",     "typeattr_x",
					       "daemon",      "mountpoint", "base_typeattr_2x",
					       "virt_domain", "exec_type" };
	size_t i;

	(void)state;
	for (i = 0; i < AV_ARRAY_LEN(never); i++)
		assert_non_null(attribute_refused(never[i]));
	for (i = 0; i < AV_ARRAY_LEN(offered); i++)
		assert_null(attribute_refused(offered[i]));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_target), TEST(test_target_of_several),
		TEST(test_source), TEST(test_class),
		TEST(test_merge),  TEST(test_refused),
	};

	return cmocka_run_group_tests_name("widen", tests, group_setup, group_teardown);
}
