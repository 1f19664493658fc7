/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The statements of a policy module, as checkmodule takes them: whether one is sound, where it ends,
 * and what it declares. What it means is left to checkmodule. */
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
	name_id of;    /* NAME_EMPTY where the kind has none */
	bool value;    /* TE_DECL_BOOL: its default */
	bool optional; /* stands in an optional block, which may not hold */
	unsigned line;
};

/* In the file's order, as often as they stand there. What is taken off a set by `-`, or stands in one of
 * * or ~, is not told. Zeroed is empty. */
struct te_decls {
	struct te_decl *items;
	size_t count, cap;
};

void te_decls_release(struct te_decls *l);

/* Pass over one statement whatever it is (a require block too), to behind its ; or closing brace, and
 * add to `decls` what it declares. 0, or -1 with `d`: where it is none that a module can hold and what
 * was expected there. With `ours`, a `#@` line inside it is refused. */
int te_grammar_statement(struct te_lex *lx, struct intern *names, bool ours, struct te_decls *decls,
			 struct diag *d);

#endif
