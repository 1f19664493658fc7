// SPDX-License-Identifier: GPL-2.0-or-later
/* The command line (:), and what a line of the configuration can say: settings, keys, colours, themes. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
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

static const struct {
	const char *name;
	const char *help;
	size_t offset;
} settings[] = {
	{ "advance", "go to the next rule after a decision",
	  offsetof(struct app_settings, advance) },
	{ "hints", "keys at the foot of the screen", offsetof(struct app_settings, hints) },
	{ "marks", "policy loads, booleans, setenforce, boots between the events",
	  offsetof(struct app_settings, marks) },
	{ "mouse", "clicks select, the wheel scrolls", offsetof(struct app_settings, mouse) },
};

ACTION_RUN(set)
{
	const char *names[AV_ARRAY_LEN(settings) + 1] = { NULL };
	const char *near;
	bool *value;
	size_t i;

	if (args->count != 2)
		return app_say(app, DIAG_WARNING, "set: give a name and yes or no");
	/* It is opened once, after the configuration was read. */
	if (strcmp(args->words[0], "source") == 0) {
		free(app->settings.source);
		app->settings.source = mem_strdup(args->words[1]);
		return app_say(app, DIAG_INFO, "source: %s, from the next start on",
			       args->words[1]);
	}
	for (i = 0; i < AV_ARRAY_LEN(settings); i++) {
		names[i] = settings[i].name;
		if (strcmp(settings[i].name, args->words[0]) == 0)
			break;
	}
	if (i == AV_ARRAY_LEN(settings)) {
		near = text_nearest(args->words[0], names);
		return app_say(app, DIAG_WARNING, "set: no setting is called %s%s%s%s",
			       args->words[0], near ? "; did you mean " : "", near ? near : "",
			       near ? "?" : "");
	}
	value = (bool *)((char *)&app->settings + settings[i].offset);
	if (strcmp(args->words[1], "yes") == 0)
		*value = true;
	else if (strcmp(args->words[1], "no") == 0)
		*value = false;
	else
		return app_say(app, DIAG_WARNING, "set %s: yes or no, not %s", settings[i].name,
			       args->words[1]);
	app->screen->mouse(app->screen_ctx, app->settings.mouse);
	return app_say(app, DIAG_INFO, "%s: %s", settings[i].name, *value ? "yes" : "no");
}

ACTION_WORDS(set)
{
	size_t i;

	(void)app;
	for (i = 0; i < AV_ARRAY_LEN(settings); i++)
		app_words_add(out, word, settings[i].name);
	app_words_add(out, word, "source");
	app_words_add(out, word, "yes");
	app_words_add(out, word, "no");
}

/* bind [SCOPE] KEY COMMAND…: the command keeps its own quotes, so that it is split again when it
 * runs. */
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
		diag_set(&d, "bind: no command is called %s", args->words[i + 1]);
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
