// SPDX-License-Identifier: GPL-2.0-or-later
/* The grammar of the filter: parsing makes a tree of comparisons (predicate.c), matching walks it.
 * Knows no field by name. */
#include "config.h"

#include "filter/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "predicate_internal.h"

#define EXPR_BYTES_MAX 16384
#define DEPTH_MAX      64 /* nested brackets */

enum node_kind { NODE_ALL, NODE_ANY, NODE_NOT, NODE_TERM };

#define NODE_NONE UINT32_MAX
struct node {
	enum node_kind kind;
	uint32_t child, sibling; /* or NODE_NONE */
	struct predicate *term;
};

struct query {
	struct node *nodes;
	size_t node_count, node_cap;
	uint32_t root;
};

/* Recurses as deep as the brackets, at most DEPTH_MAX. */
static bool node_matches(struct query *q, uint32_t at, const struct row *row)
{
	const struct node *n = &q->nodes[at];
	uint32_t i;

	switch (n->kind) {
	case NODE_TERM:
		return predicate_match(n->term, row);
	case NODE_NOT:
		return !node_matches(q, n->child, row);
	case NODE_ALL:
		for (i = n->child; i != NODE_NONE; i = q->nodes[i].sibling)
			if (!node_matches(q, i, row))
				return false;
		return true;
	case NODE_ANY:
		for (i = n->child; i != NODE_NONE; i = q->nodes[i].sibling)
			if (node_matches(q, i, row))
				return true;
		return false;
	}
	return false;
}

bool query_match(struct query *q, const struct row *row)
{
	return node_matches(q, q->root, row);
}

bool query_names(const struct query *q, const char *field)
{
	size_t i;

	for (i = 0; i < q->node_count; i++)
		if (q->nodes[i].term && predicate_names(q->nodes[i].term, field))
			return true;
	return false;
}

void query_free(struct query *q)
{
	size_t i;

	if (!q)
		return;
	for (i = 0; i < q->node_count; i++)
		predicate_free(q->nodes[i].term);
	free(q->nodes);
	free(q);
}

struct parser {
	struct query *q;
	const char *start, *p;
	int64_t now_ms;
	struct diag *d;
	unsigned *column;
	unsigned depth;
};

/* A value as written: its parts between commas, without quotes. */
struct value {
	char **parts;
	const char **places;
	size_t count, cap, places_cap;
};

static int fail_at(struct parser *ps, const char *place, const char *fmt, ...) AV_PRINTF(3, 4);
static int fail_at(struct parser *ps, const char *place, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	if (ps->column)
		*ps->column = (unsigned)(place - ps->start) + 1;
	diag_set(ps->d, "%s", buf_str(&text));
	buf_release(&text);
	return -1;
}

static uint32_t add_node(struct query *q, enum node_kind kind)
{
	q->nodes = mem_grow(q->nodes, &q->node_cap, q->node_count + 1, sizeof(*q->nodes));
	q->nodes[q->node_count] = (struct node){ kind, NODE_NONE, NODE_NONE, NULL };
	return (uint32_t)q->node_count++;
}

static void skip_blanks(struct parser *ps)
{
	ps->p = ascii_skip_blanks(ps->p);
}

/* Append the quoted text; `ps->p` is at the opening quote. Remove a backslash only before a quote:
 * globs and regular expressions use it themselves. */
static int read_quoted(struct parser *ps, struct buf *out)
{
	const char *open = ps->p++;

	for (; *ps->p && *ps->p != '"'; ps->p++) {
		if (ps->p[0] == '\\' && ps->p[1] == '"')
			ps->p++;
		else if (ps->p[0] == '\\' && ps->p[1] == '\\')
			buf_addc(out, *ps->p++);
		buf_addc(out, *ps->p);
	}
	if (*ps->p != '"')
		return fail_at(ps, open, "the quote is not closed");
	ps->p++;
	return 0;
}

/* Read a word or the name of a field. Sets *quoted if any part of it was in quotes. */
static int read_word(struct parser *ps, struct buf *out, bool *quoted)
{
	*quoted = false;
	while (*ps->p && !ascii_is_blank(*ps->p) && !strchr("()|", *ps->p)) {
		if (*ps->p == '"') {
			*quoted = true;
			if (read_quoted(ps, out) != 0)
				return -1;
			continue;
		}
		if (predicate_op_at(ps->p) != PREDICATE_NONE)
			break;
		buf_addc(out, *ps->p++);
	}
	return 0;
}

