// SPDX-License-Identifier: GPL-2.0-or-later
/* A new kind of denial is one file and one row. Two are added here (kind_more.h), one without a statement and
 * one of another domain than SELinux's, and what the program makes of them follows from their rows. */
#include "kind_more.h"

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "advice/verdict.h"
#include "base/mem.h"
#include "filter/query.h"
#include "module/prove.h"
#include "report/report.h"
#include "session/judging.h"
#include "session/session.h"
#include "te/read.h"
#include "te/write.h"
#include "words/words.h"

struct fixture {
	struct session s;
	rule_id access, apparmor, pods;
};

static rule_id deny(struct session *s, enum record_kind kind, const char *source,
		    const char *target, const char *class, const char *perms)
{
	struct record r = { .kind = kind,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = IOCTL_NONE,
			    .scontext = slice_of(source),
			    .tcontext = slice_of(target),
			    .tclass = slice_of(class),
			    .perms = slice_of(perms) };
	const char *why = NULL;
	rule_id id = ledger_add(s->denials, &r, NULL, &why);

	if (why)
		fail_msg("%s", why);
	return id;
}

static int setup(void **state)
{
	struct session_options o = { .since_ms = TIME_NONE, .until_ms = TIME_NONE };
	const char *srcdir = getenv("srcdir");
	struct fixture *f = mem_zalloc(1, sizeof(*f));
	struct buf cil = { 0 };

	*state = f;
	assert_int_equal(session_init(&f->s, &o, NULL), 0);
	f->access = deny(&f->s, RECORD_ACCESS, "u:r:useradd_t:s0", "u:object_r:usr_t:s0", "dir",
			 "write");
	f->apparmor = deny(&f->s, RECORD_APPARMOR, "/usr/sbin/cupsd", "/etc/shadow", "open", "r");
	f->pods = deny(&f->s, RECORD_POD_ACCESS, "system:serviceaccount:shop:web", "shop",
		       "pods/log", "list get");
	buf_addf(&cil, "%s/tests/data/demo.cil", srcdir ? srcdir : ".");
	assert_int_equal(judging_load(&f->s, buf_str(&cil), NULL), 0);
	buf_release(&cil);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	session_release(&f->s);
	free(f);
	return 0;
}

static void expect(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" lacks \"%s\"", text, part);
}

static void expect_no(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("\"%s\" has \"%s\"", text, part);
}

/* What `list` or `why` prints of one rule; caller frees. */
static char *print(struct fixture *f, const char *format, bool why, rule_id id)
{
	struct report_input in = { .names = f->s.names,
				   .denials = f->s.denials,
				   .granted = f->s.granted,
				   .decisions = f->s.decisions,
				   .reader = f->s.reader,
				   .policy = judging_policy(&f->s),
				   .judge = judging_judge(&f->s),
				   .prover = judging_prover(&f->s),
				   .rows = &f->s.row_judge,
				   .rules = &id,
				   .rule_count = 1,
				   .opened = why };
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	assert_non_null(out);
	(why ? report_find(format)->why : report_find(format)->list)(&in, out);
	fclose(out);
	return text;
}

static void test_the_table_knows_them(void **state)
{
	unsigned i;

	(void)state;
	assert_int_equal(kind_count(), RECORD_KINDS);
	assert_int_equal(kind_find("apparmor"), RECORD_APPARMOR);
	assert_int_equal(kind_find("pod-access"), RECORD_POD_ACCESS);
	assert_int_equal(kind_of_allow(), RECORD_ACCESS);
	for (i = 0; i < RECORD_KINDS; i++) {
		const struct kind *k = kind_of((enum record_kind)i);

		assert_int_equal(kind_find(k->name), i);
		/* Nothing can be accepted that no statement answers, and a grant is printed by its row. */
		assert_true(k->statement || !(k->decisions & KIND_MAY_ACCEPT));
		assert_true(!k->print == !k->grants);
		/* A .te holds no names that are none of its language. */
		assert_false(k->in_te && k->whole_names);
		/* A policy or the record judges it, or the row says why nothing does. */
		assert_true(k->judge != KIND_NOT_JUDGED || k->reason);
	}
}

