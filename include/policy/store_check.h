/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiles a whole module store with one module more, neverallow and type bounds checked, as
 * semodule would with expand-check=1 (Debian's default is 0: it does not look). In a child: some
 * 5 s and 182 MiB for Debian's store. The store is only read. */
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
	int fd;    /* readable when there is something for store_check_step */
	enum store_phase phase;
	unsigned done, total; /* modules, while reading */
	struct buf said;
	char *module; /* the one that is tried */
	bool ended;
};

struct store_result {
	bool ok;
	bool ours;  /* what fails names our module; else the store is at fault by itself */
	char *text; /* what the compiler says, lines by "\n", cleaned; both rules of a violation */
};
void store_result_release(struct store_result *r);

/* Try a package (its bytes; CIL text will do) in place of any module of the name. `s` was read from a
 * directory. */
int store_check_start(struct store_check *c, const struct store *s, const char *name,
		      const struct buf *package, struct diag *d);
/* Take what the child has to say; true when it has ended. Never waits. */
bool store_check_step(struct store_check *c);
/* After the end, or to wait for it. -1 with `d` where the compilation itself failed to run. */
int store_check_finish(struct store_check *c, struct store_result *out, struct diag *d);
void store_check_cancel(struct store_check *c);

#endif
