// SPDX-License-Identifier: GPL-2.0-or-later
/* List exactly what a rule, or a step of w, opens and closes (i): source, target, class,
 * permissions. Decides nothing. */
#include "config.h"

#include "tui/action_run.h"

#include <stdlib.h>

#include "denial/decision.h"
#include "module/effect.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "module/opened.h"
#include "denial/statement.h"
#include "base/text.h"
#include "session/judging.h"
#include "widen_steps_internal.h"

struct opened_list {
	struct statement statement;
	struct opened opened;
	uint64_t serial;     /* of the policy that it was computed with */
	struct steps *steps; /* the list to go back to, or NULL */
	size_t step;
	struct buf title;
};

static void free_list(void *p)
{
	struct opened_list *l = p;

	if (l->steps)
		steps_free(l->steps);
	statement_release(&l->statement);
	opened_release(&l->opened);
	buf_release(&l->title);
	free(l);
}

ACTION_ENABLED(opened)
{
	return judging_missing(app->session);
}

static void find(const struct app *app, struct opened_list *l)
{
	opened_find(judging_judge(app->session), &l->statement, OPENED_SCREEN, &l->opened);
	l->serial = judging_serial(app->session);
	buf_clear(&l->title);
	buf_adds(&l->title, "opens ");
	opened_count_words(&l->opened, &l->title);
	if (l->opened.sensitive)
		buf_adds(&l->title, ": those first");
	if (l->opened.closed) {
		buf_adds(&l->title, "; closes ");
		effect_count(&l->title, l->opened.closed);
	}
}

/* Computed again if the policy was read again. */
static const struct opened_list *list_of(struct app *app)
{
	struct opened_list *l = app->pick.data;

	if (l && judging_judge(app->session) && l->serial != judging_serial(app->session))
		find(app, l);
	return l;
}

static size_t opened_count(struct app *app)
{
	const struct opened_list *l = list_of(app);

	return l ? l->opened.count + (l->opened.more != 0) + (l->opened.closed_more != 0) : 0;
}

static void add_more(struct buf *out, uint64_t n, const char *what)
{
	buf_adds(out, "  … and ");
	effect_count(out, n);
	buf_adds(out, what);
}

static void opened_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct opened_list *l = list_of(app);
	const struct judge *j = judging_judge(app->session);
	const struct opened_row *row;
	const char *why;

	*marked = false;
	if (!j)
		return;
	if (i >= l->opened.count) {
		if (i == l->opened.count && l->opened.more)
			add_more(out, l->opened.more, " more are opened");
		else
			add_more(out, l->opened.closed_more, " more are closed");
		return;
	}
	row = &l->opened.rows[i];
	why = opened_row_why(j, row);
	buf_adds(out, row->closed ? "- " : why ? "! " : "  ");
	opened_row_words(j, row, out);
	if (row->closed)
		buf_adds(out, "  loses all other commands");
	if (why)
		buf_addf(out, "  (%s)", why);
}

static const char *opened_title(struct app *app)
{
	const struct opened_list *l = list_of(app);

	return l ? buf_str(&l->title) : "";
}

static void opened_about(struct app *app, size_t i, struct buf *out)
{
	const struct opened_list *l = list_of(app);

	(void)i;
	statement_print_line(&l->statement, app->session->names, out);
}

static bool opened_back(struct app *app)
{
	struct opened_list *l = app->pick.data;
	struct steps *steps = l->steps;
	size_t at = l->step;

	if (!steps)
		return false;
	l->steps = NULL;
	free_list(l);
	steps_show(app, steps, at);
	return true;
}

/* Nothing can be chosen: Enter goes back like Esc. */
static unsigned opened_choose(struct app *app, size_t i)
{
	(void)i;
	app->screen->back(app->screen_ctx);
	return DIRTY_SCREEN;
}

static const struct app_pick opened_pick = {
	.title = "What it opens",
	.hint = "source target:class permissions; ! sensitive, - closed; Esc goes back",
	.titles = opened_title,
	.count = opened_count,
	.row = opened_row,
	.choose = opened_choose,
	.about = opened_about,
	.back = opened_back,
	.about_stays = true,
	.stays = true,
	.wide = true,
};

ACTION_RUN(opened)
{
	struct steps *steps = steps_open(app);
	struct session *s = app->session;
	struct opened_list *l;

	(void)args;
	if (!steps && app->screen->in_pick(app->screen_ctx))
		return 0;
	l = mem_zalloc(1, sizeof(*l));
	if (steps) {
		l->step = app->screen->pick_row(app->screen_ctx);
		statement_copy(&l->statement, steps_statement(steps, l->step));
	} else {
		decision_statement(decisions_get(s->decisions, app->list.selected),
				   ledger_rule(s->denials, app->list.selected), s->names,
				   &l->statement);
	}
	find(app, l);
	if (!l->opened.count) {
		app_say(app, DIAG_INFO, "%s",
			!l->opened.known
				? "it names types or permissions that the policy does not have"
				: "it opens nothing: the policy allows all of it already");
		free_list(l);
		return DIRTY_SCREEN;
	}
	l->steps = steps;
	app->pick.data = l;
	app->pick.free = free_list;
	app->screen->pick(app->screen_ctx, &opened_pick, 0);
	return DIRTY_SCREEN;
}
