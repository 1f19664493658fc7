/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiles a whole module store plus one module, checking neverallow and type bounds, as
 * semodule would with expand-check=1 (Debian's default, 0, does not check). Runs in a child:
 * some 5 s and 182 MiB for Debian's store. Only reads the store. */
#ifndef AVCURATE_POLICY_STORE_CHECK_H
#define AVCURATE_POLICY_STORE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/diag.h"
#include "policy/store.h"

enum store_phase { STORE_READING, STORE_COMPILING, STORE_CHECKING, STORE_PHASES };
/* "reading modules" … */
const char *store_phase_words(enum store_phase phase);

struct store_check {
	pid_t pid; /* 0: not running */
	int fd;    /* readable when store_check_step has something to do */
	enum store_phase phase;
	unsigned done, total; /* modules, while reading */
	struct buf said;
	char *module; /* the module being tried */
	bool ended;
};

struct store_result {
	bool ok;
	bool ours;  /* the failure names our module; else the store itself is at fault */
	char *text; /* the compiler's message, cleaned, line breaks kept; names both rules */
};
void store_result_release(struct store_result *r);

/* Try a package (its bytes; CIL text also works) in place of any module of the name. `s` must
 * have been read from a directory. */
int store_check_start(struct store_check *c, const struct store *s, const char *name,
		      const struct buf *package, struct diag *d);
/* Read what the child reports; true once it has ended. Never waits. */
bool store_check_step(struct store_check *c);
/* Collect the result; waits if the child has not ended. -1 with `d` if the compilation itself
 * could not run. */
int store_check_finish(struct store_check *c, struct store_result *out, struct diag *d);
void store_check_cancel(struct store_check *c);

#endif
