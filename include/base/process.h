/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs we run: by argument vector, never through a shell, standard input empty. */
#ifndef AVCURATE_BASE_PROCESS_H
#define AVCURATE_BASE_PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"

/* Run `argv` (argv[0] looked up in PATH, and in /usr/sbin and /sbin behind it, where an
 * unprivileged user's PATH does not reach) and wait, at most `timeout_ms` (then it is killed).
 * What it prints on both streams is appended to `out` (NULL: thrown away), at most 1 MiB.
 * Returns the exit status, 128 + n for a signal, or -1 with `d`: not found, or out of time. */
int process_run(const char *const argv[], struct buf *out, int timeout_ms, struct diag *d);

/* The same with `n` bytes on its standard input. */
int process_feed(const char *const argv[], const char *bytes, size_t n, struct buf *out,
		 int timeout_ms, struct diag *d);

/* A program that must come to its end, whatever becomes of us: it is in a session of its own, where ^C
 * and a lost terminal do not reach it, and it outlives us. Zeroed is none. */
struct process {
	pid_t pid;         /* 0: it has ended */
	int fd;            /* where its words come from */
	struct buf output; /* of both streams, as far as it was read; at most 1 MiB */
	int status;        /* as process_run gives it; -1: not known */
};

int process_start(struct process *c, const char *const argv[], struct diag *d);
/* Read what it says; whether it has ended. Never waits; to be called every now and then, or a full pipe
 * stops it. */
bool process_step(struct process *c);
/* Forget it; if it runs it goes on. */
void process_release(struct process *c);

/* Signals that would end us wait, so that what is temporary is taken away first. What is run meanwhile
 * gets them as ever. */
struct process_hold {
	sigset_t before;
};
void process_hold_begin(struct process_hold *h);
void process_hold_end(const struct process_hold *h);

/* Whether the process was one that we started, given when it did something (milliseconds since the
 * epoch): of the last PROCESS_KNOWN ones, up to PROCESS_KNOWN_MS after their start. */
#define PROCESS_KNOWN    32
#define PROCESS_KNOWN_MS 600000
bool process_is_ours(pid_t pid, int64_t time_ms);

/* Whether the program can be found as process_run would. */
bool process_found(const char *program);

#endif
