/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A fork for work that may crash: the child touches nothing of the parent's screen, signals or
 * hooks, and ends by itself. */
#ifndef AVCURATE_POLICY_CONFINED_CHILD_H
#define AVCURATE_POLICY_CONFINED_CHILD_H

#include <sys/types.h>

/* fork(), in whose child all signals are as the system has them, the standard streams lead to
 * nowhere, memory running out just aborts, there is no core dump, the parent's death kills, and
 * SIGALRM comes after `limit_s` seconds. The child must leave by _exit(). */
pid_t confined_child_fork(unsigned limit_s);

#endif
