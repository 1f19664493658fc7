/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs other programs by argument vector, never through a shell, with empty standard input. */
#ifndef AVCURATE_BASE_PROCESS_H
#define AVCURATE_BASE_PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"

/* Run `argv` and wait at most `timeout_ms`, then kill it. argv[0] is searched in PATH and then
 * in /usr/sbin and /sbin, which an unprivileged user's PATH lacks. Append up to 1 MiB of what it
 * prints on both streams to `out` (NULL: discard it). Return its exit status, 128 + n for signal
 * n, or -1 with `d`: not found, or out of time. */
int process_run(const char *const argv[], struct buf *out, int timeout_ms, struct diag *d);

/* The same with `n` bytes as its standard input. */
int process_feed(const char *const argv[], const char *bytes, size_t n, struct buf *out,
		 int timeout_ms, struct diag *d);

/* A program that must finish, whatever happens to us: it runs in a session of its own, which ^C
 * and a lost terminal do not reach, and it outlives us. Zeroed is empty. */
struct process {
	pid_t pid;         /* 0: it has ended */
	int fd;            /* readable when there is output */
	struct buf output; /* both streams, as far as read; at most 1 MiB */
	int status;        /* as process_run returns it; -1: unknown */
};

int process_start(struct process *c, const char *const argv[], struct diag *d);
/* Read its output; true if it has ended. Never waits. Call it regularly: a full pipe stops the
 * program. */
bool process_step(struct process *c);
/* Forget it; if it is still running, it continues. */
void process_release(struct process *c);

/* Blocks the signals that would end us, so that temporary files are removed first. Programs
 * started meanwhile receive them as usual. */
struct process_hold {
	sigset_t before;
};
void process_hold_begin(struct process_hold *h);
void process_hold_end(const struct process_hold *h);

/* True if we started the process, given the time of what it did (milliseconds since the epoch).
 * Covers the last PROCESS_KNOWN processes, up to PROCESS_KNOWN_MS after they started. */
#define PROCESS_KNOWN    32
#define PROCESS_KNOWN_MS 600000
bool process_is_ours(pid_t pid, int64_t time_ms);

/* True if process_run would find the program. */
bool process_found(const char *program);

#endif
