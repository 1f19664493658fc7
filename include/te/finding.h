/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a policy says of a decided rule: why it was denied, whether the answer helps, what it opens,
 * and which narrower answer there was. It is found when the rule is decided (module/findings.h) and
 * written into the .te, so that a reviewer without that policy can read it. */
#ifndef AVCURATE_TE_FINDING_H
#define AVCURATE_TE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "advice/verdict.h"
#include "base/buf.h"
#include "denial/rule.h"
#include "te/block.h"

enum finding_kind {
	FINDING_ABOUT,        /* of what its subject names: a type, a permission */
	FINDING_REASON,       /* why it was denied */
	FINDING_DETAIL,       /* of the reason above it */
	FINDING_FIX,          /* a command that would mend it otherwise */
	FINDING_EFFECT,       /* of the fix above it */
	FINDING_DANGER,       /* what would help and should not be done */
	FINDING_BY_HAND,      /* in the statement since it was proved */
	FINDING_NARROWER,     /* an answer not taken: the statement of what was observed, */
	FINDING_INSTEAD,      /* a fix, */
	FINDING_LEAVE_DENIED, /* nothing */
	FINDING_KINDS
};

struct finding_line {
	enum finding_kind kind;
	char *subject; /* of FINDING_ABOUT; else NULL */
	char *text;
};

struct finding_lines {
	struct finding_line *items;
	size_t count, cap;
};

void finding_lines_release(struct finding_lines *l);
/* Both own their texts from now on. */
void finding_lines_add(struct finding_lines *l, enum finding_kind kind, char *text);
void finding_lines_add_about(struct finding_lines *l, char *subject, char *text);
/* What precedes the text where the line is shown: its subject, or the word of its kind ("why", "fix",
 * "narrower"; "" for a detail). The words of REASON to DANGER are those of `#@ proof`, too. */
const char *finding_line_label(const struct finding_line *l);

/* All texts are cleaned and its own. Zeroed is empty. */
struct finding {
	char *narrower; /* the statement of what was observed, where that was not chosen */
	char *policy;   /* which one, in words; NULL: no policy was asked */
	bool judged;    /* there is a verdict */
	enum verdict verdict;
	bool proved; /* there is a proof, and its text */
	enum proof proof;
	char *proof_text;         /* or NULL */
	struct finding_lines why; /* REASON to DANGER */
	bool reach_known;
	uint64_t opened, closed;
	struct finding_lines sensitive; /* type, and why */
	/* What is opened, one source, target and class each, where it is more than one; its subject is
	 * why it is sensitive, or "". */
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
