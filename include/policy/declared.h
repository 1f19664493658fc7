/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a module contains besides the decided rules: names that it declares, and hand-written
 * statements. Plain values; names are ids of one intern table. */
#ifndef AVCURATE_POLICY_DECLARED_H
#define AVCURATE_POLICY_DECLARED_H

#include <stddef.h>

#include "policy/eval.h"
#include "base/intern.h"
#include "denial/statement.h"

enum declared_kind {
	DECLARED_TYPE,
	DECLARED_ATTRIBUTE,
	DECLARED_ALIAS,  /* `name` of the type `of` */
	DECLARED_MEMBER, /* the type `name` has the attribute `of` */
	DECLARED_ROLE,   /* the role `name` may have the type or attribute `of` */
};

struct declared_name {
	enum declared_kind kind;
	name_id name, of;
};

/* More of either would noticeably slow down judging each rule. */
#define DECLARED_MAX 4096

/* Zeroed is empty. */
struct declared {
	struct declared_name *names;
	struct statement *statements;
	size_t name_count, name_cap, statement_count, statement_cap;
	size_t left_out; /* statements not counted: other kinds, conditional, over DECLARED_MAX */
};

void declared_release(struct declared *m);
void declared_add_name(struct declared *m, enum declared_kind kind, name_id name, name_id of);
/* Take ownership of what `s` holds. */
void declared_add_statement(struct declared *m, struct statement *s);

/* Apply its names to a policy. Skip what the policy already knows and what names something
 * unknown. A type gets what rules give to its attributes, except through `self`: a binary policy
 * stores that with each type, not with the attribute. */
void declared_apply(const struct declared *m, const struct policy_index *ix,
		    const struct intern *names, struct eval_overlay *o);

#endif
