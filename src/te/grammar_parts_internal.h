/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the statements in grammar.c. Each starts at `t` and leaves the token that follows it
 * in `t`. They return 0, or -1 with `d`. */
#ifndef AVCURATE_TE_GRAMMAR_PARTS_INTERNAL_H
#define AVCURATE_TE_GRAMMAR_PARTS_INTERNAL_H

#include "te/grammar.h"

#define TE_BLOCKS_MAX 100 /* nested optional blocks; real modules nest a few */

struct te_parsing {
	struct te_lex *lx;
	struct te_token t; /* the next one, not consumed yet */
	struct intern *names;
	struct te_decls *decls;
	struct diag *d;
	bool ours;
	unsigned begin;               /* line of the outermost statement */
	unsigned open[TE_BLOCKS_MAX]; /* lines of the { of the enclosing blocks */
	unsigned depth;
	unsigned optional; /* how many of them are optional */
	name_id subject;   /* the type or role that a list of names belongs to */
};

/* Called for each name of a set or list, except those after a - or ~. */
typedef void te_name_fn(struct te_parsing *p, name_id id);

int te_next(struct te_parsing *p);
/* Set the diag to "found `t`, expected `what`". Return -1. */
int te_expected(struct te_parsing *p, const char *what);
bool te_at_word(const struct te_parsing *p, const char *word); /* a keyword */
bool te_at_mark(const struct te_parsing *p, char mark);
bool te_at_name(const struct te_parsing *p); /* a word that is not a keyword */
name_id te_id_of(const struct te_parsing *p);

int te_parse_mark(struct te_parsing *p, char mark);
/* Expect the ; that ends a statement, and read nothing after it. */
int te_parse_end(struct te_parsing *p);
int te_parse_name(struct te_parsing *p, const char *what, te_name_fn *on_name);
/* a, { a b -c { d } }, *, ~a, ~{ a b }, a -b */
int te_parse_names(struct te_parsing *p, const char *what, te_name_fn *on_name);
/* a, b, c */
int te_parse_list(struct te_parsing *p, const char *what, te_name_fn *on_name);
/* 1, ~1, { 1 2-3 { 4 } }, ~{ 5 } */
int te_parse_xperms(struct te_parsing *p);
/* s0:c0,c1; s0 - s0:c0.c3 */
int te_parse_level(struct te_parsing *p);
int te_parse_range(struct te_parsing *p);
/* (a && !b) || c */
int te_parse_condition(struct te_parsing *p);

#endif
