/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The policy that a distribution's package installs, whatever its version and type are called there. */
#ifndef AVCURATE_TESTS_DISTRIBUTION_H
#define AVCURATE_TESTS_DISTRIBUTION_H

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISTRIBUTION_PACKAGE "needs the package selinux-policy-default"

/* The path of the newest one, or of a file that does not exist. Static. */
static inline const char *distribution_policy(void)
{
	static char path[256];
	unsigned long best = 0, version;
	glob_t found;
	size_t i;

	if (*path)
		return path;
	snprintf(path, sizeof(path), "/etc/selinux/no-policy-package");
	if (glob("/etc/selinux/{default,targeted}/policy/policy.*", GLOB_BRACE, NULL, &found) != 0)
		return path;
	for (i = 0; i < found.gl_pathc; i++) {
		version = strtoul(strrchr(found.gl_pathv[i], '.') + 1, NULL, 10);
		if (version <= best)
			continue;
		best = version;
		snprintf(path, sizeof(path), "%s", found.gl_pathv[i]);
	}
	globfree(&found);
	return path;
}

#endif
