// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "policy/load.h"
#include "base/mem.h"
#include "policy/reach.h"
#include "policy/sensitive.h"
#include "policy/whatif.h"
#include "tests/distribution.h"

#define DISTRIBUTION distribution_policy()

static struct policy *load(const char *name)
{
	struct buf path = { 0 };
	struct policy_source source;
	struct policy *p;

	if (name[0] == '/')
		buf_adds(&path, name);
	else
		buf_addf(&path, "%s/tests/data/%s", getenv("srcdir") ? getenv("srcdir") : ".",
			 name);
	source.path = buf_str(&path);
	p = policy_load(&source, NULL);
	buf_release(&path);
	return p;
}

/* "allow SOURCE TARGET:CLASS PERM PERM…" */
static struct statement parse(struct intern *names, const char *text)
{
	struct statement s = { .kind = STATEMENT_ALLOW };
	char *copy = mem_strdup(text), *save = NULL, *word = strtok_r(copy, " :", &save);

	s.source = intern_adds(names, word);
	word = strtok_r(NULL, " :", &save);
	s.self = strcmp(word, "self") == 0;
	s.target = intern_adds(names, word);
	s.classes = mem_zalloc(1, sizeof(name_id));
	s.class_count = 1;
	s.classes[0] = intern_adds(names, strtok_r(NULL, " :", &save));
	while ((word = strtok_r(NULL, " ", &save)))
		statement_add_perm(&s, intern_adds(names, word), names);
	free(copy);
	return s;
}

