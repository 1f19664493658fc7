/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tokens of the policy language with their positions, split as checkmodule's scanner splits them;
 * and a parser for the few statements that a rule can represent. */
#ifndef AVCURATE_TE_LEX_H
#define AVCURATE_TE_LEX_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/intern.h"
#include "base/slice.h"
#include "denial/statement.h"

enum te_token_kind {
	TE_TOKEN_END,
	TE_TOKEN_WORD,    /* a name or keyword */
	TE_TOKEN_NUMBER,  /* a number or version */
	TE_TOKEN_STRING,  /* "…" */
	TE_TOKEN_PATH,    /* /… */
	TE_TOKEN_MARK,    /* one character of punctuation: `mark` */
	TE_TOKEN_COMMENT, /* # up to the end of the line */
	TE_TOKEN_BAD,     /* not part of the language */
};

struct te_token {
	enum te_token_kind kind;
	struct slice text;
	char mark;
	unsigned line, column; /* 1-based; columns in bytes */
};

/* Copy it to look ahead. */
struct te_lex {
	const char *file; /* for messages; may be NULL */
	const char *p, *end, *line_start;
	unsigned line;
};

void te_lex_init(struct te_lex *lx, const char *file, const char *text, size_t n);
void te_lex_next(struct te_lex *lx, struct te_token *t);
/* The next token that is not a comment. */
void te_lex_code(struct te_lex *lx, struct te_token *t);
/* True if the token is this word, or this punctuation. */
bool te_token_is(const struct te_token *t, const char *word);
bool te_token_mark(const struct te_token *t, char mark);
/* True if it is a `#@` line. */
bool te_token_is_ours(const struct te_token *t);
/* Set `d` to "FILE:LINE:COLUMN: found 'x', expected …". Return -1. */
int te_lex_expected(const struct te_lex *lx, const struct te_token *found, const char *expected,
		    struct diag *d);

/* Parse one allow or dontaudit (with the allowxperm or dontauditxperm for the same access that
 * follows it) or `role R types T`. Return false and leave the lexer in place if `out` cannot hold
 * what is there (sets, complements, other kinds, not a statement). Always release `out`. */
bool te_lex_statement(struct te_lex *lx, struct intern *names, struct statement *out);

#endif
