/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The #@ lines of one rule in a .te: who decided what, when and why, and the evidence for it.
 * Each is `#@ KEY JSON` on one line of ASCII, at most TE_LINE_MAX bytes: no text from a log
 * can end it. */
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
	char *json; /* byte for byte as in the file */
};

/* What a key describes. */
enum te_key {
	TE_KEY_DECISION, /* state by at chosen note dropped review */
	TE_KEY_EVIDENCE, /* seen comm exe path host sample stripped: known when it was decided */
	TE_KEY_FINDING,  /* narrower proof reach about: invalid once the decision changes */
	TE_KEY_OTHER,    /* from another version: always kept */
};
enum te_key te_key_of(const char *key);

/* One block as read from a file. Zeroed is empty. */
struct te_block {
	unsigned line; /* of its `#@ rule` */
	struct rule_key key;
	struct decision decision;
	bool stands;              /* a statement follows it: */
	struct statement written; /* that statement, as in the file */
	struct te_line *lines;    /* all but `rule` and `end`, in file order */
	size_t line_count, line_cap;
};

void te_block_release(struct te_block *b);

/* Start a block from the JSON of its `rule` line, or add another line to it. Return 0, or -1 with
 * `d`; opening returns 1 for a kind of denial that this version does not know in a .te. */
int te_block_open(struct te_block *b, const char *json, struct intern *names, const char *file,
		  unsigned line, struct diag *d);
int te_block_add_line(struct te_block *b, const char *key, const char *json, struct intern *names,
		      const char *file, unsigned line, struct diag *d);
/* Call after the last line, with the statement that follows or NULL. */
void te_block_close(struct te_block *b, const struct statement *st, const struct intern *names);

/* True if there is a decision or a note and a .te can hold such kinds, so that the rule belongs in
 * the file. */
bool te_block_wanted(const struct rule *r, const struct decision *d);
/* The statement that its block is about. */
void te_block_statement(const struct decision *d, const struct rule *r, const struct intern *names,
			struct statement *out);

struct finding;

/* Append the lines from `#@ rule` up to the statement; `stands` if one follows. Evidence and
 * findings come from `previous` (may be NULL) if its decision is the same, otherwise from `r` and
 * `finding` (may be NULL). */
void te_block_print(const struct rule *r, const struct decision *d, const struct statement *st,
		    bool stands, const struct te_block *previous, const struct finding *finding,
		    const struct intern *names, struct buf *out);

#endif
