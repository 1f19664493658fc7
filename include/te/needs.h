/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The require block of a module: every name its statements use, sorted. Zeroed is empty. */
#ifndef AVCURATE_TE_NEEDS_H
#define AVCURATE_TE_NEEDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "denial/statement.h"
#include "te/lex.h"

/* One name of a require block. */
struct te_need {
	enum te_symbol {
		TE_TYPE,
		TE_ATTRIBUTE,
		TE_ROLE,
		TE_ATTRIBUTE_ROLE,
		TE_BOOL,
		TE_TUNABLE,
		TE_USER,
		TE_SENSITIVITY,
		TE_CATEGORY,
		TE_CLASS,
		TE_SYMBOLS
	} symbol;
	name_id name;
	name_id perm; /* TE_CLASS only: one of its permissions */
};

struct te_needs {
	struct te_need *items;
	size_t count, cap;
};

void te_needs_release(struct te_needs *n);
void te_needs_add(struct te_needs *n, enum te_symbol symbol, name_id name, name_id perm);
void te_needs_statement(struct te_needs *n, const struct statement *st);
/* Sort by kind and name and drop duplicates. Required before te_needs_have and te_needs_print. */
void te_needs_sort(struct te_needs *n, struct intern *names);
bool te_needs_have(const struct te_needs *n, const struct te_need *wanted, struct intern *names);
/* Append the block; nothing if it is empty, since checkmodule refuses an empty one. */
void te_needs_print(const struct te_needs *n, const struct intern *names, struct buf *out);
/* Parse a block, from the word require past its }, and add its names; its comments go to
 * `comments`. Return false, with the lexer in place and nothing added, if it holds more than plain
 * names (*, ~, sets in sets, words in capitals). */
bool te_needs_parse(struct te_lex *lx, struct intern *names, struct te_needs *n,
		    struct buf *comments);

/* Append statements, breaking at blanks any line that is too long for checkmodule. */
void te_add_wrapped(struct buf *out, const struct buf *text);

#endif
