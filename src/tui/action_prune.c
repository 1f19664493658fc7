// SPDX-License-Identifier: GPL-2.0-or-later
/* Drop rules that are marked as not needed any more (P), after a question. Does not judge the need. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>
#include <string.h>

#include "denial/ledger.h"
#include "base/mem.h"
#include "session/prunable.h"

static unsigned say_dropped(struct app *app, size_t n)
{
	if (!n)
		return app_say(app, DIAG_INFO, "nothing dropped");
	app_say(app, DIAG_INFO, "dropped %zu rule%s from the module; u brings %s back", n,
		n == 1 ? "" : "s", n == 1 ? "it" : "them");
	return DIRTY_ROWS;
}

/* Caller frees. */
static rule_id *find_all(const struct session *s, size_t *n)
{
	size_t i, count = ledger_count(s->denials);
	rule_id *ids = mem_alloc((count + 1) * sizeof(*ids));

	for (i = 0, *n = 0; i < count; i++)
		if (prunable_of(s, (rule_id)i) != PRUNABLE_NO)
			ids[(*n)++] = (rule_id)i;
	return ids;
}

static unsigned prune_all(struct app *app)
{
	size_t n;
	rule_id *ids = find_all(app->session, &n);
	unsigned dirty = say_dropped(app, session_prune(app->session, ids, n));

	free(ids);
	return dirty;
}

static unsigned ask_all(struct app *app)
{
	struct buf question = { 0 };
	size_t n;

	free(find_all(app->session, &n));
	if (!n)
		return app_say(app, DIAG_INFO, "no rule is marked (~) as not needed any more");
	buf_addf(&question, "Drop all %zu rules that are marked (~) as not needed any more?", n);
	app->screen->confirm(app->screen_ctx, buf_str(&question), prune_all);
	buf_release(&question);
	return DIRTY_SCREEN;
}

ACTION_RUN(prune)
{
	struct buf why = { 0 };
	unsigned dirty;

	if (args->count == 1 && strcmp(args->words[0], "all") == 0)
		return ask_all(app);
	if (args->count)
		return app_say(app, DIAG_ERROR, "prune: no argument, or all");
	if (app_take_targets(app, true) == 1 &&
	    prunable_of(app->session, app->targets.ids[0]) == PRUNABLE_NO) {
		app_rule_name(app, app->targets.ids[0], &why);
		dirty = app_say(app, DIAG_INFO,
				"%s: not marked (~) as not needed; r rejects it, - reopens it",
				buf_str(&why));
		buf_release(&why);
		return dirty;
	}
	return say_dropped(app, session_prune(app->session, app->targets.ids, app->targets.count));
}

ACTION_WORDS(prune)
{
	(void)app;
	app_words_add(out, word, "all");
}
