// SPDX-License-Identifier: GPL-2.0-or-later
/* Effects of widening steps: counts are compared with one query per pair, proofs with real
 * decisions. */
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

#include "module/effect.h"
#include "denial/ledger.h"
#include "policy/load.h"
#include "base/mem.h"
#include "module/opened.h"
#include "tests/distribution.h"

#define DISTRIBUTION distribution_policy()

struct fixture {
	struct policy *policy;
	struct intern *names;
	struct ledger *ledger;
	struct decisions *decisions;
	struct judge *judge;
	struct prover *prover;
};

static void open_policy(struct fixture *f, const char *name)
{
	struct buf path = { 0 };
	struct policy_source source;

	if (name[0] == '/')
		buf_adds(&path, name);
	else
		buf_addf(&path, "%s/tests/data/%s", getenv("srcdir") ? getenv("srcdir") : ".",
			 name);
	source.path = buf_str(&path);
	f->policy = policy_load(&source, NULL);
	assert_non_null(f->policy);
	buf_release(&path);
	f->names = intern_new();
	f->ledger = ledger_new(f->names, 0);
	f->decisions = decisions_new();
	f->judge = judge_new(&f->policy->ix, f->names);
	f->prover = prover_new(f->judge, f->names, f->ledger, f->decisions);
}

static void release(struct fixture *f)
{
	prover_free(f->prover);
	judge_free(f->judge);
	decisions_free(f->decisions);
	ledger_free(f->ledger);
	intern_free(f->names);
	policy_free(f->policy);
}

/* "web_t content_t:file read open", in contexts with the given user, role and level. */
static rule_id deny(struct fixture *f, const char *from, const char *to, const char *class,
		    const char *perms, uint32_t ioctl)
{
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = TIME_NONE,
			    .ioctl = ioctl,
			    .scontext = slice_of(from),
			    .tcontext = slice_of(to),
			    .tclass = slice_of(class),
			    .perms = slice_of(perms) };
	const char *why;
	rule_id id = ledger_add(f->ledger, &r, NULL, &why);

	assert_null(why);
	return id;
}

