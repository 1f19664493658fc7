// SPDX-License-Identifier: GPL-2.0-or-later
/* How much a rule allows: the list of steps (w), and the observed permissions one by one (e). */
#include "config.h"

#include "avcurate/action_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "avcurate/decision.h"
#include "avcurate/ladder.h"
#include "avcurate/ledger.h"
#include "avcurate/mem.h"
#include "avcurate/statement.h"
#include "avcurate/text.h"
#include "avcurate/verdicts.h"
#include "avcurate/words.h"

struct steps {
	struct ladder_step *steps;
	size_t count;
};

static void free_steps(void *p)
{
	struct steps *s = p;

	ladder_free(s->steps, s->count);
	free(s);
}

static const struct rule *selected_rule(const struct app *app)
{
	return app->selected == RULE_NONE ? NULL
					  : ledger_rule(app->session->denials, app->selected);
}

ACTION_ENABLED(widen)
{
	const struct rule *r = selected_rule(app);

	return r && r->key.kind == RECORD_ACCESS ? NULL
						 : "no allow rule answers this kind of denial";
}

ACTION_ENABLED(narrow)
{
	const struct rule *r = selected_rule(app);

	if (!r || r->key.kind != RECORD_ACCESS)
		return "no allow rule answers this kind of denial";
	return r->perm_count > 1 ? NULL : "the only permission cannot be taken off; reject it";
}

/* Steps that take one permission off are left to `e`. */
static struct steps *make_steps(struct app *app)
{
	struct session *s = app->session;
	const struct policy *policy = verdicts_policy(s);
	struct ladder_basis basis = { .policy = policy ? &policy->ix : NULL,
				      .denials = s->denials };
	struct ladder_step *all;
	size_t n = ladder_steps(selected_rule(app), decisions_get(s->decisions, app->selected),
				s->names, &basis, &all);
	struct steps *steps = mem_zalloc(1, sizeof(*steps));
	size_t i;

	steps->steps = all;
	for (i = 0; i < n; i++) {
		struct ladder_step step = all[i];

		if (step.dropped != NAME_NONE) {
			free(step.name);
			free(step.why);
			statement_release(&step.statement);
			continue;
		}
		all[steps->count++] = step;
	}
	return steps;
}

static size_t widen_count(struct app *app)
{
	struct steps *s = app->pick_data;

	return s ? s->count : 0;
}

static void widen_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	struct steps *s = app->pick_data;
	const struct ladder_step *step = &s->steps[i];
	char change[32] = "";

	*marked = step->current;
	if (step->opened && step->closed)
		snprintf(change, sizeof(change), "+%u -%u", step->opened, step->closed);
	else if (step->opened)
		snprintf(change, sizeof(change), "+%u", step->opened);
	else if (step->closed)
		snprintf(change, sizeof(change), "-%u", step->closed);
	buf_addf(out, "%-11s %-28s %-7s %s", step->axis, step->name, change, step->why);
}

static void widen_about(struct app *app, size_t i, struct buf *out)
{
	struct steps *s = app->pick_data;
	const struct intern *names = app->session->names;
	struct buf text = { 0 };
	char *p;

	buf_addf(out, "%s: ", s->steps[i].why);
	statement_print(&s->steps[i].statement, names, &text);
	for (p = text.data; p && *p; p++)
		if (*p == '\n')
			*p = ' ';
	buf_adds(out, buf_str(&text));
	buf_clear(&text);
	words_statement(&s->steps[i].statement, selected_rule(app), names, &text);
	if (text.len)
		buf_addf(out, "(%s)", buf_str(&text));
	buf_release(&text);
}

static unsigned why_wider_done(struct app *app, const char *text)
{
	if (!*text)
		return app_say(app, DIAG_WARNING,
			       "wider than what was denied, and no reason given: c adds one");
	session_note(app->session, app->targets, app->target_count, text);
	return app_say(app, DIAG_INFO, "the reason is noted") | DIRTY_ROWS;
}

static unsigned why_wider_cancel(struct app *app)
{
	return why_wider_done(app, "");
}

static const struct app_prompt why_wider_prompt = {
	.label = "why wider",
	.history = "comment",
	.done = why_wider_done,
	.cancel = why_wider_cancel,
};

