// SPDX-License-Identifier: GPL-2.0-or-later
/* Builds the block of a policy index: collects sections, sorts rules, makes the tables, writes
 * it out. */
#include "config.h"

#include "index_build_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fileio.h"
#include "base/mem.h"

/* Nobody runs a policy whose block is larger than this. */
#define BLOCK_LIMIT_BYTES ((size_t)1 << 29)

void index_build_release(struct index_build *b)
{
	size_t i;

	for (i = 0; i < POLICY_INDEX_SECTIONS; i++)
		buf_release(&b->sections[i]);
	free(b->rules);
	*b = (struct index_build){ 0 };
}

void *index_build_add(struct index_build *b, enum policy_index_section s, size_t count,
		      size_t bytes)
{
	static const char zeros[4096];
	struct buf *out = &b->sections[s];
	size_t start = out->len, left = count * bytes;

	while (left) {
		size_t n = left < sizeof(zeros) ? left : sizeof(zeros);

		buf_add(out, zeros, n);
		left -= n;
	}
	return out->data + start;
}

uint32_t index_build_count(const struct index_build *b, enum policy_index_section s, size_t bytes)
{
	return (uint32_t)(b->sections[s].len / bytes);
}

uint32_t index_build_string(struct index_build *b, const char *text)
{
	struct buf *out = &b->sections[POLICY_INDEX_STRINGS];
	size_t at;

	if (out->len == 0)
		buf_add(out, "", 1);
	if (!text || !text[0])
		return 0;
	at = out->len;
	buf_add(out, text, strlen(text) + 1);
	return (uint32_t)at;
}

uint32_t index_build_set(struct index_build *b, uint32_t max)
{
	uint32_t at = index_build_count(b, POLICY_INDEX_BITS, sizeof(uint64_t));

	index_build_add(b, POLICY_INDEX_BITS, policy_index_words(max), sizeof(uint64_t));
	return at;
}

void index_build_set_bit(struct index_build *b, uint32_t set, uint32_t value)
{
	uint64_t *bits = (uint64_t *)(void *)b->sections[POLICY_INDEX_BITS].data;

	bits[set + value / 64] |= UINT64_C(1) << (value % 64);
}

void index_build_id(struct index_build *b, uint32_t id)
{
	buf_add(&b->sections[POLICY_INDEX_IDS], &id, sizeof(id));
}

uint32_t index_build_ids(const struct index_build *b)
{
	return index_build_count(b, POLICY_INDEX_IDS, sizeof(uint32_t));
}

void index_build_name(struct index_build *b, enum policy_index_name_kind kind, uint32_t string,
		      uint32_t value)
{
	struct policy_index_name n = { string, kind, value };

	buf_add(&b->sections[POLICY_INDEX_NAMES], &n, sizeof(n));
}

void index_build_rule(struct index_build *b, uint32_t class_value, uint32_t source,
		      const struct policy_index_rule *rule)
{
	b->rules = mem_grow(b->rules, &b->rule_cap, b->rule_count + 1, sizeof(*b->rules));
	b->rules[b->rule_count++] =
		(struct index_build_rule){ (uint16_t)class_value, (uint16_t)source, *rule };
}

enum sort_key { BY_TARGET, BY_SOURCE, BY_CLASS, SORT_KEYS };

static uint16_t key_of(const struct index_build_rule *r, enum sort_key key)
{
	return key == BY_TARGET ? r->rule.target : key == BY_SOURCE ? r->source : r->class_value;
}

