// SPDX-License-Identifier: GPL-2.0-or-later
/* What a scenario expects of the screen. Nothing here sleeps: it is looked for until it holds or its
 * time is out, and never in the midst of a frame. */
#include "config.h"

#include "scenario.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/fileio.h"

#define QUIET_MS  5
#define SETTLE_MS 300 /* only when goldens are made anew */

/* --- looking for something until it is there --- */

typedef bool condition(struct scenario *s, const char *text);

static bool hold_in_time(struct scenario *s, condition *holds, const char *text, int ms)
{
	int64_t deadline = clock_ms() + ms, left;

	for (;;) {
		/* Not in the midst of a frame. */
		if (holds(s, text) && !term_pump(scenario_term(s), QUIET_MS))
			return true;
		left = deadline - clock_ms();
		if (left <= 0)
			return holds(s, text);
		term_pump(scenario_term(s), (int)(left < 100 ? left : 100));
	}
}

static int find_text(struct scenario *s, const char *text, int *column)
{
	struct buf row = { 0 };
	int found = -1, i, rows, columns;
	const char *p;

	term_size(scenario_term(s), &rows, &columns);
	for (i = 0; i < rows && found < 0; i++) {
		buf_clear(&row);
		term_row(s->term, i, &row);
		p = strstr(buf_str(&row), text);
		if (!p)
			continue;
		found = i;
		*column = 0;
		for (const char *c = buf_str(&row); c < p; c++)
			*column += (*c & 0xc0) != 0x80; /* wide characters do not stand before */
	}
	buf_release(&row);
	return found;
}

static bool shows(struct scenario *s, const char *text)
{
	int column;

	return find_text(s, text, &column) >= 0;
}

static bool shows_not(struct scenario *s, const char *text)
{
	return !shows(s, text);
}

static bool cursor_on(struct scenario *s, const char *text)
{
	struct buf row = { 0 };
	int at, column;
	bool found;

	term_cursor(scenario_term(s), &at, &column);
	term_row(s->term, at, &row);
	found = strstr(buf_str(&row), text) != NULL;
	buf_release(&row);
	return found;
}

static bool has_exited(struct scenario *s, const char *text)
{
	(void)text;
	return term_job(scenario_term(s)) == JOB_EXITED;
}

static bool has_stopped(struct scenario *s, const char *text)
{
	(void)text;
	return term_job(scenario_term(s)) == JOB_STOPPED;
}

static bool is_restored(struct scenario *s, const char *text)
{
	(void)text;
	return term_unrestored(scenario_term(s)) == NULL;
}

static int deadline_of(const struct scenario *s, const struct arguments *a)
{
	return a->words.count > 1 ? (int)strtol(a->words.words[1], NULL, 10) : s->deadline_ms;
}

int expect_wait(struct scenario *s, const struct arguments *a)
{
	if (hold_in_time(s, shows, a->words.words[0], deadline_of(s, a)))
		return 0;
	return scenario_fail(s, "not on the screen: '%s'%s", a->words.words[0],
			     term_job(scenario_term(s)) == JOB_EXITED ? " (the program has ended)"
								      : "");
}

int expect_gone(struct scenario *s, const struct arguments *a)
{
	if (hold_in_time(s, shows_not, a->words.words[0], deadline_of(s, a)))
		return 0;
	return scenario_fail(s, "still on the screen: '%s'", a->words.words[0]);
}

int expect_cursor_row(struct scenario *s, const struct arguments *a)
{
	if (hold_in_time(s, cursor_on, a->words.words[0], deadline_of(s, a)))
		return 0;
	return scenario_fail(s, "not in the row of the cursor: '%s'", a->words.words[0]);
}

int expect_exit(struct scenario *s, const struct arguments *a)
{
	int want = (int)strtol(a->words.words[0], NULL, 10);

	if (!hold_in_time(s, has_exited, NULL, deadline_of(s, a)))
		return scenario_fail(s, "the program has not ended");
	if (term_exit_status(s->term) != want)
		return scenario_fail(s, "exit status %d, not %d", term_exit_status(s->term), want);
	return 0;
}

int expect_stopped(struct scenario *s, const struct arguments *a)
{
	(void)a;
	return hold_in_time(s, has_stopped, NULL, s->deadline_ms)
		       ? 0
		       : scenario_fail(s, "it has not stopped");
}

