// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy/load.h"
#include "base/mem.h"
#include "advice/risk.h"

struct fixture {
	struct policy *policy;
	struct intern *names;
};

static int setup(void **state)
{
	struct fixture *f = mem_zalloc(1, sizeof(*f));
	struct policy_source source;
	struct buf path = { 0 };

	buf_addf(&path, "%s/tests/data/demo.cil", getenv("srcdir") ? getenv("srcdir") : ".");
	source.path = buf_str(&path);
	f->policy = policy_load(&source, NULL);
	f->names = intern_new();
	buf_release(&path);
	*state = f;
	return f->policy ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	policy_free(f->policy);
	intern_free(f->names);
	free(f);
	return 0;
}

/* "allow SOURCE TARGET:CLASS PERM PERM…" without the word allow; attributes end in "_type". */
static void parse(struct intern *names, const char *text, struct statement *s)
{
	char *copy = mem_strdup(text), *save = NULL, *word = strtok_r(copy, " :", &save);

	*s = (struct statement){ .kind = STATEMENT_ALLOW };
	s->source = intern_adds(names, word);
	word = strtok_r(NULL, " :", &save);
	s->self = strcmp(word, "self") == 0;
	s->target = intern_adds(names, word);
	s->target_attribute = strlen(word) > 5 && strcmp(word + strlen(word) - 5, "_type") == 0;
	s->classes = mem_zalloc(1, sizeof(name_id));
	s->class_count = 1;
	s->classes[0] = intern_adds(names, strtok_r(NULL, " :", &save));
	while ((word = strtok_r(NULL, " ", &save)))
		statement_add_perm(s, intern_adds(names, word), names);
	free(copy);
}

/* Rate with the policy or by names alone; `seen` is how many denials asked for all of it. */
static void weigh(struct fixture *f, const char *text, bool policy, uint64_t seen, struct risk *out)
{
	struct rule rule = { .count = seen };
	struct reach reach = { 0 };
	struct statement st;
	struct risk_subject s = { .statement = &st, .seen = &rule, .names = f->names };
	size_t i;

	parse(f->names, text, &st);
	rule.perms = mem_zalloc(st.perm_count, sizeof(*rule.perms));
	rule.perm_count = (uint32_t)st.perm_count;
	for (i = 0; i < st.perm_count; i++)
		rule.perms[i] = (struct rule_perm){ st.perms[i], 1 };
	if (policy) {
		s.policy = &f->policy->ix;
		assert_int_equal(policy_reach(s.policy, NULL, &st, f->names, 100, &reach, NULL), 0);
		s.reach = &reach;
	}
	risk_weigh(&s, out);
	free(rule.perms);
	reach_release(&reach);
	statement_release(&st);
}

static void expect(struct fixture *f, const char *text, bool policy, uint64_t seen,
		   enum risk_level level, const char *reason)
{
	struct risk r = { 0 };
	size_t i;

	weigh(f, text, policy, seen, &r);
	for (i = 0; i < r.count; i++)
		if (strstr(r.reasons[i].text, reason))
			break;
	if (i == r.count || r.level != level) {
		print_error("%s: %s\n", text, risk_name(r.level));
		for (i = 0; i < r.count; i++)
			print_error("  %s: %s\n", risk_name(r.reasons[i].level), r.reasons[i].text);
		fail();
	}
	assert_int_equal(r.reasons[0].level, r.level);
	risk_release(&r);
}

static void test_by_policy(void **state)
{
	struct fixture *f = *state;

	expect(f, "useradd_t usr_t:file read", true, 3, RISK_LOW,
	       "opens 1 access; none is on avcurate's list");
	expect(f, "httpd_t shadow_t:file read", true, 3, RISK_HIGH,
	       "the password hashes: shadow_t");
	expect(f, "httpd_t file_type:file read", true, 3, RISK_HIGH, "shadow_t");
	expect(f, "httpd_t file_type:file read", true, 3, RISK_HIGH, "is an attribute: ");
	expect(f, "sshd_t httpd_exec_t:file write", true, 3, RISK_HIGH,
	       "may change what others run: files labelled httpd_exec_t may be executed by httpd_t");
	expect(f, "httpd_t httpd_exec_t:file write", true, 3, RISK_HIGH, "run them itself");
}

static void test_by_names(void **state)
{
	struct fixture *f = *state;

	expect(f, "httpd_t shadow_t:file read", false, 3, RISK_HIGH, "the password hashes");
	expect(f, "httpd_t usr_t:file read", false, 3, RISK_LOW, "none is on avcurate's list");
	expect(f, "httpd_t file_type:file getattr", false, 3, RISK_MEDIUM,
	       "every type that has it");
	expect(f, "httpd_t self:capability sys_module", false, 3, RISK_HIGH,
	       "code into the kernel");
	expect(f, "httpd_t self:capability net_raw", false, 3, RISK_MEDIUM, "a root capability");
	expect(f, "httpd_t user_t:process sigkill", false, 3, RISK_MEDIUM, "over processes");
	expect(f, "httpd_t self:process execmem", false, 3, RISK_HIGH, "generated at run time");
}

static void test_evidence(void **state)
{
	struct fixture *f = *state;
	struct rule rule = { .count = 2, .permissive = 2, .suspect = 1 };
	struct rule_perm perm = { 0, 2 };
	struct statement st;
	struct risk_subject s = { .statement = &st, .seen = &rule, .names = f->names };
	struct risk r = { 0 };

	expect(f, "httpd_t usr_t:file read", false, 0, RISK_MEDIUM,
	       "no recorded denial asks for it");
	parse(f->names, "httpd_t usr_t:file getattr read", &st);
	perm.perm = intern_adds(f->names, "read");
	rule.perms = &perm;
	rule.perm_count = 1;
	risk_weigh(&s, &r);
	assert_int_equal(r.level, RISK_HIGH);
	assert_int_equal(r.count, 3);
	assert_non_null(strstr(r.reasons[0].text, "mislead"));
	assert_string_equal(r.reasons[1].text, "no denial asks for: getattr");
	assert_non_null(strstr(r.reasons[2].text, "permissive"));
	risk_release(&r);
	statement_release(&st);
}

static void test_other_kinds(void **state)
{
	struct fixture *f = *state;
	struct statement st = { 0 };
	struct risk_subject s = { .statement = &st, .names = f->names };
	struct risk none = { 0 }, silent = { 0 };

	risk_weigh(&s, &none);
	assert_int_equal(none.level, RISK_NONE);
	assert_string_equal(none.reasons[0].text, "opens nothing");
	parse(f->names, "httpd_t shadow_t:file read", &st);
	st.kind = STATEMENT_DONTAUDIT;
	risk_weigh(&s, &silent);
	assert_int_equal(silent.level, RISK_MEDIUM);
	assert_true(risk_compare(&silent, &none) < 0);
	assert_int_equal(risk_compare(&silent, &silent), 0);
	risk_release(&none);
	risk_release(&silent);
	statement_release(&st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_policy),
		cmocka_unit_test(test_by_names),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_other_kinds),
	};

	return cmocka_run_group_tests_name("risk", tests, setup, teardown);
}
