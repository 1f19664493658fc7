/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the statements of te_grammar.c are made of. Each part begins at `t` and leaves there what follows
 * it. 0, or -1 with `d`. */
#ifndef AVCURATE_TE_GRAMMAR_PARTS_INTERNAL_H
#define AVCURATE_TE_GRAMMAR_PARTS_INTERNAL_H

#include "te/grammar.h"

#define TE_BLOCKS_MAX 100 /* optional blocks in each other; no module has more than a few */

struct te_parsing {
	struct te_lex *lx;
	struct te_token t; /* not yet taken */
	struct intern *names;
	struct te_decls *decls;
	struct diag *d;
	bool ours;
	unsigned begin;               /* line of the statement that is not in a block */
	unsigned open[TE_BLOCKS_MAX]; /* lines of the { of the blocks around */
	unsigned depth;
	unsigned optional; /* how many of them are optional */
	name_id subject;   /* what the names being taken belong to */
};

/* For each name of a set or list that is not behind a - or ~. */
typedef void te_take_fn(struct te_parsing *p, name_id id);

int te_next(struct te_parsing *p);
/* Always -1: it is not what stands at `t`. */
int te_expected(struct te_parsing *p, const char *what);
bool te_at_word(const struct te_parsing *p, const char *word); /* a keyword */
bool te_at_mark(const struct te_parsing *p, char mark);
bool te_at_name(const struct te_parsing *p); /* a word that is none */
name_id te_id_of(const struct te_parsing *p);

int te_take_mark(struct te_parsing *p, char mark);
/* The ; that ends a statement; behind it nothing is read. */
int te_end(struct te_parsing *p);
int te_take_name(struct te_parsing *p, const char *what, te_take_fn *take);
/* a, { a b -c { d } }, *, ~a, ~{ a b }, a -b */
int te_take_names(struct te_parsing *p, const char *what, te_take_fn *take);
/* a, b, c */
int te_take_list(struct te_parsing *p, const char *what, te_take_fn *take);
/* 1, ~1, { 1 2-3 { 4 } }, ~{ 5 } */
int te_take_xperms(struct te_parsing *p);
/* s0:c0,c1; s0 - s0:c0.c3 */
int te_take_level(struct te_parsing *p);
int te_take_range(struct te_parsing *p);
/* (a && !b) || c */
int te_take_condition(struct te_parsing *p);

#endif
