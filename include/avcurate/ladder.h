/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The steps by which a rule's statement can be made narrower or wider, one axis at a time: which
 * permissions, which ioctl commands. No policy is asked: what is offered rests on what was denied
 * and on the reference policy's named permission sets. */
#ifndef AVCURATE_LADDER_H
#define AVCURATE_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "avcurate/decision.h"
#include "avcurate/intern.h"
#include "avcurate/rule.h"
#include "avcurate/statement.h"

struct ladder_step {
	const char *axis; /* "permissions", "ioctl"; static */
	char *name;       /* for decision.step: "observed", "read_file_perms", "without write" */
	char *why;        /* one line: what it adds or leaves out */
	struct statement statement;
	unsigned opened; /* permissions (axis ioctl: commands) more than were denied */
	unsigned closed; /* denied ones that it leaves out */
	name_id dropped; /* the one permission that it takes off what is current, or NAME_NONE: to
			  * be remembered as dropped, not as chosen */
	bool current;    /* what the decision stands for now */
};

/* All steps for the rule, axis by axis, each from the narrowest to the widest; on each axis that
 * has any, one is current. Returns how many; `*out` is for ladder_free. None for kinds of denials
 * that no allow rule answers. `names` gets the names of permissions that were not seen yet. */
size_t ladder_steps(const struct rule *rule, const struct decision *decision, struct intern *names,
		    struct ladder_step **out);
void ladder_free(struct ladder_step *steps, size_t count);

#endif
