/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a policy says of a decided rule: why it was denied, whether the answer helps, what it opens,
 * and the narrower answer there was. It is found when the rule is decided (module/findings.h) and written
 * into the .te, so that a reviewer without that policy can read it. */
#ifndef AVCURATE_TE_FINDING_H
#define AVCURATE_TE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/rule.h"
#include "te/block.h"

/* A text with what it is about. */
struct finding_line {
	char *label, *text;
};

struct finding_lines {
	struct finding_line *items;
	size_t count, cap;
};

void finding_lines_release(struct finding_lines *l);
/* Takes both texts over. */
void finding_lines_add(struct finding_lines *l, char *label, char *text);

/* Labels of the lines of `why`, by enum explain_kind: "why", "", "fix", "effect", "danger". */
extern const char *const finding_why_labels[];

/* All texts are cleaned and its own. Zeroed is empty. */
struct finding {
	char *narrower; /* the statement of what was observed, where that was not chosen */
	char *policy;   /* which one, in words; NULL: none was asked */
	char *verdict;  /* its word */
	char *proof, *proof_text; /* its word, and in words */
	struct finding_lines why; /* labels as above */
	bool reach_known;
	uint64_t opened, closed;
	struct finding_lines sensitive; /* type, and why */
	/* What is opened, one source, target and class each, with why it is sensitive as label; where it
	 * is more than one. */
	struct finding_lines list;
	uint64_t list_more;         /* accesses opened that are not in the list */
	struct finding_lines about; /* type, and what it is */
};

void finding_release(struct finding *f);
/* Set `narrower` where the statement allows more than was observed. Asks no policy. */
void finding_set_narrower(struct finding *f, const struct intern *names, const struct rule *r,
			  const struct statement *st);
/* Read what a block holds of it. */
void finding_read(const struct te_block *b, struct finding *f);

/* Append `#@ narrower`; `#@ proof`, `#@ reach` and `#@ about` (nothing where there is none). */
void finding_print_narrower(const struct finding *f, struct buf *out);
void finding_print(const struct finding *f, struct buf *out);

#endif
