/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps that make a rule's statement narrower or wider, one axis at a time: permissions,
 * ioctl commands, class, target and source. They are based on what was denied, on the reference
 * policy's named sets, and on the attributes of a policy. */
#ifndef AVCURATE_ADVICE_LADDER_H
#define AVCURATE_ADVICE_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "denial/decision.h"
#include "policy/eval.h"
#include "base/intern.h"
#include "denial/ledger.h"
#include "policy/index.h"
#include "denial/rule.h"
#include "denial/statement.h"

/* What the steps are based on besides the rule. Zeroed: neither policy nor other rules. */
struct ladder_basis {
	const struct policy_index *policy; /* NULL: no steps for class, target and source */
	const struct eval_overlay
		*names; /* types and attributes that the module declares; may be NULL */
	const struct ledger *denials; /* what else was seen; may be NULL */
	const struct rule *const
		*others; /* tagged together with it: their types must be covered too */
	size_t other_count;
};

struct ladder_step {
	const char *axis; /* "permissions", "ioctl", "class", "target", "source"; static */
	char *name;       /* for decision.step: "observed", "read_file_perms", "target file_type" */
	char *why;        /* one line: what it adds or omits */
	struct statement statement;
	unsigned opened; /* permissions (commands, classes, types) beyond those denied */
	unsigned closed; /* denied ones that it leaves out */
	name_id dropped; /* the one permission that it takes off what is current, or NAME_NONE: to
			  * be remembered as dropped, not as chosen */
	/* For class, target and source: how many it covers, and how many of these were denied. */
	unsigned members, seen;
	bool current; /* what the decision grants now */
};

/* All steps for the rule, axis by axis, each from the narrowest to the widest; exactly one step
 * of each non-empty axis is current. Return how many; free `*out` with ladder_free. Kinds of
 * denials that no allow rule answers have no steps. `names` gets the names of permissions that
 * were not seen yet. */
size_t ladder_steps(const struct rule *rule, const struct decision *decision, struct intern *names,
		    const struct ladder_basis *basis, struct ladder_step **out);
void ladder_free(struct ladder_step *steps, size_t count);

#endif
