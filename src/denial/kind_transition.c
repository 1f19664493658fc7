// SPDX-License-Identifier: GPL-2.0-or-later
/* Two changes of context that no rule of a module allows. One enters a domain that the old domain
 * does not bound, under no_new_privs, from a nosuid mount or in one of several threads
 * (op=security_bounded_transition). The other changes a label against a validatetrans constraint
 * (op=security_validate_transition). Does not know the constraint. */
#include "config.h"

#include "denial/kind.h"

const struct kind kind_bounded_transition = {
	.name = "bounded-transition",
	.new_context = true,
	.judge = KIND_SAYS_BOUNDS,
	.reason = "the new type is not bounded by the old one",
	.checked = "the record itself says what forbids it",
	.in_te = true,
	.words =
		"a process in {source}{comms} tried to enter {target} under no_new_privs, from a "
		"nosuid mount, or with several threads, and {target} is not bounded by {source}. "
		"Check NoNewPrivileges= (and what implies it) in the unit, the mount options of "
		"the file system that holds the program, and any denial of process2 "
		"{ nnp_transition nosuid_transition } between the two, which an allow rule answers",
};

const struct kind kind_validate = {
	.name = "validate-transition",
	.new_context = true,
	.judge = KIND_SAYS_CONSTRAINT,
	.reason = "a validatetrans constraint forbids this change of label",
	.checked = "the record itself says what forbids it",
	.in_te = true,
	.words = "{source}{comms} was not allowed to change the label of {object}{paths} to "
		 "{tcontext}: a validatetrans constraint of the policy forbids the change, usually "
		 "one on level or user, and no allow rule helps. Compare the old label and the "
		 "level of the process in the whole record",
};
