// SPDX-License-Identifier: GPL-2.0-or-later
/* The parts that the statements of grammar.c are made of: names, sets, lists, ioctl commands,
 * levels and conditions. */
#include "config.h"

#include "grammar_parts_internal.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"
#include "te/name.h"

int te_next(struct te_parsing *p)
{
	for (te_lex_next(p->lx, &p->t); p->t.kind == TE_TOKEN_COMMENT; te_lex_next(p->lx, &p->t))
		if (p->ours && te_token_is_ours(&p->t))
			return diag_set_at(p->d, p->lx->file, p->t.line, p->t.column,
					   "#@ line inside the statement that begins in line %u; "
					   "end that statement with ; or } first",
					   p->begin);
	return 0;
}

int te_expected(struct te_parsing *p, const char *what)
{
	struct buf text = { 0 };

	buf_adds(&text, what);
	if (p->depth && p->t.kind == TE_TOKEN_END)
		buf_addf(&text, " (the { of line %u is still open)", p->open[p->depth - 1]);
	te_lex_expected(p->lx, &p->t, text.data, p->d);
	buf_release(&text);
	return -1;
}

/* Keywords are all lower or all upper case. */
bool te_at_word(const struct te_parsing *p, const char *word)
{
	size_t i, n = strlen(word);
	bool small = true, capital = true;

	if (p->t.kind != TE_TOKEN_WORD || p->t.text.n != n)
		return false;
	for (i = 0; i < n; i++) {
		char upper = ascii_upper(word[i]);

		small = small && p->t.text.p[i] == word[i];
		capital = capital && p->t.text.p[i] == upper;
	}
	return small || capital;
}

bool te_at_mark(const struct te_parsing *p, char mark)
{
	return te_token_mark(&p->t, mark);
}

bool te_at_name(const struct te_parsing *p)
{
	char word[64];

	if (p->t.kind != TE_TOKEN_WORD)
		return false;
	if (p->t.text.n >= sizeof(word)) /* longer than any keyword */
		return true;
	memcpy(word, p->t.text.p, p->t.text.n);
	word[p->t.text.n] = '\0';
	return !name_is_reserved(word);
}

name_id te_id_of(const struct te_parsing *p)
{
	return intern_add(p->names, p->t.text);
}

/* Each part starts at `t` and leaves the token that follows it in `t`. */

int te_parse_mark(struct te_parsing *p, char mark)
{
	char what[2] = { mark, '\0' };

	return te_at_mark(p, mark) ? te_next(p) : te_expected(p, what);
}

/* Expect the ; that ends a statement, and read nothing after it. */
int te_parse_end(struct te_parsing *p)
{
	return te_at_mark(p, ';') ? 0 : te_expected(p, ";");
}

int te_parse_name(struct te_parsing *p, const char *what, te_name_fn *on_name)
{
	if (!te_at_name(p))
		return te_expected(p, what);
	if (on_name)
		on_name(p, te_id_of(p));
	return te_next(p);
}

/* { a b -c { d } }; sets may nest. */
static int parse_set(struct te_parsing *p, const char *what, te_name_fn *on_name)
{
	unsigned depth = 0, count = 0;

	do {
		if (te_at_mark(p, '{')) {
			depth++;
			count = 0;
		} else if (te_at_mark(p, '}') && count) {
			depth--;
		} else if (te_at_mark(p, '-')) {
			if (te_next(p) < 0)
				return -1;
			if (!te_at_name(p))
				return te_expected(p, what);
			count++;
		} else if (te_at_name(p)) {
			if (on_name)
				on_name(p, te_id_of(p));
			count++;
		} else {
			struct buf text = { 0 };
			int rc;

			buf_addf(&text, "%s%s", what, count ? " or }" : "");
			rc = te_expected(p, text.data);
			buf_release(&text);
			return rc;
		}
		if (te_next(p) < 0)
			return -1;
	} while (depth);
	return 0;
}

/* a, { a b }, *, ~a, ~{ a b }, a -b */
int te_parse_names(struct te_parsing *p, const char *what, te_name_fn *on_name)
{
	if (te_at_mark(p, '*'))
		return te_next(p);
	if (te_at_mark(p, '~')) {
		on_name = NULL;
		if (te_next(p) < 0)
			return -1;
	}
	if (te_at_mark(p, '{'))
		return parse_set(p, what, on_name);
	if (te_parse_name(p, what, on_name) < 0)
		return -1;
	if (!te_at_mark(p, '-'))
		return 0;
	return te_next(p) < 0 ? -1 : te_parse_name(p, what, NULL);
}

