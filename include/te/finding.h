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

#include "advice/verdict.h"
#include "base/buf.h"
#include "denial/rule.h"
#include "te/block.h"

enum finding_kind {
	FINDING_ABOUT,        /* about its subject: a type, a permission */
	FINDING_REASON,       /* why it was denied */
	FINDING_DETAIL,       /* about the reason above */
	FINDING_FIX,          /* a command that would fix it instead */
	FINDING_EFFECT,       /* about the fix above */
	FINDING_DANGER,       /* would help, but is dangerous */
	FINDING_BY_HAND,      /* added to the statement after it was proved */
	FINDING_NARROWER,     /* not chosen: the observed statement, */
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
/* Both take ownership of their texts. */
void finding_lines_add(struct finding_lines *l, enum finding_kind kind, char *text);
void finding_lines_add_about(struct finding_lines *l, char *subject, char *text);
/* The label of the line: its subject, or the word of its kind ("why", "fix",
 * "narrower"; "" for a detail). REASON to DANGER have the words of `#@ proof`. */
const char *finding_line_label(const struct finding_line *l);

/* All texts are cleaned and owned. Zeroed is empty. */
struct finding {
	char *narrower; /* the observed statement, if another was chosen */
	char *policy;   /* its identity, in words; NULL: no policy was asked */
	bool judged;    /* there is a verdict */
	enum verdict verdict;
	bool proved; /* there is a proof, and its text */
	enum proof proof;
	char *proof_text;         /* or NULL */
	struct finding_lines why; /* REASON to DANGER */
	bool reach_known;
	uint64_t opened, closed;
	struct finding_lines sensitive; /* type, and why */
	/* What is opened, one source, target and class a line, with why it is sensitive (or "") as
	 * subject. Empty if it is only one. */
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
