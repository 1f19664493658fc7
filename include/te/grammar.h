/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The statements of a policy module that checkmodule accepts: whether one is well-formed, where it
 * ends and what it declares. Their meaning is left to checkmodule. */
#ifndef AVCURATE_TE_GRAMMAR_H
#define AVCURATE_TE_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/intern.h"
#include "te/lex.h"

enum te_decl_kind {
	TE_DECL_TYPE,           /* type NAME */
	TE_DECL_ALIAS,          /* alias NAME of the type `of` */
	TE_DECL_ATTRIBUTE,      /* attribute NAME */
	TE_DECL_MEMBER,         /* the type NAME has the attribute `of` */
	TE_DECL_ROLE,           /* role NAME */
	TE_DECL_ROLE_TYPE,      /* the role NAME may have the type (or attribute) `of` */
	TE_DECL_ATTRIBUTE_ROLE, /* attribute_role NAME */
	TE_DECL_ROLE_MEMBER,    /* the role NAME has the role attribute `of` */
	TE_DECL_BOOL,           /* bool or tunable NAME */
	TE_DECL_USER,           /* user NAME */
	TE_DECL_PERMISSIVE,     /* the type NAME is permissive */
};

struct te_decl {
	enum te_decl_kind kind;
	name_id name;
	name_id of;    /* NAME_EMPTY for other kinds */
	bool value;    /* TE_DECL_BOOL: its default */
	bool optional; /* in an optional block, which the policy may disable */
	unsigned line;
};

/* In file order, duplicates included. Members removed from a set with `-`, or in a set with * or ~,
 * are not recorded. Zeroed is empty. */
struct te_decls {
	struct te_decl *items;
	size_t count, cap;
};

void te_decls_release(struct te_decls *l);

/* Skip one statement of any kind (also a require block), past its ; or closing brace, and add its
 * declarations to `decls`. Return 0, or -1 with `d` (where and what was expected) if a module
 * cannot hold it. With `ours`, a `#@` line inside it is an error. */
int te_grammar_statement(struct te_lex *lx, struct intern *names, bool ours, struct te_decls *decls,
			 struct diag *d);

#endif
