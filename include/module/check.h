/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks a NAME.te, whoever wrote it: its names agree, it compiles, and the NAME.pp beside it has
 * the same content. Writes nothing. */
#ifndef AVCURATE_MODULE_CHECK_H
#define AVCURATE_MODULE_CHECK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "policy/index.h"
#include "te/read.h"

enum check_compiles {
	CHECK_UNTRIED, /* checkmodule is not installed */
	CHECK_EMPTY,   /* no rules, nothing to compile */
	CHECK_COMPILES,
	CHECK_REFUSED,
};

enum check_package {
	CHECK_NO_PACKAGE,
	CHECK_NOT_COMPARED, /* the source did not produce a package */
	CHECK_SAME,
	CHECK_DIFFERS,
};

struct check_result {
	struct te_file te; /* as it was read; the one reading of it */
	struct intern *names;
	struct diag syntax; /* why it is not a .te; empty where it is one */
	bool names_agree;
	enum check_compiles compiles;
	enum check_package package;
	struct buf made;             /* the package built from the source; may be empty */
	uint64_t proven, not_proven; /* statements, summed over the policies asked so far */
	struct message_log findings; /* everything in words, in order */
};

void check_result_release(struct check_result *r);
/* Compare with the package `pp_path`, or if NULL with the one beside the .te if it exists. Return
 * 0, or -1 with `d` if a file cannot be read (exit status 3). Always release `r`. */
int check_module(const char *te_path, const char *pp_path, struct check_result *r, struct diag *d);
/* Prove each statement of r->te with the evidence in it, under a policy without an installed version
 * of the module. `policy` names it in the findings. Return 0, or -1 with `d`. */
int check_prove(const struct policy_index *ix, const char *policy, struct check_result *r,
		struct diag *d);
/* The exit status of `avcurate check`: 0, 1 or 4. */
int check_status(const struct check_result *r);

#endif
