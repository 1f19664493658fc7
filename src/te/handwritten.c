// SPDX-License-Identifier: GPL-2.0-or-later
/* The hand-written statements of a .te that affect what is allowed, for a what-if: a narrowed
 * reading that counts what it had to leave out. Conditional blocks are left out. */
#include "config.h"

#include "te/handwritten.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "te/lex.h"

/* A list in braces, or one name. */
struct set {
	name_id *items;
	size_t count, cap;
};

/* The names in `{ a b } { c self }:{ file dir } { read open }`. */
struct sets {
	struct set sources, targets, classes, perms;
};

static void sets_release(struct sets *s)
{
	free(s->sources.items);
	free(s->targets.items);
	free(s->classes.items);
	free(s->perms.items);
}

/* Return false for anything beyond a list: a complement, a difference. */
static bool read_set(struct te_lex *lx, struct intern *names, struct set *out)
{
	struct te_token t;
	bool braces;

	te_lex_code(lx, &t);
	braces = te_token_mark(&t, '{');
	if (braces)
		te_lex_code(lx, &t);
	for (; t.kind == TE_TOKEN_WORD; te_lex_code(lx, &t)) {
		out->items = mem_grow(out->items, &out->cap, out->count + 1, sizeof(*out->items));
		out->items[out->count++] = intern_add(names, t.text);
		if (!braces)
			return true;
	}
	return braces && out->count && te_token_mark(&t, '}');
}

/* One source on one target, for all the classes. */
static void add_pair(const struct sets *s, enum statement_kind kind, name_id source, name_id target,
		     const struct intern *names, struct declared *out)
{
	struct statement st = { .kind = kind, .source = source, .target = target };
	size_t i;

	st.self = strcmp(intern_str(names, target), "self") == 0;
	if (st.self)
		st.target = source;
	st.classes = mem_alloc(s->classes.count * sizeof(*st.classes));
	memcpy(st.classes, s->classes.items, s->classes.count * sizeof(*st.classes));
	st.class_count = s->classes.count;
	for (i = 0; i < s->perms.count; i++)
		statement_add_perm(&st, s->perms.items[i], names);
	declared_add_statement(out, &st);
}

/* An allow or dontaudit with several types on a side, after its first word. An allowxperm for it is
 * not matched up here, so ioctl is not counted as granted. */
static bool read_several(struct te_lex lx, enum statement_kind kind, struct intern *names,
			 struct declared *out)
{
	name_id ioctl = intern_adds(names, "ioctl");
	struct sets s = { 0 };
	struct te_token t;
	size_t i, k;
	bool ok;

	ok = read_set(&lx, names, &s.sources) && read_set(&lx, names, &s.targets);
	te_lex_code(&lx, &t);
	ok = ok && te_token_mark(&t, ':') && read_set(&lx, names, &s.classes) &&
	     read_set(&lx, names, &s.perms);
	for (i = k = 0; i < s.perms.count; i++)
		if (s.perms.items[i] != ioctl)
			s.perms.items[k++] = s.perms.items[i];
	s.perms.count = k;
	ok = ok && s.sources.count <= DECLARED_MAX && s.targets.count <= DECLARED_MAX &&
	     s.sources.count * s.targets.count <= DECLARED_MAX;
	for (i = 0; ok && i < s.sources.count; i++)
		for (k = 0; k < s.targets.count; k++)
			add_pair(&s, kind, s.sources.items[i], s.targets.items[k], names, out);
	sets_release(&s);
	return ok;
}

static bool declares(const struct te_token *t)
{
	static const char *const words[] = {
		"attribute", "attribute_role", "bool", "require",       "role",
		"tunable",   "roleattribute",  "type", "typeattribute", "typealias",
	};
	size_t i;

	for (i = 0; i < AV_ARRAY_LEN(words); i++)
		if (te_token_is(t, words[i]))
			return true;
	return false;
}

/* Read the statement at the lexer and move past it. Return -1 if that is not possible. */
static int read_statement(struct te_lex *lx, struct intern *names, struct declared *out)
{
	struct te_lex after_word = *lx;
	struct te_decls unused = { 0 };
	struct statement st = { 0 };
	struct te_token first;
	enum statement_kind kind;
	int rc = 0;

	te_lex_code(&after_word, &first);
	if (te_lex_statement(lx, names, &st)) {
		declared_add_statement(out, &st);
	} else {
		rc = te_grammar_statement(lx, names, false, &unused, NULL);
		kind = te_token_is(&first, "allow")       ? STATEMENT_ALLOW
		       : te_token_is(&first, "dontaudit") ? STATEMENT_DONTAUDIT
							  : STATEMENT_NONE;
		if (kind != STATEMENT_NONE)
			out->left_out += !read_several(after_word, kind, names, out);
		else
			out->left_out += rc == 0 && !declares(&first);
	}
	te_decls_release(&unused);
	statement_release(&st);
	return rc;
}

/* Skip the block of an else: it applies only if the optional block does not. */
static void skip_block(struct te_lex *lx)
{
	struct te_token t;
	unsigned depth = 0;

	do {
		te_lex_code(lx, &t);
		depth += te_token_mark(&t, '{');
		depth -= depth && te_token_mark(&t, '}');
	} while (t.kind != TE_TOKEN_END && depth);
}

static void read_statements(struct te_lex *lx, struct intern *names, struct declared *out)
{
	struct te_lex ahead;
	struct te_token t;

	for (;;) {
		ahead = *lx;
		te_lex_code(&ahead, &t);
		if (t.kind == TE_TOKEN_END)
			return;
		if (te_token_is(&t, "optional")) {
			te_lex_code(&ahead, &t); /* { */
			*lx = ahead;
		} else if (te_token_mark(&t, '}')) {
			*lx = ahead;
		} else if (te_token_is(&t, "else")) {
			skip_block(&ahead);
			*lx = ahead;
		} else if (read_statement(lx, names, out) < 0) {
			return;
		}
	}
}

void te_handwritten(const struct te_file *f, struct intern *names, struct declared *out)
{
	static const struct {
		enum te_decl_kind from;
		enum declared_kind to;
	} kinds[] = {
		{ TE_DECL_TYPE, DECLARED_TYPE },      { TE_DECL_ATTRIBUTE, DECLARED_ATTRIBUTE },
		{ TE_DECL_ALIAS, DECLARED_ALIAS },    { TE_DECL_MEMBER, DECLARED_MEMBER },
		{ TE_DECL_ROLE_TYPE, DECLARED_ROLE },
	};
	struct te_lex lx;
	size_t i, k;

	declared_release(out);
	for (i = 0; i < f->decls.count; i++)
		for (k = 0; k < AV_ARRAY_LEN(kinds); k++)
			if (f->decls.items[i].kind == kinds[k].from)
				declared_add_name(out, kinds[k].to, f->decls.items[i].name,
						  f->decls.items[i].of);
	te_lex_init(&lx, NULL, buf_str(&f->hand), f->hand.len);
	read_statements(&lx, names, out);
}