static void value_release(struct value *v)
{
	size_t i;

	for (i = 0; i < v->count; i++)
		free(v->parts[i]);
	free(v->parts);
	free(v->places);
}

static void value_push(struct value *v, char *part, const char *place)
{
	v->parts = mem_grow(v->parts, &v->cap, v->count + 1, sizeof(*v->parts));
	v->places = mem_grow(v->places, &v->places_cap, v->count + 1, sizeof(*v->places));
	v->parts[v->count] = part;
	v->places[v->count++] = place;
}

/* Read one part, up to a comma if `commas` separate values. Balanced brackets belong to it, so that
 * comm~^(a|b)$ needs no quotes. */
static int read_part(struct parser *ps, bool commas, struct buf *out)
{
	const char *place = ps->p;
	unsigned open = 0;
	bool quoted = false;

	while (*ps->p && !ascii_is_blank(*ps->p)) {
		char c = *ps->p;

		if (c == '"') {
			quoted = true;
			if (read_quoted(ps, out) != 0)
				return -1;
			continue;
		}
		if (open == 0 && (c == ')' || c == '|' || (commas && c == ',')))
			break;
		open += c == '(';
		open -= c == ')';
		buf_addc(out, c);
		ps->p++;
	}
	if (open)
		return fail_at(ps, place, "a bracket in the value is not closed; put it in quotes");
	if (ps->p == place || (!quoted && !out->len))
		return fail_at(ps, place, "a value is missing");
	return 0;
}

/* In "since=1h ago", a word "ago" after a time belongs to the time, so that it needs no quotes. */
static void read_ago(struct parser *ps, struct buf *out)
{
	const char *p = ascii_skip_blanks(ps->p);

	if (p == ps->p || strncmp(p, "ago", 3) != 0 ||
	    (p[3] && !ascii_is_blank(p[3]) && p[3] != ')' && p[3] != '|'))
		return;
	buf_adds(out, " ago");
	ps->p = p + 3;
}

static int read_value(struct parser *ps, bool commas, bool time, struct value *v)
{
	skip_blanks(ps);
	if (*ps->p == '=')
		return fail_at(ps, ps->p, "write = once");
	for (;;) {
		const char *place = ps->p;
		struct buf part = { 0 };

		if (read_part(ps, commas, &part) != 0) {
			buf_release(&part);
			return -1;
		}
		if (time)
			read_ago(ps, &part);
		value_push(v, buf_take(&part), place);
		if (!commas || *ps->p != ',')
			return 0;
		ps->p++;
	}
}

/* Parse the values after the operator and make the comparison. */
static struct predicate *parse_comparison(struct parser *ps, const char *field, const char *place,
					  enum predicate_op op, const char *op_place)
{
	bool commas = op == PREDICATE_EQ || op == PREDICATE_NE;
	enum column_kind kind = COLUMN_TEXT;
	struct predicate *p = NULL;
	struct value v = { 0 };
	struct diag d = { 0 };
	int bad = -1;

	/* Report an unknown field before a missing value. */
	if (predicate_field_kind(field, &kind) &&
	    read_value(ps, commas, kind == COLUMN_TIME, &v) != 0)
		goto out;
	p = predicate_new(field, op, v.parts, v.count, ps->now_ms, &d, &bad);
	if (!p)
		fail_at(ps,
			bad >= 0    ? v.places[bad]
			: bad == -1 ? place
				    : op_place,
			"%s", diag_text(&d));
out:
	value_release(&v);
	diag_release(&d);
	return p;
}

static int parse_any(struct parser *ps, uint32_t *out);

