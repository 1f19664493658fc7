// SPDX-License-Identifier: GPL-2.0-or-later
/* What of the screen needs no terminal: themes, the layout, and text in lines. */
#include "config.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "src/ui/draw_internal.h"
#include "src/ui/layout_internal.h"
#include "base/lex.h"
#include "src/ui/theme_internal.h"
#include "src/ui/view_internal.h"

/* A theme says something of every element, and nothing else. */
static void test_themes_name_every_element_once(void **state)
{
	size_t i, e;

	(void)state;
	assert_int_equal(theme_builtin_count, 3);
	for (i = 0; i < theme_builtin_count; i++) {
		const char *p = theme_builtins[i].text;
		unsigned seen[ELEMENTS] = { 0 };
		struct lex_words words = { 0 };
		struct theme theme;

		theme_init(&theme, true);
		while (*p) {
			char line[256];
			size_t n = strcspn(p, "\n");

			assert_true(n < sizeof(line));
			memcpy(line, p, n);
			line[n] = '\0';
			p += n + (p[n] == '\n');
			assert_int_equal(lex_line(&words, line, NULL, 0, NULL), 0);
			if (!words.count)
				continue;
			assert_string_equal(words.words[0], "color");
			assert_int_equal(
				theme_color(&theme, words.count - 1, words.words + 1, NULL), 0);
			for (e = 0; e < ELEMENTS; e++)
				seen[e] += strcmp(theme_element_name((enum element)e),
						  words.words[1]) == 0;
		}
		for (e = 0; e < ELEMENTS; e++) {
			if (seen[e] != 1)
				print_message("# %s: %s %u times\n", theme_builtins[i].name,
					      theme_element_name((enum element)e), seen[e]);
			assert_int_equal(seen[e], 1);
		}
		/* The states of a rule can be told apart from its row's cursor without colour. */
		if (strcmp(theme_builtins[i].name, "mono") == 0)
			for (e = 0; e < ELEMENTS; e++)
				assert_true(theme.styles[e].fg == -1 && theme.styles[e].bg == -1);
		lex_release(&words);
		theme_release(&theme);
	}
}

static int color(struct theme *t, const char *line, struct diag *d)
{
	struct lex_words words = { 0 };
	int rc = lex_line(&words, line, NULL, 0, d);

	if (rc == 0)
		rc = theme_color(t, words.count, words.words, d);
	lex_release(&words);
	return rc;
}

static void test_colours(void **state)
{
	static const char *const bad[][2] = { { "titel red", "title" },
					      { "title rde", "red" },
					      { "title 256", "unknown colour" },
					      { "title \"#12345\"", "unknown colour" },
					      { "title red blue blinking", "unknown attribute" },
					      { "title", "give" } };
	struct theme theme;
	size_t i;

	(void)state;
	theme_init(&theme, true);
	assert_int_equal(color(&theme, "title #ff8000 default bold underline", NULL), 0);
	assert_int_equal(theme.styles[EL_TITLE].fg, 0x1ff8000);
	assert_int_equal(theme.styles[EL_TITLE].bg, -1);
	assert_int_equal(theme.styles[EL_TITLE].attrs, THEME_BOLD | THEME_UNDERLINE);
	assert_int_equal(color(&theme, "dim bright-black 17", NULL), 0);
	assert_int_equal(theme.styles[EL_DIM].fg, 8);
	assert_int_equal(theme.styles[EL_DIM].bg, 17);
	for (i = 0; i < AV_ARRAY_LEN(bad); i++) {
		struct diag d = { 0 };

		assert_int_equal(color(&theme, bad[i][0], &d), -1);
		assert_non_null(strstr(diag_text(&d), bad[i][1]));
		diag_release(&d);
	}
	theme_release(&theme);
}

