/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a judgement means for the operator: each reason, with what would fix it. */
#ifndef AVCURATE_ADVICE_EXPLAIN_H
#define AVCURATE_ADVICE_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "advice/judge.h"

enum explain_kind {
	EXPLAIN_REASON, /* why it is denied */
	EXPLAIN_DETAIL, /* belongs to the reason above it */
	EXPLAIN_FIX,    /* a command for the operator to type; never run by us */
	EXPLAIN_EFFECT, /* belongs to the fix above it */
	EXPLAIN_DANGER, /* would help, but should not be done */
};

struct explain_line {
	enum explain_kind kind;
	enum verdict verdict;
	char *text;
};

struct explain {
	struct explain_line *lines; /* lines of the leading verdict come first */
	size_t count, cap;
};

void explain_release(struct explain *e);
/* Releases `e` first. */
void explain_rule(struct judge *j, const struct rule *r, const struct judgement *judged,
		  struct explain *e);

#endif