static void test_they_are_listed_by_their_names(void **state)
{
	struct fixture *f = *state;
	char *text = print(f, "text", false, f->apparmor);

	expect(text, "/usr/sbin/cupsd");
	expect(text, "/etc/shadow");
	expect(text, "(apparmor) r\n");
	free(text);
	text = print(f, "text", false, f->pods);
	expect(text, "(pod-access) get list\n");
	free(text);
	text = print(f, "csv", false, f->apparmor);
	expect(text, "\"apparmor\",");
	free(text);
	/* Those of the usual kind are as they were. */
	text = print(f, "text", false, f->access);
	expect(text, " write\n");
	expect_no(text, "(access)");
	free(text);
}

static void test_a_kind_without_a_statement_has_none(void **state)
{
	struct fixture *f = *state;
	const struct rule *r = ledger_rule(f->s.denials, f->apparmor);
	struct statement st = { 0 };
	struct buf text = { 0 };
	char *json;

	rule_statement(r, f->s.names, &st);
	assert_int_equal(st.kind, STATEMENT_NONE);
	statement_print(&st, f->s.names, &text);
	statement_print_cil(&st, f->s.names, &text);
	assert_string_equal(buf_str(&text), "");
	json = print(f, "json", false, f->apparmor);
	expect(json, "\"kind\":\"apparmor\"");
	expect(json, "\"source\":\"/usr/sbin/cupsd\"");
	expect(json, "\"permissions\":[\"r\"]");
	expect(json, "\"statement\":null");
	expect_no(json, "allow ");
	free(json);
	statement_release(&st);
	buf_release(&text);
}

static void test_what_may_be_decided(void **state)
{
	struct fixture *f = *state;
	const enum decision_state none[] = { DECISION_ACCEPTED, DECISION_DONTAUDIT };
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(none); i++) {
		assert_int_equal(session_decide(&f->s, &f->apparmor, 1, none[i]), 0);
		assert_int_equal(decisions_get(f->s.decisions, f->apparmor)->state, DECISION_OPEN);
	}
	assert_int_equal(session_decide(&f->s, &f->apparmor, 1, DECISION_REJECTED), 1);
	assert_int_equal(session_decide(&f->s, &f->pods, 1, DECISION_DONTAUDIT), 0);
	assert_int_equal(session_decide(&f->s, &f->pods, 1, DECISION_ACCEPTED), 1);
	/* A rule among others that may be accepted does not keep them back. */
	{
		const rule_id all[] = { f->access, f->apparmor };

		session_decide(&f->s, &f->apparmor, 1, DECISION_OPEN);
		assert_int_equal(session_decide(&f->s, all, 2, DECISION_ACCEPTED), 1);
		assert_int_equal(decisions_get(f->s.decisions, f->access)->state,
				 DECISION_ACCEPTED);
	}
}

static void test_no_policy_judges_them(void **state)
{
	static const char *const reasons[] = { "the profile of AppArmor does not permit it",
					       "no role binding allows it" };
	static const char *const checked[] = { "SELinux's policy says nothing of it",
					       "no cluster was asked" };
	struct fixture *f = *state;
	const rule_id ids[] = { f->apparmor, f->pods };
	struct judge_proof proof;
	struct judgement judged;
	struct buf words = { 0 };
	size_t i, v;
	char *text;

	for (i = 0; i < AV_ARRAY_LEN(ids); i++) {
		const struct rule *r = ledger_rule(f->s.denials, ids[i]);

		judge_rule(judging_judge(&f->s), r, &judged);
		assert_int_equal(judged.lead, VERDICT_NO_POLICY);
		for (v = VERDICT_NO_POLICY + 1; v < VERDICTS; v++)
			assert_int_equal(judged.held[v], 0);
		proof = *prover_proof(judging_prover(&f->s), ids[i]);
		assert_int_equal(proof.proof, PROOF_UNPROVED);
		buf_clear(&words);
		prover_words(judging_prover(&f->s), ids[i], &words);
		expect(buf_str(&words), checked[i]);
		text = print(f, "text", true, ids[i]);
		expect(text, reasons[i]);
		expect(text, checked[i]);
		expect_no(text, "allow ");
		free(text);
		text = print(f, "json", true, ids[i]);
		expect(text, "\"verdict\":\"no-policy\"");
		free(text);
	}
	judge_rule(judging_judge(&f->s), ledger_rule(f->s.denials, f->access), &judged);
	assert_int_not_equal(judged.lead, VERDICT_NO_POLICY);
	buf_release(&words);
}

