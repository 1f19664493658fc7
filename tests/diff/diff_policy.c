// SPDX-License-Identifier: GPL-2.0-or-later
/* The evaluator against libsepol, query by query: allowed vector, what is audited, and the reason.
 * TAP on standard output. AVCURATE_DIFF_SEED picks other queries, AVCURATE_DIFF_POLICY names one
 * more policy. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sepol/policydb/services.h>

#include "policy/eval.h"
#include "policy/load.h"
#include "oracle.h"
#include "pool.h"
#include "tests/distribution.h"

#define DISTRIBUTION distribution_policy()

static int tests, failed;

static void result(bool ok, const char *what)
{
	printf("%s %d - %s\n", ok ? "ok" : "not ok", ++tests, what);
	failed += !ok;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* libsepol's bits for ours; its bounds bit does not look at what was asked for. */
static unsigned reasons_of(const struct eval_answer *a)
{
	return (a->reasons & EVAL_NO_RULE ? SEPOL_COMPUTEAV_TE : 0) |
	       (a->reasons & EVAL_CONSTRAINT ? SEPOL_COMPUTEAV_CONS : 0) |
	       (a->reasons & EVAL_ROLE ? SEPOL_COMPUTEAV_RBAC : 0) |
	       (a->bounded ? SEPOL_COMPUTEAV_BOUNDS : 0);
}

struct counts {
	uint32_t asked, wrong, allowed, rule, constraint, role, bounds;
};

static void compare(const struct pool *p, const struct policy *policy, const struct pool_query *q,
		    struct counts *n)
{
	struct eval_query query = { &p->parsed[q->source],
				    &p->parsed[q->target],
				    q->class_value,
				    q->perms,
				    IOCTL_NONE,
				    false };
	struct eval_answer ours;
	struct oracle_answer theirs;

	oracle_ask(p->sid[q->source], p->sid[q->target], (uint16_t)q->class_value, q->perms,
		   &theirs);
	policy_query(&policy->ix, &query, NULL, &ours);
	n->asked++;
	n->allowed += ours.reasons == 0;
	n->rule += (ours.reasons & EVAL_NO_RULE) != 0;
	n->constraint += (ours.reasons & EVAL_CONSTRAINT) != 0;
	n->role += (ours.reasons & EVAL_ROLE) != 0;
	n->bounds += ours.bounded != 0;
	if (ours.allowed == theirs.allowed && ours.auditdeny == theirs.auditdeny &&
	    ours.auditallow == theirs.auditallow && reasons_of(&ours) == theirs.reasons &&
	    !ours.unsure)
		return;
	if (n->wrong++ < 5)
		printf("# %s %s class %s perms %x: ours %x deny %x why %x, libsepol %x %x %x\n",
		       p->text[q->source], p->text[q->target],
		       policy_index_name_of(&policy->ix, POLNAME_CLASS, q->class_value), q->perms,
		       ours.allowed, ours.auditdeny, reasons_of(&ours), theirs.allowed,
		       theirs.auditdeny, theirs.reasons);
}

static bool same_names(const struct policy_index *ix)
{
	uint32_t v, i;

	for (v = 1; v <= ix->classes_max; v++) {
		if (oracle_class(policy_index_name_of(ix, POLNAME_CLASS, v)) != v)
			return false;
		for (i = 0; i < 32; i++)
			if (ix->classes[v].perms[i] &&
			    oracle_perm((uint16_t)v, ix->strings + ix->classes[v].perms[i]) !=
				    UINT32_C(1) << i)
				return false;
	}
	return true;
}

static void compare_policy(const char *name, const char *path, uint32_t queries, uint64_t seed)
{
	static struct pool pool;
	struct policy_source source = { path };
	struct diag d = { 0 };
	struct policy *policy = policy_load(&source, &d);
	struct counts n = { 0 };
	uint32_t invalid, disagreed, valid = 0, i;
	struct pool_query q;
	char what[256];
	double ms;

	if (!policy) {
		printf("# %s\n", diag_text(&d));
		result(false, path);
		diag_release(&d);
		return;
	}
	oracle_load(path, NULL);
	snprintf(what, sizeof(what), "%s: classes and permissions have the same values", name);
	result(same_names(&policy->ix), what);
	pool_fill(&pool, policy, NULL, POOL_MAX, &seed);
	pool_ask_sids(&pool, &invalid, &disagreed);
	snprintf(what, sizeof(what), "%s: %u contexts valid or not (%u) alike", name, pool.count,
		 invalid);
	result(disagreed == 0, what);
	for (i = 0; i < pool.count; i++) {
		if (!pool.sid[i])
			continue;
		pool.sid[valid] = pool.sid[i];
		if (valid != i) {
			char *text = pool.text[valid];
			struct policy_context c = pool.parsed[valid];

			pool.text[valid] = pool.text[i];
			pool.parsed[valid] = pool.parsed[i];
			pool.text[i] = text;
			pool.parsed[i] = c;
		}
		valid++;
	}
	/* Only those now; the lists by type are made again. */
	memset(pool.first_of_type, 0, (policy->ix.types_max + 1) * sizeof(uint32_t));
	for (i = 0; i < valid; i++) {
		pool.next[i] = pool.first_of_type[pool.parsed[i].type];
		pool.first_of_type[pool.parsed[i].type] = i + 1;
	}
	i = pool.count;
	pool.count = valid;
	ms = now_ms();
	while (n.asked < queries) {
		pool_query(&pool, policy, &seed, &q);
		compare(&pool, policy, &q, &n);
	}
	ms = now_ms() - ms;
	pool.count = i;
	snprintf(what, sizeof(what),
		 "%s: %u queries alike, %u mismatches (%u allowed, %u no rule, %u constraint, %u "
		 "role, %u bounds; %.0f ms)",
		 name, n.asked, n.wrong, n.allowed, n.rule, n.constraint, n.role, n.bounds, ms);
	result(n.wrong == 0 && n.allowed && n.rule && n.constraint, what);
	pool_release(&pool);
	policy_free(policy);
}

int main(void)
{
	const char *dir = getenv("srcdir") ? getenv("srcdir") : ".", *word;
	uint64_t seed = 20261120;
	char path[4096];

	word = getenv("AVCURATE_DIFF_SEED");
	if (word)
		seed = strtoull(word, NULL, 10) | 1;
	snprintf(path, sizeof(path), "%s/tests/data/features.cil", dir);
	compare_policy("features", path, 60000, seed);
	snprintf(path, sizeof(path), "%s/tests/data/demo.cil", dir);
	compare_policy("demo", path, 50000, seed + 2);
	if (access(DISTRIBUTION, R_OK) == 0)
		compare_policy("Debian", DISTRIBUTION, 60000, seed + 4);
	else
		printf("ok %d - Debian # SKIP needs the package selinux-policy-default\n", ++tests);
	word = getenv("AVCURATE_DIFF_POLICY");
	if (word)
		compare_policy(word, word, 60000, seed + 6);
	printf("1..%d\n", tests);
	return failed != 0;
}
