/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a module has of its own besides the rules that were decided: names that it declares, and
 * statements that somebody wrote into it by hand. Plain values; names are ids of one intern table. */
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

/* More of either would take noticeable time with every rule that is judged. */
#define DECLARED_MAX 4096

/* Zeroed is empty. */
struct declared {
	struct declared_name *names;
	struct statement *statements;
	size_t name_count, name_cap, statement_count, statement_cap;
	size_t left_out; /* statements whose effect is not counted here: of another kind, conditional,
			    over DECLARED_MAX */
};

void declared_release(struct declared *m);
void declared_add_name(struct declared *m, enum declared_kind kind, name_id name, name_id of);
/* Takes what `s` holds. */
void declared_add_statement(struct declared *m, struct statement *s);

/* Lay its names over a policy. What the policy knows already, or what names something unknown, is
 * passed over. A type gets what rules give to its attributes, but for what they give on `self`: in a
 * binary policy that stands with each type, and not with the attribute. */
void declared_lay(const struct declared *m, const struct policy_index *ix,
		  const struct intern *names, struct eval_overlay *o);

#endif
