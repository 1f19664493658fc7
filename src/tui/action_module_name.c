// SPDX-License-Identifier: GPL-2.0-or-later
/* Ask for the module's name and check it. Offers a repair where a file of that name holds another
 * module. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "session/module_file.h"
#include "base/lex.h"
#include "base/mem.h"
#include "te/name.h"
#include "session/options.h"
#include "te/identity.h"

#define VERSION_MAX 64

/* checkmodule accepts any word that begins with a digit. */
static bool is_version(const char *s)
{
	return ascii_is_digit(*s) && strlen(s) <= VERSION_MAX &&
	       s[strspn(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.")] ==
		       '\0';
}

/* "NAME [VERSION]". */
static int set_module(struct app *app, const char *text, struct diag *d)
{
	struct session *s = app->session;
	struct lex_words words = { 0 };
	int rc = -1;

	if (lex_line(&words, text, NULL, 0, d) < 0)
		goto out;
	if (words.count < 1 || words.count > 2) {
		diag_set(d, "give a name, and a version unless %s is meant",
			 s->module.version ? s->module.version : "1.0");
		goto out;
	}
	if (words.count == 2 && !is_version(words.words[1])) {
		diag_set(d, "%s is not a version: use digits and dots, such as 1.0",
			 words.words[1]);
		goto out;
	}
	if (module_file_name(s, words.words[0], app->options, d) < 0)
		goto out;
	if (words.count == 2) {
		free(s->module.version);
		s->module.version = mem_strdup(words.words[1]);
	}
	rc = 0;
out:
	lex_release(&words);
	return rc;
}

static unsigned take_name(struct app *app, const char *text, bool write, bool *failed)
{
	struct session *s = app->session;
	struct diag d = { 0 };

	*failed = set_module(app, text, &d) < 0;
	if (*failed)
		app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	else if (write)
		action_write(app, 0);
	else
		app_say(app, DIAG_INFO, "module %s %s; W writes it to %s/%s.te", s->module.name,
			s->module.version ? s->module.version : "1.0",
			s->module.dir ? s->module.dir : ".", s->module.name);
	diag_release(&d);
	return DIRTY_ROWS;
}

/* A NAME.te whose module line has another name: the repairs to choose from. */
struct mend {
	char *path; /* of the file */
	char *text; /* the name and version that were asked for */
	char *inside;
	bool ours, write;
};

static void free_mend(void *p)
{
	struct mend *m = p;

	free(m->path);
	free(m->text);
	free(m->inside);
	free(m);
}

static size_t mend_count(struct app *app)
{
	const struct mend *m = app->pick.data;

	return m ? (m->ours ? 3 : 2) : 0;
}

/* The last row changes nothing. */
static void mend_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct mend *m = app->pick.data;
	char *name = name_of_file(m->path);

	*marked = false;
	if (i + 1 == mend_count(app))
		buf_adds(out, "change nothing, and choose another name");
	else if (i == 0)
		buf_addf(out, "rename the file: %s.te becomes %s.te", name, m->inside);
	else
		buf_addf(out, "change the module line in it to: module %s", name);
	free(name);
}

static unsigned mend_choose(struct app *app, size_t i)
{
	const struct mend *m = app->pick.data;
	bool leave = i + 1 == mend_count(app), write = m->write;
	char *text = mem_strdup(m->text), *renamed = NULL;
	struct diag d = { 0 };
	bool failed;
	int rc = 0;

	if (!leave && i == 0)
		rc = te_identity_rename_file(m->path, &renamed, &d);
	else if (!leave)
		rc = te_identity_rename_module(m->path, &d);
	if (leave)
		app_say(app, DIAG_INFO, "nothing changed");
	else if (rc < 0)
		app_say(app, DIAG_ERROR, "%s", diag_text(&d));
	else
		take_name(app, text, write, &failed);
	diag_release(&d);
	free(renamed);
	free(text);
	return DIRTY_ROWS;
}

static const struct app_pick mend_pick = {
	.title = "The file holds another module, and checkmodule refuses that",
	.hint = "Enter chooses, Esc changes nothing",
	.count = mend_count,
	.row = mend_row,
	.choose = mend_choose,
};

/* If naming failed for that reason, offer the repairs. */
static void offer_to_mend(struct app *app, const char *text, bool write)
{
	const struct misnamed_te *misnamed = &app->session->module.misnamed;
	struct mend *m;

	if (!misnamed->path)
		return;
	m = mem_zalloc(1, sizeof(*m));
	m->path = mem_strdup(misnamed->path);
	m->text = mem_strdup(text);
	m->inside = mem_strdup(misnamed->inside);
	m->ours = misnamed->ours;
	m->write = write;
	app->pick.data = m;
	app->pick.free = free_mend;
	app->screen->pick(app->screen_ctx, &mend_pick, mend_count(app) - 1);
}

static unsigned name_module(struct app *app, const char *text, bool write)
{
	unsigned dirty;
	bool failed;

	if (!*text)
		return app_say(app, DIAG_INFO, "no name given; nothing changed");
	dirty = take_name(app, text, write, &failed);
	if (failed)
		offer_to_mend(app, text, write);
	return dirty;
}

static unsigned module_done(struct app *app, const char *text)
{
	return name_module(app, text, false);
}

static unsigned write_done(struct app *app, const char *text)
{
	return name_module(app, text, true);
}

static const struct app_prompt module_prompt = {
	.label = "module name and version",
	.history = "module",
	.done = module_done,
};

static const struct app_prompt write_prompt = {
	.label = "write as module",
	.history = "module",
	.done = write_done,
};

ACTION_RUN(module)
{
	struct session *s = app->session;
	struct buf now = { 0 };

	if (args->count)
		return name_module(app, args->rest, false);
	if (s->module.name)
		buf_addf(&now, "%s %s", s->module.name,
			 s->module.version ? s->module.version : "1.0");
	app->screen->prompt(app->screen_ctx, &module_prompt, buf_str(&now));
	buf_release(&now);
	return DIRTY_SCREEN;
}

unsigned action_write_then(struct app *app, const struct action_args *args,
			   unsigned (*then)(struct app *app, const char *package))
{
	app->writing.then = then;
	if (args->count)
		return name_module(app, args->rest, true);
	if (app->session->module.name)
		return action_write(app, 0);
	app->screen->prompt(app->screen_ctx, &write_prompt, "");
	return DIRTY_SCREEN;
}

ACTION_RUN(write)
{
	return action_write_then(app, args, NULL);
}
