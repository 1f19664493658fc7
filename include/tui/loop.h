/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one poll loop: keys, the log that is followed, signals, and work in slices so short that a key
 * never waits. It knows neither the screen nor the session; what it calls is given as functions. */
#ifndef AVCURATE_TUI_LOOP_H
#define AVCURATE_TUI_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

/* Work between two looks at the keys. */
#define LOOP_SLICE_US    4000
#define LOOP_SLICE_BYTES ((size_t)256 << 10)
/* Frames that nobody asked for by a key come no faster than this. */
#define LOOP_FRAME_US 25000

struct loop_ops {
	/* Polled for input; -1 for none. */
	int (*key_fd)(void *ctx);
	int (*watch_fd)(void *ctx);
	/* Take all keys there are. False when the terminal is gone. */
	bool (*keys)(void *ctx);
	/* Work for about LOOP_SLICE_US. `readable`: watch_fd has something. True when there is more. */
	bool (*work)(void *ctx, bool readable);
	/* Milliseconds until work or keys should be called although nothing comes; -1 never. */
	int (*timeout_ms)(void *ctx);
	void (*timeout)(void *ctx);
	bool (*dirty)(void *ctx);
	void (*draw)(void *ctx);
	/* SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGQUIT: outside any handler. */
	void (*signal)(void *ctx, int signal);
	bool (*done)(void *ctx);
};

/* Runs until done. 0 or -1 with `d`. The signals above are blocked while it runs, and the former
 * mask is put back; children start with none blocked (child.h). */
int loop_run(const struct loop_ops *ops, void *ctx, struct diag *d);

#endif