/* a, b, c */
int te_parse_list(struct te_parsing *p, const char *what, te_name_fn *on_name)
{
	for (;;) {
		if (te_parse_name(p, what, on_name) < 0)
			return -1;
		if (!te_at_mark(p, ','))
			return 0;
		if (te_next(p) < 0)
			return -1;
	}
}

static bool is_number(const struct te_token *t)
{
	size_t i;
	bool hex = t->text.n > 2 && t->text.p[0] == '0' && t->text.p[1] == 'x';

	if (t->kind != TE_TOKEN_NUMBER)
		return false;
	for (i = hex ? 2 : 0; i < t->text.n; i++)
		if (!strchr(hex ? "0123456789abcdefABCDEF" : "0123456789", t->text.p[i]))
			return false;
	return true;
}

/* 1, ~1, { 1 2-3 { 4 } }, ~{ … } */
int te_parse_xperms(struct te_parsing *p)
{
	static const char what[] = "a number such as 0x5401";
	unsigned depth = 0, count = 0;

	if (te_at_mark(p, '~') && te_next(p) < 0)
		return -1;
	do {
		if (te_at_mark(p, '{')) {
			depth++;
			count = 0;
		} else if (te_at_mark(p, '}') && count) {
			depth--;
		} else if (is_number(&p->t)) {
			count++;
			if (!depth)
				return te_next(p);
			if (te_next(p) < 0)
				return -1;
			if (!te_at_mark(p, '-'))
				continue;
			if (te_next(p) < 0)
				return -1;
			if (!is_number(&p->t))
				return te_expected(p, what);
		} else {
			return te_expected(p, what);
		}
		if (te_next(p) < 0)
			return -1;
	} while (depth);
	return 0;
}

int te_parse_level(struct te_parsing *p)
{
	if (te_parse_name(p, "a sensitivity such as s0", NULL) < 0)
		return -1;
	if (!te_at_mark(p, ':'))
		return 0;
	return te_next(p) < 0 ? -1 : te_parse_list(p, "a category such as c0", NULL);
}

int te_parse_range(struct te_parsing *p)
{
	if (te_parse_level(p) < 0)
		return -1;
	if (!te_at_mark(p, '-'))
		return 0;
	return te_next(p) < 0 ? -1 : te_parse_level(p);
}

/* Consume an operator of a condition. Return 1, 0 if there is no operator, or -1 with `d`. */
static int parse_operator(struct te_parsing *p)
{
	static const char *const words[] = { "and", "or", "xor", "eq" };
	static const char *const pairs[] = { "&&", "||", "==", "!=" };
	struct te_lex ahead = *p->lx;
	struct te_token second;
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(words); i++)
		if (te_at_word(p, words[i]))
			return te_next(p) < 0 ? -1 : 1;
	if (te_at_mark(p, '^'))
		return te_next(p) < 0 ? -1 : 1;
	te_lex_next(&ahead, &second);
	for (i = 0; i < AV_ARRAY_LEN(pairs); i++) {
		if (!te_at_mark(p, pairs[i][0]))
			continue;
		if (!te_token_mark(&second, pairs[i][1]) || second.text.p != p->t.text.p + 1)
			return te_expected(p, "one of && || ^ == !=");
		return te_next(p) < 0 || te_next(p) < 0 ? -1 : 1;
	}
	return 0;
}

/* (a && !b) || c */
int te_parse_condition(struct te_parsing *p)
{
	unsigned depth = 0;
	int rc;

	for (;;) {
		while (te_at_mark(p, '(') || te_at_mark(p, '!') || te_at_word(p, "not")) {
			depth += te_at_mark(p, '(');
			if (te_next(p) < 0)
				return -1;
		}
		if (te_parse_name(p, "the name of a boolean", NULL) < 0)
			return -1;
		for (; depth && te_at_mark(p, ')'); depth--)
			if (te_next(p) < 0)
				return -1;
		rc = parse_operator(p);
		if (rc < 0)
			return -1;
		if (rc == 0)
			return depth ? te_expected(p, ") or an operator") : 0;
	}
}
