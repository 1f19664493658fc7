// SPDX-License-Identifier: GPL-2.0-or-later
/* Find an action, say whether it can run now, and run it. Knows no action by name: the table is
 * passed in, so that an action can find and run others. */
#include "config.h"

#include "tui/action.h"

#include <string.h>

#include "base/lex.h"

const struct action *action_find(const struct action_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (strcmp(set->rows[i].name, name) == 0)
			return &set->rows[i];
	return NULL;
}

const char *action_disabled(const struct action *a, const struct app *app)
{
	if (!(a->flags & ACTION_POPUP) && app->screen->in_pick(app->screen_ctx))
		return "choose with Enter, or close the list with Esc first";
	if (a->flags & ACTION_RULE) {
		enum keymap_scope scope = app->screen->scope(app->screen_ctx);
		bool tagged = (a->flags & ACTION_MANY) && app->tags.next_action && app->tags.count;

		if (tagged)
			return a->enabled ? a->enabled(app) : NULL;
		/* Never act on a rule that the view does not show. */
		if (scope == SCOPE_HELP || scope == SCOPE_MESSAGES || scope == SCOPE_INSTALL)
			return "this view has no selected rule";
		if (scope == SCOPE_MODULE || scope == SCOPE_VERIFY)
			return "not here; Enter goes to this line's rule, which can be changed there";
		if (scope == SCOPE_REVIEW)
			return "not in the review; q goes to this rule in the list";
		if (app->list.selected == RULE_NONE)
			return "no rule here";
	}
	return a->enabled ? a->enabled(app) : NULL;
}

unsigned action_run(const struct action *a, struct app *app, const struct action_args *args)
{
	const char *why = action_disabled(a, app);

	if (why)
		return app_say(app, DIAG_INFO, "%s: %s", a->name, why);
	return a->run(app, args) | DIRTY_SCREEN;
}

void action_bind_defaults(const struct action_set *set, struct keymap *m)
{
	struct lex_words keys = { 0 };
	size_t i, k;

	for (i = 0; i < set->count; i++) {
		const struct action *a = &set->rows[i];

		if (!a->keys || lex_line(&keys, a->keys, NULL, 0, NULL) < 0)
			continue;
		for (k = 0; k < keys.count; k++)
			keymap_bind(m, a->scope, keys.words[k], a->name, NULL);
	}
	lex_release(&keys);
}
