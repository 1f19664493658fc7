/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applies statements, types and boolean values on top of a policy, without copying it. */
#ifndef AVCURATE_POLICY_WHATIF_H
#define AVCURATE_POLICY_WHATIF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "policy/eval.h"
#include "base/intern.h"
#include "denial/statement.h"

/* Zeroed is an overlay that changes nothing. Pass it to policy_query only after whatif_finish. */
void whatif_release(struct eval_overlay *o);

/* Declare what a module declares. What the policy already has is left alone. Declare types and
 * attributes before what names them; -1 with `d` if a name is unknown or of another kind. */
int whatif_type(struct eval_overlay *o, const struct policy_index *ix, struct slice name,
		const struct slice *attributes, size_t attribute_count, struct diag *d);
void whatif_attribute(struct eval_overlay *o, const struct policy_index *ix, struct slice name);
/* The type has the attribute. */
int whatif_member(struct eval_overlay *o, const struct policy_index *ix, struct slice type,
		  struct slice attribute, struct diag *d);
int whatif_alias(struct eval_overlay *o, const struct policy_index *ix, struct slice alias,
		 struct slice type, struct diag *d);
/* The role, one of the policy, may have the type, or all types that have the attribute so far. */
int whatif_role(struct eval_overlay *o, const struct policy_index *ix, struct slice role,
		struct slice type, struct diag *d);
/* Share the types, attributes and aliases of `from` (may be NULL), as long as `from` exists and
 * declares no others; `o` must not declare any itself, before or after. */
void whatif_borrow_types(struct eval_overlay *o, const struct eval_overlay *from);
/* Begin an overlay with everything in another one except its booleans; types are shared. */
void whatif_start(struct eval_overlay *o, const struct eval_overlay *from);

/* Apply a statement. -1 with `d` if it names what neither policy nor overlay has; then nothing
 * is applied. */
int whatif_add(struct eval_overlay *o, const struct policy_index *ix, const struct statement *s,
	       const struct intern *names, struct diag *d);
/* Remove an allow statement of a loaded module from the policy: the baseline is the policy
 * without it. Names that the policy does not have are ignored. */
void whatif_remove(struct eval_overlay *o, const struct policy_index *ix, const struct statement *s,
		   const struct intern *names);
/* Set a boolean by its value. */
void whatif_bool(struct eval_overlay *o, const struct policy_index *ix, uint32_t bool_value,
		 bool state);
/* Sort, and evaluate the conditionals. Call it again after adding more. */
void whatif_finish(struct eval_overlay *o, const struct policy_index *ix);

/* The value of a type or attribute, of the policy or the overlay; 0 if unknown. */
uint32_t whatif_type_value(const struct eval_overlay *o, const struct policy_index *ix,
			   struct slice name);
/* Store the states of all conditionals under the given booleans (by value) in `out`. */
void whatif_conds(const struct policy_index *ix, const uint8_t *bools, uint8_t *out);

#endif
