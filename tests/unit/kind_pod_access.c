// SPDX-License-Identifier: GPL-2.0-or-later
/* A kind of another domain that has statements: a subject may not use verbs on a resource of a namespace. */
#include "kind_more.h"

#include "base/buf.h"
#include "base/intern.h"
#include "base/mem.h"
#include "denial/rule.h"
#include "denial/statement.h"

static void pod_statement(const struct rule *r, const struct intern *names, struct statement *out)
{
	uint32_t i;

	out->kind = STATEMENT_GRANT;
	out->classes = mem_alloc(sizeof(*out->classes));
	out->classes[0] = r->key.class;
	out->class_count = 1;
	for (i = 0; i < r->perm_count; i++)
		statement_add_perm(out, r->perms[i].perm, names);
}

static void pod_print(const struct statement *st, const struct intern *names, struct buf *out)
{
	size_t i;

	buf_addf(out, "# %s in %s\n- resources: [%s]\n", intern_str(names, st->source),
		 intern_str(names, st->target), intern_str(names, st->classes[0]));
	buf_adds(out, "  verbs: [");
	for (i = 0; i < st->perm_count; i++)
		buf_addf(out, "%s%s", i ? ", " : "", intern_str(names, st->perms[i]));
	buf_adds(out, "]\n");
}

const struct kind kind_pod_access = {
	.name = "pod-access",
	.has_perms = true,
	.whole_names = true,
	.reason = "no role binding allows it",
	.checked = "no cluster was asked",
	.decisions = KIND_MAY_ACCEPT | KIND_MAY_NARROW,
	.statement = pod_statement,
	.print = pod_print,
	.words = "{source} may not {perms} {class} in {target}",
	.grants = "{source} may {perms} {class} in {target}",
};
