// SPDX-License-Identifier: GPL-2.0-or-later
/* Parse `color` lines and turn colours into what the terminal can show. Does not know where a theme
 * file is or where an element appears. */
#include "config.h"

#include "theme_internal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/attr.h"
#include "base/mem.h"
#include "base/text.h"

#define RGB 0x1000000

static const char *const element_names[ELEMENTS + 1] = {
	[EL_TEXT] = "text",
	[EL_DIM] = "dim",
	[EL_TITLE] = "title",
	[EL_HEADER] = "header",
	[EL_BORDER] = "border",
	[EL_BORDER_FOCUS] = "border.focus",
	[EL_COLUMN] = "column",
	[EL_CURSOR] = "cursor",
	[EL_CURSOR_OTHER] = "cursor.other",
	[EL_TAGGED] = "tagged",
	[EL_MATCH] = "match",
	[EL_STATUS] = "status",
	[EL_WARNING] = "warning",
	[EL_ERROR] = "error",
	[EL_CHIP] = "chip",
	[EL_HINT_KEY] = "hint.key",
	[EL_HINT_TEXT] = "hint.text",
	[EL_PROMPT] = "prompt",
	[EL_ACCEPTED] = "accepted",
	[EL_REJECTED] = "rejected",
	[EL_DONTAUDIT] = "dontaudit",
	[EL_FIXED] = "fixed",
	[EL_OPEN] = "open",
	[EL_SUSPECT] = "suspect",
	[EL_SOURCE] = "source",
	[EL_TARGET] = "target",
	[EL_CLASS] = "class",
	[EL_PERM] = "perm",
	[EL_NUMBER] = "number",
	[EL_TIME] = "time",
	[EL_KEYWORD] = "keyword",
	[EL_COMMENT] = "comment",
	[EL_HEADING] = "heading",
	[EL_LIVE] = "live",
};

static const char *const color_names[] = {
	"black",        "red",
	"green",        "yellow",
	"blue",         "magenta",
	"cyan",         "white",
	"bright-black", "bright-red",
	"bright-green", "bright-yellow",
	"bright-blue",  "bright-magenta",
	"bright-cyan",  "bright-white",
	NULL,
};

static const struct {
	const char *name;
	unsigned ours;
	attr_t curses;
} attributes[] = {
	{ "bold", THEME_BOLD, A_BOLD },
	{ "dim", THEME_DIM, A_DIM },
	{ "underline", THEME_UNDERLINE, A_UNDERLINE },
	{ "reverse", THEME_REVERSE, A_REVERSE },
	{ "italic", THEME_ITALIC, A_ITALIC },
};

