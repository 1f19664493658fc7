// SPDX-License-Identifier: GPL-2.0-or-later
/* A module with names and rules of its own: what is judged with it laid over the policy, against the
 * policy with the same written into it and compiled by libsepol. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "advice/explain.h"
#include "base/fileio.h"
#include "advice/ladder.h"
#include "policy/load.h"
#include "base/mem.h"
#include "advice/offer.h"
#include "module/prove.h"
#include "policy/reach.h"
#include "advice/risk.h"
#include "te/handwritten.h"
#include "policy/whatif.h"

/* features.cil has everything else that is named here. */
static const char module_text[] =
	"#@ avcurate 1\n"
	"module own 1.0;\n"
	"require {\n\ttype web_t, user_t, content_t, tty_t;\n\tattribute domain, content, file_type, "
	"mls_trusted;\n\trole system_r;\n\tclass file { read write append open };\n}\n"
	"#@ rule {\"kind\":\"access\",\"source\":\"app_t\",\"target\":\"app_data_t\",\"class\":\"file\"}\n"
	"#@ state \"accepted\"\n"
	"allow app_t app_data_t:file { open read };\n"
	"#@ hand-written\n"
	"typeattribute app_t privileged;\n" /* before the lines that declare them */
	"attribute privileged;\n"
	"attribute app_content;\n"
	"type app_t, domain, mls_trusted;\n"
	"type app_data_t alias app_old_t, file_type;\n"
	"typeattribute app_data_t app_content, content;\n"
	"typeattribute tty_t app_content;\n"
	"typeattribute user_t privileged;\n"
	"typealias content_t alias old_app_content_t;\n"
	"role system_r types app_t;\n"
	"allow privileged app_content:file append;\n"
	"allow { web_t app_t } { app_old_t tty_t }:{ file } { setattr };\n"
	"optional {\n\trequire { type shared_t; }\n\tallow app_t shared_t:file write;\n} else {\n"
	"\tallow app_t tty_t:file execute;\n}\n"
	"optional {\n\trequire { type nosuch_t; }\n\tallow app_t nosuch_t:file write;\n}\n"
	"if (some_bool) { allow app_t app_data_t:file create; }\n";

/* The same in CIL, without the rule that was decided. */
static const char module_cil[] =
	"(typeattribute privileged)(typeattribute app_content)\n"
	"(type app_t)(type app_data_t)(roletype object_r app_data_t)\n"
	"(typeattributeset domain (app_t))(typeattributeset mls_trusted (app_t))\n"
	"(typeattributeset file_type (app_data_t))(typeattributeset content (app_data_t))\n"
	"(typeattributeset app_content (app_data_t tty_t))\n"
	"(typeattributeset privileged (app_t user_t))\n"
	"(roletype system_r app_t)\n"
	"(allow privileged app_content (file (append)))\n"
	"(allow web_t app_data_t (file (setattr)))(allow web_t tty_t (file (setattr)))\n"
	"(allow app_t app_data_t (file (setattr)))(allow app_t tty_t (file (setattr)))\n"
	"(allow app_t shared_t (file (write)))\n";
static const char decided_cil[] = "(allow privileged app_content (file (open read write)))\n";

struct fixture {
	struct policy *before, *with, *after;
	struct intern *names;
	struct ledger *ledger;
	struct decisions *decisions;
	struct judge *judge;
	struct prover *prover;
	struct te_file te;
	struct declared own;
};

static struct policy *load(const char *more, const char *more2)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".";
	char *temp = fileio_temp_dir(NULL), *path = fileio_join(temp, "policy.cil");
	struct buf text = { 0 }, from = { 0 };
	struct policy_source source = { path };
	struct policy *p;

	buf_addf(&from, "%s/tests/data/features.cil", dir);
	assert_int_equal(fileio_read(buf_str(&from), 1 << 20, &text, NULL), 0);
	buf_adds(&text, more);
	buf_adds(&text, more2);
	assert_int_equal(fileio_write(path, text.data, text.len, NULL), 0);
	p = policy_load(&source, NULL);
	assert_non_null(p);
	fileio_remove_dir(temp);
	free(temp);
	free(path);
	buf_release(&text);
	buf_release(&from);
	return p;
}

static int setup(void **state)
{
	static struct fixture fixture;
	struct fixture *f = &fixture;
	struct diag d = { 0 };

	*f = (struct fixture){ .before = load("", ""),
			       .with = load(module_cil, ""),
			       .after = load(module_cil, decided_cil) };
	f->names = intern_new();
	f->ledger = ledger_new(f->names, 0);
	f->decisions = decisions_new();
	f->judge = judge_new(&f->before->ix, f->names);
	f->prover = prover_new(f->judge, f->names, f->ledger, f->decisions);
	if (te_parse("own.te", module_text, strlen(module_text), f->names, &f->te, &d) < 0)
		print_error("%s\n", diag_text(&d));
	te_handwritten(&f->te, f->names, &f->own);
	judge_set_own(f->judge, &f->own);
	*state = f;
	return f->te.block_count == 1 ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	prover_free(f->prover);
	judge_free(f->judge);
	declared_release(&f->own);
	te_file_release(&f->te);
	decisions_free(f->decisions);
	ledger_free(f->ledger);
	intern_free(f->names);
	policy_free(f->before);
	policy_free(f->with);
	policy_free(f->after);
	return 0;
}