/* All steps of the rule with their effects; caller releases with free_all. */
struct all {
	struct ladder_step *steps;
	struct effect *effects;
	size_t count;
	double worst_ms, ms;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void find_all(struct fixture *f, rule_id id, struct all *a)
{
	const struct rule *r = ledger_rule(f->ledger, id);
	struct ladder_basis basis = { .policy = &f->policy->ix, .denials = f->ledger };
	double from = now_ms();
	size_t i;

	*a = (struct all){ 0 };
	a->count = ladder_steps(r, decisions_get(f->decisions, id), f->names, &basis, &a->steps);
	a->effects = mem_zalloc(a->count + 1, sizeof(*a->effects));
	for (i = 0; i < a->count; i++) {
		double ms = now_ms();

		effect_find(f->judge, f->prover, f->names, f->ledger, &id, 1,
			    &a->steps[i].statement, 10, &a->effects[i]);
		ms = now_ms() - ms;
		a->worst_ms = ms > a->worst_ms ? ms : a->worst_ms;
	}
	effect_sort(a->steps, a->effects, a->count);
	a->ms = now_ms() - from;
}

static void free_all(struct all *a)
{
	size_t i;

	for (i = 0; i < a->count; i++)
		effect_release(&a->effects[i]);
	free(a->effects);
	ladder_free(a->steps, a->count);
}

static size_t find(const struct all *a, const char *name)
{
	size_t i;

	for (i = 0; i < a->count; i++)
		if (strcmp(a->steps[i].name, name) == 0)
			return i;
	fail_msg("no step %s", name);
	return 0;
}

static bool means(const struct policy_index *ix, uint32_t type, uint32_t named)
{
	return !ix->types[type].attribute && ix->types[type].exists &&
	       policy_index_type_is(ix, type, named);
}

/* The same count from one query per pair of types. */
static uint64_t naive(const struct fixture *f, const struct statement *s)
{
	const struct policy_index *ix = &f->policy->ix;
	uint32_t source =
		policy_index_value(ix, POLNAME_TYPE, slice_of(intern_str(f->names, s->source)));
	uint32_t target = s->self ? source
				  : policy_index_value(ix, POLNAME_TYPE,
						       slice_of(intern_str(f->names, s->target)));
	uint64_t opened = 0;
	uint32_t a, b;
	size_t c, i;

	for (c = 0; c < s->class_count; c++) {
		uint32_t perms = 0,
			 class = policy_index_value(ix, POLNAME_CLASS,
						    slice_of(intern_str(f->names, s->classes[c])));

		for (i = 0; i < s->perm_count; i++)
			perms |= policy_index_perm(ix, class,
						   slice_of(intern_str(f->names, s->perms[i])));
		for (a = 1; a <= ix->types_max; a++) {
			for (b = 1; means(ix, a, source) && b <= ix->types_max; b++) {
				struct policy_context from = { .type = a }, to = { .type = b };
				struct eval_query q = {
					&from, &to, class, perms, IOCTL_NONE, false
				};
				struct eval_answer answer;

				if (!means(ix, b, target) || (s->self && a != b))
					continue;
				policy_query(ix, &q, NULL, &answer);
				opened += (uint64_t)__builtin_popcount(perms & ~answer.rules);
			}
		}
	}
	return opened;
}

static size_t expect_as_naive(struct fixture *f, rule_id id)
{
	struct all a;
	size_t i, n;

	find_all(f, id, &a);
	for (i = 0; i < a.count; i++) {
		assert_true(a.effects[i].known);
		if (a.steps[i].statement.ioctl_count)
			continue; /* a first list of commands is counted differently */
		if (a.effects[i].reach.opened != naive(f, &a.steps[i].statement))
			fail_msg("%s: %llu and not %llu", a.steps[i].name,
				 (unsigned long long)a.effects[i].reach.opened,
				 (unsigned long long)naive(f, &a.steps[i].statement));
		if (i && a.steps[i].axis == a.steps[i - 1].axis)
			assert_true(a.effects[i].reach.opened >= a.effects[i - 1].reach.opened);
	}
	n = a.count;
	free_all(&a);
	return n;
}

static void test_counts(void **state)
{
	struct fixture f = { 0 };
	size_t n = 0;

	(void)state;
	open_policy(&f, "features.cil");
	n += expect_as_naive(&f, deny(&f, "user_u:user_r:web_t:s0", "user_u:object_r:content_t:s0",
				      "file", "write append", IOCTL_NONE));
	n += expect_as_naive(&f, deny(&f, "user_u:user_r:web_t:s0", "user_u:user_r:web_t:s0",
				      "process", "execmem", IOCTL_NONE));
	n += expect_as_naive(&f, deny(&f, "user_u:user_r:web_worker_t:s0",
				      "user_u:object_r:log_t:s0", "dir", "search", IOCTL_NONE));
	n += expect_as_naive(&f,
			     deny(&f, "user_u:user_r:user_t:s0", "user_u:object_r:web_port_t:s0",
				  "tcp_socket", "name_bind", IOCTL_NONE));
	release(&f);
	open_policy(&f, "demo.cil");
	n += expect_as_naive(&f, deny(&f, "u:r:useradd_t:s0", "u:r:usr_t:s0", "file",
				      "read open getattr", IOCTL_NONE));
	n += expect_as_naive(
		&f, deny(&f, "u:r:httpd_t:s0", "u:r:nfs_t:s0", "dir", "write", IOCTL_NONE));
	n += expect_as_naive(&f, deny(&f, "u:r:mysqld_t:s0", "u:r:port_t:s0", "tcp_socket",
				      "name_connect", IOCTL_NONE));
	n += expect_as_naive(&f, deny(&f, "u:r:sshd_t:s0", "u:r:sshd_t:s0", "capability",
				      "dac_override", IOCTL_NONE));
	release(&f);
	print_message("# %zu steps counted\n", n);
	assert_true(n > 60);
}

static void test_words(void **state)
{
	struct fixture f = { 0 };
	struct buf words = { 0 };
	struct all a;
	rule_id id;
	size_t i;

	(void)state;
	open_policy(&f, "demo.cil");
	id = deny(&f, "u:r:httpd_t:s0", "u:r:user_home_t:s0", "file", "read", IOCTL_NONE);
	find_all(&f, id, &a);
	i = find(&a, "observed");
	assert_int_equal(a.effects[i].reach.opened, 1);
	effect_opens_words(&a.effects[i], &words);
	assert_string_equal(buf_str(&words), "1 access: nothing else");
	assert_int_equal(a.effects[i].reach.sensitive_count, 0);
	i = find(&a, "target file_type");
	buf_clear(&words);
	effect_opens_words(&a.effects[i], &words);
	assert_non_null(strstr(buf_str(&words), " more than was denied"));
	assert_int_equal(a.effects[i].more, a.effects[i].reach.opened - 1);
	buf_clear(&words);
	effect_sensitive_names(&a.effects[i], f.judge, 1000, &words);
	/* Worst first, whatever the order in the policy. */
	assert_string_equal(buf_str(&words),
			    "shadow_t memory_device_t fixed_disk_device_t default_t unlabeled_t");
	buf_clear(&words);
	effect_sensitive_words(&a.effects[i], f.judge, 1000, &words);
	assert_non_null(strstr(buf_str(&words), "shadow_t: read (the password hashes)"));
	buf_clear(&words);
	effect_count(&words, 1234567);
	effect_count(&words, 0);
	effect_count(&words, 999);
	assert_string_equal(buf_str(&words), "1,234,5670999");
	buf_release(&words);
	free_all(&a);
	release(&f);
}

/* A first list of ioctl commands closes the other commands. */
static void test_ioctl_closes(void **state)
{
	struct fixture f = { 0 };
	struct buf words = { 0 };
	struct all a;
	rule_id id;

	(void)state;
	open_policy(&f, "features.cil");
	/* init_t may use ioctl on tty_t, any command. */
	id = deny(&f, "system_u:system_r:init_t:s0", "user_u:object_r:tty_t:s0", "file", "ioctl",
		  0x5401);
	find_all(&f, id, &a);
	effect_closes_words(&a.effects[find(&a, "ioctl exact")], &words);
	assert_string_equal(buf_str(&words),
			    "all other ioctl commands of 1 pair of types that may use any now");
	assert_int_equal(a.effects[find(&a, "ioctl exact")].reach.closed, 1);
	assert_int_equal(a.effects[find(&a, "ioctl all")].reach.closed, 0);
	buf_release(&words);
	free_all(&a);
	release(&f);
}

static struct statement allow(struct fixture *f, const char *source, const char *target,
			      const char *class, const char *perms)
{
	struct statement s = { .kind = STATEMENT_ALLOW };
	char *words = mem_strdup(perms), *word, *rest = words;

	s.source = intern_adds(f->names, source);
	s.target = intern_adds(f->names, target);
	s.classes = mem_alloc(sizeof(*s.classes));
	s.classes[0] = intern_adds(f->names, class);
	s.class_count = 1;
	while ((word = strsep(&rest, " ")))
		statement_add_perm(&s, intern_adds(f->names, word), f->names);
	free(words);
	return s;
}

/* Every row is denied without the statement, and the list is complete; all sensitive rows come
 * first. */
static void expect_opened(struct fixture *f, const struct statement *s, size_t max)
{
	const struct policy_index *ix = &f->policy->ix;
	uint64_t seen = 0, sensitive = 0;
	struct opened o = { 0 };
	bool others = false;
	size_t i;

	opened_find(f->judge, s, max, &o);
	assert_true(o.known);
	assert_true(o.opened == naive(f, s));
	for (i = 0; i < o.count; i++) {
		const struct opened_row *row = &o.rows[i];
		struct policy_context from = { .type = row->source }, to = { .type = row->target };
		struct eval_query q = {
			&from, &to, row->class_value, row->perms, IOCTL_NONE, false
		};
		struct eval_answer answer;

		policy_query(ix, &q, NULL, &answer);
		assert_int_equal(answer.rules & row->perms, 0);
		assert_true(i == 0 || memcmp(row, row - 1, 3 * sizeof(uint32_t)) != 0 ||
			    row->sensitive != row[-1].sensitive);
		seen += (uint64_t)__builtin_popcount(row->perms);
		assert_false(row->sensitive && others);
		others |= !row->sensitive;
		assert_true((opened_row_why(f->judge, row) != NULL) == row->sensitive);
		sensitive += row->sensitive ? (uint64_t)__builtin_popcount(row->perms) : 0;
	}
	assert_true(seen == (o.opened < max ? o.opened : max));
	assert_true(seen + o.more == o.opened);
	assert_true(sensitive == (o.sensitive < max ? o.sensitive : max));
	opened_release(&o);
}

static void test_opened(void **state)
{
	struct fixture f = { 0 };
	struct statement s;
	struct opened o = { 0 };
	struct buf words = { 0 };
	size_t max;

	(void)state;
	open_policy(&f, "demo.cil");
	s = allow(&f, "domain", "file_type", "file", "append getattr open read write");
	for (max = 1; max < 100000; max *= 10)
		expect_opened(&f, &s, max);
	statement_release(&s);
	s = allow(&f, "svirt_t", "file_type", "file", "open read");
	expect_opened(&f, &s, 10);
	opened_find(f.judge, &s, 2, &o);
	opened_count_words(&o, &words);
	buf_adds(&words, "; ");
	opened_row_words(f.judge, &o.rows[0], &words);
	assert_non_null(strstr(buf_str(&words), " sensitive); svirt_t "));
	assert_true(o.rows[0].sensitive);
	statement_release(&s);
	s = allow(&f, "svirt_t", "nosuch_t", "file", "open");
	opened_find(f.judge, &s, 2, &o);
	assert_false(o.known);
	assert_int_equal(o.count, 0);
	statement_release(&s);
	release(&f);

	open_policy(&f, "features.cil");
	s = allow(&f, "init_t", "tty_t", "file", "ioctl");
	statement_add_ioctl(&s, (struct ioctl_range){ 0x5401, 0x5401 });
	opened_find(f.judge, &s, 10, &o);
	assert_int_equal(o.opened, 0);
	assert_int_equal(o.count, 1);
	assert_true(o.rows[0].closed);
	buf_clear(&words);
	opened_row_words(f.judge, &o.rows[0], &words);
	assert_string_equal(buf_str(&words), "init_t tty_t:file ioctl");
	statement_release(&s);
	opened_release(&o);
	buf_release(&words);
	release(&f);
}

static void decide(struct fixture *f, rule_id id, const struct statement *st)
{
	struct decision d = { .state = DECISION_ACCEPTED, .chosen = true };

	statement_copy(&d.statement, st);
	decisions_begin(f->decisions);
	decisions_set(f->decisions, id, &d);
	decisions_end(f->decisions, "accepted");
	decision_release(&d);
}

/* The effect shown for a step must match the policy once the step is accepted. */
static void test_proofs(void **state)
{
	struct fixture f = { 0 };
	struct all a;
	rule_id ids[4], first;
	size_t k, i, blocked = 0, proven = 0;

	(void)state;
	open_policy(&f, "demo.cil");
	/* The third denial of the first rule is forbidden by a constraint. */
	ids[0] = deny(&f, "system_u:system_r:svirt_t:s0:c1,c2", "system_u:object_r:usr_t:s0",
		      "file", "read", IOCTL_NONE);
	deny(&f, "system_u:system_r:svirt_t:s0:c1,c2", "system_u:object_r:usr_t:s0:c1", "file",
	     "open", IOCTL_NONE);
	ids[1] = deny(&f, "system_u:system_r:svirt_t:s0:c1,c2", "system_u:object_r:tmp_t:s0:c3",
		      "file", "read", IOCTL_NONE);
	ids[2] = deny(&f, "system_u:system_r:httpd_t:s0", "system_u:object_r:usr_t:s0", "file",
		      "read getattr", IOCTL_NONE);
	ids[3] = deny(&f, "system_u:system_r:httpd_t:s0", "system_u:object_r:usr_t:s0", "lnk_file",
		      "read", IOCTL_NONE);
	for (k = 0; k < AV_ARRAY_LEN(ids); k++) {
		find_all(&f, ids[k], &a);
		for (i = 0; i < a.count; i++) {
			const struct judge_proof *p;

			decide(&f, ids[k], &a.steps[i].statement);
			p = prover_proof(f.prover, ids[k]);
			assert_int_equal(p->proof, a.effects[i].proof.proof);
			assert_memory_equal(p->counts, a.effects[i].proof.counts,
					    sizeof(p->counts));
			blocked += p->proof == PROOF_BLOCKED;
			proven += p->proof == PROOF_PROVEN;
			decisions_undo(f.decisions, &first);
		}
		free_all(&a);
	}
	assert_true(blocked > 5 && proven > 5);

	/* The rule's current statement does not count for the one that replaces it. */
	find_all(&f, ids[2], &a);
	decide(&f, ids[2], &a.steps[find(&a, "all")].statement);
	free_all(&a);
	find_all(&f, ids[2], &a);
	assert_int_equal(a.effects[find(&a, "without read")].proof.proof, PROOF_BLOCKED);
	assert_int_equal(a.effects[find(&a, "observed")].proof.proof, PROOF_PROVEN);
	free_all(&a);
	decisions_undo(f.decisions, &first);

	/* A rule whose class was widened helps an open one of another class. */
	find_all(&f, ids[2], &a);
	i = find(&a, "class notdevfile_class_set");
	assert_int_equal(prover_proof(f.prover, ids[3])->proof, PROOF_PROVEN);
	decide(&f, ids[2], &a.steps[i].statement);
	free_all(&a);
	find_all(&f, ids[3], &a);
	i = find(&a, "observed");
	statement_remove_perm(&a.steps[i].statement, a.steps[i].statement.perms[0]);
	effect_find(f.judge, f.prover, f.names, f.ledger, &ids[3], 1, &a.steps[i].statement, 0,
		    &a.effects[i]);
	assert_int_equal(a.effects[i].proof.proof, PROOF_PROVEN);
	free_all(&a);
	release(&f);
}

static void test_is_wider(void **state)
{
	static const struct {
		const char *name;
		bool wider;
	} steps[] = {
		{ "observed", false },
		{ "without read", false },
		{ "all", true },
		{ "read_chr_file_perms", true },
		{ "ioctl exact", false },
		{ "ioctl range 0x5401-0x5413", true },
		{ "ioctl all", true },
		{ "ioctl without 0x5401", false },
		{ "class chr_file", false },
		{ "class devfile_class_set", true },
		{ "target tty_device_t", false },
		{ "target file_type", true },
		{ "source sshd_t", false },
		{ "source daemon", true },
	};
	struct fixture f = { 0 };
	struct all a;
	rule_id id;
	size_t i;

	(void)state;
	open_policy(&f, "demo.cil");
	deny(&f, "u:r:sshd_t:s0", "u:r:tty_device_t:s0", "chr_file", "ioctl", 0x5401);
	deny(&f, "u:r:sshd_t:s0", "u:r:tty_device_t:s0", "chr_file", "read", IOCTL_NONE);
	id = deny(&f, "u:r:sshd_t:s0", "u:r:tty_device_t:s0", "chr_file", "ioctl", 0x5413);
	find_all(&f, id, &a);
	for (i = 0; i < AV_ARRAY_LEN(steps); i++)
		if (effect_is_wider(ledger_rule(f.ledger, id), f.names,
				    &a.steps[find(&a, steps[i].name)].statement) != steps[i].wider)
			fail_msg("%s: wider or not?", steps[i].name);
	free_all(&a);
	release(&f);
}

/* The time to list all steps, under a full-size policy. */
static void test_distribution(void **state)
{
	struct fixture f = { 0 };
	struct opened o = { 0 };
	struct statement s;
	struct all a;
	double ms;
	size_t i;

	(void)state;
	if (access(DISTRIBUTION, R_OK) != 0) {
		print_message(DISTRIBUTION_PACKAGE "\n");
		skip();
	}
	open_policy(&f, DISTRIBUTION);
	find_all(&f,
		 deny(&f, "system_u:system_r:useradd_t:s0", "system_u:object_r:usr_t:s0", "file",
		      "read open getattr", IOCTL_NONE),
		 &a);
	print_message("# %zu steps of a distribution's policy in %.1f ms, %.1f ms at most\n",
		      a.count, a.ms, a.worst_ms);
	for (i = 0; i < a.count; i++) {
		assert_null(strstr(a.steps[i].name, "typeattr"));
		assert_null(strstr(a.steps[i].name, "unconfined"));
		assert_null(strstr(a.steps[i].name, "can_"));
	}
	s = allow(&f, "domain", "file_type", "file", "append getattr open read write");
	ms = now_ms();
	opened_find(f.judge, &s, OPENED_SCREEN, &o);
	ms = now_ms() - ms;
	print_message("# %llu tuples, the first %d listed in %.1f ms\n",
		      (unsigned long long)o.opened, OPENED_SCREEN, ms);
	assert_true(ms < 100);
	opened_release(&o);
	statement_release(&s);
	assert_true(a.worst_ms < 100); /* generous, for slow machines */
	free_all(&a);
	release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),       cmocka_unit_test(test_words),
		cmocka_unit_test(test_opened),       cmocka_unit_test(test_ioctl_closes),
		cmocka_unit_test(test_proofs),       cmocka_unit_test(test_is_wider),
		cmocka_unit_test(test_distribution),
	};

	return cmocka_run_group_tests_name("effect", tests, NULL, NULL);
}