/* Counting sort, least significant key first: stable and linear. */
static void sort_rules(struct index_build *b)
{
	struct index_build_rule *from = b->rules, *to, *swap;
	size_t *start = mem_zalloc(65537, sizeof(*start)), i;
	int key;

	to = mem_zalloc(b->rule_count + 1, sizeof(*to));
	for (key = 0; key < SORT_KEYS; key++) {
		memset(start, 0, 65537 * sizeof(*start));
		for (i = 0; i < b->rule_count; i++)
			start[key_of(&from[i], key) + 1]++;
		for (i = 1; i <= 65536; i++)
			start[i] += start[i - 1];
		for (i = 0; i < b->rule_count; i++)
			to[start[key_of(&from[i], key)]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	b->rules = from;
	b->rule_cap = b->rule_count + 1;
	free(to);
	free(start);
}

static uint32_t slots_for(size_t count)
{
	uint32_t n = 16;

	while (n < count * 2)
		n *= 2;
	return n;
}

static void put_group(struct policy_index_group *table, uint32_t mask, struct policy_index_group g)
{
	uint32_t i = policy_index_group_hash(g.key) & mask;

	while (table[i].key)
		i = (i + 1) & mask;
	table[i] = g;
}

static void make_groups(struct index_build *b)
{
	struct policy_index_group *table;
	size_t i, k, groups = 0;
	uint32_t slots;

	sort_rules(b);
	for (i = 0; i < b->rule_count; i++)
		groups += i == 0 || b->rules[i].class_value != b->rules[i - 1].class_value ||
			  b->rules[i].source != b->rules[i - 1].source;
	slots = slots_for(groups);
	table = index_build_add(b, POLICY_INDEX_GROUPS, slots, sizeof(*table));
	for (i = 0; i < b->rule_count; i = k) {
		uint32_t key = (uint32_t)b->rules[i].class_value << 16 | b->rules[i].source;

		for (k = i; k < b->rule_count &&
			    ((uint32_t)b->rules[k].class_value << 16 | b->rules[k].source) == key;
		     k++)
			buf_add(&b->sections[POLICY_INDEX_RULES], &b->rules[k].rule,
				sizeof(b->rules[k].rule));
		put_group(table, slots - 1,
			  (struct policy_index_group){ key, { (uint32_t)i, (uint32_t)(k - i) } });
	}
}

/* Turn the list of names into a hash table of them. */
static void hash_names(struct index_build *b)
{
	struct buf list = b->sections[POLICY_INDEX_NAMES];
	const char *strings = b->sections[POLICY_INDEX_STRINGS].data;
	size_t count = list.len / sizeof(struct policy_index_name), i;
	uint32_t slots = slots_for(count), at;
	struct policy_index_name *table, n;

	b->sections[POLICY_INDEX_NAMES] = (struct buf){ 0 };
	table = index_build_add(b, POLICY_INDEX_NAMES, slots, sizeof(*table));
	for (i = 0; i < count; i++) {
		memcpy(&n, list.data + i * sizeof(n), sizeof(n));
		at = policy_index_hash(n.kind, slice_of(strings + n.name)) & (slots - 1);
		while (table[at].kind != POLNAME_NONE)
			at = (at + 1) & (slots - 1);
		table[at] = n;
	}
	buf_release(&list);
}

static int write_bytes(int fd, const void *bytes, size_t n, struct diag *d)
{
	if (fileio_put(fd, bytes, n) < 0)
		return diag_set(d, "cannot write the policy index: %s", strerror(errno));
	return 0;
}

static const size_t element_bytes[POLICY_INDEX_SECTIONS] = {
	[POLICY_INDEX_STRINGS] = 1,
	[POLICY_INDEX_BITS] = sizeof(uint64_t),
	[POLICY_INDEX_IDS] = sizeof(uint32_t),
	[POLICY_INDEX_TYPES] = sizeof(struct policy_index_type),
	[POLICY_INDEX_CLASSES] = sizeof(struct policy_index_class),
	[POLICY_INDEX_ROLES] = sizeof(struct policy_index_role),
	[POLICY_INDEX_USERS] = sizeof(struct policy_index_user),
	[POLICY_INDEX_SENSES] = sizeof(struct policy_index_sens),
	[POLICY_INDEX_CATS] = sizeof(uint32_t),
	[POLICY_INDEX_BOOLS] = sizeof(struct policy_index_bool),
	[POLICY_INDEX_CONDS] = sizeof(struct policy_index_cond),
	[POLICY_INDEX_COND_EXPRS] = sizeof(struct policy_index_cond_expr),
	[POLICY_INDEX_RULES] = sizeof(struct policy_index_rule),
	[POLICY_INDEX_GROUPS] = sizeof(struct policy_index_group),
	[POLICY_INDEX_XPERMS] = sizeof(struct policy_index_xperm),
	[POLICY_INDEX_CONSTRAINTS] = sizeof(struct policy_index_constraint),
	[POLICY_INDEX_CEXPRS] = sizeof(struct policy_index_cexpr),
	[POLICY_INDEX_PORTS] = sizeof(struct policy_index_port),
	[POLICY_INDEX_TRANSITIONS] = sizeof(struct policy_index_transition),
	[POLICY_INDEX_NAMES] = sizeof(struct policy_index_name),
};

int index_build_write(struct index_build *b, int fd, struct diag *d)
{
	size_t at = (sizeof(b->header) + 7) / 8 * 8, i;

	index_build_string(b, NULL);
	make_groups(b);
	hash_names(b);
	b->header.magic = POLICY_INDEX_MAGIC;
	for (i = 0; i < POLICY_INDEX_SECTIONS; i++) {
		struct buf *s = &b->sections[i];

		b->header.sections[i].offset = (uint32_t)at;
		b->header.sections[i].count = (uint32_t)(s->len / element_bytes[i]);
		buf_add(s, "\0\0\0\0\0\0\0", (8 - s->len % 8) % 8);
		at += s->len;
		if (at > BLOCK_LIMIT_BYTES)
			return diag_set(d,
					"the policy is too large: its index would need more "
					"than %zu bytes",
					BLOCK_LIMIT_BYTES);
	}
	b->header.bytes = (uint32_t)at;
	if (write_bytes(fd, &b->header, sizeof(b->header), d) < 0 ||
	    write_bytes(fd, "\0\0\0\0\0\0\0", (8 - sizeof(b->header) % 8) % 8, d) < 0)
		return -1;
	for (i = 0; i < POLICY_INDEX_SECTIONS; i++)
		if (write_bytes(fd, b->sections[i].data, b->sections[i].len, d) < 0)
			return -1;
	return 0;
}
