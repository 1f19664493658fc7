// SPDX-License-Identifier: GPL-2.0-or-later
/* Splits one line of the command language into words. Does not know any command. */
#include "config.h"

#include "base/lex.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"

void lex_release(struct lex_words *w)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		free(w->words[i]);
	free(w->words);
	free(w->columns);
	*w = (struct lex_words){ 0 };
}

static void push(struct lex_words *w, char *word, unsigned column)
{
	w->words = mem_grow(w->words, &w->cap, w->count + 2, sizeof(*w->words));
	w->columns = mem_grow(w->columns, &w->columns_cap, w->count + 1, sizeof(*w->columns));
	w->words[w->count] = word;
	w->columns[w->count++] = column;
	w->words[w->count] = NULL;
}

/* #rrggbb */
static bool is_color(const char *p)
{
	return strspn(p + 1, "0123456789abcdefABCDEF") == 6 && (!p[7] || ascii_is_blank(p[7]));
}

int lex_line(struct lex_words *w, const char *text, const char *file, unsigned line, struct diag *d)
{
	const char *p = text;

	lex_release(w);
	for (;;) {
		struct buf word = { 0 };
		unsigned column;

		p = ascii_skip_blanks(p);
		if (!*p || (*p == '#' && (w->count == 0 || !is_color(p))))
			return 0;
		column = (unsigned)(p - text) + 1;
		buf_adds(&word, "");
		while (*p && !ascii_is_blank(*p)) {
			char quote = *p;

			if (quote != '"' && quote != '\'') {
				buf_addc(&word, *p++);
				continue;
			}
			for (p++; *p && *p != quote; p++) {
				if (quote == '"' && *p == '\\' && p[1]) {
					p++;
					buf_addc(&word, *p == 'n' ? '\n' : *p);
				} else {
					buf_addc(&word, *p);
				}
			}
			if (!*p) {
				buf_release(&word);
				return diag_set_at(d, file, line, column,
						   "the quote %c is not closed; add the closing %c",
						   quote, quote);
			}
			p++;
		}
		push(w, buf_take(&word), column);
	}
}
