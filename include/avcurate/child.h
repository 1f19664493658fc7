/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs we run: by argument vector, never through a shell, standard input empty. */
#ifndef AVCURATE_CHILD_H
#define AVCURATE_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "avcurate/buf.h"
#include "avcurate/diag.h"

/* Run `argv` (argv[0] looked up in PATH, and in /usr/sbin and /sbin behind it, where an
 * unprivileged user's PATH does not reach) and wait, at most `timeout_ms` (then it is killed).
 * What it prints on both streams is appended to `out` (NULL: thrown away), at most 1 MiB.
 * Returns the exit status, 128 + n for a signal, or -1 with `d`: not found, or out of time. */
int child_run(const char *const argv[], struct buf *out, int timeout_ms, struct diag *d);

/* The same with `n` bytes on its standard input. */
int child_feed(const char *const argv[], const char *bytes, size_t n, struct buf *out,
	       int timeout_ms, struct diag *d);

/* Whether the program can be found as child_run would. */
bool child_found(const char *program);

#endif
