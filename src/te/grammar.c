// SPDX-License-Identifier: GPL-2.0-or-later
/* The statements of a module, after `module_policy` in checkpolicy's policy_parse.y. Checks syntax
 * only: what that parser's actions refuse later, such as ~ in an allow rule, is left to
 * checkmodule. */
#include "config.h"

#include "te/grammar.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "grammar_parts_internal.h"

void te_decls_release(struct te_decls *l)
{
	free(l->items);
	*l = (struct te_decls){ 0 };
}

static void declare(struct te_parsing *p, enum te_decl_kind kind, name_id name, name_id of)
{
	struct te_decls *l = p->decls;

	l->items = mem_grow(l->items, &l->cap, l->count + 1, sizeof(*l->items));
	l->items[l->count++] = (struct te_decl){
		.kind = kind, .name = name, .of = of, .optional = p->optional > 0, .line = p->t.line
	};
}

/* One function a statement, called after its first word. */

static int parse_types(struct te_parsing *p)
{
	return te_parse_names(p, "a type", NULL) < 0 ? -1 : te_parse_names(p, "a type", NULL);
}

/* types types : classes */
static int parse_head(struct te_parsing *p)
{
	if (parse_types(p) < 0 || te_parse_mark(p, ':') < 0)
		return -1;
	return te_parse_names(p, "a class", NULL);
}

static int parse_access(struct te_parsing *p)
{
	if (parse_head(p) < 0 || te_parse_names(p, "a permission", NULL) < 0)
		return -1;
	return te_parse_end(p);
}

/* allow also has a form for roles. */
static int parse_allow(struct te_parsing *p)
{
	if (parse_types(p) < 0)
		return -1;
	if (te_at_mark(p, ';'))
		return 0;
	if (!te_at_mark(p, ':'))
		return te_expected(p, ": and a class (or ; between roles)");
	if (te_next(p) < 0 || te_parse_names(p, "a class", NULL) < 0 ||
	    te_parse_names(p, "a permission", NULL) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_xperm(struct te_parsing *p)
{
	if (parse_head(p) < 0 || te_parse_name(p, "ioctl", NULL) < 0 || te_parse_xperms(p) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_change(struct te_parsing *p)
{
	if (parse_head(p) < 0 || te_parse_name(p, "the new type", NULL) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_transition(struct te_parsing *p)
{
	if (parse_head(p) < 0 || te_parse_name(p, "the new type", NULL) < 0)
		return -1;
	if (p->t.kind == TE_TOKEN_STRING) {
		if (p->t.text.n < 3 || memchr(p->t.text.p, '/', p->t.text.n))
			return te_expected(p, "a file's name without /");
		if (te_next(p) < 0)
			return -1;
		return te_parse_end(p);
	}
	return te_at_mark(p, ';') ? 0 : te_expected(p, "; or a file's name in \"\"");
}

static int parse_role_transition(struct te_parsing *p)
{
	if (te_parse_names(p, "a role", NULL) < 0 || te_parse_names(p, "a type", NULL) < 0)
		return -1;
	if (te_at_mark(p, ':') && (te_next(p) < 0 || te_parse_names(p, "a class", NULL) < 0))
		return -1;
	return te_parse_name(p, "the new role", NULL) < 0 ? -1 : te_parse_end(p);
}

static int parse_range_transition(struct te_parsing *p)
{
	if (parse_types(p) < 0)
		return -1;
	if (te_at_mark(p, ':') && (te_next(p) < 0 || te_parse_names(p, "a class", NULL) < 0))
		return -1;
	return te_parse_range(p) < 0 ? -1 : te_parse_end(p);
}

static void declare_alias(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_ALIAS, id, p->subject);
}

static void declare_member(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_MEMBER, p->subject, id);
}

static void declare_role_member(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_ROLE_MEMBER, p->subject, id);
}

static void declare_role_type(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_ROLE_TYPE, p->subject, id);
}

static void set_subject(struct te_parsing *p, name_id id)
{
	p->subject = id;
}

static void declare_type(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_TYPE, p->subject = id, NAME_EMPTY);
}

static void declare_attribute(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_ATTRIBUTE, id, NAME_EMPTY);
}

static void declare_attribute_role(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_ATTRIBUTE_ROLE, id, NAME_EMPTY);
}

static void declare_user(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_USER, id, NAME_EMPTY);
}

static void declare_permissive(struct te_parsing *p, name_id id)
{
	declare(p, TE_DECL_PERMISSIVE, id, NAME_EMPTY);
}

static int parse_type(struct te_parsing *p)
{
	if (te_parse_name(p, "the type's name", declare_type) < 0)
		return -1;
	if (te_at_word(p, "alias") &&
	    (te_next(p) < 0 || te_parse_names(p, "an alias", declare_alias) < 0))
		return -1;
	if (te_at_mark(p, ',') &&
	    (te_next(p) < 0 || te_parse_list(p, "an attribute", declare_member) < 0))
		return -1;
	return te_parse_end(p);
}

