/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carrying out a plan: semodule as a child that is looked after in steps, and what came of it, looked up
 * in the store and not believed. */
#ifndef AVCURATE_MODULE_INSTALL_RUN_H
#define AVCURATE_MODULE_INSTALL_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/process.h"
#include "module/install.h"

enum install_outcome {
	INSTALL_DONE,
	INSTALL_FAILED,  /* and the store is as it was before */
	INSTALL_CHANGED, /* it failed, and the store is not as it was before */
};

/* Zeroed is nothing. */
struct install_run {
	const struct install_plan *plan; /* borrowed */
	struct process child;
	char before[65]; /* fingerprint of the store; "" where it could not be taken */
	int64_t started_ms, ended_ms;
	enum install_outcome outcome;
	char *said;  /* what semodule printed, cleaned lines */
	char *words; /* that in words of the module; lines, "" for none */
	char *found; /* what the store holds now, one line */
};

/* semodule drops SIGINT and SIGTERM, and killed it may leave half a copy behind: it is never cancelled, and
 * it goes on when we end. 0, or -1 with `d`: nothing was begun. Release `r` in either case. */
int install_start(struct install_run *r, const struct install_plan *plan, struct diag *d);
/* True when it has ended and all but `outcome` … is known. Never waits; call it every 100 ms or so. */
bool install_step(struct install_run *r);
int64_t install_ms(const struct install_run *r); /* so far, or in all */
/* Whether the store has what the plan was for; `*found` is what it has, in words (caller frees). */
bool install_look(const struct install_plan *plan, char **found);
void install_run_release(struct install_run *r);

#endif
