// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/polbuild.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "avcurate/mem.h"

/* A block larger than this is no policy that anyone runs. */
#define BLOCK_LIMIT_BYTES ((size_t)1 << 29)

void polbuild_release(struct polbuild *b)
{
	size_t i;

	for (i = 0; i < POLIDX_SECTIONS; i++)
		buf_release(&b->sections[i]);
	free(b->rules);
	*b = (struct polbuild){ 0 };
}

void *polbuild_add(struct polbuild *b, enum polidx_section s, size_t count, size_t bytes)
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

uint32_t polbuild_count(const struct polbuild *b, enum polidx_section s, size_t bytes)
{
	return (uint32_t)(b->sections[s].len / bytes);
}

uint32_t polbuild_string(struct polbuild *b, const char *text)
{
	struct buf *out = &b->sections[POLIDX_STRINGS];
	size_t at;

	if (out->len == 0)
		buf_add(out, "", 1);
	if (!text || !text[0])
		return 0;
	at = out->len;
	buf_add(out, text, strlen(text) + 1);
	return (uint32_t)at;
}

uint32_t polbuild_set(struct polbuild *b, uint32_t max)
{
	uint32_t at = polbuild_count(b, POLIDX_BITS, sizeof(uint64_t));

	polbuild_add(b, POLIDX_BITS, polidx_words(max), sizeof(uint64_t));
	return at;
}

void polbuild_set_bit(struct polbuild *b, uint32_t set, uint32_t value)
{
	uint64_t *bits = (uint64_t *)(void *)b->sections[POLIDX_BITS].data;

	bits[set + value / 64] |= UINT64_C(1) << (value % 64);
}

void polbuild_id(struct polbuild *b, uint32_t id)
{
	buf_add(&b->sections[POLIDX_IDS], &id, sizeof(id));
}

uint32_t polbuild_ids(const struct polbuild *b)
{
	return polbuild_count(b, POLIDX_IDS, sizeof(uint32_t));
}

void polbuild_name(struct polbuild *b, enum polidx_name_kind kind, uint32_t string, uint32_t value)
{
	struct polidx_name n = { string, kind, value };

	buf_add(&b->sections[POLIDX_NAMES], &n, sizeof(n));
}

void polbuild_rule(struct polbuild *b, uint32_t class_value, uint32_t source,
		   const struct polidx_rule *rule)
{
	b->rules = mem_grow(b->rules, &b->rule_cap, b->rule_count + 1, sizeof(*b->rules));
	b->rules[b->rule_count++] =
		(struct polbuild_rule){ (uint16_t)class_value, (uint16_t)source, *rule };
}

enum sort_key { BY_TARGET, BY_SOURCE, BY_CLASS, SORT_KEYS };

static uint16_t key_of(const struct polbuild_rule *r, enum sort_key key)
{
	return key == BY_TARGET ? r->rule.target : key == BY_SOURCE ? r->source : r->class_value;
}

