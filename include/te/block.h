/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The #@ lines of one rule in a .te: who decided what, when, why, and what had been seen. Each is
 * `#@ KEY JSON` on one line of ASCII, at most TE_LINE_MAX bytes: no text of a log can end it. */
#ifndef AVCURATE_TE_BLOCK_H
#define AVCURATE_TE_BLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "denial/decision.h"
#include "base/diag.h"
#include "base/intern.h"
#include "denial/rule.h"

#define TE_LINE_MAX 4000

struct te_line {
	char *key;
	char *json; /* as it stands in the file */
};

/* What a key belongs to. */
enum te_key {
	TE_KEY_DECISION, /* state by at chosen note dropped review */
	TE_KEY_EVIDENCE, /* seen comm exe path host sample stripped: what was there when it was decided */
	TE_KEY_FINDING, /* narrower proof reach about: void when the decision changes */
	TE_KEY_OTHER,   /* of another version: always kept */
};
enum te_key te_key_of(const char *key);

/* One block as it was read. Zeroed is empty. */
struct te_block {
	unsigned line; /* of its #@ rule */
	struct rule_key key;
	struct decision decision;
	bool stands;              /* it owns a statement: */
	struct statement written; /* as it stands in the file */
	struct te_line *lines;    /* all but `rule` and `end`, in the file's order */
	size_t line_count, line_cap;
};

void te_block_release(struct te_block *b);

/* Begin a block by the JSON of its `rule` line, or add another line to it. 0, or -1 with `d`; opening returns
 * 1 for a kind of denial that this version does not know in a .te. */
int te_block_open(struct te_block *b, const char *json, struct intern *names, const char *file,
		  unsigned line, struct diag *d);
int te_block_take(struct te_block *b, const char *key, const char *json, struct intern *names,
		  const char *file, unsigned line, struct diag *d);
/* After the last line, with the statement that follows (NULL: none). */
void te_block_close(struct te_block *b, const struct statement *st, const struct intern *names);

/* Whether anything was decided or noted, and a .te holds such kinds, so that the rule belongs in the file. */
bool te_block_wanted(const struct rule *r, const struct decision *d);

struct finding;

/* Append the lines, from `#@ rule` to before the statement. `stands`: a statement follows. Evidence
 * and findings are what `r` and `finding` (may be NULL) have now, or what `previous` (may be NULL) has
 * if the decision is the same. */
void te_block_print(const struct rule *r, const struct decision *d, const struct statement *st,
		    bool stands, const struct te_block *previous, const struct finding *finding,
		    const struct intern *names, struct buf *out);

#endif
