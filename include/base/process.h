/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs programs by argument vector, never through a shell, with empty standard input. */
#ifndef AVCURATE_BASE_PROCESS_H
#define AVCURATE_BASE_PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"

/* Run `argv` and wait at most `timeout_ms`, then kill it. Looks argv[0] up in PATH, then in
 * /usr/sbin and /sbin, which an unprivileged user's PATH lacks. Appends its output from both
 * streams to `out` (NULL: discards it), at most 1 MiB. Returns the exit status, 128 + n for a
 * signal, or -1 with `d`: not found, or timed out. */
int process_run(const char *const argv[], struct buf *out, int timeout_ms, struct diag *d);

/* The same with `n` bytes on its standard input. */
int process_feed(const char *const argv[], const char *bytes, size_t n, struct buf *out,
		 int timeout_ms, struct diag *d);

/* A program that must finish even if avcurate ends: it runs in its own session, where ^C and a lost
 * terminal do not reach it. Zeroed is unused. */
struct process {
	pid_t pid;         /* 0: ended */
	int fd;            /* its output */
	struct buf output; /* what was read of both streams; at most 1 MiB */
	int status;        /* as process_run returns it; -1: unknown */
};

int process_start(struct process *c, const char *const argv[], struct diag *d);
/* Read its output; true if it has ended. Never waits. Call it regularly, or a full pipe blocks the
 * program. */
bool process_step(struct process *c);
/* Forget it; if it still runs, it goes on. */
void process_release(struct process *c);

/* Hold back the signals that would end us, so that temporary files are removed first. Programs we
 * start meanwhile still get them. */
struct process_hold {
	sigset_t before;
};
void process_hold_begin(struct process_hold *h);
void process_hold_end(const struct process_hold *h);

/* True if we started the process, given when it did something (milliseconds since the epoch). Knows
 * the last PROCESS_KNOWN ones, up to PROCESS_KNOWN_MS after their start. */
#define PROCESS_KNOWN    32
#define PROCESS_KNOWN_MS 600000
bool process_is_ours(pid_t pid, int64_t time_ms);

/* True if process_run would find the program. */
bool process_found(const char *program);

#endif
