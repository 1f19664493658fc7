// SPDX-License-Identifier: GPL-2.0-or-later
/* Edits one line at the foot of the screen, with history and completion: decides what each key does in a
 * prompt, Enter, Esc and Tab included. Does not know what the line means: its app_prompt does. */
#include "config.h"

#include "prompt_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define HISTORY_MAX    100
#define TEXT_BYTES_MAX 4096

void prompt_release(struct prompt *p)
{
	size_t i, k;

	for (i = 0; i < p->history_count; i++) {
		for (k = 0; k < p->histories[i].count; k++)
			free(p->histories[i].lines[k]);
		free(p->histories[i].lines);
		free(p->histories[i].name);
	}
	free(p->histories);
	free(p->typed);
	buf_release(&p->text);
	app_words_release(&p->words);
	*p = (struct prompt){ 0 };
}

static struct prompt_history *history(struct prompt *p)
{
	size_t i;

	if (!p->spec->history)
		return NULL;
	for (i = 0; i < p->history_count; i++)
		if (strcmp(p->histories[i].name, p->spec->history) == 0)
			return &p->histories[i];
	p->histories = mem_grow(p->histories, &p->history_cap, p->history_count + 1,
				sizeof(*p->histories));
	p->histories[p->history_count] =
		(struct prompt_history){ .name = mem_strdup(p->spec->history) };
	return &p->histories[p->history_count++];
}

static void remember(struct prompt *p)
{
	struct prompt_history *h = history(p);

	if (!h || !p->text.len ||
	    (h->count && strcmp(h->lines[h->count - 1], buf_str(&p->text)) == 0))
		return;
	if (h->count == HISTORY_MAX) {
		free(h->lines[0]);
		memmove(h->lines, h->lines + 1, (h->count - 1) * sizeof(*h->lines));
		h->count--;
	}
	h->lines = mem_grow(h->lines, &h->cap, h->count + 1, sizeof(*h->lines));
	h->lines[h->count++] = mem_strdup(buf_str(&p->text));
}

static void set_text(struct prompt *p, const char *text)
{
	buf_clear(&p->text);
	buf_adds(&p->text, text);
	p->cursor = p->text.len;
}

static void replace(struct prompt *p, size_t from, size_t to, const char *with, size_t n)
{
	struct buf next = { 0 };

	buf_add(&next, buf_str(&p->text), from);
	buf_add(&next, with, n);
	buf_adds(&next, buf_str(&p->text) + to);
	buf_release(&p->text);
	p->text = next;
	p->cursor = from + n;
}

static unsigned changed(struct prompt *p, struct app *app)
{
	p->error_column = 0;
	if (!p->spec->change)
		return DIRTY_SCREEN;
	return p->spec->change(app, buf_str(&p->text), &p->error_column) | DIRTY_SCREEN;
}

void prompt_open(struct prompt *p, struct app *app, const struct app_prompt *spec,
		 const char *initial)
{
	p->spec = spec;
	set_text(p, initial);
	p->browsing = 0;
	app_words_release(&p->words);
	p->word = 0;
	changed(p, app);
}