/* What is wider than what was observed needs a reason for the reviewer. */
static unsigned widen_choose(struct app *app, size_t i)
{
	struct steps *s = app->pick_data;
	const struct ladder_step *step = &s->steps[i];
	const struct decision *d;
	size_t changed = session_choose(app->session, app->selected, &step->statement, step->name);

	if (!changed)
		return app_say(app, DIAG_INFO, "%s: chosen already", step->name);
	app_say(app, DIAG_INFO, "the statement is now: %s", step->name);
	d = decisions_get(app->session->decisions, app->selected);
	if (step->opened && !(d->note && *d->note)) {
		app_take_targets(app, false);
		app->screen->prompt(app->screen_ctx, &why_wider_prompt, "");
	}
	return DIRTY_ROWS;
}

static const struct app_pick widen_pick = {
	.title = "How much to allow",
	.hint = "Enter chooses, * is chosen now, +N opens N more than was denied, Esc closes",
	.count = widen_count,
	.row = widen_row,
	.choose = widen_choose,
	.about = widen_about,
};

ACTION_RUN(widen)
{
	struct steps *s = make_steps(app);
	size_t i, start = 0;

	(void)args;
	if (!s->count) {
		free_steps(s);
		return app_say(app, DIAG_INFO, "there are no steps for this rule");
	}
	for (i = 0; i < s->count; i++) {
		if (s->steps[i].current) {
			start = i;
			break;
		}
	}
	app->pick_data = s;
	app->pick_free = free_steps;
	app->screen->pick(app->screen_ctx, &widen_pick, start);
	return DIRTY_SCREEN;
}

static size_t narrow_count(struct app *app)
{
	const struct rule *r = selected_rule(app);

	return r ? r->perm_count : 0;
}

static bool is_dropped(struct app *app, name_id perm)
{
	const struct decision *d = decisions_get(app->session->decisions, app->selected);
	size_t i;

	for (i = 0; i < d->dropped_count; i++)
		if (d->dropped[i] == perm)
			return true;
	return false;
}

static void narrow_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	const struct rule *r = selected_rule(app);
	const struct intern *names = app->session->names;
	const char *perm = intern_str(names, r->perms[i].perm);
	bool dropped = is_dropped(app, r->perms[i].perm);

	*marked = !dropped;
	text_clean(out, slice_of(perm));
	while (out->len < 18)
		buf_addc(out, ' ');
	buf_addf(out, " %-8s denied %u times: ", dropped ? "left out" : "allowed",
		 r->perms[i].count);
	words_perm(intern_str(names, r->key.class), perm, out);
}

static void narrow_about(struct app *app, size_t i, struct buf *out)
{
	struct statement st = { 0 };
	struct buf text = { 0 };
	char *p;

	(void)i;
	decision_statement(decisions_get(app->session->decisions, app->selected),
			   selected_rule(app), app->session->names, &st);
	statement_print(&st, app->session->names, &text);
	for (p = text.data; p && *p; p++)
		if (*p == '\n')
			*p = ' ';
	buf_adds(out, buf_str(&text));
	buf_release(&text);
	statement_release(&st);
}

static unsigned narrow_toggle(struct app *app, size_t i)
{
	const struct rule *r = selected_rule(app);
	name_id perm = r->perms[i].perm;
	bool dropped = is_dropped(app, perm);
	size_t kept = 0, k;

	for (k = 0; k < r->perm_count; k++)
		kept += !is_dropped(app, r->perms[k].perm);
	if (!dropped && kept == 1)
		return app_say(app, DIAG_INFO, "the last permission stays; r rejects the rule");
	session_drop_perm(app->session, app->selected, perm);
	app_say(app, DIAG_INFO, "%s %s", intern_str(app->session->names, perm),
		dropped ? "is allowed again" : "is left out");
	return DIRTY_ROWS;
}

static const struct app_pick narrow_pick = {
	.title = "Permissions that were denied",
	.hint = "Space or Enter leaves one out or puts it back, * is allowed, Esc closes",
	.count = narrow_count,
	.row = narrow_row,
	.choose = narrow_toggle,
	.about = narrow_about,
	.stays = true,
};

ACTION_RUN(narrow)
{
	(void)args;
	app->screen->pick(app->screen_ctx, &narrow_pick, 0);
	return DIRTY_SCREEN;
}
