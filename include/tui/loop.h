/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one poll loop: keys, the followed log, signals, and work in slices so short that a key never
 * waits. It knows neither the screen nor the session: the caller passes functions. */
#ifndef AVCURATE_TUI_LOOP_H
#define AVCURATE_TUI_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

/* Microseconds of work between two checks for keys. */
#define LOOP_SLICE_US    4000
#define LOOP_SLICE_BYTES ((size_t)256 << 10)
/* Least microseconds between two frames that no key asked for. */
#define LOOP_FRAME_US 25000

struct loop_ops {
	/* Polled for input, or -1. */
	int (*key_fd)(void *ctx);
	int (*watch_fd)(void *ctx);
	/* Handle all waiting keys. Returns false if the terminal is gone. */
	bool (*keys)(void *ctx);
	/* Work for about LOOP_SLICE_US. `readable`: watch_fd has input. Returns true if more is left. */
	bool (*work)(void *ctx, bool readable);
	/* Milliseconds until work or keys must run without input; -1: never. */
	int (*timeout_ms)(void *ctx);
	void (*timeout)(void *ctx);
	bool (*dirty)(void *ctx);
	void (*draw)(void *ctx);
	/* SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGQUIT: outside any handler. */
	void (*signal)(void *ctx, int signal);
	bool (*done)(void *ctx);
};

/* Run until done. Returns 0, or -1 with `d`. Blocks the signals above while it runs and restores
 * the former mask; children start with an empty mask (child.h). */
int loop_run(const struct loop_ops *ops, void *ctx, struct diag *d);

#endif
