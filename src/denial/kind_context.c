// SPDX-License-Identifier: GPL-2.0-or-later
/* A context that the loaded policy does not know (SELINUX_ERR, op=setxattr, op=fscreate, and
 * op=security_compute_sid without a role). No rule makes it valid. Does not know which module would
 * define it. */
#include "config.h"

#include "denial/kind.h"

const struct kind kind_context = {
	.name = "context",
	.new_context = true,
	.source_optional = true,
	.judge = KIND_SAYS_CONTEXT,
	.checked = "the record itself says what forbids it",
	.in_te = true,
	.words = "a process[ in {source}]{comms} asked for the label {tcontext}{paths}, which the "
		 "loaded policy does not know. Look for the module that defines the type and was "
		 "removed or never loaded, or for a file restored or copied with labels of another "
		 "system",
};
