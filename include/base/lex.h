/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the command language that the `:` prompt, config and theme files share: one
 * command a line, words by blanks, "…" with \" \\ \n, '…' raw, # starts a comment only as the
 * line's first non-blank or after a blank, where it does not begin a colour (#ffffff). */
#ifndef AVCURATE_BASE_LEX_H
#define AVCURATE_BASE_LEX_H

#include <stddef.h>

#include "base/diag.h"

struct lex_words {
	char **words;      /* NULL-ended when count > 0 */
	unsigned *columns; /* 1-based column where each word starts */
	size_t count, cap, columns_cap;
};

void lex_release(struct lex_words *w);
/* Split one line; 0, or -1 with `d` (unclosed quote) naming `file` and `line` (NULL file: none). */
int lex_line(struct lex_words *w, const char *text, const char *file, unsigned line,
	     struct diag *d);

#endif