static int parse_term(struct parser *ps, uint32_t *out)
{
	const char *place = ps->p, *op_place;
	struct predicate *p = NULL;
	struct buf word = { 0 };
	enum predicate_op op;
	bool quoted;

	if (*ps->p == '(') {
		if (++ps->depth > DEPTH_MAX)
			return fail_at(ps, place, "brackets are nested too deeply");
		ps->p++;
		if (parse_any(ps, out) != 0)
			return -1;
		if (*ps->p != ')')
			return fail_at(ps, place, "the bracket is not closed");
		ps->p++;
		ps->depth--;
		return 0;
	}
	if (read_word(ps, &word, &quoted) != 0)
		goto out;
	op_place = ascii_skip_blanks(ps->p);
	op = predicate_op_at(op_place);
	if (ps->p == place) {
		fail_at(ps, place,
			op != PREDICATE_NONE ? "a field is missing before the comparison"
					     : "a word or a comparison is missing");
	} else if (op != PREDICATE_NONE && !quoted) {
		ps->p = op_place + strlen(predicate_op_text(op));
		p = parse_comparison(ps, buf_str(&word), place, op, op_place);
	} else {
		p = predicate_new_word(buf_str(&word));
	}
	if (p) {
		*out = add_node(ps->q, NODE_TERM);
		ps->q->nodes[*out].term = p;
	}
out:
	buf_release(&word);
	return p ? 0 : -1;
}

/* Skip the keyword if it is here as a whole word. */
static bool skip_keyword(struct parser *ps, const char *keyword)
{
	size_t n = strlen(keyword);
	const char *p;

	if (strncmp(ps->p, keyword, n) != 0)
		return false;
	if (ascii_is_letter(keyword[0])) {
		p = ps->p + n;
		if (*p && !ascii_is_blank(*p) && *p != '(' && *p != ')' && *p != '|')
			return false;
		p = ascii_skip_blanks(p);
		if (predicate_op_at(p) != PREDICATE_NONE)
			return false; /* a comparison of a field of that name */
	}
	ps->p += n;
	skip_blanks(ps);
	return true;
}

static int parse_not(struct parser *ps, uint32_t *out)
{
	bool negate = false;
	uint32_t inner;

	while (skip_keyword(ps, "!") || skip_keyword(ps, "not"))
		negate = !negate;
	if (parse_term(ps, &inner) != 0)
		return -1;
	skip_blanks(ps);
	*out = inner;
	if (negate) {
		*out = add_node(ps->q, NODE_NOT);
		ps->q->nodes[*out].child = inner;
	}
	return 0;
}

static bool at_or(const struct parser *ps)
{
	struct parser copy = *ps;

	return skip_keyword(&copy, "|") || skip_keyword(&copy, "or");
}

static int parse_all(struct parser *ps, uint32_t *out)
{
	uint32_t all = add_node(ps->q, NODE_ALL), last = NODE_NONE, node;

	do {
		if (parse_not(ps, &node) != 0)
			return -1;
		if (last == NODE_NONE)
			ps->q->nodes[all].child = node;
		else
			ps->q->nodes[last].sibling = node;
		last = node;
	} while (skip_keyword(ps, "and") || (*ps->p && *ps->p != ')' && !at_or(ps)));
	*out = all;
	return 0;
}

static int parse_any(struct parser *ps, uint32_t *out)
{
	uint32_t any = add_node(ps->q, NODE_ANY), last = NODE_NONE, node;

	skip_blanks(ps);
	do {
		if (parse_all(ps, &node) != 0)
			return -1;
		if (last == NODE_NONE)
			ps->q->nodes[any].child = node;
		else
			ps->q->nodes[last].sibling = node;
		last = node;
	} while (skip_keyword(ps, "|") || skip_keyword(ps, "or"));
	*out = any;
	return 0;
}

struct query *query_parse(const char *expr, int64_t now_ms, struct diag *d, unsigned *column)
{
	struct parser ps = { .start = expr, .p = expr, .now_ms = now_ms, .d = d, .column = column };
	struct query *q = mem_zalloc(1, sizeof(*q));
	int rc = 0;

	ps.q = q;
	skip_blanks(&ps);
	if (strlen(expr) > EXPR_BYTES_MAX)
		rc = fail_at(&ps, expr + EXPR_BYTES_MAX, "the expression is too long");
	else if (!*ps.p)
		q->root = add_node(q, NODE_ALL);
	else if (parse_any(&ps, &q->root) != 0)
		rc = -1;
	else if (*ps.p)
		rc = fail_at(&ps, ps.p, "a bracket is closed that was not opened");
	if (rc == 0)
		return q;
	query_free(q);
	return NULL;
}

struct query *query_parse_option(const char *option, const char *expr, int64_t now_ms,
				 struct diag *d)
{
	struct diag why = { 0 };
	unsigned column = 0;
	struct query *q = query_parse(expr, now_ms, &why, &column);

	if (!q)
		diag_set(d, "%s, column %u: %s", option, column, diag_text(&why));
	diag_release(&why);
	return q;
}