static int parse_typealias(struct te_parsing *p)
{
	if (te_parse_name(p, "a type", set_subject) < 0)
		return -1;
	if (!te_at_word(p, "alias"))
		return te_expected(p, "alias");
	if (te_next(p) < 0 || te_parse_names(p, "an alias", declare_alias) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_typeattribute(struct te_parsing *p)
{
	if (te_parse_name(p, "a type", set_subject) < 0 ||
	    te_parse_list(p, "an attribute", declare_member) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_typebounds(struct te_parsing *p)
{
	if (te_parse_name(p, "the bounding type", NULL) < 0 ||
	    te_parse_list(p, "the bounded type", NULL) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_attribute(struct te_parsing *p)
{
	return te_parse_name(p, "the attribute's name", declare_attribute) < 0 ? -1
									       : te_parse_end(p);
}

static int parse_expandattribute(struct te_parsing *p)
{
	if (te_parse_names(p, "an attribute", NULL) < 0)
		return -1;
	if (!te_at_word(p, "true") && !te_at_word(p, "false"))
		return te_expected(p, "true or false");
	return te_next(p) < 0 ? -1 : te_parse_end(p);
}

static int parse_attribute_role(struct te_parsing *p)
{
	return te_parse_name(p, "the role attribute's name", declare_attribute_role) < 0
		       ? -1
		       : te_parse_end(p);
}

static int parse_role(struct te_parsing *p)
{
	unsigned line = p->t.line;

	if (te_parse_name(p, "a role", set_subject) < 0)
		return -1;
	if (te_at_word(p, "types")) {
		if (te_next(p) < 0 || te_parse_names(p, "a type", declare_role_type) < 0)
			return -1;
		return te_parse_end(p);
	}
	declare(p, TE_DECL_ROLE, p->subject, NAME_EMPTY);
	p->decls->items[p->decls->count - 1].line = line;
	if (te_at_mark(p, ',') &&
	    (te_next(p) < 0 || te_parse_list(p, "a role attribute", declare_role_member) < 0))
		return -1;
	return te_at_mark(p, ';') ? 0 : te_expected(p, "; or types or a , and role attributes");
}

static int parse_roleattribute(struct te_parsing *p)
{
	if (te_parse_name(p, "a role", set_subject) < 0 ||
	    te_parse_list(p, "a role attribute", declare_role_member) < 0)
		return -1;
	return te_parse_end(p);
}

static int parse_bool(struct te_parsing *p)
{
	struct te_decls *l = p->decls;

	if (!te_at_name(p))
		return te_expected(p, "the boolean's name");
	declare(p, TE_DECL_BOOL, te_id_of(p), NAME_EMPTY);
	if (te_next(p) < 0)
		return -1;
	if (!te_at_word(p, "true") && !te_at_word(p, "false"))
		return te_expected(p, "true or false");
	l->items[l->count - 1].value = te_at_word(p, "true");
	return te_next(p) < 0 ? -1 : te_parse_end(p);
}

static int parse_permissive(struct te_parsing *p)
{
	return te_parse_name(p, "a type", declare_permissive) < 0 ? -1 : te_parse_end(p);
}

static int parse_user(struct te_parsing *p)
{
	if (te_parse_name(p, "the user's name", declare_user) < 0)
		return -1;
	if (!te_at_word(p, "roles"))
		return te_expected(p, "roles");
	if (te_next(p) < 0 || te_parse_names(p, "a role", NULL) < 0)
		return -1;
	if (!te_at_word(p, "level"))
		return te_parse_end(p);
	if (te_next(p) < 0 || te_parse_level(p) < 0)
		return -1;
	if (!te_at_word(p, "range"))
		return te_expected(p, "range");
	if (te_next(p) < 0 || te_parse_range(p) < 0)
		return -1;
	return te_parse_end(p);
}

static int open_block(struct te_parsing *p)
{
	if (!te_at_mark(p, '{'))
		return te_expected(p, "{");
	if (p->depth == TE_BLOCKS_MAX)
		return te_expected(p, "less nesting");
	p->open[p->depth++] = p->t.line;
	return te_next(p);
}

/* One line of a require block. */
static int parse_need(struct te_parsing *p)
{
	static const char *const words[] = { "type",           "attribute", "role",
					     "attribute_role", "bool",      "tunable",
					     "user",           "category",  "sensitivity" };
	size_t i;

	if (te_at_word(p, "class")) {
		if (te_next(p) < 0 || te_parse_name(p, "a class", NULL) < 0 ||
		    te_parse_names(p, "a permission", NULL) < 0)
			return -1;
		return te_parse_end(p);
	}
	for (i = 0; i < AV_ARRAY_LEN(words) && !te_at_word(p, words[i]); i++)
		;
	if (i == AV_ARRAY_LEN(words)) {
		struct buf text = { 0 };
		int rc;

		buf_addf(&text, "class, type, attribute, role, … or the } for the { of line %u",
			 p->open[p->depth - 1]);
		p->depth -= p->t.kind == TE_TOKEN_END; /* `text` names the open { already */
		rc = te_expected(p, text.data);
		buf_release(&text);
		return rc;
	}
	if (te_next(p) < 0 || te_parse_list(p, "a name", NULL) < 0)
		return -1;
	return te_at_mark(p, ';') ? 0 : te_expected(p, ", or ;");
}

static int parse_require(struct te_parsing *p)
{
	if (open_block(p) < 0)
		return -1;
	do {
		if (parse_need(p) < 0 || te_next(p) < 0)
			return -1;
	} while (!te_at_mark(p, '}'));
	p->depth--;
	return 0;
}

static int parse_any(struct te_parsing *p);

/* { … }, stopping at its }. */
static int parse_block(struct te_parsing *p)
{
	if (open_block(p) < 0)
		return -1;
	while (!te_at_mark(p, '}'))
		if (parse_any(p) < 0 || te_next(p) < 0)
			return -1;
	p->depth--;
	return 0;
}

/* A block, and a second one if `else` follows. */
static int parse_branches(struct te_parsing *p)
{
	struct te_lex ahead;
	struct te_token t;

	if (parse_block(p) < 0)
		return -1;
	ahead = *p->lx;
	te_lex_code(&ahead, &t);
	if (!te_token_is(&t, "else") && !te_token_is(&t, "ELSE"))
		return 0;
	if (te_next(p) < 0 || te_next(p) < 0)
		return -1;
	return parse_block(p);
}

static int parse_optional(struct te_parsing *p)
{
	int rc;

	p->optional++;
	rc = parse_branches(p);
	p->optional--;
	return rc;
}

static int parse_if(struct te_parsing *p)
{
	return te_parse_condition(p) < 0 ? -1 : parse_branches(p);
}

static const struct {
	const char *word;
	int (*parse)(struct te_parsing *p);
} statements[] = {
	{ "allow", parse_allow },
	{ "allowxperm", parse_xperm },
	{ "attribute", parse_attribute },
	{ "attribute_role", parse_attribute_role },
	{ "auditallow", parse_access },
	{ "auditallowxperm", parse_xperm },
	{ "auditdeny", parse_access },
	{ "bool", parse_bool },
	{ "dontaudit", parse_access },
	{ "dontauditxperm", parse_xperm },
	{ "expandattribute", parse_expandattribute },
	{ "if", parse_if },
	{ "neverallow", parse_access },
	{ "neverallowxperm", parse_xperm },
	{ "optional", parse_optional },
	{ "permissive", parse_permissive },
	{ "range_transition", parse_range_transition },
	{ "require", parse_require },
	{ "role", parse_role },
	{ "role_transition", parse_role_transition },
	{ "roleattribute", parse_roleattribute },
	{ "tunable", parse_bool },
	{ "type", parse_type },
	{ "type_change", parse_change },
	{ "type_member", parse_change },
	{ "type_transition", parse_transition },
	{ "typealias", parse_typealias },
	{ "typeattribute", parse_typeattribute },
	{ "typebounds", parse_typebounds },
	{ "user", parse_user },
};

/* The error for a token that starts no statement. */
static int expected_statement(struct te_parsing *p)
{
	struct te_lex ahead = *p->lx;
	struct te_token t;

	te_lex_code(&ahead, &t);
	if (p->t.kind == TE_TOKEN_WORD && te_token_mark(&t, '('))
		return te_expected(p, "a statement (macros must be expanded by m4 first)");
	if (p->t.kind == TE_TOKEN_WORD && !te_at_name(p))
		return te_expected(p, "a statement that a module may hold");
	return te_expected(p, p->depth ? "a statement or }" : "a statement such as allow");
}

static int parse_any(struct te_parsing *p)
{
	size_t i;

	if (te_at_mark(p, ';'))
		return 0;
	for (i = 0; i < AV_ARRAY_LEN(statements); i++)
		if (te_at_word(p, statements[i].word))
			return te_next(p) < 0 ? -1 : statements[i].parse(p);
	return expected_statement(p);
}

int te_grammar_statement(struct te_lex *lx, struct intern *names, bool ours, struct te_decls *decls,
			 struct diag *d)
{
	struct te_parsing p = { .lx = lx, .names = names, .decls = decls, .d = d, .ours = ours };

	te_lex_code(lx, &p.t);
	p.begin = p.t.line;
	return parse_any(&p);
}
