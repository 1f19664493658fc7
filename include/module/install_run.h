/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carries out a plan: runs semodule as a child, polled in steps, and then checks the result in the
 * store instead of trusting semodule. */
#ifndef AVCURATE_MODULE_INSTALL_RUN_H
#define AVCURATE_MODULE_INSTALL_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/process.h"
#include "module/install.h"

enum install_outcome {
	INSTALL_DONE,
	INSTALL_FAILED,  /* the store is unchanged */
	INSTALL_CHANGED, /* failed, but the store changed */
};

/* Zeroed is empty. */
struct install_run {
	const struct install_plan *plan; /* borrowed */
	struct process child;
	char before[65]; /* fingerprint of the store; "" if unknown */
	int64_t started_ms, ended_ms;
	enum install_outcome outcome;
	char *said;  /* semodule's output, cleaned lines */
	char *words; /* the same in terms of the module; lines, may be "" */
	char *found; /* what the store holds now, one line */
};

/* Start semodule. It ignores SIGINT and SIGTERM and may leave half a copy if killed, so avcurate
 * never cancels it, and it continues if avcurate exits. Return 0, or -1 with `d` if nothing was
 * started. Always release `r`. */
int install_start(struct install_run *r, const struct install_plan *plan, struct diag *d);
/* Return true once it has ended; then `outcome`, `said`, `words` and `found` are set. Never blocks;
 * call it every 100 ms or so. */
bool install_step(struct install_run *r);
int64_t install_ms(const struct install_run *r); /* elapsed, or total once it has ended */
/* True if the store now matches the plan; `*found` says what it has (caller frees). */
bool install_check_store(const struct install_plan *plan, char **found);
void install_run_release(struct install_run *r);

#endif
