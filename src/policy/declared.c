// SPDX-License-Identifier: GPL-2.0-or-later
/* The names and hand-written statements of a module, and how they apply to a policy. */
#include "config.h"

#include "policy/declared.h"

#include <stdlib.h>

#include "base/mem.h"
#include "policy/whatif.h"

void declared_release(struct declared *m)
{
	size_t i;

	for (i = 0; i < m->statement_count; i++)
		statement_release(&m->statements[i]);
	free(m->statements);
	free(m->names);
	*m = (struct declared){ 0 };
}

void declared_add_name(struct declared *m, enum declared_kind kind, name_id name, name_id of)
{
	if (m->name_count == DECLARED_MAX) {
		m->left_out++;
		return;
	}
	m->names = mem_grow(m->names, &m->name_cap, m->name_count + 1, sizeof(*m->names));
	m->names[m->name_count++] = (struct declared_name){ kind, name, of };
}

void declared_add_statement(struct declared *m, struct statement *s)
{
	if (m->statement_count == DECLARED_MAX) {
		statement_release(s);
		m->left_out++;
		return;
	}
	m->statements = mem_grow(m->statements, &m->statement_cap, m->statement_count + 1,
				 sizeof(*m->statements));
	m->statements[m->statement_count++] = *s;
	*s = (struct statement){ 0 };
}

static void apply_name(const struct declared_name *n, const struct policy_index *ix,
		       const struct intern *names, struct eval_overlay *o)
{
	struct slice name = slice_of(intern_str(names, n->name));
	struct slice of = slice_of(intern_str(names, n->of));

	switch (n->kind) {
	case DECLARED_TYPE:
		(void)!whatif_type(o, ix, name, NULL, 0, NULL);
		break;
	case DECLARED_ATTRIBUTE:
		whatif_attribute(o, ix, name);
		break;
	case DECLARED_ALIAS:
		(void)!whatif_alias(o, ix, name, of, NULL);
		break;
	case DECLARED_MEMBER:
		(void)!whatif_member(o, ix, name, of, NULL);
		break;
	case DECLARED_ROLE:
		/* A role for a type of the policy is a grant, not a declaration. */
		if (whatif_type_value(o, ix, of) > ix->types_max)
			(void)!whatif_role(o, ix, name, of, NULL);
		break;
	}
}

void declared_apply(const struct declared *m, const struct policy_index *ix,
		    const struct intern *names, struct eval_overlay *o)
{
	/* A name may be used before the line that declares it. */
	static const unsigned rounds[] = {
		1u << DECLARED_TYPE | 1u << DECLARED_ATTRIBUTE,
		1u << DECLARED_ALIAS,
		1u << DECLARED_MEMBER,
		1u << DECLARED_ROLE,
	};
	size_t i, k;

	for (k = 0; k < AV_ARRAY_LEN(rounds); k++)
		for (i = 0; i < m->name_count; i++)
			if (rounds[k] >> m->names[i].kind & 1)
				apply_name(&m->names[i], ix, names, o);
}