/* What a policy allows between two contexts. */
static uint32_t allowed(const struct policy_index *ix, const struct eval_overlay *o,
			const char *from, const char *to, uint32_t class, bool *invalid)
{
	struct policy_context source, target;
	struct eval_query q = {
		.source = &source, .target = &target, .class_value = class, .ioctl = IOCTL_NONE
	};
	struct eval_answer a;

	context_parse(&source, ix, o, slice_of(from));
	context_parse(&target, ix, o, slice_of(to));
	policy_query(ix, &q, o, &a);
	*invalid = a.invalid;
	context_release(&source);
	context_release(&target);
	return a.allowed;
}

static const char *const contexts[] = {
	"system_u:system_r:app_t:s0",
	"system_u:system_r:app_t:s0:c1",
	"user_u:user_r:app_t:s0",
	"system_u:object_r:app_data_t:s0",
	"system_u:object_r:app_data_t:s0:c2",
	"system_u:object_r:app_old_t:s0",
	"system_u:system_r:web_t:s0",
	"user_u:user_r:user_t:s0",
	"system_u:object_r:tty_t:s0",
	"system_u:object_r:tty_t:s1:c1,c2",
	"system_u:object_r:shared_t:s0",
	"system_u:object_r:content_t:s0",
	"system_u:object_r:privileged:s0",
};

/* Every pair in every class, with the module's own statements, as libsepol put them together. */
static void test_as_compiled(void **state)
{
	struct fixture *f = *state;
	const struct policy_index *was = &f->before->ix, *is = &f->with->ix;
	struct judge_selection s = { 0 };
	size_t i, k, asked = 0, gained = 0;
	uint32_t class;
	bool flawed, wanted_flawed;

	judge_select(f->judge, NAME_NONE, &s);
	judge_select_finish(f->judge, &s);
	for (i = 0; i < AV_ARRAY_LEN(contexts); i++)
		for (k = 0; k < AV_ARRAY_LEN(contexts); k++)
			for (class = 1; class <= was->classes_max; class ++) {
				/* the alias is a name of the module only */
				const char *from = i == 5 ? contexts[3] : contexts[i];
				const char *to = k == 5 ? contexts[3] : contexts[k];
				uint32_t got = allowed(was, &s.overlay, contexts[i], contexts[k],
						       class, &flawed);
				uint32_t want = allowed(is, NULL, from, to, class, &wanted_flawed);

				/* A binary policy does not tell what it says of all types that
				 * have an attribute and themselves. */
				if (i < 3 && k < 3)
					continue;
				if (got != want || flawed != wanted_flawed)
					print_error("%s %s:%u: %x, not %x\n", contexts[i],
						    contexts[k], class, got, want);
				assert_int_equal(got, want);
				assert_int_equal(flawed, wanted_flawed);
				gained += got != allowed(was, judge_baseline(f->judge), contexts[i],
							 contexts[k], class, &flawed);
				asked++;
			}
	print_message("# %zu pairs asked about, %zu with more than the baseline\n", asked, gained);
	assert_true(gained > 10);
	judge_selection_release(&s);
}

static uint64_t count_between(const struct policy_index *a, const struct policy_index *b)
{
	uint32_t source, target, class, n = 0;

	for (source = 1; source <= a->types_max; source++)
		for (target = 1; target <= a->types_max; target++)
			for (class = 1; class <= a->classes_max; class ++) {
				struct policy_context c1 = { .type = source },
						      c2 = { .type = target };
				struct eval_query q = { .source = &c1,
							.target = &c2,
							.class_value = class,
							.ioctl = IOCTL_NONE };
				struct eval_answer x, y;

				if (a->types[source].attribute || a->types[target].attribute)
					continue;
				policy_query(a, &q, NULL, &x);
				policy_query(b, &q, NULL, &y);
				n += (uint32_t)__builtin_popcount(y.rules & ~x.rules);
			}
	return n;
}

