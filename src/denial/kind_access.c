// SPDX-License-Identifier: GPL-2.0-or-later
/* An access: a source was denied permissions of a class on a target ("avc: denied", and the
 * SELINUX_ERR record of security_compute_av, reason=bounds). An allow rule may answer it. Does not
 * know what the policy allows. */
#include "config.h"

#include "base/mem.h"
#include "denial/kind.h"
#include "denial/rule.h"
#include "denial/statement.h"

static void access_statement(const struct rule *r, const struct intern *names,
			     struct statement *out)
{
	name_id ioctl = intern_find(names, slice_of("ioctl"));
	size_t i;

	out->kind = STATEMENT_ALLOW;
	out->classes = mem_alloc(sizeof(*out->classes));
	out->classes[0] = r->key.class;
	out->class_count = 1;
	for (i = 0; i < r->perm_count; i++)
		statement_add_perm(out, r->perms[i].perm, names);
	/* List ioctl commands only if every denial named its command: an unnamed one may be any,
	 * and the first allowxperm denies all commands that it does not list. */
	for (i = 0; i < r->tuple_count; i++)
		if (r->tuples[i].perm == ioctl && r->tuples[i].ioctl == IOCTL_NONE)
			return;
	for (i = 0; i < r->tuple_count; i++) {
		const struct tuple *t = &r->tuples[i];

		if (t->ioctl != IOCTL_NONE)
			statement_add_ioctl(out, (struct ioctl_range){ (uint16_t)t->ioctl,
								       (uint16_t)t->ioctl });
	}
}

const struct kind kind_access = {
	.name = "access",
	.usual = true,
	.has_perms = true,
	.judge = KIND_JUDGE_ACCESS,
	.decisions = KIND_MAY_ACCEPT | KIND_MAY_DONTAUDIT | KIND_MAY_WIDEN | KIND_MAY_NARROW,
	.in_te = true,
	.statement = access_statement,
};
