// SPDX-License-Identifier: GPL-2.0-or-later
/* CIL in canonical form: parses forms into a tree, replaces generated attributes by their sets and
 * sorts what has no order. Knows nothing about the meaning of statements. */
#include "config.h"

#include "cil_canon_internal.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/index.h"
#include "base/mem.h"
#include "base/slice.h"

#define DEPTH_MAX 200
#define NONE      SIZE_MAX

/* A word, or a list of the nodes from `first`, chained by `next`. */
struct node {
	struct slice word; /* NULL: a list */
	size_t first, next;
};

struct canon {
	struct node *nodes;
	size_t count, cap;
	struct made {
		struct slice name;
		size_t set; /* its definition */
	} * made;
	size_t made_count, made_cap;
	struct index index; /* of `made`, by name */
	bool expanding;     /* inside a generated set; they do not nest, but hostile text may try */
};

static size_t add_node(struct canon *c, struct slice word)
{
	c->nodes = mem_grow(c->nodes, &c->cap, c->count + 1, sizeof(*c->nodes));
	c->nodes[c->count] = (struct node){ word, NONE, NONE };
	return c->count++;
}

bool cil_next_word(const char **p, const char *end, struct slice *word)
{
	for (;;) {
		while (*p < end && ascii_is_blank(**p))
			(*p)++;
		if (*p == end)
			return false;
		if (**p != ';')
			break;
		while (*p < end && **p != '\n')
			(*p)++;
	}
	word->p = *p;
	if (**p == '(' || **p == ')') {
		(*p)++;
	} else if (**p == '"') {
		do
			(*p)++;
		while (*p < end && **p != '"');
		*p += *p < end;
	} else {
		while (*p < end && !ascii_is_blank(**p) && **p != '(' && **p != ')' && **p != ';')
			(*p)++;
	}
	word->n = (size_t)(*p - word->p);
	return true;
}

/* The top level becomes the list 0. */
static bool parse_text(struct canon *c, const char *text, size_t n)
{
	size_t open[DEPTH_MAX], last[DEPTH_MAX], depth = 0, id;
	const char *p = text, *end = text + n;
	struct slice word;
	bool list;

	if (memchr(text, '\0', n)) /* output would stop there */
		return false;
	open[0] = add_node(c, (struct slice){ 0 });
	last[0] = NONE;
	while (cil_next_word(&p, end, &word)) {
		if (*word.p == ')') {
			if (!depth--)
				return false;
			continue;
		}
		list = *word.p == '(';
		id = add_node(c, list ? (struct slice){ 0 } : word);
		if (last[depth] == NONE)
			c->nodes[open[depth]].first = id;
		else
			c->nodes[last[depth]].next = id;
		last[depth] = id;
		if (list) {
			if (++depth == DEPTH_MAX)
				return false;
			open[depth] = id;
			last[depth] = NONE;
		}
	}
	return depth == 0;
}

static bool node_is(const struct canon *c, size_t id, const char *word)
{
	return id != NONE && c->nodes[id].word.p && slice_is(c->nodes[id].word, word);
}

static size_t node_child(const struct canon *c, size_t list, unsigned i)
{
	size_t id = list == NONE ? NONE : c->nodes[list].first;

	while (id != NONE && i--)
		id = c->nodes[id].next;
	return id;
}

/* …_typeattr_12, …_roleattr_3 */
static bool is_generated(struct slice name)
{
	static const char *const marks[] = { "_typeattr_", "_roleattr_" };
	size_t i, m, n = name.n;

	while (n && ascii_is_digit(name.p[n - 1]))
		n--;
	for (i = 0; i < AV_ARRAY_LEN(marks) && n < name.n; i++) {
		m = strlen(marks[i]);
		if (n >= m && memcmp(name.p + n - m, marks[i], m) == 0)
			return true;
	}
	return false;
}

struct probe {
	const struct canon *c;
	struct slice name;
};

static bool same_name(const void *ctx, uint32_t id)
{
	const struct probe *p = ctx;

	return slice_eq(p->c->made[id].name, p->name);
}

static size_t definition_of(const struct canon *c, struct slice name)
{
	struct probe probe = { c, name };
	uint32_t id = is_generated(name)
			      ? index_find(&c->index, hash_bytes(name.p, name.n), same_name, &probe)
			      : INDEX_NONE;

	return id == INDEX_NONE ? NONE : c->made[id].set;
}

/* Collect all definitions, at any depth. */
static void find_definitions(struct canon *c)
{
	size_t i, name, set;

	for (i = 0; i < c->count; i++) {
		if (!node_is(c, node_child(c, i, 0), "typeattributeset") &&
		    !node_is(c, node_child(c, i, 0), "roleattributeset"))
			continue;
		name = node_child(c, i, 1);
		set = node_child(c, i, 2);
		if (name == NONE || set == NONE || !is_generated(c->nodes[name].word) ||
		    definition_of(c, c->nodes[name].word) != NONE)
			continue;
		c->made = mem_grow(c->made, &c->made_cap, c->made_count + 1, sizeof(*c->made));
		index_add(&c->index, hash_bytes(c->nodes[name].word.p, c->nodes[name].word.n),
			  (uint32_t)c->made_count);
		c->made[c->made_count++] = (struct made){ c->nodes[name].word, set };
	}
}

