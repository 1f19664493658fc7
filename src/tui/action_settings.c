// SPDX-License-Identifier: GPL-2.0-or-later
/* The : prompt and the commands of a configuration file: settings, keys, colours, themes, source.
 * Does not know what a setting does. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "input/live.h"
#include "input/reader.h"
#include "settings_internal.h"
#include "base/text.h"
#include "tui/command.h"

ACTION_RUN(command)
{
	(void)args;
	app->screen->prompt(app->screen_ctx, &command_prompt, "");
	return DIRTY_SCREEN;
}

ACTION_RUN(theme)
{
	struct diag d = { 0 };

	if (app->screen->theme(app->screen_ctx, args->count ? args->words[0] : NULL, &d) < 0)
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
	else
		app_say(app, DIAG_INFO, "theme %s", app->screen->theme_name(app->screen_ctx));
	diag_release(&d);
	return DIRTY_ALL;
}

ACTION_RUN(mouse)
{
	(void)args;
	app->settings.mouse = !app->settings.mouse;
	app->screen->mouse(app->screen_ctx, app->settings.mouse);
	return app_say(app, DIAG_INFO,
		       app->settings.mouse ? "mouse on (selecting text: hold Shift)" : "mouse off");
}

static unsigned set_unknown(struct app *app, const char *name)
{
	const char **names = mem_zalloc(setting_count + 1, sizeof(*names)), *near;
	size_t i;

	for (i = 0; i < setting_count; i++)
		names[i] = setting_table[i].name;
	near = text_nearest(name, names);
	app_say(app, DIAG_WARNING, "set: unknown setting %s%s%s%s", name,
		near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
	free(names);
	return DIRTY_SCREEN;
}

ACTION_RUN(set)
{
	const struct setting_row *row;
	char *field;

	if (args->count != 2)
		return app_say(app, DIAG_WARNING,
			       "set: give a name and a value, such as yes or no");
	row = setting_find(args->words[0]);
	if (!row)
		return set_unknown(app, args->words[0]);
	field = (char *)&app->settings + row->offset;
	if (row->text) {
		free(*(char **)field);
		*(char **)field = mem_strdup(args->words[1]);
		return app_say(app, DIAG_INFO, "%s: %s, from the next start on", row->name,
			       args->words[1]);
	}
	if (strcmp(args->words[1], "yes") == 0)
		*(bool *)field = true;
	else if (strcmp(args->words[1], "no") == 0)
		*(bool *)field = false;
	else
		return app_say(app, DIAG_WARNING, "set %s: give yes or no, not %s", row->name,
			       args->words[1]);
	app->screen->mouse(app->screen_ctx, app->settings.mouse);
	return app_say(app, DIAG_INFO, "%s: %s", row->name, *(bool *)field ? "yes" : "no");
}

ACTION_WORDS(set)
{
	size_t i;

	(void)app;
	for (i = 0; i < setting_count; i++)
		app_words_add(out, word, setting_table[i].name);
	app_words_add(out, word, "yes");
	app_words_add(out, word, "no");
	app_words_add(out, word, LIVE_AUTO);
	for (i = 0; i < live_count; i++)
		app_words_add(out, word, live_table[i].name);
}

/* bind [SCOPE] KEY COMMAND…: the command keeps its quotes, because it is split again when it runs. */
ACTION_RUN(bind)
{
	enum keymap_scope scope = SCOPE_GLOBAL;
	struct diag d = { 0 };
	struct buf line = { 0 };
	size_t i = 0, k;

	if (args->count && keymap_scope_of(args->words[0]) != SCOPES && args->count > 1)
		scope = keymap_scope_of(args->words[i++]);
	if (i >= args->count)
		return app_say(app, DIAG_WARNING, "bind: give a key and a command");
	for (k = i + 1; k < args->count; k++) {
		const char *p;

		if (k > i + 1)
			buf_addc(&line, ' ');
		if (!strpbrk(args->words[k], " \t#\"'\\")) {
			buf_adds(&line, args->words[k]);
			continue;
		}
		buf_addc(&line, '"');
		for (p = args->words[k]; *p; p++) {
			if (*p == '"' || *p == '\\')
				buf_addc(&line, '\\');
			buf_addc(&line, *p);
		}
		buf_addc(&line, '"');
	}
	if (i + 1 < args->count && !action_find(app->actions, args->words[i + 1]))
		diag_set(&d, "bind: unknown command %s", args->words[i + 1]);
	else
		keymap_bind(app->keymap, scope, args->words[i], buf_str(&line), &d);
	if (d.text.len)
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
	buf_release(&line);
	diag_release(&d);
	return DIRTY_SCREEN;
}

ACTION_RUN(color)
{
	struct diag d = { 0 };

	if (app->screen->color(app->screen_ctx, args->count, args->words, &d) < 0)
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
	diag_release(&d);
	return DIRTY_ALL;
}

ACTION_RUN(source)
{
	struct diag d = { 0 };
	int bad;

	if (args->count != 1)
		return app_say(app, DIAG_WARNING, "source: give one file");
	bad = command_file(app, args->words[0], &d);
	if (bad < 0)
		app_say(app, DIAG_WARNING, "%s", diag_text(&d));
	else if (bad > 0)
		app_say(app, DIAG_INFO, "%s: %d bad lines, see the messages (4)", args->words[0],
			bad);
	diag_release(&d);
	return DIRTY_ALL;
}