static void test_their_words(void **state)
{
	struct fixture *f = *state;
	struct statement st = { 0 };
	struct buf text = { 0 };

	words_denial(ledger_rule(f->s.denials, f->apparmor), f->s.names, &text);
	assert_string_equal(buf_str(&text),
			    "the profile /usr/sbin/cupsd was denied r on /etc/shadow (open)");
	buf_clear(&text);
	words_denial(ledger_rule(f->s.denials, f->pods), f->s.names, &text);
	assert_string_equal(buf_str(&text), "system:serviceaccount:shop:web may not get and list "
					    "pods/log in shop");
	buf_clear(&text);
	rule_statement(ledger_rule(f->s.denials, f->pods), f->s.names, &st);
	words_statement(&st, NULL, f->s.names, &text);
	assert_string_equal(buf_str(&text),
			    "system:serviceaccount:shop:web may get and list pods/log in shop");
	statement_release(&st);
	buf_release(&text);
}

static void test_a_kind_prints_its_own_statement(void **state)
{
	struct fixture *f = *state;
	struct decision d = { 0 };
	struct statement st = { 0 };
	struct buf text = { 0 };
	char *json;

	/* Accepted, less one verb. */
	session_decide(&f->s, &f->pods, 1, DECISION_ACCEPTED);
	session_drop_perm(&f->s, f->pods, intern_find(f->s.names, slice_of("list")));
	decision_copy(&d, decisions_get(f->s.decisions, f->pods));
	decision_statement(&d, ledger_rule(f->s.denials, f->pods), f->s.names, &st);
	assert_int_equal(st.kind, STATEMENT_GRANT);
	statement_print(&st, f->s.names, &text);
	assert_string_equal(buf_str(&text), "# system:serviceaccount:shop:web in shop\n"
					    "- resources: [pods/log]\n  verbs: [get]\n");
	buf_clear(&text);
	statement_print_cil(&st, f->s.names, &text);
	assert_string_equal(buf_str(&text), "");
	json = print(f, "json", false, f->pods);
	expect(json, "verbs: [get]\"");
	expect(json, "\"state\":\"accepted\"");
	free(json);
	/* The policy has nothing to do with it: what it says of others stays. */
	session_decide(&f->s, &f->access, 1, DECISION_ACCEPTED);
	assert_int_equal(prover_proof(judging_prover(&f->s), f->access)->proof, PROOF_PROVEN);
	decision_release(&d);
	statement_release(&st);
	buf_release(&text);
}

static void test_no_te_holds_them(void **state)
{
	struct fixture *f = *state;
	const rule_id ids[] = { f->apparmor, f->pods, f->access };
	struct te_content content = { .names = f->s.names,
				      .denials = f->s.denials,
				      .decisions = f->s.decisions,
				      .name = "pf9" };
	struct te_written w = { 0 };
	struct buf text = { 0 };

	session_decide(&f->s, ids, 3, DECISION_ACCEPTED);
	session_decide(&f->s, &f->apparmor, 1, DECISION_REJECTED);
	session_note(&f->s, ids, 3, "because");
	te_write(&content, &text, &w);
	assert_int_equal(w.statements, 1);
	expect(buf_str(&text), "allow useradd_t usr_t:dir write;\n");
	expect_no(buf_str(&text), "apparmor");
	expect_no(buf_str(&text), "cupsd");
	expect_no(buf_str(&text), "pod");
	/* Nor are they what nobody decided about it. */
	expect_no(buf_str(&text), "#@ open");
	te_written_release(&w);
	buf_release(&text);
}