/* The 16 colours as xterm shows them, to find the nearest. */
static const unsigned char base16[16][3] = {
	{ 0, 0, 0 },       { 205, 0, 0 },   { 0, 205, 0 },   { 205, 205, 0 },
	{ 0, 0, 238 },     { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
	{ 127, 127, 127 }, { 255, 0, 0 },   { 0, 255, 0 },   { 255, 255, 0 },
	{ 92, 92, 255 },   { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 },
};

const char *theme_element_name(enum element e)
{
	return element_names[e];
}

enum element theme_element_find(const char *name)
{
	size_t e;

	for (e = 0; e < ELEMENTS; e++)
		if (strcmp(element_names[e], name) == 0)
			break;
	return (enum element)e;
}

void theme_init(struct theme *t, bool color)
{
	size_t i;

	*t = (struct theme){ .color = color };
	for (i = 0; i < ELEMENTS; i++)
		t->styles[i] = (struct theme_style){ -1, -1, 0 };
	t->name = mem_strdup("none");
}

void theme_release(struct theme *t)
{
	free(t->name);
	*t = (struct theme){ 0 };
}

static int parse_color(const char *word, int *out, struct diag *d)
{
	char *end;
	long n;
	int i;

	if (strcmp(word, "default") == 0) {
		*out = -1;
		return 0;
	}
	if (word[0] == '#' && strlen(word) == 7) {
		n = strtol(word + 1, &end, 16);
		if (!*end) {
			*out = RGB | (int)n;
			return 0;
		}
	}
	if (ascii_is_digit(word[0])) {
		n = strtol(word, &end, 10);
		if (!*end && n <= 255) {
			*out = (int)n;
			return 0;
		}
	}
	for (i = 0; color_names[i]; i++) {
		if (strcmp(color_names[i], word) == 0) {
			*out = i;
			return 0;
		}
	}
	return diag_set(d, "unknown colour %s: use default, 0-255, #rrggbb, or a name%s%s", word,
			text_nearest(word, color_names) ? " such as " : "",
			text_nearest(word, color_names) ? text_nearest(word, color_names) : "");
}

int theme_color(struct theme *t, size_t count, char *const *words, struct diag *d)
{
	struct theme_style style = { -1, -1, 0 };
	enum element e;
	size_t i, k;

	if (count < 2)
		return diag_set(d, "color: give an element and its colours");
	e = theme_element_find(words[0]);
	if (e == ELEMENTS) {
		const char *near = text_nearest(words[0], element_names);

		return diag_set(d, "color: unknown element %s%s%s%s", words[0],
				near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	}
	if (parse_color(words[1], &style.fg, d) < 0 ||
	    (count > 2 && parse_color(words[2], &style.bg, d) < 0))
		return -1;
	for (i = 3; i < count; i++) {
		for (k = 0; k < AV_ARRAY_LEN(attributes); k++)
			if (strcmp(attributes[k].name, words[i]) == 0)
				break;
		if (k == AV_ARRAY_LEN(attributes))
			return diag_set(d,
					"color: unknown attribute %s (bold dim underline reverse "
					"italic)",
					words[i]);
		style.attrs |= attributes[k].ours;
	}
	t->styles[e] = style;
	return 0;
}

static int distance(int r, int g, int b, int r2, int g2, int b2)
{
	return (r - r2) * (r - r2) + (g - g2) * (g - g2) + (b - b2) * (b - b2);
}

/* Return the level of the 6x6x6 cube nearest to one channel. */
static int cube_level(int v)
{
	return v < 48 ? 0 : v < 115 ? 1 : (v - 35) / 40;
}

static int nearest_of_16(int r, int g, int b, int limit)
{
	int i, best = 0, least = 1 << 30;

	for (i = 0; i < limit; i++) {
		int dist = distance(r, g, b, base16[i][0], base16[i][1], base16[i][2]);

		if (dist < least) {
			least = dist;
			best = i;
		}
	}
	return best;
}

/* Return the terminal's colour for it: itself, or the nearest of 256, 16 or 8. */
static int fit_color(int c, attr_t *attrs)
{
	static const int levels[6] = { 0, 95, 135, 175, 215, 255 };
	int r, g, b;

	if (c < 0)
		return -1;
	if (c < RGB && c < COLORS)
		return c;
	if (c < 16 && COLORS < 16) {
		*attrs |= A_BOLD; /* the bright half of a terminal with 8 colours */
		return c - 8;
	}
	if (c >= RGB) {
		r = c >> 16 & 255, g = c >> 8 & 255, b = c & 255;
	} else if (c >= 232) {
		r = g = b = 8 + (c - 232) * 10;
	} else {
		r = levels[(c - 16) / 36], g = levels[(c - 16) / 6 % 6], b = levels[(c - 16) % 6];
	}
	if (COLORS >= 256)
		return 16 + 36 * cube_level(r) + 6 * cube_level(g) + cube_level(b);
	return nearest_of_16(r, g, b, COLORS >= 16 ? 16 : 8);
}

void theme_resolve(struct theme *t)
{
	size_t e, k;

	if (t->color)
		reset_color_pairs();
	for (e = 0; e < ELEMENTS; e++) {
		const struct theme_style *s = &t->styles[e];
		attr_t attrs = A_NORMAL, ignored = 0;
		int pair = 0;

		for (k = 0; k < AV_ARRAY_LEN(attributes); k++)
			if (s->attrs & attributes[k].ours)
				attrs |= attributes[k].curses;
		if (t->color && (s->fg >= 0 || s->bg >= 0)) {
			int fg = fit_color(s->fg, &attrs), bg = fit_color(s->bg, &ignored);

			pair = alloc_pair(fg, bg);
			if (pair < 0)
				pair = 0;
		}
		t->resolved[e].attrs = attrs;
		t->resolved[e].pair = pair;
	}
}
