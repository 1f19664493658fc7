// SPDX-License-Identifier: GPL-2.0-or-later
/* Run command lines from the : prompt, the configuration and theme files. Knows actions only by
 * name. */
#include "config.h"

#include "tui/command.h"

#include <stdlib.h>
#include <string.h>

#include "tui/action.h"
#include "base/fileio.h"
#include "base/lex.h"
#include "base/mem.h"
#include "base/text.h"

#define CONFIG_BYTES_MAX ((size_t)1 << 20)
#define SOURCE_DEPTH_MAX 8

static const char *nearest_action(const struct action_set *set, const char *word)
{
	const char **names = mem_zalloc(set->count + 1, sizeof(*names)), *near;
	size_t i;

	for (i = 0; i < set->count; i++)
		names[i] = set->rows[i].name;
	near = text_nearest(word, names);
	free(names);
	return near;
}

/* Find the one action whose name begins with `word`. If several do, the shortest where all others
 * begin with it ("quit" for "q" beside "quit-all"); else NULL. For typed commands only, not for
 * files. */
static const struct action *abbreviated(const struct action_set *set, const char *word)
{
	const struct action *found = NULL;
	size_t i;

	for (i = 0; i < set->count; i++) {
		const struct action *a = &set->rows[i];

		if (strncmp(a->name, word, strlen(word)) != 0)
			continue;
		if (!found || strncmp(found->name, a->name, strlen(a->name)) == 0)
			found = a;
		else if (strncmp(a->name, found->name, strlen(found->name)) != 0)
			return NULL;
	}
	return found;
}

/* Run a line that was split into words. Return 0, or -1 with `d` if it is not a command. */
static int run_words(struct app *app, const char *line, const struct lex_words *w, bool typed,
		     const char *file, unsigned number, unsigned *dirty, struct diag *d)
{
	const struct action *a = action_find(app->actions, w->words[0]);
	struct buf rest = { 0 };
	struct action_args args;

	if (!a && !file)
		a = abbreviated(app->actions, w->words[0]);
	if (!a) {
		const char *near = nearest_action(app->actions, w->words[0]);
		char *word = text_cleaned(slice_of(w->words[0]));

		diag_set_at(d, file, number, w->columns[0], "unknown command %s%s%s%s", word,
			    near ? "; did you mean " : " (Tab lists them)", near ? near : "",
			    near ? "?" : "");
		free(word);
		return -1;
	}
	if (w->count > 1)
		buf_adds(&rest, line + w->columns[1] - 1);
	while (rest.len && strchr(" \t\r\n", rest.data[rest.len - 1]))
		rest.data[--rest.len] = '\0';
	args = (struct action_args){
		.count = w->count - 1, .words = w->words + 1, .rest = buf_str(&rest), .typed = typed
	};
	if (args.count && !a->args) {
		buf_release(&rest);
		return diag_set_at(d, file, number, w->columns[1], "%s takes no argument", a->name);
	}
	*dirty |= action_run(a, app, &args);
	if (strcmp(a->name, "on-tagged") != 0)
		app->tags.next_action = false;
	buf_release(&rest);
	return 0;
}

unsigned command_run(struct app *app, const char *line, bool typed)
{
	struct lex_words words = { 0 };
	struct diag d = { 0 };
	unsigned dirty = DIRTY_SCREEN;

	if (lex_line(&words, line, NULL, 0, &d) < 0 ||
	    (words.count && run_words(app, line, &words, typed, NULL, 0, &dirty, &d) < 0))
		app_say(app, DIAG_INFO, "%s", diag_text(&d));
	lex_release(&words);
	diag_release(&d);
	return dirty;
}

int command_text(struct app *app, const char *name, const char *text)
{
	struct lex_words words = { 0 };
	struct buf line = { 0 };
	unsigned number = 0, dirty = 0;
	int bad = 0;

	while (*text) {
		size_t n = strcspn(text, "\n");
		struct diag d = { 0 };
		size_t before = app->session->messages.count;

		number++;
		buf_clear(&line);
		buf_add(&line, text, n);
		text += n + (text[n] == '\n');
		buf_clear(&app->status.text);
		if (lex_line(&words, buf_str(&line), name, number, &d) < 0 ||
		    (words.count &&
		     run_words(app, buf_str(&line), &words, true, name, number, &dirty, &d) < 0)) {
			message_add(&app->session->messages, DIAG_WARNING, "%s", diag_text(&d));
			bad++;
		} else if (app->status.text.len && app->status.level != DIAG_INFO &&
			   before < app->session->messages.count) {
			/* The action does not know the file and the line: prefix its message with them. */
			struct message *m = &app->session->messages.items[before];
			struct buf placed = { 0 };

			buf_addf(&placed, "%s:%u: %s", name, number, m->text);
			free(m->text);
			m->text = buf_take(&placed);
			bad++;
		}
		diag_release(&d);
	}
	buf_clear(&app->status.text);
	lex_release(&words);
	buf_release(&line);
	return bad;
}

int command_file(struct app *app, const char *path, struct diag *d)
{
	struct buf text = { 0 };
	int bad = -1;

	if (app->source_depth == SOURCE_DEPTH_MAX) {
		diag_set(d, "%s: source nests in a circle, or deeper than %d files", path,
			 SOURCE_DEPTH_MAX);
	} else if (fileio_read(path, CONFIG_BYTES_MAX, &text, d) == 0) {
		app->source_depth++;
		bad = command_text(app, path, buf_str(&text));
		app->source_depth--;
	}
	buf_release(&text);
	return bad;
}

static void run_config(struct app *app, const char *path, bool must_exist)
{
	struct diag d = { 0 };
	int bad;

	if (!must_exist && !fileio_exists(path))
		return;
	bad = command_file(app, path, &d);
	if (bad < 0)
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
	else if (bad > 0)
		app_say(app, DIAG_INFO, "%s: %d bad lines, see the messages (4)", path, bad);
	diag_release(&d);
}

void command_config(struct app *app, const char *path)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct buf user = { 0 };

	if (path) {
		if (*path)
			run_config(app, path, true);
		return;
	}
	run_config(app, "/etc/avcurate.conf", false);
	if (xdg && *xdg == '/')
		buf_addf(&user, "%s/avcurate/config", xdg);
	else if (home && *home == '/')
		buf_addf(&user, "%s/.config/avcurate/config", home);
	if (user.len)
		run_config(app, buf_str(&user), false);
	buf_release(&user);
}

static unsigned prompt_done(struct app *app, const char *text)
{
	return command_run(app, text, true);
}

/* Complete the first word as an action; the action completes the rest. */
static void prompt_complete(struct app *app, const char *text, size_t cursor, struct app_words *out)
{
	size_t from = cursor, first, i;
	char *word;

	while (from > 0 && text[from - 1] != ' ')
		from--;
	word = mem_strndup(text + from, cursor - from);
	out->from = from;
	first = strspn(text, " ");
	if (from <= first) {
		for (i = 0; i < app->actions->count; i++)
			app_words_add(out, word, app->actions->rows[i].name);
	} else {
		char *name = mem_strndup(text + first, strcspn(text + first, " "));
		const struct action *a = action_find(app->actions, name);

		if (a && a->complete)
			a->complete(app, word, out);
		free(name);
	}
	free(word);
}

const struct app_prompt command_prompt = {
	.label = "",
	.history = "command",
	.done = prompt_done,
	.complete = prompt_complete,
};
