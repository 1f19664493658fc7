// SPDX-License-Identifier: GPL-2.0-or-later
/* Words for what denies an access apart from type rules and constraints: role allow, bounds,
 * ioctl lists. */
#include "config.h"

#include "policy/reason.h"

#include <stdlib.h>

#include "base/mem.h"
#include "policy/eval.h"
#include "xperm_internal.h"

#define NAMES_SHOWN  6
#define RANGES_SHOWN 8

void reason_role(const struct policy_index *ix, const struct eval_query *query, struct buf *out)
{
	uint32_t from = query->source->role, to = query->target->role, v, shown = 0;
	const uint64_t *allow = ix->bits + ix->roles[from].allow;

	if (!from || !to || from == to || query->class_value != ix->process_class ||
	    policy_index_bit(allow, to))
		return;
	buf_addf(out, "role %s may not change to %s", policy_index_name_of(ix, POLNAME_ROLE, from),
		 policy_index_name_of(ix, POLNAME_ROLE, to));
	for (v = 1; v <= ix->roles_max; v++) {
		if (!policy_index_bit(allow, v) || shown++ >= NAMES_SHOWN)
			continue;
		buf_addf(out, "%s%s", shown == 1 ? "; it may change to " : ", ",
			 policy_index_name_of(ix, POLNAME_ROLE, v));
	}
	if (shown > NAMES_SHOWN)
		buf_addf(out, " and %u more", shown - NAMES_SHOWN);
}

static void add_perms(const struct policy_index *ix, uint32_t class_value, uint32_t perms,
		      struct buf *out)
{
	uint32_t i, n = 0;

	for (i = 0; i < 32; i++)
		if (perms >> i & 1)
			buf_addf(out, "%s%s", n++ ? ", " : "",
				 ix->strings + ix->classes[class_value].perms[i]);
}

void reason_bounds(const struct policy_index *ix, const struct eval_overlay *overlay,
		   const struct eval_query *query, struct buf *out)
{
	uint32_t type = query->source->type, parent;
	struct eval_answer a;

	if (type > ix->types_max)
		return;
	parent = ix->types[type].bounds;
	policy_query(ix, query, overlay, &a);
	if (!parent || !(a.bounded & query->perms))
		return;
	buf_addf(out, "%s is bounded by %s, which is not allowed ",
		 policy_index_name_of(ix, POLNAME_TYPE, type),
		 policy_index_name_of(ix, POLNAME_TYPE, parent));
	add_perms(ix, query->class_value, a.bounded & query->perms, out);
	buf_addf(out, " on %s of %s", policy_index_name_of(ix, POLNAME_CLASS, query->class_value),
		 eval_type_name(ix, overlay, query->target->type));
}

void reason_xperm(const struct policy_index *ix, const struct eval_overlay *overlay,
		  const struct eval_query *query, struct buf *out)
{
	struct xperm_set *set = mem_alloc(sizeof(*set));

	if (query->ioctl != IOCTL_NONE && query->source->type && query->target->type)
		xperm_list(ix, overlay, query->source->type, query->target->type,
			   query->class_value, set);
	else
		set->listed = false;
	if (set->listed &&
	    !(set->commands[(query->ioctl & 0xffff) / 64] >> (query->ioctl % 64) & 1)) {
		buf_addf(out, "ioctl 0x%x is not among the commands allowed here: ", query->ioctl);
		xperm_print(set, RANGES_SHOWN, out);
	}
	free(set);
}