static void test_a_te_with_their_blocks_keeps_them(void **state)
{
	static const char file[] =
		"#@ avcurate 1\nmodule pf9 1.0;\nrequire { type a_t; class file read; }\n"
		"#@ rule {\"kind\":\"apparmor\",\"source\":\"/usr/sbin/cupsd\"}\n"
		"#@ state \"rejected\"\n#@ end\n";
	struct fixture *f = *state;
	struct te_file te = { 0 };

	assert_int_equal(te_parse("pf9.te", file, strlen(file), f->s.names, &te, NULL), 0);
	assert_int_equal(te.block_count, 0);
	assert_int_equal(te.unknown_blocks, 1);
	assert_string_equal(buf_str(&te.unknown), strstr(file, "#@ rule"));
	te_file_release(&te);
}

static bool matches(struct fixture *f, const char *expr, rule_id id)
{
	struct query *q = query_parse(expr, 0, NULL, NULL);
	struct row row;
	bool is;

	assert_non_null(q);
	session_row(&f->s, id, &row);
	is = query_match(q, &row);
	query_free(q);
	return is;
}

static void test_filters_know_them(void **state)
{
	struct fixture *f = *state;

	assert_true(matches(f, "kind=apparmor", f->apparmor));
	assert_false(matches(f, "kind=apparmor", f->pods));
	assert_false(matches(f, "kind!=access", f->access));
	assert_true(matches(f, "source=*cupsd perm=r", f->apparmor));
}

/* The same words of another kind are another rule, in a storm too. */
static void test_kinds_are_not_mixed(void **state)
{
	static const char source[] = "u:r:a_t:s0", target[] = "u:object_r:b_t:s0";
	struct fixture *f = *state;
	rule_id access = RULE_NONE, apparmor = RULE_NONE;
	const struct rule *one, *other;
	unsigned i;

	for (i = 0; i < 3; i++) {
		access = deny(&f->s, RECORD_ACCESS, source, target, "file", "read");
		apparmor = deny(&f->s, RECORD_APPARMOR, source, target, "file", "read");
	}
	assert_int_not_equal(access, apparmor);
	one = ledger_rule(f->s.denials, access);
	other = ledger_rule(f->s.denials, apparmor);
	assert_int_equal(one->count, 3);
	assert_int_equal(other->count, 3);
	assert_string_equal(intern_str(f->s.names, one->key.source), "a_t");
	assert_string_equal(intern_str(f->s.names, other->key.source), source);
}

/* A name may be any bytes of a log: they are escaped once, for all who read them. */
static void test_whole_names_are_clean(void **state)
{
	struct fixture *f = *state;
	rule_id id = deny(&f->s, RECORD_APPARMOR, "/a\nb\x1b[31m", "/c", "", "r");

	assert_string_equal(intern_str(f->s.names, ledger_rule(f->s.denials, id)->key.source),
			    "/a\\x0Ab\\x1B[31m");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_knows_them),
		CASE(test_they_are_listed_by_their_names),
		CASE(test_a_kind_without_a_statement_has_none),
		CASE(test_what_may_be_decided),
		CASE(test_no_policy_judges_them),
		CASE(test_their_words),
		CASE(test_a_kind_prints_its_own_statement),
		CASE(test_no_te_holds_them),
		CASE(test_a_te_with_their_blocks_keeps_them),
		CASE(test_filters_know_them),
		CASE(test_kinds_are_not_mixed),
		CASE(test_whole_names_are_clean),
	};
#undef CASE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
