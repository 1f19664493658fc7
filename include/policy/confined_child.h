/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A fork for work that may crash: the child does not touch the parent's screen, signals or
 * hooks, and cannot run for ever. */
#ifndef AVCURATE_POLICY_CONFINED_CHILD_H
#define AVCURATE_POLICY_CONFINED_CHILD_H

#include <sys/types.h>

/* fork() whose child has default signals, standard streams on /dev/null, no core dump, an abort
 * when memory runs out, death with its parent, and SIGALRM after `limit_s` seconds. The child
 * must leave with _exit(). */
pid_t confined_child_fork(unsigned limit_s);

#endif
