// SPDX-License-Identifier: GPL-2.0-or-later
/* The require block: collects the names that statements use, prints them sorted, and parses such a
 * block. */
#include "config.h"

#include "te/needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/wrap.h"
#include "te/block.h"

void te_needs_release(struct te_needs *n)
{
	free(n->items);
	*n = (struct te_needs){ 0 };
}

void te_needs_add(struct te_needs *n, enum te_symbol symbol, name_id name, name_id perm)
{
	n->items = mem_grow(n->items, &n->cap, n->count + 1, sizeof(*n->items));
	n->items[n->count++] = (struct te_need){ symbol, name, perm };
}

void te_needs_statement(struct te_needs *n, const struct statement *st)
{
	size_t i, k;

	te_needs_add(n, st->source_attribute ? TE_ATTRIBUTE : TE_TYPE, st->source, NAME_EMPTY);
	if (st->kind == STATEMENT_ROLE) {
		te_needs_add(n, TE_ROLE, st->role, NAME_EMPTY);
		return;
	}
	if (!st->self) /* "self" is not a type and must not be required */
		te_needs_add(n, st->target_attribute ? TE_ATTRIBUTE : TE_TYPE, st->target,
			     NAME_EMPTY);
	for (i = 0; i < st->class_count; i++)
		for (k = 0; k < st->perm_count; k++)
			te_needs_add(n, TE_CLASS, st->classes[i], st->perms[k]);
}

static int compare_needs(const void *a, const void *b, void *names)
{
	const struct te_need *x = a, *y = b;
	int order = (int)x->symbol - (int)y->symbol;

	if (!order && x->name != y->name)
		order = strcmp(intern_str(names, x->name), intern_str(names, y->name));
	if (!order && x->perm != y->perm)
		order = strcmp(intern_str(names, x->perm), intern_str(names, y->perm));
	return order;
}

void te_needs_sort(struct te_needs *n, struct intern *names)
{
	size_t i, kept = 0;

	if (n->count)
		qsort_r(n->items, n->count, sizeof(*n->items), compare_needs, names);
	for (i = 0; i < n->count; i++)
		if (!kept || compare_needs(&n->items[i], &n->items[kept - 1], names) != 0)
			n->items[kept++] = n->items[i];
	n->count = kept;
}

static const char *const symbol_words[TE_SYMBOLS] = {
	[TE_TYPE] = "type",         [TE_ATTRIBUTE] = "attribute",
	[TE_ROLE] = "role",         [TE_ATTRIBUTE_ROLE] = "attribute_role",
	[TE_BOOL] = "bool",         [TE_TUNABLE] = "tunable",
	[TE_USER] = "user",         [TE_SENSITIVITY] = "sensitivity",
	[TE_CATEGORY] = "category", [TE_CLASS] = "class",
};

static enum te_symbol symbol_of(struct slice word)
{
	unsigned s;

	for (s = 0; s < TE_SYMBOLS; s++)
		if (slice_is(word, symbol_words[s]))
			break;
	return (enum te_symbol)s;
}

/* checkmodule reads a line as one token of at most 8,189 bytes (`\n.*` in its policy_scan.l) and
 * stops at a longer one, so break lines at blanks. `text` holds only statements, no comments. */
void te_add_wrapped(struct buf *out, const struct buf *text)
{
	wrap_add(out, (struct slice){ text->data, text->len }, TE_LINE_MAX - 1, "\n\t");
}

void te_needs_print(const struct te_needs *n, const struct intern *names, struct buf *to)
{
	struct buf text = { 0 }, *out = &text;
	size_t i, k;

	if (!n->count)
		return;
	buf_adds(out, "require {\n");
	for (i = 0; i < n->count; i = k) {
		const struct te_need *first = &n->items[i];

		buf_addf(out, "\t%s %s", symbol_words[first->symbol],
			 intern_str(names, first->name));
		k = i + 1;
		if (first->symbol == TE_CLASS) {
			while (k < n->count && n->items[k].symbol == TE_CLASS &&
			       n->items[k].name == first->name)
				k++;
			buf_adds(out, k - i > 1 ? " { " : " ");
			for (; i < k; i++)
				buf_addf(out, "%s%s", &n->items[i] == first ? "" : " ",
					 intern_str(names, n->items[i].perm));
			buf_adds(out, &n->items[k - 1] != first ? " }" : "");
		}
		buf_adds(out, ";\n");
	}
	buf_adds(out, "}\n");
	te_add_wrapped(to, out);
	buf_release(out);
}

bool te_needs_have(const struct te_needs *n, const struct te_need *wanted, struct intern *names)
{
	size_t low = 0, high = n->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = compare_needs(wanted, &n->items[mid], names);

		if (order == 0)
			return true;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return false;
}

/* Reading */

struct parsing {
	struct te_lex *lx;
	struct intern *names;
	struct te_needs *needs;
};

/* class NAME PERM; or class NAME { PERM… }; after the word class. */
static bool read_class(struct parsing *r)
{
	struct te_token t, class;
	bool braces;
	size_t count = 0;

	te_lex_code(r->lx, &class);
	te_lex_code(r->lx, &t);
	braces = te_token_mark(&t, '{');
	if (braces)
		te_lex_code(r->lx, &t);
	for (; t.kind == TE_TOKEN_WORD && (braces || !count); count++) {
		te_needs_add(r->needs, TE_CLASS, intern_add(r->names, class.text),
			     intern_add(r->names, t.text));
		te_lex_code(r->lx, &t);
	}
	if (braces) {
		if (!te_token_mark(&t, '}'))
			return false;
		te_lex_code(r->lx, &t);
	}
	return class.kind == TE_TOKEN_WORD && count && te_token_mark(&t, ';');
}

/* NAME[, NAME]…; after the word type, attribute, role … */
static bool read_symbols(struct parsing *r, enum te_symbol symbol)
{
	struct te_token t;

	for (;;) {
		te_lex_code(r->lx, &t);
		if (t.kind != TE_TOKEN_WORD)
			return false;
		te_needs_add(r->needs, symbol, intern_add(r->names, t.text), NAME_EMPTY);
		te_lex_code(r->lx, &t);
		if (!te_token_mark(&t, ','))
			return te_token_mark(&t, ';');
	}
}

static bool read_block(struct parsing *r, struct buf *comments)
{
	struct te_token t;
	enum te_symbol symbol;

	te_lex_code(r->lx, &t);
	if (!te_token_is(&t, "require"))
		return false;
	te_lex_code(r->lx, &t);
	if (!te_token_mark(&t, '{'))
		return false;
	for (;;) {
		te_lex_next(r->lx, &t);
		if (t.kind == TE_TOKEN_COMMENT) {
			buf_add(comments, t.text.p, t.text.n);
			buf_addc(comments, '\n');
			continue;
		}
		if (te_token_mark(&t, '}'))
			return true;
		symbol = t.kind == TE_TOKEN_WORD ? symbol_of(t.text) : TE_SYMBOLS;
		if (symbol == TE_SYMBOLS ||
		    !(symbol == TE_CLASS ? read_class(r) : read_symbols(r, symbol)))
			return false;
	}
}

bool te_needs_parse(struct te_lex *lx, struct intern *names, struct te_needs *needs,
		    struct buf *comments)
{
	struct parsing r = { lx, names, needs };
	struct te_lex before = *lx;
	size_t count = needs->count;

	buf_clear(comments);
	if (read_block(&r, comments))
		return true;
	needs->count = count;
	*lx = before;
	return false;
}
