/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements of the screen, by meaning, and their colours. A theme is a file of `color` lines; those
 * in themes/ are also compiled in. */
#ifndef AVCURATE_UI_THEME_INTERNAL_H
#define AVCURATE_UI_THEME_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum element {
	EL_TEXT,
	EL_DIM,
	EL_TITLE,
	EL_HEADER,
	EL_BORDER,
	EL_BORDER_FOCUS,
	EL_COLUMN,
	EL_CURSOR,
	EL_CURSOR_OTHER,
	EL_TAGGED,
	EL_MATCH,
	EL_STATUS,
	EL_WARNING,
	EL_ERROR,
	EL_CHIP,
	EL_HINT_KEY,
	EL_HINT_TEXT,
	EL_PROMPT,
	EL_ACCEPTED,
	EL_REJECTED,
	EL_DONTAUDIT,
	EL_FIXED,
	EL_OPEN,
	EL_SUSPECT,
	EL_SOURCE,
	EL_TARGET,
	EL_CLASS,
	EL_PERM,
	EL_NUMBER,
	EL_TIME,
	EL_KEYWORD,
	EL_COMMENT,
	EL_HEADING,
	EL_LIVE,
	ELEMENTS
};

struct theme_style {
	int fg, bg;     /* -1: the terminal's own; 0-255; or 0x1000000 | rgb */
	unsigned attrs; /* THEME_BOLD … */
};
enum { THEME_BOLD = 1, THEME_DIM = 2, THEME_UNDERLINE = 4, THEME_REVERSE = 8, THEME_ITALIC = 16 };

struct theme {
	struct theme_style styles[ELEMENTS];
	struct {
		unsigned long attrs; /* ncurses attr_t */
		int pair;
	} resolved[ELEMENTS];
	bool color; /* the terminal has colours, and NO_COLOR does not forbid them */
	char *name;
};

void theme_init(struct theme *t, bool color);
void theme_release(struct theme *t);
const char *theme_element_name(enum element e);
/* Return ELEMENTS if the name is unknown. */
enum element theme_element_find(const char *name);
/* Parse one `color` line: ELEMENT FG [BG [ATTRIBUTE…]]. 0 or -1 with `d`. Takes effect after
 * theme_resolve. */
int theme_color(struct theme *t, size_t count, char *const *words, struct diag *d);
/* Translate the styles to what the terminal can show. */
void theme_resolve(struct theme *t);

/* The compiled-in themes. */
struct theme_builtin {
	const char *name;
	const char *text;
};
extern const struct theme_builtin theme_builtins[];
extern const size_t theme_builtin_count;

#endif
