// SPDX-License-Identifier: GPL-2.0-or-later
/* Finds the distribution's own policy for the tests that compare with it. */
#include "config.h"

#include "distribution.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sepol/policydb.h>

char *distribution_policy(void)
{
	int version = sepol_policy_kern_vers_max();
	char *path;

	for (; version >= sepol_policy_kern_vers_min(); version--) {
		if (asprintf(&path, "/etc/selinux/default/policy/policy.%d", version) < 0)
			return NULL;
		if (access(path, R_OK) == 0)
			return path;
		free(path);
	}
	return NULL;
}
