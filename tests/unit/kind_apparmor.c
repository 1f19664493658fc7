// SPDX-License-Identifier: GPL-2.0-or-later
/* A kind of another security module, which avcurate can show and neither judge nor answer: a profile was
 * denied an operation on a path. */
#include "kind_more.h"

const struct kind kind_apparmor = {
	.name = "apparmor",
	.has_perms = true,
	.whole_names = true,
	.reason = "the profile of AppArmor does not permit it",
	.checked = "SELinux's policy says nothing of it",
	.words = "the profile {source}{comms} was denied {perms} on {target} ({class})",
};
