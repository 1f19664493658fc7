// SPDX-License-Identifier: GPL-2.0-or-later
/* engine POLICY: what the policy engine takes, one "NAME VALUE" a line, for bench.sh.
 * engine --denials N POLICY: N distinct denials of that policy, as an audit log. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "policy/boolean.h"
#include "policy/load.h"
#include "base/mem.h"
#include "policy/reach.h"
#include "policy/whatif.h"
#include "tests/diff/oracle.h"
#include "tests/diff/pool.h"

#define QUERIES 20000
#define ROUNDS  9

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* CPU of this process and of its children that ended: what a busy machine does not change. */
static double cpu_us(void)
{
	struct rusage own, children;

	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	return (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec + children.ru_utime.tv_sec +
			children.ru_stime.tv_sec) *
		       1e6 +
	       (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec + children.ru_utime.tv_usec +
			children.ru_stime.tv_usec);
}

/* Resident memory of this process in MiB, the mapped index included. */
static double resident_mib(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "r");
	char line[256];
	double kib = 0;

	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "Rss:", 4) == 0)
			kib = strtod(line + 4, NULL);
	if (f)
		fclose(f);
	return kib / 1024;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
	return values[n / 2];
}

static struct policy *load(const char *path)
{
	struct policy_source source = { path };
	struct diag d = { 0 };
	struct policy *p = policy_load(&source, &d);

	if (!p) {
		fprintf(stderr, "%s\n", diag_text(&d));
		exit(1);
	}
	return p;
}

/* Those that libsepol finds valid come first. */
static void valid_only(struct pool *pool)
{
	uint32_t i, invalid, disagreed, valid = 0;

	pool_ask_sids(pool, &invalid, &disagreed);
	for (i = 0; i < pool->count; i++) {
		struct policy_context c = pool->parsed[valid];
		char *text = pool->text[valid];

		if (!pool->sid[i])
			continue;
		pool->parsed[valid] = pool->parsed[i];
		pool->text[valid] = pool->text[i];
		pool->sid[valid++] = pool->sid[i];
		if (valid - 1 != i) {
			pool->parsed[i] = c;
			pool->text[i] = text;
		}
	}
	pool->count = valid;
}

static void bench_load(const char *path)
{
	double times[ROUNDS], before = resident_mib(), after = 0;
	struct policy *p;
	unsigned i;

	for (i = 0; i < ROUNDS; i++) {
		double start = cpu_us();

		p = load(path);
		times[i] = (cpu_us() - start) / 1e3;
		if (i == 0)
			after = resident_mib();
		policy_free(p);
	}
	printf("load_ms %.1f\nload_mib %.1f\n", median(times, ROUNDS), after - before);
}

static void bench_queries(const struct policy *p, const struct pool *pool, uint64_t *seed)
{
	struct pool_query *queries = mem_zalloc(QUERIES, sizeof(*queries));
	double *times = mem_zalloc(QUERIES, sizeof(*times)), start, theirs;
	struct oracle_answer oracle;
	struct eval_answer a;
	uint64_t sum = 0;
	uint32_t i, k;

	for (i = 0; i < QUERIES; i++)
		pool_query(pool, p, seed, &queries[i]);
	for (i = 0; i < QUERIES; i++) {
		const struct pool_query *w = &queries[i];
		struct eval_query q = { &pool->parsed[w->source],
					&pool->parsed[w->target],
					w->class_value,
					w->perms,
					IOCTL_NONE,
					false };

		start = now_us();
		for (k = 0; k < 8; k++) {
			policy_query(&p->ix, &q, NULL, &a);
			sum += a.allowed;
		}
		times[i] = (now_us() - start) / 8;
	}
	printf("query_us %.2f\n", median(times, QUERIES));
	for (i = 0; i < QUERIES; i++) {
		const struct pool_query *w = &queries[i];

		start = now_us();
		oracle_ask(pool->sid[w->source], pool->sid[w->target], (uint16_t)w->class_value,
			   w->perms, &oracle);
		times[i] = now_us() - start;
		sum += oracle.allowed;
	}
	theirs = median(times, QUERIES);
	printf("libsepol_query_us %.2f\n", theirs);
	if (sum == 0)
		printf("# nothing allowed\n");
	free(queries);
	free(times);
}

static struct statement statement(struct intern *names, const char *source, const char *target,
				  const char *class, const char *perm, const char *other)
{
	struct statement s = { .kind = STATEMENT_ALLOW,
			       .source = intern_adds(names, source),
			       .target = intern_adds(names, target),
			       .classes = mem_zalloc(1, sizeof(name_id)),
			       .class_count = 1 };

	s.classes[0] = intern_adds(names, class);
	statement_add_perm(&s, intern_adds(names, perm), names);
	if (other)
		statement_add_perm(&s, intern_adds(names, other), names);
	return s;
}

static void bench_reach(const struct policy *p)
{
	static const char *const rules[][5] = {
		{ "domain", "file_type", "file", "read", "open" },
		{ "domain", "domain", "process", "signal", NULL },
		{ "httpd_t", "file_type", "file", "read", "open" },
	};
	double worst = 0, start, times[ROUNDS];
	struct intern *names = intern_new();
	struct reach r = { 0 };
	size_t i, k;

	for (i = 0; i < AV_ARRAY_LEN(rules); i++) {
		struct statement s = statement(names, rules[i][0], rules[i][1], rules[i][2],
					       rules[i][3], rules[i][4]);
		double ms;

		for (k = 0; k < ROUNDS; k++) {
			start = now_us();
			policy_reach(&p->ix, NULL, &s, names, 1000, &r, NULL);
			times[k] = (now_us() - start) / 1e3;
		}
		ms = median(times, ROUNDS);
		worst = ms > worst ? ms : worst;
		statement_release(&s);
	}
	printf("reach_ms %.1f\n", worst);
	reach_release(&r);
	intern_free(names);
}