int expect_restored(struct scenario *s, const struct arguments *a)
{
	(void)a;
	if (!hold_in_time(s, is_restored, NULL, s->deadline_ms))
		return scenario_fail(s, "%s", term_unrestored(s->term));
	if (term_flips(s->term) % 2)
		return scenario_fail(s, "the alternate screen was left more often than entered");
	return 0;
}

/* --- looks --- */

static bool word_in(const char *words, const char *word)
{
	size_t n = strlen(word);
	const char *p;

	for (p = words; (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

/* How the first place of a text looks, or "nowhere". */
static void look_of(struct scenario *s, const char *text, struct buf *look)
{
	int column, row = find_text(s, text, &column);

	buf_clear(look);
	if (row < 0)
		buf_adds(look, "nowhere");
	else
		term_look(s->term, row, column, look);
}

/* look TEXT WORD...: "plain", or all of the words. */
int expect_look(struct scenario *s, const struct arguments *a)
{
	int64_t deadline = clock_ms() + s->deadline_ms;
	struct buf look = { 0 };
	const char *missing;
	size_t i;

	for (;;) {
		look_of(s, a->words.words[0], &look);
		missing = NULL;
		for (i = 1; i < a->words.count; i++) {
			const char *word = a->words.words[i];
			bool plain = strcmp(word, "plain") == 0;

			if (plain ? look.len > 0 : !word_in(buf_str(&look), word))
				missing = word;
		}
		if (!missing || clock_ms() >= deadline)
			break;
		term_pump(s->term, 100);
	}
	if (missing)
		scenario_fail(s, "'%s' looks '%s', not %s", a->words.words[0], buf_str(&look),
			      missing);
	buf_release(&look);
	return missing ? -1 : 0;
}

/* Whether any cell has a colour, or any a character that is not ASCII. */
static bool any_cell(struct scenario *s, bool colour)
{
	struct buf b = { 0 };
	int rows, columns, row, column;
	bool found = false;
	size_t i;

	term_size(scenario_term(s), &rows, &columns);
	for (row = 0; row < rows && !found; row++) {
		buf_clear(&b);
		if (!colour)
			term_row(s->term, row, &b);
		for (i = 0; i < b.len; i++)
			found |= (unsigned char)b.data[i] >= 0x80;
		for (column = 0; colour && column < columns && !found; column++) {
			buf_clear(&b);
			term_look(s->term, row, column, &b);
			found = strchr(buf_str(&b), '=') != NULL;
		}
	}
	buf_release(&b);
	return found;
}

int expect_colour(struct scenario *s, const struct arguments *a)
{
	bool want = strcmp(a->words.words[0], "some") == 0;

	if (any_cell(s, true) == want)
		return 0;
	return scenario_fail(s, want ? "nothing on the screen has a colour"
				     : "something on the screen has a colour");
}

int expect_ascii(struct scenario *s, const struct arguments *a)
{
	(void)a;
	return any_cell(s, false) ? scenario_fail(s, "something on the screen is not ASCII") : 0;
}

/* --- goldens --- */

static char *golden_path(const struct scenario *s, const char *name)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s/tests/tui/golden/%s.screen", s->srcdir, name);
	return buf_take(&path);
}

static bool equals_golden(struct scenario *s, const char *golden)
{
	struct buf now = { 0 };
	bool same;

	term_dump(scenario_term(s), &now);
	same = strcmp(buf_str(&now), golden) == 0;
	buf_release(&now);
	return same;
}

int expect_screen(struct scenario *s, const struct arguments *a)
{
	char *path = golden_path(s, a->words.words[0]);
	struct buf golden = { 0 };
	struct diag d = { 0 };
	int rc = 0;

	if (s->update) {
		while (term_pump(scenario_term(s), SETTLE_MS))
			;
		term_dump(s->term, &golden);
		rc = fileio_write(path, buf_str(&golden), golden.len, &d);
	} else {
		rc = fileio_read(path, FILE_BYTES_MAX, &golden, &d);
		if (rc == 0 && !hold_in_time(s, equals_golden, buf_str(&golden), s->deadline_ms))
			rc = diag_set(&d, "the screen is not as in %s:\n%s", path,
				      buf_str(&golden));
	}
	if (rc != 0)
		scenario_fail(s, "%s", diag_text(&d));
	buf_release(&golden);
	diag_release(&d);
	free(path);
	return rc;
}
