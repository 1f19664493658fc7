/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a NAME.te, whoever wrote it, is sound: its names agree, it compiles, and the NAME.pp beside
 * it holds what it says. Nothing is written. */
#ifndef AVCURATE_MODULE_CHECK_H
#define AVCURATE_MODULE_CHECK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "policy/index.h"

enum check_compiles {
	CHECK_UNTRIED, /* checkmodule is not installed */
	CHECK_EMPTY,   /* no rule: nothing to compile */
	CHECK_COMPILES,
	CHECK_REFUSED,
};

enum check_package {
	CHECK_NO_PACKAGE,
	CHECK_NOT_COMPARED, /* the source gives none to compare with */
	CHECK_SAME,
	CHECK_DIFFERS,
};

struct check_result {
	bool names_agree;
	enum check_compiles compiles;
	enum check_package package;
	struct buf made;             /* the package that the source gives; empty: none */
	uint64_t proven, not_proven; /* statements, by the policies asked so far */
	struct message_log findings; /* all of it in words, in order */
};

void check_result_release(struct check_result *r);
/* `pp_path`: the package to compare with; NULL: the one beside it, if there is one. 0, or -1 with `d`: a
 * file cannot be read (exit status 3). Release `r` in either case. */
int check_module(const char *te_path, const char *pp_path, struct check_result *r, struct diag *d);
/* Prove each of its statements by the evidence in it, under a policy (`policy` is its name in the
 * findings) less what an installed version of the module gave. 0, or -1 with `d`. */
int check_prove(const char *te_path, const struct policy_index *ix, const char *policy,
		struct check_result *r, struct diag *d);
/* The exit status of `avcurate check`: 0, 1 or 4. */
int check_status(const struct check_result *r);

#endif