/* Whatever the size and the number of rules: panes stay inside, and neighbours share borders only. */
static void test_layout_holds_at_every_size(void **state)
{
	struct layout_rect panes[LAYOUT_PANES];
	int rows, cols, rules, i, k;

	(void)state;
	for (rows = LAYOUT_MIN_ROWS - 3; rows < 80; rows++) {
		for (cols = LAYOUT_MIN_COLS; cols < 250; cols += 7) {
			for (rules = 0; rules < 60; rules += 6) {
				int area = 0, n = layout_panes(rows, cols, -1, 0, rules, panes);

				assert_true(n == 1 || n == LAYOUT_PANES);
				for (i = 0; i < LAYOUT_PANES; i++) {
					const struct layout_rect *r = &panes[i];

					if (!r->rows)
						continue;
					assert_true(r->row >= 0 && r->col >= 0 && r->rows >= 3);
					assert_true(r->row + r->rows <= rows &&
						    r->col + r->cols <= cols);
					area += (r->rows - 2) * (r->cols - 2);
					for (k = 0; k < i; k++) {
						const struct layout_rect *o = &panes[k];

						assert_true(!o->rows ||
							    r->row >= o->row + o->rows - 1 ||
							    o->row >= r->row + r->rows - 1 ||
							    r->col >= o->col + o->cols - 1 ||
							    o->col >= r->col + r->cols - 1);
					}
				}
				assert_true(area > 0);
			}
		}
	}
	assert_true(layout_fits(10, 40));
	assert_false(layout_fits(9, 40));
	assert_false(layout_fits(10, 39));
	assert_int_equal(layout_panes(21, 80, LAYOUT_WHY, 0, 5, panes), 1);
	assert_int_equal(panes[LAYOUT_WHY].rows, 21);
}

static void test_cells_are_cut_and_filled(void **state)
{
	struct line l = { .utf8 = true };

	(void)state;
	line_cell(&l, EL_TEXT, "abcdef", 4, false);
	line_cell(&l, EL_PERM, "xy", 4, true);
	assert_string_equal(buf_str(&l.text), "abc\xe2\x80\xa6  xy");
	assert_int_equal(l.cells, 8);
	line_clear(&l);
	l.utf8 = false;
	line_cell(&l, EL_TEXT, "abcdef", 4, false);
	assert_string_equal(buf_str(&l.text), "abc~");
	/* Two cells wide, or none; what moves the cursor is neither. */
	assert_int_equal(draw_cells(true, "\xe4\xb8\xad"), 2);
	assert_int_equal(draw_cells(true, "e\xcc\x81"), 1);
	assert_int_equal(draw_cells(true, "\xe2\x80\xae\x1b\t"), 3);
	assert_int_equal(draw_cells(false, "\xe4\xb8\xad"), 1);
	assert_int_equal(draw_cells(true, "\xff\xfe"), 2);
	line_release(&l);
}

static void wrapped(const char *text, size_t width, size_t indent, const char *want)
{
	struct view_lines lines = { .utf8 = true };
	struct buf got = { 0 };
	size_t i;

	view_lines_wrap(&lines, EL_TEXT, text, width, indent, false);
	for (i = 0; i < lines.count; i++) {
		assert_true(lines.lines[i].cells <= width || width <= indent);
		buf_addf(&got, "%s|", buf_str(&lines.lines[i].text));
	}
	assert_string_equal(buf_str(&got), want);
	buf_release(&got);
	view_lines_release(&lines);
}

static void test_words_are_wrapped(void **state)
{
	(void)state;
	wrapped("one two three", 9, 0, "one two|three|");
	wrapped("one two three", 9, 2, "  one two|  three|");
	wrapped("abcdefghijkl mn", 5, 0, "abcde|fghij|kl mn|");
	wrapped("a abcdefghij", 5, 0, "a|abcde|fghij|");
	wrapped("", 5, 0, "|");
	wrapped("exact", 5, 0, "exact|");
	wrapped("narrow", 2, 4, "    narrow|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_themes_name_every_element_once),
		cmocka_unit_test(test_colours),
		cmocka_unit_test(test_layout_holds_at_every_size),
		cmocka_unit_test(test_cells_are_cut_and_filled),
		cmocka_unit_test(test_words_are_wrapped),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
