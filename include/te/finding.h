/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a policy says about a decided rule: why the access was denied, whether the decision fixes
 * it, what it opens, and whether a narrower statement was possible. It is worked out when the rule
 * is decided (module/findings.h) and kept in the .te, so that a reviewer can read it without the
 * policy. */
#ifndef AVCURATE_TE_FINDING_H
#define AVCURATE_TE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "denial/rule.h"
#include "te/block.h"

/* A text and its label. */
struct finding_line {
	char *label, *text;
};

struct finding_lines {
	struct finding_line *items;
	size_t count, cap;
};

void finding_lines_release(struct finding_lines *l);
/* Takes ownership of both texts. */
void finding_lines_add(struct finding_lines *l, char *label, char *text);

/* Labels of the lines of `why`, by enum explain_kind: "why", "", "fix", "effect", "danger". */
extern const char *const finding_why_labels[];

/* All texts are cleaned and owned. Zeroed is empty. */
struct finding {
	char *narrower;           /* the observed statement, if another was chosen */
	char *policy;             /* its identity, in words; NULL: no policy was asked */
	char *verdict;            /* its word */
	char *proof, *proof_text; /* its word, and in words */
	struct finding_lines why; /* labels as above */
	bool reach_known;
	uint64_t opened, closed;
	struct finding_lines sensitive; /* type, and why */
	/* What is opened, one source, target and class a line, labelled with why it is sensitive.
	 * Empty if it is only one. */
	struct finding_lines list;
	uint64_t list_more;         /* opened accesses that are not in the list */
	struct finding_lines about; /* type, and what it is */
};

void finding_release(struct finding *f);
/* Set `narrower` if the statement allows more than was observed. Needs no policy. */
void finding_set_narrower(struct finding *f, const struct intern *names, const struct rule *r,
			  const struct statement *st);
/* Read the finding that a block holds. */
void finding_read(const struct te_block *b, struct finding *f);

/* Append `#@ narrower`, or `#@ proof`, `#@ reach` and `#@ about`; unset ones are left out. */
void finding_print_narrower(const struct finding *f, struct buf *out);
void finding_print(const struct finding *f, struct buf *out);

#endif
