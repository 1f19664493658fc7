/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a policy says of a decided rule: why it was denied, whether the answer helps, what it opens,
 * and the narrower answer there was. Found when it is decided and written into the .te, so that it can
 * be told where the policy is not. */
#ifndef AVCURATE_FINDING_H
#define AVCURATE_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "avcurate/buf.h"
#include "avcurate/decision.h"
#include "avcurate/prove.h"
#include "avcurate/te_block.h"

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

/* All texts are cleaned and its own. Zeroed is none. */
struct finding {
	char *narrower; /* the statement of what was observed, where that was not chosen */
	char *policy;   /* which one, in words; NULL: none was asked */
	char *verdict;  /* its word */
	char *proof, *proof_text; /* its word, and in words */
	struct finding_lines why; /* "why", "", "fix", "effect", "danger" */
	bool reach_known;
	uint64_t opened, closed;
	struct finding_lines sensitive; /* type, and why */
	/* What is opened, one source, target and class each, with why it is sensitive as label; where it
	 * is more than one. */
	struct finding_lines list;
	uint64_t list_more;         /* tuples opened that are not in the list */
	struct finding_lines about; /* type, and what it is */
};

/* Whom to ask. All borrowed. Zeroed is nobody. */
struct finding_source {
	struct judge *judge; /* NULL: no policy */
	struct prover *prover;
	const char *policy; /* its identity, in words */
};

void finding_release(struct finding *f);
/* `st` is the statement that was decided on. `f` is released first. */
void finding_make(const struct finding_source *s, struct intern *names, const struct ledger *l,
		  rule_id id, const struct decision *d, const struct statement *st,
		  struct finding *f);
/* What a block holds of it. */
void finding_read(const struct te_block *b, struct finding *f);

/* Append `#@ narrower`; `#@ proof`, `#@ reach` and `#@ about` (nothing where there is none). */
void finding_print_narrower(const struct finding *f, struct buf *out);
void finding_print(const struct finding *f, struct buf *out);

#endif
