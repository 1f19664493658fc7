// SPDX-License-Identifier: GPL-2.0-or-later
/* The same questions to the policy engine and to the kernel, answered in the same words, for diff.
 *
 *   answers POLICY [MODULE.te] <QUESTIONS    the engine's, with the module's statements laid over
 *   answers kernel <QUESTIONS                what /sys/fs/selinux/access says
 *   answers POLICY any N                     N random questions, most of them of valid contexts
 *
 * A question is a line "SOURCE TARGET CLASS", two contexts and a class; the answer is that line and
 * all permissions of the class that are allowed. With a fourth word, an ioctl command, the engine
 * says "allowed" or "denied" (the kernel has to be asked by doing it). */
#include "config.h"

#include <selinux/selinux.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "policy/load.h"
#include "base/mem.h"
#include "te/read.h"
#include "policy/whatif.h"
#include "tests/diff/pool.h"

#define POOL 400 /* contexts that random questions are about */

struct question {
	char source[256], target[256], class[64], ioctl[16];
	int words;
};

struct engine {
	struct policy *policy;
	struct intern *names;
	struct eval_overlay overlay;
};

static void stop(const char *what)
{
	fprintf(stderr, "answers: %s\n", what);
	exit(2);
}

static void print_perms(const struct question *q, uint32_t allowed)
{
	/* The kernel's numbers are those of the policy: libselinux knows their names. */
	security_class_t class = string_to_security_class(q->class);
	unsigned bit;

	printf("%s %s %s", q->source, q->target, q->class);
	for (bit = 0; bit < 32; bit++)
		if (allowed & UINT32_C(1) << bit) {
			const char *name = security_av_perm_to_string(class, UINT32_C(1) << bit);

			printf(" %s", name ? name : "?");
		}
	putchar('\n');
}

static void ask_kernel(const struct question *q)
{
	struct av_decision answer;

	if (security_compute_av_raw(q->source, q->target, string_to_security_class(q->class), ~0u,
				    &answer) < 0)
		printf("%s %s %s invalid\n", q->source, q->target, q->class);
	else
		print_perms(q, answer.allowed);
}

static void print_engine_perms(const struct question *q, const struct policy_index *ix,
			       uint32_t class, uint32_t allowed)
{
	unsigned bit;

	printf("%s %s %s", q->source, q->target, q->class);
	for (bit = 0; bit < 32; bit++)
		if (allowed & UINT32_C(1) << bit && ix->classes[class].perms[bit])
			printf(" %s", ix->strings + ix->classes[class].perms[bit]);
	putchar('\n');
}

static void ask_engine(const struct engine *e, const struct question *q)
{
	const struct policy_index *ix = &e->policy->ix;
	struct policy_context source, target;
	struct eval_query query = { .source = &source,
				    .target = &target,
				    .class_value = policy_index_value(ix, POLNAME_CLASS,
								      slice_of(q->class)),
				    .ioctl = IOCTL_NONE };
	struct eval_answer answer;

	if (!query.class_value)
		stop("a class that the policy has not");
	if (q->words == 4) {
		query.ioctl = (uint32_t)strtoul(q->ioctl, NULL, 0);
		query.perms = policy_index_perm(ix, query.class_value, slice_of("ioctl"));
	}
	context_parse(&source, ix, &e->overlay, slice_of(q->source));
	context_parse(&target, ix, &e->overlay, slice_of(q->target));
	policy_query(ix, &query, &e->overlay, &answer);
	if (answer.invalid)
		printf("%s %s %s invalid\n", q->source, q->target, q->class);
	else if (q->words == 4)
		printf("%s %s %s %s %s\n", q->source, q->target, q->class, q->ioctl,
		       answer.reasons ? "denied" : "allowed");
	else
		print_engine_perms(q, ix, query.class_value, answer.allowed);
	context_release(&source);
	context_release(&target);
}

static void open_engine(struct engine *e, const char *policy, const char *module)
{
	struct policy_source source = { policy };
	struct diag d = { 0 };
	struct te_file te = { 0 };
	size_t i;

	e->policy = policy_load(&source, &d);
	if (!e->policy)
		stop(diag_text(&d));
	e->names = intern_new();
	if (module && te_read(module, e->names, &te, &d) < 0)
		stop(diag_text(&d));
	for (i = 0; i < te.block_count; i++)
		if (te.blocks[i].stands && whatif_add(&e->overlay, &e->policy->ix,
						      &te.blocks[i].written, e->names, &d) < 0)
			stop(diag_text(&d));
	whatif_finish(&e->overlay, &e->policy->ix);
	te_file_release(&te);
	diag_release(&d);
}

static void print_any(const struct policy *policy, unsigned long n)
{
	const struct policy_index *ix = &policy->ix;
	struct pool *pool = mem_zalloc(1, sizeof(*pool));
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);

	pool_fill(pool, policy, NULL, POOL, &seed);
	while (n-- > 0) {
		struct pool_query q;

		pool_query(pool, policy, &seed, &q);
		printf("%s %s %s\n", pool->text[q.source], pool->text[q.target],
		       policy_index_name_of(ix, POLNAME_CLASS, q.class_value));
	}
	pool_release(pool);
	free(pool);
}

int main(int argc, char **argv)
{
	bool kernel = argc == 2 && strcmp(argv[1], "kernel") == 0;
	struct engine e = { 0 };
	struct question q;
	char line[1024];

	if (argc == 4 && strcmp(argv[2], "any") == 0) {
		open_engine(&e, argv[1], NULL);
		print_any(e.policy, strtoul(argv[3], NULL, 10));
		return 0;
	}
	if (argc != 2 && argc != 3)
		stop("answers POLICY [MODULE.te] | POLICY any N | kernel");
	if (!kernel)
		open_engine(&e, argv[1], argc == 3 ? argv[2] : NULL);
	while (fgets(line, sizeof(line), stdin)) {
		q.words =
			sscanf(line, "%255s %255s %63s %15s", q.source, q.target, q.class, q.ioctl);
		if (q.words < 3)
			stop("a line that is no question");
		if (kernel)
			ask_kernel(&q);
		else
			ask_engine(&e, &q);
	}
	if (!kernel) {
		whatif_release(&e.overlay);
		intern_free(e.names);
		policy_free(e.policy);
	}
	return 0;
}
