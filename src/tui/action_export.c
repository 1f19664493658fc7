// SPDX-License-Identifier: GPL-2.0-or-later
/* Write the module with more files (export), and a copy that has digests in place of the evidence
 * (strip). Does not know what the files contain. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>

#include "session/module_file.h"
#include "report/exporters.h"
#include "base/mem.h"

ACTION_ENABLED(export)
{
	return app->session->module.name ? NULL : "the module needs a name first (m)";
}

ACTION_WORDS(export)
{
	size_t i;

	(void)app;
	for (i = 0; exporters[i].name; i++)
		app_words_add(out, word, exporters[i].name);
	app_words_add(out, word, EXPORT_ALL_NAME);
}

/* The list to choose from. pick_data is the set of marked files. */

static size_t export_count(struct app *app)
{
	size_t n = 0;

	(void)app;
	while (exporters[n].name)
		n++;
	return n;
}

static void export_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct exporter *e = &exporters[i];

	*marked = *(unsigned *)app->pick.data & 1u << i;
	buf_addf(out, "%-4s %s%s: %s", e->name, app->session->module.name, e->suffix, e->help);
}

static unsigned export_toggle(struct app *app, size_t i)
{
	*(unsigned *)app->pick.data ^= 1u << i;
	return DIRTY_SCREEN;
}

static unsigned export_choose_row(struct app *app, size_t i)
{
	unsigned marked = *(unsigned *)app->pick.data;

	app->writing.then = NULL;
	return action_write(app, marked ? marked : 1u << i);
}

static const struct app_pick export_pick = {
	.title = "Write the module together with",
	.hint = "Space marks, Enter writes the marked ones or this one, Esc closes",
	.count = export_count,
	.row = export_row,
	.choose = export_choose_row,
	.toggle = export_toggle,
	.wide = true,
};

ACTION_RUN(export)
{
	struct diag d = { 0 };
	unsigned chosen, dirty;

	app->writing.then = NULL;
	if (!args->count) {
		app->pick.data = mem_zalloc(1, sizeof(unsigned));
		app->pick.free = free;
		app->screen->pick(app->screen_ctx, &export_pick, 0);
		return DIRTY_SCREEN;
	}
	if (export_choose(args->rest, &chosen, &d) == 0)
		dirty = action_write(app, chosen);
	else
		dirty = app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	diag_release(&d);
	return dirty;
}

static unsigned strip_done(struct app *app, const char *dir)
{
	struct build_result r = { 0 };
	struct diag d = { 0 };

	if (!*dir)
		app_say(app, DIAG_INFO, "no directory given; nothing written");
	else if (module_file_strip(app->session, app->options, dir, &r, &d) < 0)
		app_say(app, DIAG_ERROR, "not written: %s", diag_text(&d));
	else
		app_say(app, DIAG_INFO, "wrote %s%s%s, evidence as digests", r.te_path,
			r.pp_path ? " and " : "", r.pp_path ? r.pp_path : "");
	build_result_release(&r);
	diag_release(&d);
	return DIRTY_SCREEN;
}

static const struct app_prompt strip_prompt = {
	.label = "directory for the stripped copy",
	.history = "strip",
	.done = strip_done,
};

ACTION_RUN(strip)
{
	if (args->count)
		return strip_done(app, args->words[0]);
	app->screen->prompt(app->screen_ctx, &strip_prompt, "");
	return DIRTY_SCREEN;
}