/* What a statement between its own attributes opens, counted in the compiled policies. */
static void test_reach(void **state)
{
	struct fixture *f = *state;
	struct statement st = { .kind = STATEMENT_ALLOW };
	struct judge_selection s = { 0 };
	struct reach reach = { 0 };
	struct te_lex lx;

	te_lex_init(&lx, NULL, "allow privileged app_content:file { open read write };", 54);
	assert_true(te_lex_statement(&lx, f->names, &st));
	judge_select(f->judge, NAME_NONE, &s);
	judge_select_finish(f->judge, &s);
	assert_int_equal(policy_reach(&f->before->ix, &s.overlay, &st, f->names, 100, &reach, NULL),
			 0);
	assert_int_equal(reach.opened, count_between(&f->with->ix, &f->after->ix));
	assert_int_equal(reach.tuple_count, reach.opened);
	assert_int_equal(reach.sources, 2);
	assert_int_equal(reach.targets, 2);
	reach_release(&reach);
	judge_selection_release(&s);
	statement_release(&st);
}

static rule_id deny(struct fixture *f, const char *from, const char *to, const char *perms)
{
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of(perms),
			    .scontext = slice_of(from),
			    .tcontext = slice_of(to),
			    .tclass = slice_of("file") };
	const char *why;

	return ledger_add(f->ledger, &r, NULL, &why);
}

static bool says(struct fixture *f, rule_id id, const char *words)
{
	struct explain e = { 0 };
	bool said = false;
	size_t i;

	explain_rule(f->judge, ledger_rule(f->ledger, id), prover_judgement(f->prover, id), &e);
	for (i = 0; i < e.count; i++)
		said |= strstr(e.lines[i].text, words) != NULL;
	explain_release(&e);
	return said;
}

/* Rules that name them are judged and proved; what stands by hand is granted, and no baseline. */
static void test_rules(void **state)
{
	struct fixture *f = *state;
	rule_id own = deny(f, contexts[0], contexts[3], "open read");
	rule_id by_hand = deny(f, contexts[0], contexts[3], "append");
	rule_id level = deny(f, contexts[7], "system_u:object_r:app_data_t:s1:c4", "write");
	struct judge_selection s = { 0 };
	struct statement st = { 0 };
	struct judge_proof fixed;
	const struct judgement *j;

	te_load(&f->te, f->ledger, f->decisions);
	j = prover_judgement(f->prover, own);
	assert_int_equal(j->lead, VERDICT_MISSING_RULE);
	assert_int_equal(j->held[VERDICT_INVALID_CONTEXT], 0);
	assert_int_equal(j->held[VERDICT_UNKNOWN], 0);
	assert_int_equal(by_hand, own);
	assert_int_equal(prover_proof(f->prover, own)->proof, PROOF_PROVEN);
	assert_false(says(f, own, "by hand"));
	own = deny(f, contexts[0], contexts[8], "setattr append");
	assert_int_equal(prover_judgement(f->prover, own)->lead, VERDICT_MISSING_RULE);
	assert_true(says(f, own, "a hand-written statement in this module allows it"));
	assert_int_equal(prover_judgement(f->prover, level)->lead, VERDICT_CONSTRAINT);
	assert_int_equal(prover_proof(f->prover, level)->proof, PROOF_BLOCKED);
	judge_select(f->judge, NAME_NONE, &s);
	rule_statement(ledger_rule(f->ledger, level), f->names, &st);
	assert_int_equal(judge_select_add(f->judge, &s, &st, NULL), 0);
	offer_prove(f->judge, ledger_rule(f->ledger, level), &s, FIX_LEVEL, "s0", &fixed);
	assert_int_equal(fixed.proof, PROOF_PROVEN);
	/* once they are gone, so is what was known of them */
	judge_set_own(f->judge, NULL);
	prover_forget(f->prover);
	own = deny(f, contexts[0], contexts[3], "write");
	assert_int_equal(prover_judgement(f->prover, own)->lead, VERDICT_UNKNOWN);
	judge_set_own(f->judge, &f->own);
	prover_forget(f->prover);
	judge_selection_release(&s);
	statement_release(&st);
}

/* With the module in the policy already: its names are there, and what it gave is taken off. */
static void test_loaded_before(void **state)
{
	struct fixture *f = *state;
	struct judge *j = judge_new(&f->with->ix, f->names);
	uint32_t file = policy_index_value(&f->with->ix, POLNAME_CLASS, slice_of("file"));
	uint32_t perms = policy_index_perm(&f->with->ix, file, slice_of("append")) |
			 policy_index_perm(&f->with->ix, file, slice_of("setattr"));
	struct judgement judged;
	bool flawed;
	rule_id id = deny(f, contexts[6], contexts[8], "setattr");

	judge_rule(j, ledger_rule(f->ledger, id), &judged);
	assert_int_equal(judged.lead, VERDICT_ALLOWED);
	judge_set_own(j, &f->own);
	judge_rule(j, ledger_rule(f->ledger, id), &judged);
	assert_int_equal(judged.lead, VERDICT_MISSING_RULE);
	assert_true(judge_own_allows(j, ledger_rule(f->ledger, id)));
	assert_int_equal(
		allowed(&f->with->ix, judge_baseline(j), contexts[0], contexts[8], file, &flawed) &
			perms,
		0);
	assert_int_equal(allowed(&f->with->ix, NULL, contexts[0], contexts[8], file, &flawed) &
				 perms,
			 perms);
	assert_false(flawed);
	judge_free(j);
}