/* Counting sort, least significant key first: stable and linear. */
static void sort_rules(struct polbuild *b)
{
	struct polbuild_rule *from = b->rules, *to, *swap;
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

static void put_group(struct polidx_group *table, uint32_t mask, struct polidx_group g)
{
	uint32_t i = polidx_group_hash(g.key) & mask;

	while (table[i].key)
		i = (i + 1) & mask;
	table[i] = g;
}

static void make_groups(struct polbuild *b)
{
	struct polidx_group *table;
	size_t i, k, groups = 0;
	uint32_t slots;

	sort_rules(b);
	for (i = 0; i < b->rule_count; i++)
		groups += i == 0 || b->rules[i].class_value != b->rules[i - 1].class_value ||
			  b->rules[i].source != b->rules[i - 1].source;
	slots = slots_for(groups);
	table = polbuild_add(b, POLIDX_GROUPS, slots, sizeof(*table));
	for (i = 0; i < b->rule_count; i = k) {
		uint32_t key = (uint32_t)b->rules[i].class_value << 16 | b->rules[i].source;

		for (k = i; k < b->rule_count &&
			    ((uint32_t)b->rules[k].class_value << 16 | b->rules[k].source) == key;
		     k++)
			buf_add(&b->sections[POLIDX_RULES], &b->rules[k].rule,
				sizeof(b->rules[k].rule));
		put_group(table, slots - 1,
			  (struct polidx_group){ key, { (uint32_t)i, (uint32_t)(k - i) } });
	}
}

/* From the list of names to a table of them. */
static void hash_names(struct polbuild *b)
{
	struct buf list = b->sections[POLIDX_NAMES];
	const char *strings = b->sections[POLIDX_STRINGS].data;
	size_t count = list.len / sizeof(struct polidx_name), i;
	uint32_t slots = slots_for(count), at;
	struct polidx_name *table, n;

	b->sections[POLIDX_NAMES] = (struct buf){ 0 };
	table = polbuild_add(b, POLIDX_NAMES, slots, sizeof(*table));
	for (i = 0; i < count; i++) {
		memcpy(&n, list.data + i * sizeof(n), sizeof(n));
		at = polidx_hash(n.kind, slice_of(strings + n.name)) & (slots - 1);
		while (table[at].kind != POLNAME_NONE)
			at = (at + 1) & (slots - 1);
		table[at] = n;
	}
	buf_release(&list);
}

static int write_all(int fd, const char *p, size_t n, struct diag *d)
{
	while (n) {
		ssize_t did = write(fd, p, n);

		if (did < 0 && errno == EINTR)
			continue;
		if (did < 0)
			return diag_set(d, "no room for the policy index: %s", strerror(errno));
		p += did;
		n -= (size_t)did;
	}
	return 0;
}

static const size_t element_bytes[POLIDX_SECTIONS] = {
	[POLIDX_STRINGS] = 1,
	[POLIDX_BITS] = sizeof(uint64_t),
	[POLIDX_IDS] = sizeof(uint32_t),
	[POLIDX_TYPES] = sizeof(struct polidx_type),
	[POLIDX_CLASSES] = sizeof(struct polidx_class),
	[POLIDX_ROLES] = sizeof(struct polidx_role),
	[POLIDX_USERS] = sizeof(struct polidx_user),
	[POLIDX_SENSES] = sizeof(struct polidx_sens),
	[POLIDX_CATS] = sizeof(uint32_t),
	[POLIDX_BOOLS] = sizeof(struct polidx_bool),
	[POLIDX_CONDS] = sizeof(struct polidx_cond),
	[POLIDX_COND_EXPRS] = sizeof(struct polidx_cond_expr),
	[POLIDX_RULES] = sizeof(struct polidx_rule),
	[POLIDX_GROUPS] = sizeof(struct polidx_group),
	[POLIDX_XPERMS] = sizeof(struct polidx_xperm),
	[POLIDX_CONSTRAINTS] = sizeof(struct polidx_constraint),
	[POLIDX_CEXPRS] = sizeof(struct polidx_cexpr),
	[POLIDX_PORTS] = sizeof(struct polidx_port),
	[POLIDX_TRANSITIONS] = sizeof(struct polidx_transition),
	[POLIDX_NAMES] = sizeof(struct polidx_name),
};

int polbuild_write(struct polbuild *b, int fd, struct diag *d)
{
	size_t at = (sizeof(b->header) + 7) / 8 * 8, i;

	polbuild_string(b, NULL);
	make_groups(b);
	hash_names(b);
	b->header.magic = POLIDX_MAGIC;
	for (i = 0; i < POLIDX_SECTIONS; i++) {
		struct buf *s = &b->sections[i];

		b->header.sections[i].offset = (uint32_t)at;
		b->header.sections[i].count = (uint32_t)(s->len / element_bytes[i]);
		buf_add(s, "\0\0\0\0\0\0\0", (8 - s->len % 8) % 8);
		at += s->len;
		if (at > BLOCK_LIMIT_BYTES)
			return diag_set(d,
					"the policy is too large: its index would take more "
					"than %zu bytes",
					BLOCK_LIMIT_BYTES);
	}
	b->header.bytes = (uint32_t)at;
	if (write_all(fd, (const char *)&b->header, sizeof(b->header), d) < 0 ||
	    write_all(fd, "\0\0\0\0\0\0\0", (8 - sizeof(b->header) % 8) % 8, d) < 0)
		return -1;
	for (i = 0; i < POLIDX_SECTIONS; i++)
		if (write_all(fd, b->sections[i].data, b->sections[i].len, d) < 0)
			return -1;
	return 0;
}