static size_t left_of(const struct prompt *p, size_t at)
{
	const char *s = buf_str(&p->text);

	if (at)
		at--;
	while (at && ((unsigned char)s[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static size_t right_of(const struct prompt *p, size_t at)
{
	const char *s = buf_str(&p->text);

	if (at < p->text.len)
		at++;
	while (at < p->text.len && ((unsigned char)s[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static size_t word_left(const struct prompt *p, size_t at)
{
	const char *s = buf_str(&p->text);

	while (at && s[at - 1] == ' ')
		at--;
	while (at && s[at - 1] != ' ')
		at--;
	return at;
}

static void browse(struct prompt *p, bool older)
{
	struct prompt_history *h = history(p);

	if (!h || (older ? p->browsing >= h->count : p->browsing == 0))
		return;
	if (p->browsing == 0) {
		free(p->typed);
		p->typed = mem_strdup(buf_str(&p->text));
	}
	p->browsing += older ? 1 : (size_t)-1;
	set_text(p, p->browsing ? h->lines[h->count - p->browsing] : p->typed);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Complete as far as all candidates agree, then offer them one after another. */
static bool complete(struct prompt *p, struct app *app, bool backwards)
{
	struct app_words *w = &p->words;
	size_t common, i;

	if (!p->spec->complete)
		return false;
	if (!w->count) {
		p->spec->complete(app, buf_str(&p->text), p->cursor, w);
		p->word = 0;
		if (!w->count)
			return false;
		qsort(w->words, w->count, sizeof(*w->words), by_name);
		common = strlen(w->words[0]);
		for (i = 1; i < w->count; i++)
			while (strncmp(w->words[0], w->words[i], common) != 0)
				common--;
		if (w->count == 1 || common > p->cursor - w->from) {
			replace(p, w->from, p->cursor, w->words[0], common);
			if (w->count == 1) {
				if (common && w->words[0][common - 1] != '=' &&
				    p->cursor == p->text.len)
					replace(p, p->cursor, p->cursor, " ", 1);
				app_words_release(w);
			}
			return true;
		}
	}
	if (backwards)
		p->word = p->word > 1 ? p->word - 1 : w->count;
	else
		p->word = p->word < w->count ? p->word + 1 : 1;
	replace(p, w->from, p->cursor, w->words[p->word - 1], strlen(w->words[p->word - 1]));
	return true;
}

static unsigned finish(struct prompt *p, struct app *app, bool done)
{
	const struct app_prompt *spec = p->spec;
	char *text = mem_strdup(buf_str(&p->text));
	unsigned dirty = DIRTY_SCREEN;

	if (done)
		remember(p);
	p->spec = NULL;
	app_words_release(&p->words);
	/* The callback may open another prompt. */
	if (done)
		dirty |= spec->done(app, text);
	else if (spec->cancel)
		dirty |= spec->cancel(app);
	free(text);
	return dirty;
}

static void insert(struct prompt *p, key_code key)
{
	struct buf b = { 0 };

	if (p->text.len >= TEXT_BYTES_MAX)
		return;
	if (key == ' ' || key == '<')
		buf_addc(&b, (char)key);
	else
		key_write(key, &b);
	replace(p, p->cursor, p->cursor, buf_str(&b), b.len);
	buf_release(&b);
}

unsigned prompt_key(struct prompt *p, struct app *app, key_code key)
{
	size_t before = p->cursor;

	if (key == KEYCODE_TAB || key == KEYCODE_BACK_TAB)
		return complete(p, app, key == KEYCODE_BACK_TAB) ? changed(p, app) : 0;
	app_words_release(&p->words);
	p->word = 0;
	switch (key) {
	case KEYCODE_ENTER:
		return finish(p, app, true);
	case KEYCODE_ESC:
	case KEYCODE_CTRL('c'):
	case KEYCODE_CTRL('g'):
		return finish(p, app, false);
	case KEYCODE_LEFT:
	case KEYCODE_CTRL('b'):
		p->cursor = left_of(p, p->cursor);
		return DIRTY_SCREEN;
	case KEYCODE_RIGHT:
	case KEYCODE_CTRL('f'):
		p->cursor = right_of(p, p->cursor);
		return DIRTY_SCREEN;
	case KEYCODE_HOME:
	case KEYCODE_CTRL('a'):
		p->cursor = 0;
		return DIRTY_SCREEN;
	case KEYCODE_END:
	case KEYCODE_CTRL('e'):
		p->cursor = p->text.len;
		return DIRTY_SCREEN;
	case KEYCODE_UP:
	case KEYCODE_CTRL('p'):
		browse(p, true);
		return changed(p, app);
	case KEYCODE_DOWN:
	case KEYCODE_CTRL('n'):
		browse(p, false);
		return changed(p, app);
	case KEYCODE_BACKSPACE:
		if (!p->text.len)
			return finish(p, app, false);
		replace(p, left_of(p, before), before, "", 0);
		return changed(p, app);
	case KEYCODE_DELETE:
	case KEYCODE_CTRL('d'):
		replace(p, before, right_of(p, before), "", 0);
		return changed(p, app);
	case KEYCODE_CTRL('w'):
		replace(p, word_left(p, before), before, "", 0);
		return changed(p, app);
	case KEYCODE_CTRL('u'):
		replace(p, 0, before, "", 0);
		return changed(p, app);
	case KEYCODE_CTRL('k'):
		replace(p, before, p->text.len, "", 0);
		return changed(p, app);
	}
	if (key < ' ' || key == KEYCODE_BACKSPACE || key >= KEYCODE_UP)
		return 0;
	insert(p, key);
	return changed(p, app);
}

static void draw_words(const struct prompt *p, const struct draw *d, int row)
{
	size_t i, first = 0, room = 0;
	int col = 1;

	/* Start at a word from which the chosen one is visible. */
	for (i = 0; i < p->word; i++) {
		room += draw_cells(d->utf8, p->words.words[i]) + 2;
		if (room > (size_t)d->cols - 2) {
			first = i;
			room = draw_cells(d->utf8, p->words.words[i]) + 2;
		}
	}
	draw_fill(d, row, EL_STATUS);
	for (i = first; i < p->words.count && col < d->cols; i++) {
		enum element e = i + 1 == p->word ? EL_CURSOR : EL_STATUS;

		col += draw_text(d, row, col, d->cols - col, e, p->words.words[i]) + 2;
	}
}

int prompt_draw(struct prompt *p, const struct draw *d, int row, int above, const char *said)
{
	const char *text = buf_str(&p->text);
	char *head = mem_strndup(text, p->cursor);
	int label, cursor_cells = (int)draw_cells(d->utf8, head), room, shift;
	struct line line = { .utf8 = d->utf8 };

	free(head);
	draw_fill(d, row, EL_PROMPT);
	label = draw_text(d, row, 0, d->cols, EL_PROMPT, p->spec->label);
	label += draw_text(d, row, label, d->cols - label, EL_PROMPT, *p->spec->label ? ": " : ":");
	room = d->cols - label - 1;
	shift = cursor_cells > room ? cursor_cells - room : 0;
	if (room > 0) {
		struct draw part = *d;
		size_t error = p->error_column ? p->error_column - 1 : SIZE_MAX;

		part.row += row;
		part.rows = 1;
		part.col += label;
		part.cols -= label;
		if (error < p->text.len) {
			struct buf good = { 0 };

			buf_add(&good, text, error);
			line_add(&line, EL_PROMPT, buf_str(&good));
			line_add(&line, EL_ERROR, text + error);
			buf_release(&good);
		} else {
			line_add(&line, EL_PROMPT, text);
		}
		if (p->error_column)
			line_addf(&line, EL_ERROR, "  <- column %u", p->error_column);
		draw_line(&part, 0, &line, (size_t)shift, ELEMENTS, NULL);
	}
	if (said && *said) {
		int n = (int)draw_cells(d->utf8, said);

		if (label + cursor_cells - shift + n + 4 < d->cols)
			draw_text(d, row, d->cols - n - 1, n, EL_DIM, said);
	}
	line_release(&line);
	if (p->words.count && above >= 0)
		draw_words(p, d, above);
	return label + cursor_cells - shift;
}
