/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rates how dangerous a statement is: a word with its reasons, never a bare number. */
#ifndef AVCURATE_ADVICE_RISK_H
#define AVCURATE_ADVICE_RISK_H

#include <stddef.h>

#include "policy/eval.h"
#include "base/intern.h"
#include "policy/reach.h"
#include "denial/rule.h"
#include "denial/statement.h"

enum risk_level {
	RISK_NONE, /* opens nothing */
	RISK_LOW,
	RISK_MEDIUM,
	RISK_HIGH,
	RISK_LEVELS
};

/* "none", "low", "medium", "high". */
const char *risk_name(enum risk_level level);

struct risk_reason {
	enum risk_level level;
	char *text;
};

/* Zeroed is empty. */
struct risk {
	enum risk_level level;       /* the highest of its reasons */
	struct risk_reason *reasons; /* most severe first */
	size_t count, cap;
};

void risk_release(struct risk *r);

/* Why an opened type is sensitive. */
struct risk_sensitive {
	const char *type, *why;
};

/* What is to be rated. All borrowed. */
struct risk_subject {
	const struct statement *statement;
	const struct rule
		*seen; /* the denials that asked for it; NULL or without count: nothing was seen */
	const struct intern *names;
	const struct policy_index *policy;   /* NULL: rated by its names alone */
	const struct eval_overlay *baseline; /* of the policy; may be NULL */
	const struct reach *reach;           /* by that policy, or as recorded; NULL: unknown */
	/* Without a policy: what it was recorded to open. */
	const struct risk_sensitive *sensitive;
	size_t sensitive_count;
};

/* Releases `out` first. There is always a reason. */
void risk_weigh(const struct risk_subject *s, struct risk *out);
/* For what is not a statement: this one reason. Releases `out` first. */
void risk_is(struct risk *out, enum risk_level level, const char *why);
/* Compare, more severe first; 0 for the same word and as many severe reasons. */
int risk_compare(const struct risk *a, const struct risk *b);

#endif
