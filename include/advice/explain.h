/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Explains a judgement to the operator: each reason with its real fix. */
#ifndef AVCURATE_ADVICE_EXPLAIN_H
#define AVCURATE_ADVICE_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "advice/judge.h"

enum explain_kind {
	EXPLAIN_REASON, /* why it is denied */
	EXPLAIN_DETAIL, /* detail of the reason above */
	EXPLAIN_FIX,    /* a command to be typed by the operator, never run */
	EXPLAIN_EFFECT, /* effect of the fix above */
	EXPLAIN_DANGER, /* would help, but is dangerous */
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
/* `e` is released first. */
void explain_rule(struct judge *j, const struct rule *r, const struct judgement *judged,
		  struct explain *e);

#endif