/* True if the form only defines such an attribute, and so means nothing by itself. */
static bool only_defines(const struct canon *c, size_t list)
{
	static const char *const words[] = { "typeattribute", "typeattributeset", "roleattribute",
					     "roleattributeset", "expandtypeattribute" };
	size_t i, name = node_child(c, list, 1);

	for (i = 0; i < AV_ARRAY_LEN(words); i++)
		if (node_is(c, node_child(c, list, 0), words[i]))
			break;
	if (i == AV_ARRAY_LEN(words) || name == NONE)
		return false;
	if (!c->nodes[name].word.p) /* (expandtypeattribute (NAME) …) */
		name = node_child(c, name, 0);
	return name != NONE && is_generated(c->nodes[name].word);
}

static void print_node(struct canon *c, size_t id, unsigned depth, struct buf *out);

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Print the nodes from `id` on, sorted and without duplicates. */
static void print_sorted(struct canon *c, size_t id, unsigned depth, struct buf *out)
{
	char **texts = NULL;
	size_t count = 0, cap = 0, i;

	for (; id != NONE; id = c->nodes[id].next) {
		struct buf one = { 0 };

		if (!c->nodes[id].word.p && only_defines(c, id))
			continue;
		print_node(c, id, depth, &one);
		texts = mem_grow(texts, &cap, count + 1, sizeof(*texts));
		texts[count++] = buf_take(&one);
	}
	if (count)
		qsort(texts, count, sizeof(*texts), compare_texts);
	for (i = 0; i < count; i++)
		if (!i || strcmp(texts[i], texts[i - 1]) != 0)
			buf_addf(out, " %s", texts[i]);
	for (i = 0; i < count; i++)
		free(texts[i]);
	free(texts);
}

static bool all_words(const struct canon *c, size_t list)
{
	size_t id;

	for (id = c->nodes[list].first; id != NONE; id = c->nodes[id].next)
		if (!c->nodes[id].word.p)
			return false;
	return true;
}

static bool is_operator(const struct canon *c, size_t id)
{
	return node_is(c, id, "and") || node_is(c, id, "or") || node_is(c, id, "not") ||
	       node_is(c, id, "xor") || node_is(c, id, "all");
}

/* (read write), (t_1 t_2): words whose order is irrelevant. So is that of ioctl commands,
 * but cil_set.c merges their ranges, (range 0x5401 0x5410). */
static bool is_set(const struct canon *c, size_t list, size_t parent)
{
	return list != NONE && !c->nodes[list].word.p && all_words(c, list) &&
	       !is_operator(c, c->nodes[list].first) &&
	       !node_is(c, c->nodes[list].first, "range") && parent != NONE &&
	       !node_is(c, node_child(c, parent, 0), "ioctl");
}

static void print_list(struct canon *c, size_t list, unsigned depth, struct buf *out)
{
	size_t id = c->nodes[list].first, first = id;
	bool body = node_is(c, first, "optional") || node_is(c, first, "true") ||
		    node_is(c, first, "false");

	buf_addc(out, '(');
	for (; id != NONE; id = c->nodes[id].next) {
		/* The name of an optional block is a generated number, too. */
		if (id != first && node_is(c, first, "optional") && c->nodes[id].word.p)
			continue;
		if (body && id != first) {
			print_sorted(c, id, depth + 1, out);
			break;
		}
		if (id != first)
			buf_addc(out, ' ');
		if (is_set(c, id, list)) {
			buf_addc(out, '(');
			print_sorted(c, c->nodes[id].first, depth + 1, out);
			buf_addc(out, ')');
		} else {
			print_node(c, id, depth + 1, out);
		}
	}
	buf_addc(out, ')');
}

static void print_set(struct canon *c, size_t set, unsigned depth, struct buf *out)
{
	c->expanding = true;
	if (is_set(c, set, set)) {
		buf_addc(out, '(');
		print_sorted(c, c->nodes[set].first, depth + 1, out);
		buf_addc(out, ')');
	} else {
		print_node(c, set, depth + 1, out);
	}
	c->expanding = false;
}

static void print_node(struct canon *c, size_t id, unsigned depth, struct buf *out)
{
	size_t set =
		c->nodes[id].word.p && !c->expanding ? definition_of(c, c->nodes[id].word) : NONE;

	if (set != NONE)
		print_set(c, set, depth, out);
	else if (c->nodes[id].word.p)
		buf_add(out, c->nodes[id].word.p, c->nodes[id].word.n);
	else if (depth < 2 * DEPTH_MAX)
		print_list(c, id, depth, out);
}

void cil_canonical(const char *text, size_t n, struct buf *out)
{
	struct canon c = { 0 };
	size_t id;

	if (parse_text(&c, text, n)) {
		find_definitions(&c);
		for (id = c.nodes[0].first; id != NONE; id = c.nodes[id].next) {
			if (!c.nodes[id].word.p && only_defines(&c, id))
				continue;
			print_node(&c, id, 0, out);
			buf_addc(out, '\n');
		}
	} else {
		buf_add(out, text, n);
	}
	free(c.nodes);
	free(c.made);
	index_release(&c.index);
}
