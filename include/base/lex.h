/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Splits lines of the command language that the `:` prompt, config and theme files share: one
 * command a line, words separated by blanks, "…" with \" \\ \n, '…' raw. A # starts a comment at
 * the beginning of a line or after a blank, unless it begins a colour (#ffffff). */
#ifndef AVCURATE_BASE_LEX_H
#define AVCURATE_BASE_LEX_H

#include <stddef.h>

#include "base/diag.h"

struct lex_words {
	char **words;      /* NULL-terminated when count > 0 */
	unsigned *columns; /* 1-based column where each word starts */
	size_t count, cap, columns_cap;
};

void lex_release(struct lex_words *w);
/* Split one line. Return 0, or -1 with `d` (unclosed quote), which names `file` and `line` (NULL
 * file: no place). */
int lex_line(struct lex_words *w, const char *text, const char *file, unsigned line,
	     struct diag *d);

#endif