static void test_what_is_read(void **state)
{
	struct fixture *f = *state;
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < f->own.statement_count; i++)
		statement_print(&f->own.statements[i], f->names, &text);
	assert_string_equal(buf_str(&text), "role system_r types app_t;\n"
					    "allow privileged app_content:file append;\n"
					    "allow web_t app_old_t:file setattr;\n"
					    "allow web_t tty_t:file setattr;\n"
					    "allow app_t app_old_t:file setattr;\n"
					    "allow app_t tty_t:file setattr;\n"
					    "allow app_t shared_t:file write;\n"
					    "allow app_t nosuch_t:file write;\n");
	assert_int_equal(f->own.left_out, 1);
	buf_release(&text);
}

/* Its own attributes, and those of the policy that its types have, are steps of widening. */
static void test_steps(void **state)
{
	struct fixture *f = *state;
	struct ladder_basis basis = { .policy = &f->before->ix,
				      .names = judge_baseline(f->judge),
				      .denials = f->ledger };
	rule_id id = deny(f, contexts[7], contexts[3], "write");
	struct ladder_step *steps;
	struct buf text = { 0 };
	size_t n, i;

	n = ladder_steps(ledger_rule(f->ledger, id), decisions_get(f->decisions, id), f->names,
			 &basis, &steps);
	for (i = 0; i < n; i++)
		if (strcmp(steps[i].axis, "target") == 0 || strcmp(steps[i].axis, "source") == 0)
			buf_addf(&text, "%s %u\n", steps[i].name, steps[i].members);
	assert_string_equal(buf_str(&text), "target app_data_t 1\ntarget app_content 2\n"
					    "target content 4\ntarget file_type 8\n"
					    "source user_t 1\nsource privileged 2\n"
					    "source domain 9\n");
	ladder_free(steps, n);
	buf_release(&text);
}

static void expect_risk(struct fixture *f, const char *text, bool attribute, const char *expected)
{
	struct statement st = { .kind = STATEMENT_ALLOW };
	struct risk_subject s = { .statement = &st,
				  .names = f->names,
				  .policy = &f->before->ix,
				  .baseline = judge_baseline(f->judge) };
	struct risk risk = { 0 };
	struct te_lex lx;
	bool found = false;
	size_t i;

	te_lex_init(&lx, NULL, text, strlen(text));
	assert_true(te_lex_statement(&lx, f->names, &st));
	st.source_attribute = attribute;
	risk_weigh(&s, &risk);
	for (i = 0; i < risk.count; i++)
		found |= strcmp(risk.reasons[i].text, expected) == 0;
	assert_true(found);
	risk_release(&risk);
	statement_release(&st);
}

/* What its types may change is weighed like what the policy's may. */
static void test_risk(void **state)
{
	struct fixture *f = *state;

	expect_risk(
		f, "allow app_t web_exec_t:file write;", false,
		"may change what others run: files labelled web_exec_t may be executed by web_t");
	expect_risk(
		f, "allow privileged tty_t:file read;", true,
		"the source privileged is an attribute: 2 types today, and every type that gets it later");
}

/* Sets that multiply are left out, and said to be. */
static void test_large_sets(void **state)
{
	struct intern *names = intern_new();
	struct declared own = { 0 };
	struct te_file te = { 0 };
	struct buf text = { 0 };
	unsigned i, side;

	(void)state;
	buf_adds(&text, "#@ avcurate 1\nmodule big 1.0;\n#@ hand-written\nallow");
	for (side = 0; side < 2; side++) {
		buf_adds(&text, " {");
		for (i = 0; i < 20000; i++)
			buf_addf(&text, " x%u", i);
		buf_adds(&text, " }");
	}
	buf_adds(&text, ":file read;\nallow { a b } { c d }:file read;\n");
	assert_int_equal(te_parse("big.te", text.data, text.len, names, &te, NULL), 0);
	te_handwritten(&te, names, &own);
	assert_int_equal(own.statement_count, 4);
	assert_int_equal(own.left_out, 1);
	declared_release(&own);
	te_file_release(&te);
	buf_release(&text);
	intern_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_read),  cmocka_unit_test(test_as_compiled),
		cmocka_unit_test(test_reach),         cmocka_unit_test(test_rules),
		cmocka_unit_test(test_loaded_before), cmocka_unit_test(test_large_sets),
		cmocka_unit_test(test_steps),         cmocka_unit_test(test_risk),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
