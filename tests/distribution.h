/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_DISTRIBUTION_H
#define TESTS_DISTRIBUTION_H

#define DISTRIBUTION_PACKAGE "selinux-policy-default"

/* The path of Debian's policy, the newest version of it that this libsepol reads; NULL if it is not
 * installed. The caller frees it. */
char *distribution_policy(void);

#endif
