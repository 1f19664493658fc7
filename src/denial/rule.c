// SPDX-License-Identifier: GPL-2.0-or-later
/* Compare, copy and summarise candidate rules. Does not count records (see ledger.c) and does not
 * know the policy. */
#include "config.h"

#include "denial/rule.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/index.h"
#include "base/mem.h"

bool rule_key_same(const struct rule_key *a, const struct rule_key *b)
{
	return a->source == b->source && a->target == b->target && a->class == b->class &&
	       a->kind == b->kind && a->role == b->role;
}

uint64_t rule_key_hash(const struct rule_key *key)
{
	uint32_t words[] = { (uint32_t)key->kind, key->source, key->target, key->class, key->role };

	return hash_words(words, AV_ARRAY_LEN(words));
}

void rule_release(struct rule *r)
{
	uint32_t i;

	if (r->tuple_index)
		index_release(r->tuple_index);
	free(r->tuple_index);
	free(r->perms);
	free(r->tuples);
	free(r->seen);
	for (i = 0; i < r->sample_count; i++)
		free(r->samples[i].text);
	free(r->samples);
	*r = (struct rule){ 0 };
}

static void *copy_of(const void *items, size_t count, size_t size)
{
	void *copy = NULL;

	if (count) {
		copy = mem_alloc(count * size);
		memcpy(copy, items, count * size);
	}
	return copy;
}

struct rule *rule_snapshot(const struct rule *r)
{
	struct rule *s = copy_of(r, 1, sizeof(*r));
	uint32_t i;

	s->tuple_index = NULL;
	s->perms = copy_of(r->perms, r->perm_count, sizeof(*r->perms));
	s->tuples = copy_of(r->tuples, r->tuple_count, sizeof(*r->tuples));
	s->seen = copy_of(r->seen, r->seen_count, sizeof(*r->seen));
	s->samples = copy_of(r->samples, r->sample_count, sizeof(*r->samples));
	for (i = 0; i < r->sample_count; i++)
		s->samples[i].text = copy_of(r->samples[i].text, (size_t)r->samples[i].kept + 1, 1);
	return s;
}

size_t rule_seen(const struct rule *r, enum seen_kind kind, const struct seen *out[RULE_SEEN_MAX])
{
	size_t i, n = 0;

	for (i = 0; i < r->seen_count && n < RULE_SEEN_MAX; i++)
		if (r->seen[i].kind == kind)
			out[n++] = &r->seen[i];
	return n;
}

static int compare_pairs(const void *a, const void *b)
{
	return memcmp(a, b, 2 * sizeof(name_id));
}

size_t rule_context_pairs(const struct rule *r)
{
	name_id(*pairs)[2];
	size_t i, n = 0;

	if (!r->tuple_count)
		return 0;
	pairs = mem_alloc(r->tuple_count * sizeof(*pairs));
	for (i = 0; i < r->tuple_count; i++) {
		pairs[i][0] = r->tuples[i].scontext;
		pairs[i][1] = r->tuples[i].tcontext;
	}
	qsort(pairs, r->tuple_count, sizeof(*pairs), compare_pairs);
	for (i = 0; i < r->tuple_count; i++)
		n += i == 0 || compare_pairs(pairs[i], pairs[i - 1]) != 0;
	free(pairs);
	return n;
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

size_t rule_ioctls(const struct rule *r, uint32_t *out, size_t max)
{
	uint32_t *all;
	size_t i, n = 0, distinct = 0;

	for (i = 0; i < r->tuple_count; i++)
		n += r->tuples[i].ioctl != IOCTL_NONE;
	if (!n)
		return 0;
	all = mem_alloc(n * sizeof(*all));
	for (i = n = 0; i < r->tuple_count; i++)
		if (r->tuples[i].ioctl != IOCTL_NONE)
			all[n++] = r->tuples[i].ioctl;
	qsort(all, n, sizeof(*all), compare_numbers);
	for (i = 0; i < n; i++) {
		if (i && all[i] == all[i - 1])
			continue;
		if (distinct < max)
			out[distinct] = all[i];
		distinct++;
	}
	free(all);
	return distinct;
}

bool rule_is_self(const struct rule *r)
{
	return r->key.source == r->key.target;
}

void rule_statement(const struct rule *r, const struct intern *names, struct statement *out)
{
	const struct kind *kind = kind_of(r->key.kind);

	statement_release(out);
	out->source = r->key.source;
	out->target = r->key.target;
	out->self = rule_is_self(r);
	if (kind->statement)
		kind->statement(r, names, out);
	if (out->kind == STATEMENT_GRANT)
		out->answers = r->key.kind;
}
