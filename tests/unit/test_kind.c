// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of kinds, and what an unknown kind may not do. test_kind_more.c adds kinds to it. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "denial/decision.h"
#include "denial/kind.h"
#include "denial/ledger.h"
#include "words/words.h"

static void test_names_are_unique_and_found(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < RECORD_KINDS; i++) {
		const struct kind *k = kind_of((enum record_kind)i);

		assert_non_null(k->name);
		assert_int_equal(kind_find(k->name), i);
		/* Either permissions say what was denied, or a sentence does. */
		assert_true(k->has_perms == !k->words);
		/* Nothing can be accepted that no statement answers. */
		assert_true(k->statement || !k->decisions);
	}
	assert_int_equal(kind_find("apparmor"), RECORD_KINDS);
	assert_int_equal(kind_find(""), RECORD_KINDS);
}

/* A rule as a record of another security module would make it, of a kind that the table lacks. */
static void test_an_unknown_kind_has_no_statement(void **state)
{
	struct intern *names = intern_new();
	struct rule r = { .key = { .kind = RECORD_KINDS,
				   .source = intern_adds(names, "/usr/sbin/cupsd"),
				   .target = intern_adds(names, "/etc/shadow"),
				   .class = intern_adds(names, "open") } };
	struct rule_perm perm = { intern_adds(names, "r"), 1 };
	struct statement st = { 0 };
	struct decision d = { 0 };
	struct buf text = { 0 };

	(void)state;
	r.perms = &perm;
	r.perm_count = 1;
	r.count = 1;
	rule_statement(&r, names, &st);
	assert_int_equal(st.kind, STATEMENT_NONE);
	d.state = DECISION_ACCEPTED;
	decision_statement(&d, &r, names, &st);
	statement_print(&st, names, &text);
	statement_print_cil(&st, names, &text);
	words_denial(&r, names, &text);
	assert_string_equal(buf_str(&text), "");
	assert_false(decision_is_possible(&r, DECISION_ACCEPTED));
	assert_false(decision_is_possible(&r, DECISION_DONTAUDIT));
	assert_true(decision_is_possible(&r, DECISION_REJECTED));
	assert_int_equal(kind_of(r.key.kind)->judge, KIND_NOT_JUDGED);
	statement_release(&st);
	buf_release(&text);
	intern_free(names);
}

/* Which decisions each kind of today allows. */
static void test_decisions(void **state)
{
	static const struct {
		enum record_kind kind;
		bool accept, dontaudit;
		enum statement_kind statement;
	} cases[] = {
		{ RECORD_ACCESS, true, true, STATEMENT_ALLOW },
		{ RECORD_ROLE, true, false, STATEMENT_ROLE },
		{ RECORD_BOUNDED_TRANSITION, false, false, STATEMENT_NONE },
		{ RECORD_VALIDATE_TRANSITION, false, false, STATEMENT_NONE },
		{ RECORD_CONTEXT, false, false, STATEMENT_NONE },
	};
	struct intern *names = intern_new();
	struct statement st = { 0 };
	size_t i;

	(void)state;
	assert_int_equal(AV_ARRAY_LEN(cases), RECORD_KINDS);
	for (i = 0; i < AV_ARRAY_LEN(cases); i++) {
		struct rule r = { .key = { .kind = cases[i].kind,
					   .source = intern_adds(names, "a_t"),
					   .target = intern_adds(names, "b_t"),
					   .class = intern_adds(names, "file"),
					   .role = intern_adds(names, "r_r") } };

		assert_int_equal(decision_is_possible(&r, DECISION_ACCEPTED), cases[i].accept);
		assert_int_equal(decision_is_possible(&r, DECISION_DONTAUDIT), cases[i].dontaudit);
		rule_statement(&r, names, &st);
		assert_int_equal(st.kind, cases[i].statement);
	}
	statement_release(&st);
	intern_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_unique_and_found),
		cmocka_unit_test(test_an_unknown_kind_has_no_statement),
		cmocka_unit_test(test_decisions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
