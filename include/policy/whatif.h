/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lays statements, types and boolean values over a policy, without a copy of it. */
#ifndef AVCURATE_POLICY_WHATIF_H
#define AVCURATE_POLICY_WHATIF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "policy/eval.h"
#include "base/intern.h"
#include "denial/statement.h"

/* Zeroed is an overlay that changes nothing. Give it to policy_query only after whatif_finish. */
void whatif_release(struct eval_overlay *o);

/* What a module declares. What the policy has already is left as it is. Declare types and attributes
 * before what names them; -1 with `d` where a name is unknown, or is not of that kind. */
int whatif_type(struct eval_overlay *o, const struct policy_index *ix, struct slice name,
		const struct slice *attributes, size_t attribute_count, struct diag *d);
void whatif_attribute(struct eval_overlay *o, const struct policy_index *ix, struct slice name);
/* The type has the attribute. */
int whatif_member(struct eval_overlay *o, const struct policy_index *ix, struct slice type,
		  struct slice attribute, struct diag *d);
int whatif_alias(struct eval_overlay *o, const struct policy_index *ix, struct slice alias,
		 struct slice type, struct diag *d);
/* The role, one of the policy, may have the type, or all types that have the attribute by now. */
int whatif_role(struct eval_overlay *o, const struct policy_index *ix, struct slice role,
		struct slice type, struct diag *d);
/* Take over the types, attributes and aliases of `from` (may be NULL), for as long as `from` is there
 * and declares no other: `o` must declare none itself, before or after. */
void whatif_borrow_types(struct eval_overlay *o, const struct eval_overlay *from);
/* Begin an overlay with all that another is made of, but for its booleans; types are borrowed. */
void whatif_start(struct eval_overlay *o, const struct eval_overlay *from);

/* Lay a statement over it. -1 with `d` where it names what neither policy nor overlay has; nothing
 * of it is laid then. */
int whatif_add(struct eval_overlay *o, const struct policy_index *ix, const struct statement *s,
	       const struct intern *names, struct diag *d);
/* Take an allow statement of a loaded module off the policy: the baseline is the policy without
 * it. What the policy does not have is no error. */
void whatif_remove(struct eval_overlay *o, const struct policy_index *ix, const struct statement *s,
		   const struct intern *names);
/* Set a boolean by its value. */
void whatif_bool(struct eval_overlay *o, const struct policy_index *ix, uint32_t bool_value,
		 bool state);
/* Sort, and work out the conditionals. May be called again after more was added. */
void whatif_finish(struct eval_overlay *o, const struct policy_index *ix);

/* The value of a type or attribute, of the policy or the overlay; 0: none. */
uint32_t whatif_type_value(const struct eval_overlay *o, const struct policy_index *ix,
			   struct slice name);
/* The states of all conditionals under the given booleans (by value), to `out`. */
void whatif_conds(const struct policy_index *ix, const uint8_t *bools, uint8_t *out);

#endif