/* A thousand denials under fifty statements, contexts parsed again: what a key press may take. */
static void bench_prove(const struct policy *p, const struct pool *pool, uint64_t *seed)
{
	struct intern *names = intern_new();
	struct eval_overlay o = { 0 };
	double times[ROUNDS], start;
	uint32_t i, k, allowed = 0;

	for (i = 0; i < 50; i++) {
		const struct policy_context *c = &pool->parsed[pool_random(seed, pool->count)];
		const struct policy_context *t = &pool->parsed[pool_random(seed, pool->count)];
		struct statement s =
			statement(names, policy_index_name_of(&p->ix, POLNAME_TYPE, c->type),
				  policy_index_name_of(&p->ix, POLNAME_TYPE, t->type), "file",
				  "read", "open");

		whatif_add(&o, &p->ix, &s, names, NULL);
		statement_release(&s);
	}
	whatif_finish(&o, &p->ix);
	for (k = 0; k < ROUNDS; k++) {
		uint64_t again = *seed;

		start = now_us();
		for (i = 0; i < 1000; i++) {
			struct policy_context from, to;
			struct pool_query w;
			struct eval_answer a;
			struct eval_query q;

			pool_query(pool, p, &again, &w);
			context_parse(&from, &p->ix, &o, slice_of(pool->text[w.source]));
			context_parse(&to, &p->ix, &o, slice_of(pool->text[w.target]));
			q = (struct eval_query){ &from,   &to,        w.class_value,
						 w.perms, IOCTL_NONE, false };
			policy_query(&p->ix, &q, &o, &a);
			allowed += a.reasons == 0;
			context_release(&from);
			context_release(&to);
		}
		times[k] = (now_us() - start) / 1e3;
	}
	printf("prove_ms %.2f\n# %u allowed\n", median(times, ROUNDS), allowed / ROUNDS);
	whatif_release(&o);
	intern_free(names);
}

static void bench_booleans(const struct policy *p)
{
	struct policy_context s, t;
	struct boolean_fixes fixes;
	double times[ROUNDS], start;
	struct eval_query q = { &s, &t, 0, 0, IOCTL_NONE, false };
	unsigned i;

	context_parse(&s, &p->ix, NULL, slice_of("system_u:system_r:httpd_t:s0"));
	context_parse(&t, &p->ix, NULL, slice_of("system_u:object_r:nfs_t:s0"));
	q.class_value = policy_index_value(&p->ix, POLNAME_CLASS, slice_of("file"));
	q.perms = policy_index_perm(&p->ix, q.class_value, slice_of("read"));
	for (i = 0; i < ROUNDS; i++) {
		start = now_us();
		policy_booleans(&p->ix, NULL, &q, 1, &fixes);
		times[i] = now_us() - start;
	}
	printf("boolean_pairs %zu\nboolean_us %.1f\n", fixes.count, median(times, ROUNDS));
	context_release(&s);
	context_release(&t);
}

/* Distinct (contexts, class, permission), each denied for lack of a rule or by a constraint. */
static void print_denials(const struct policy *p, const struct pool *pool, unsigned long wanted,
			  uint64_t *seed)
{
	unsigned long done = 0;
	struct eval_answer a;

	while (done < wanted) {
		struct pool_query w;
		struct eval_query q;

		pool_query(pool, p, seed, &w);
		w.perms &= ~(w.perms - 1); /* one of them */
		q = (struct eval_query){ &pool->parsed[w.source],
					 &pool->parsed[w.target],
					 w.class_value,
					 w.perms,
					 IOCTL_NONE,
					 false };
		policy_query(&p->ix, &q, NULL, &a);
		if (!a.reasons)
			continue;
		printf("type=AVC msg=audit(%lu.%03lu:%lu): avc:  denied  { %s } for  pid=%lu "
		       "comm=\"bench\" scontext=%s tcontext=%s tclass=%s permissive=0\n",
		       1793000000 + done / 100, done * 10 % 1000, done + 1,
		       p->ix.strings + p->ix.classes[w.class_value].perms[__builtin_ctz(w.perms)],
		       1000 + done % 5000, pool->text[w.source], pool->text[w.target],
		       policy_index_name_of(&p->ix, POLNAME_CLASS, w.class_value));
		done++;
	}
}

int main(int argc, char **argv)
{
	static struct pool pool;
	bool denials = argc == 4 && strcmp(argv[1], "--denials") == 0;
	const char *path = argv[argc - 1];
	uint64_t seed = 20261120;
	struct policy *p;

	if (!denials && argc != 2) {
		fprintf(stderr, "usage: engine [--denials N] POLICY\n");
		return 2;
	}
	if (!denials)
		bench_load(path);
	p = load(path);
	pool_fill(&pool, p, NULL, 2000, &seed);
	oracle_load(path, NULL);
	valid_only(&pool);
	if (denials) {
		print_denials(p, &pool, strtoul(argv[2], NULL, 10), &seed);
		return 0;
	}
	bench_queries(p, &pool, &seed);
	bench_prove(p, &pool, &seed);
	bench_reach(p);
	bench_booleans(p);
	return 0;
}
