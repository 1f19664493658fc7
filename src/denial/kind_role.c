// SPDX-License-Identifier: GPL-2.0-or-later
/* A role that may not have a type (SELINUX_ERR, op=security_compute_sid): the kernel computed a
 * context for a new process or object, and the context is not valid. `role R types T;` may answer
 * it. Does not know whether the user may have the role. */
#include "config.h"

#include "denial/kind.h"
#include "denial/rule.h"
#include "denial/statement.h"

static void role_statement(const struct rule *r, const struct intern *names, struct statement *out)
{
	(void)names;
	out->kind = STATEMENT_ROLE;
	out->source = r->key.target;
	out->self = false;
	out->role = r->key.role;
}

const struct kind kind_role = {
	.name = "role",
	.has_role = true,
	.new_context = true,
	.judge = KIND_JUDGE_ROLE,
	.reason = "the role may not have the type",
	.decisions = KIND_MAY_ACCEPT,
	.in_te = true,
	.statement = role_statement,
	.words = "a process[ of {scontext}]{comms} would have got or created something with the "
		 "context {tcontext}, which is not valid: usually role {role} may not have type "
		 "{target}, or the user may not have that role or level. Check whether it should "
		 "run there at all (starting a service by hand from a user's shell causes this). "
		 "If it should, and the policy lists the user's role and level as valid (seinfo "
		 "-u), the role statement answers it",
};