/* Count the same by querying each pair. */
static uint64_t naive(const struct policy_index *ix, const struct eval_overlay *o,
		      const struct statement *s, const struct intern *names)
{
	uint32_t source = whatif_type_value(o, ix, slice_of(intern_str(names, s->source)));
	uint32_t target =
		s->self ? source : whatif_type_value(o, ix, slice_of(intern_str(names, s->target)));
	uint32_t class =
		policy_index_value(ix, POLNAME_CLASS, slice_of(intern_str(names, s->classes[0])));
	uint32_t max = ix->types_max + (o ? o->type_count : 0), a, b, perms = 0;
	uint64_t opened = 0;
	size_t i;

	for (i = 0; i < s->perm_count; i++)
		perms |= policy_index_perm(ix, class, slice_of(intern_str(names, s->perms[i])));
	for (a = 1; a <= max; a++) {
		if (!eval_type_is(ix, o, a, source) ||
		    (a <= ix->types_max && ix->types[a].attribute))
			continue;
		for (b = 1; b <= max; b++) {
			struct policy_context from = { .type = a }, to = { .type = b };
			struct eval_query q = { &from, &to, class, perms, IOCTL_NONE, false };
			struct eval_answer answer;

			if (s->self ? a != b
				    : !eval_type_is(ix, o, b, target) ||
					      (b <= ix->types_max && ix->types[b].attribute))
				continue;
			policy_query(ix, &q, o, &answer);
			opened += (uint64_t)__builtin_popcount(perms & ~answer.rules);
		}
	}
	return opened;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void expect_as_naive(const struct policy *p, const struct eval_overlay *o, const char *text,
			    double *worst_ms)
{
	struct intern *names = intern_new();
	struct statement s = parse(names, text);
	struct reach r = { 0 };
	struct diag d = { 0 };
	double ms = now_ms();
	uint64_t want;

	assert_int_equal(policy_reach(&p->ix, o, &s, names, 100, &r, &d), 0);
	ms = now_ms() - ms;
	if (worst_ms && ms > *worst_ms)
		*worst_ms = ms;
	want = naive(&p->ix, o, &s, names);
	if (r.opened != want)
		print_error("%s\n", text);
	assert_true(r.opened == want);
	assert_int_equal(r.tuple_count, want < 100 ? want : 100);
	reach_release(&r);
	statement_release(&s);
	intern_free(names);
}

static void test_features(void **state)
{
	static const char *const statements[] = {
		"web_t content_t:file read write",
		"domain file_type:file read write open append",
		"domain self:process fork execmem",
		"domain domain:process signal transition",
		"admin_t file_type:file read write ioctl",
		"web_worker_t content:file getattr write",
		"init_t mine_t:file read",
		"mine_t file_type:file read append",
		"domain content:file append",
		"domain self:fd use",
	};
	const struct slice attribute = slice_of("content");
	struct policy *p = load("features.cil");
	struct intern *names = intern_new();
	struct statement s = parse(names, "user_t content:file append write");
	struct statement gone = parse(names, "web_t content_t:file read");
	struct eval_overlay o = { 0 };
	size_t i;

	(void)state;
	assert_non_null(p);
	whatif_type(&o, &p->ix, slice_of("mine_t"), &attribute, 1, NULL);
	assert_int_equal(whatif_add(&o, &p->ix, &s, names, NULL), 0);
	whatif_remove(&o, &p->ix, &gone, names);
	whatif_bool(&o, &p->ix, policy_index_value(&p->ix, POLNAME_BOOL, slice_of("web_can_write")),
		    true);
	whatif_finish(&o, &p->ix);
	for (i = 0; i < sizeof(statements) / sizeof(*statements); i++) {
		expect_as_naive(p, &o, statements[i], NULL);
		if (!strstr(statements[i], "mine_t"))
			expect_as_naive(p, NULL, statements[i], NULL);
	}
	statement_release(&gone);
	statement_release(&s);
	whatif_release(&o);
	intern_free(names);
	policy_free(p);
}

static void test_distribution(void **state)
{
	static const char *const statements[] = {
		"httpd_t user_home_t:file read open getattr write",
		"httpd_t port_type:tcp_socket name_connect",
		"httpd_t file_type:file read open getattr",
		"domain user_home_t:file read",
		"daemon port_type:tcp_socket name_bind name_connect",
		"useradd_t usr_t:dir write",
	};
	struct policy *p = access(DISTRIBUTION, R_OK) == 0 ? load(DISTRIBUTION) : NULL;
	struct intern *names = intern_new();
	struct statement s = parse(names, "domain file_type:file read open");
	struct reach r = { 0 };
	double ms, worst = 0;
	size_t i;

	(void)state;
	if (!p) {
		print_message(DISTRIBUTION_PACKAGE "\n");
		intern_free(names);
		statement_release(&s);
		skip();
	}
	for (i = 0; i < sizeof(statements) / sizeof(*statements); i++)
		expect_as_naive(p, NULL, statements[i], &worst);
	ms = now_ms();
	assert_int_equal(policy_reach(&p->ix, NULL, &s, names, 1000, &r, NULL), 0);
	ms = now_ms() - ms;
	print_message(
		"# %llu tuples of domain -> file_type in %.1f ms; the others at most %.1f ms\n",
		(unsigned long long)r.opened, ms, worst);
	assert_true(r.opened > 2000000);
	assert_true(r.sensitive_count > 0);
	reach_release(&r);
	statement_release(&s);
	intern_free(names);
	policy_free(p);
}

static void test_ioctl_lists_close(void **state)
{
	struct policy *p = load("features.cil");
	struct intern *names = intern_new();
	struct statement s = parse(names, "domain tty_t:file ioctl");
	struct reach r = { 0 };
	uint32_t domains = 8, listed = 4; /* admin_t, user_t, web_t, guest_t have one */

	(void)state;
	statement_add_ioctl(&s, (struct ioctl_range){ 0x5401, 0x5402 });
	assert_int_equal(policy_reach(&p->ix, NULL, &s, names, 100, &r, NULL), 0);
	assert_int_equal(r.sources, domains);
	assert_int_equal(r.closed, domains - listed);
	assert_int_equal(r.opened, listed - 1); /* admin_t's list has them */
	assert_int_equal(r.tuple_count, 3);
	reach_release(&r);
	statement_release(&s);
	intern_free(names);
	policy_free(p);
}

static void test_booleans(void **state)
{
	struct policy *p = load("features.cil");
	struct eval_overlay o = { 0 };
	struct reach r = { 0 };

	(void)state;
	policy_reach_bools(&p->ix, &o, 100, &r);
	assert_int_equal(r.opened, 0);
	whatif_bool(&o, &p->ix, policy_index_value(&p->ix, POLNAME_BOOL, slice_of("web_can_write")),
		    true);
	whatif_finish(&o, &p->ix);
	policy_reach_bools(&p->ix, &o, 100, &r);
	/* web_t: write and append on three types of content, append and open on log_t */
	assert_int_equal(r.opened, 3 * 2 + 2);
	assert_int_equal(r.tuple_count, 8);
	assert_int_equal(r.closed, 0);
	/* one that closes: user_t's signal to web_t; and guest_t's getattr becomes read when its
	 * conditional changes */
	whatif_release(&o);
	whatif_bool(&o, &p->ix, policy_index_value(&p->ix, POLNAME_BOOL, slice_of("strict")), true);
	whatif_finish(&o, &p->ix);
	policy_reach_bools(&p->ix, &o, 100, &r);
	assert_int_equal(r.closed, 2);
	assert_int_equal(r.opened, 1);
	reach_release(&r);
	whatif_release(&o);
	policy_free(p);
}

static void test_sensitive(void **state)
{
	(void)state;
	assert_string_equal(sensitive_why("shadow_t", "file", "read"), "the password hashes");
	assert_null(sensitive_why("shadow_t", "file", "getattr"));
	assert_null(sensitive_why("usr_t", "file", "read"));
	assert_string_equal(sensitive_why("httpd_exec_t", "file", "write"),
			    "programs and libraries that others run");
	assert_null(sensitive_why("httpd_exec_t", "file", "execute"));
	assert_string_equal(sensitive_why("x_t", "process", "execmem"),
			    "may run code generated at run time");
	assert_string_equal(sensitive_why("x_t", "capability", "dac_override"),
			    "ignores file owners and modes");
	assert_null(sensitive_why("x_t", "process", "signal"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_features),          cmocka_unit_test(test_distribution),
		cmocka_unit_test(test_ioctl_lists_close), cmocka_unit_test(test_booleans),
		cmocka_unit_test(test_sensitive),
	};

	return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
