// SPDX-License-Identifier: GPL-2.0-or-later
/* Choose how much a rule allows (w): list the steps on each axis with what each opens and closes,
 * and whether it ends the denials. After ; one statement for all tagged rules. Judges nothing
 * itself. */
#include "config.h"

#include "tui/action_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "denial/decision.h"
#include "module/effect.h"
#include "advice/ladder.h"
#include "denial/ledger.h"
#include "base/mem.h"
#include "advice/merge.h"
#include "denial/statement.h"
#include "base/text.h"
#include "session/judging.h"
#include "words/words.h"
#include "widen_steps_internal.h"

/* Name at most this many of the accesses that a step opens. */
#define TUPLES_NAMED 6
/* Bytes of the text about sensitive types. */
#define SENSITIVE_BYTES 240

/* Columns of the screen where columns of the list end; all but the last fit into 80. */
#define AXIS_END 12
#define NAME_END 43

struct steps {
	rule_id *ids; /* the rules that the steps are for, whatever is selected now */
	size_t id_count;
	struct ladder_step *steps;
	struct effect *effects; /* NULL without a policy */
	size_t count;
	uint64_t serial; /* of the policy that they were computed with */
};

void steps_free(void *p)
{
	struct steps *s = p;
	size_t i;

	for (i = 0; s->effects && i < s->count; i++)
		effect_release(&s->effects[i]);
	ladder_free(s->steps, s->count);
	free(s->effects);
	free(s->ids);
	free(s);
}

static const struct rule *selected_rule(const struct app *app)
{
	return app->list.selected == RULE_NONE
		       ? NULL
		       : ledger_rule(app->session->denials, app->list.selected);
}

ACTION_ENABLED(widen)
{
	const struct rule *r = selected_rule(app);

	return r && kind_of(r->key.kind)->decisions & KIND_MAY_WIDEN
		       ? NULL
		       : "no allow rule answers this kind of denial";
}

static void find_effects(struct app *app, struct steps *s)
{
	struct session *session = app->session;
	size_t i;

	for (i = 0; i < s->count; i++)
		effect_find(judging_judge(session), judging_prover(session), session->names,
			    session->denials, s->ids, s->id_count, &s->steps[i].statement,
			    TUPLES_NAMED + 1, &s->effects[i]);
	s->serial = judging_serial(session);
}

static struct ladder_basis basis_of(const struct session *s)
{
	const struct policy *policy = judging_policy(s);

	return (struct ladder_basis){ .policy = policy ? &policy->ix : NULL,
				      .names = policy ? judge_baseline(judging_judge(s)) : NULL,
				      .denials = s->denials };
}

/* Leave out the steps that remove one permission: `e` does that. */
static void find_own(struct session *s, struct steps *steps)
{
	struct ladder_basis basis = basis_of(s);
	struct ladder_step *all;
	size_t i, n;

	n = ladder_steps(ledger_rule(s->denials, steps->ids[0]),
			 decisions_get(s->decisions, steps->ids[0]), s->names, &basis, &all);
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
}

static void find_common(struct session *s, struct steps *steps, const char **why)
{
	const struct rule **rules = mem_zalloc(steps->id_count, sizeof(*rules));
	const struct decision **decisions = mem_zalloc(steps->id_count, sizeof(*decisions));
	struct ladder_basis basis = basis_of(s);
	size_t i;

	for (i = 0; i < steps->id_count; i++) {
		rules[i] = ledger_rule(s->denials, steps->ids[i]);
		decisions[i] = decisions_get(s->decisions, steps->ids[i]);
	}
	steps->count = merge_steps(rules, decisions, steps->id_count, s->names, &basis,
				   &steps->steps, why);
	free(rules);
	free(decisions);
}

/* Make the steps for the app's targets. NULL with `why`. */
static struct steps *make_steps(struct app *app, const char **why)
{
	struct session *s = app->session;
	struct steps *steps = mem_zalloc(1, sizeof(*steps));

	steps->id_count = app->targets.count;
	steps->ids = mem_alloc(steps->id_count * sizeof(*steps->ids));
	memcpy(steps->ids, app->targets.ids, steps->id_count * sizeof(*steps->ids));
	*why = "there are no other statements for this rule";
	if (steps->id_count > 1)
		find_common(s, steps, why);
	else
		find_own(s, steps);
	if (judging_judge(s)) {
		steps->effects = mem_zalloc(steps->count + 1, sizeof(*steps->effects));
		find_effects(app, steps);
		effect_sort(steps->steps, steps->effects, steps->count);
	}
	return steps;
}

static size_t widen_count(struct app *app)
{
	struct steps *s = app->pick.data;

	return s ? s->count : 0;
}

static const struct effect *effect_of(struct app *app, size_t i)
{
	struct steps *s = app->pick.data;

	if (!s->effects || !judging_judge(app->session))
		return NULL;
	if (s->serial != judging_serial(app->session))
		find_effects(app, s); /* the policy was loaded or changed meanwhile */
	return &s->effects[i];
}

static void pad(struct buf *out, size_t from, size_t cells)
{
	do
		buf_addc(out, ' ');
	while (out->len - from < cells);
}

/* Without the axis, which has its own column. */
static const char *short_name(const struct ladder_step *step)
{
	size_t n = strlen(step->axis);

	return strncmp(step->name, step->axis, n) == 0 && step->name[n] == ' ' ? step->name + n + 1
									       : step->name;
}

static void add_statement(struct app *app, const struct statement *st, struct buf *out)
{
	struct buf text = { 0 };
	char *p;

	statement_print(st, app->session->names, &text);
	for (p = text.data; p && *p; p++)
		if (*p == '\n')
			*p = ' ';
	buf_adds(out, buf_str(&text));
	buf_release(&text);
}

static void add_right(struct buf *out, const char *sign, uint64_t n, size_t cells)
{
	struct buf text = { 0 };

	if (n) {
		buf_adds(&text, sign);
		effect_count(&text, n);
	}
	while (text.len < cells--)
		buf_addc(out, ' ');
	buf_adds(out, buf_str(&text));
	buf_release(&text);
}

/* Cut a long name; its statement is shown below the list. */
static void add_name(const struct ladder_step *step, struct buf *out)
{
	struct buf name = { 0 };
	size_t n = NAME_END - AXIS_END - 1;

	text_clean(&name, slice_of(short_name(step)));
	if (name.len > n) {
		while (n && (name.data[n] & 0xc0) == 0x80)
			n--;
		buf_add(out, name.data, n);
		buf_addc(out, '~');
	} else {
		buf_adds(out, buf_str(&name));
	}
	buf_release(&name);
}

/* Columns as in widen_header. */
static void widen_row(struct app *app, size_t i, struct buf *out, bool *marked)
{
	struct steps *s = app->pick.data;
	const struct ladder_step *step = &s->steps[i];
	const struct effect *e = effect_of(app, i);
	size_t from = out->len;

	*marked = step->current;
	buf_adds(out, step->axis);
	pad(out, from, AXIS_END);
	add_name(step, out);
	pad(out, from, NAME_END);
	if (!e || !e->known) {
		add_right(out, "+", step->opened, 6);
		add_right(out, "-", step->closed, 6);
		buf_addf(out, "  %s", e ? "names what the policy lacks" : step->why);
		return;
	}
	if (!e->reach.opened)
		buf_adds(out, "     -");
	else
		add_right(out, "", e->reach.opened, 6);
	buf_adds(out, e->reach.sensitive_count ? " !" : "  ");
	add_right(out, "", e->reach.closed, 6);
	buf_addf(out, "  %-9s ", proof_label(e->proof.proof));
	if (e->reach.sensitive_count) {
		buf_adds(out, "! ");
		effect_sensitive_names(e, judging_judge(app->session), 40, out);
		buf_adds(out, "   ");
	}
	add_statement(app, &step->statement, out);
}

static const char widen_header[] =
	"axis        step                            opens   closes  proof     statement";

static const char widen_header_no_policy[] =
	"axis        step                             more    less  what it adds or leaves out";

static const char *widen_titles(struct app *app)
{
	const struct steps *s = app->pick.data;

	return s && s->effects ? widen_header : widen_header_no_policy;
}

static void add_tuples(struct app *app, const struct effect *e, struct buf *out)
{
	const struct policy_index *ix = judge_policy(judging_judge(app->session));
	const struct eval_overlay *baseline = judge_baseline(judging_judge(app->session));
	size_t i;

	if (!e->reach.opened || e->reach.tuple_count > TUPLES_NAMED)
		return;
	for (i = 0; i < e->reach.tuple_count; i++) {
		buf_adds(out, i ? ", " : " (");
		reach_tuple_words(ix, baseline, &e->reach.tuples[i], out);
	}
	buf_addc(out, ')');
}

static void about_effect(struct app *app, const struct effect *e, struct buf *out)
{
	buf_adds(out, "\nopens ");
	effect_opens_words(e, out);
	add_tuples(app, e, out);
	if (e->reach.closed) {
		buf_adds(out, "\ncloses ");
		effect_closes_words(e, out);
	}
	if (e->reach.sensitive_count) {
		buf_adds(out, "\n! sensitive: ");
		effect_sensitive_words(e, judging_judge(app->session), SENSITIVE_BYTES, out);
	}
	buf_addf(out, "\n%s: ", proof_label(e->proof.proof));
	judge_proof_words(&e->proof, false, out);
}

static void widen_about(struct app *app, size_t i, struct buf *out)
{
	struct steps *s = app->pick.data;
	const struct ladder_step *step = &s->steps[i];
	const struct effect *e = effect_of(app, i);
	struct buf words = { 0 };

	add_statement(app, &step->statement, out);
	if (e && e->known)
		about_effect(app, e, out);
	buf_addf(out, "\n%s: %s", step->axis, step->why);
	words_statement(&step->statement, ledger_rule(app->session->denials, s->ids[0]),
			app->session->names, &words);
	if (words.len)
		buf_addf(out, "\n(%s)", buf_str(&words));
	buf_release(&words);
}

static unsigned why_wider_done(struct app *app, const char *text)
{
	if (!*text)
		return app_say(app, DIAG_WARNING,
			       "it allows more than was denied and has no reason; c adds one");
	session_note(app->session, app->targets.ids, app->targets.count, text);
	return app_say(app, DIAG_INFO, "reason saved as the note") | DIRTY_ROWS;
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

/* Ask for a reason if the statement allows more than was observed: the reviewer needs it. */
static void ask_reason(struct app *app, const struct steps *s)
{
	size_t i;

	app->targets.ids =
		mem_grow(app->targets.ids, &app->targets.cap, s->id_count, sizeof(*s->ids));
	app->targets.count = 0;
	for (i = 0; i < s->id_count; i++)
		if (session_lacks_reason(app->session, s->ids[i]))
			app->targets.ids[app->targets.count++] = s->ids[i];
	if (app->targets.count)
		app->screen->prompt(app->screen_ctx, &why_wider_prompt, "");
}

static unsigned widen_choose(struct app *app, size_t i)
{
	struct steps *s = app->pick.data;
	const struct ladder_step *step = &s->steps[i];
	size_t changed =
		session_choose(app->session, s->ids, s->id_count, &step->statement, step->name);

	if (!changed)
		return app_say(app, DIAG_INFO, "%s: already chosen", step->name);
	if (s->id_count > 1)
		app_say(app, DIAG_INFO,
			"one statement for %zu rules: %s; accept them all to write it", s->id_count,
			step->name);
	else
		app_say(app, DIAG_INFO, "the statement is now: %s", step->name);
	ask_reason(app, s);
	return DIRTY_ROWS;
}

static const struct app_pick widen_pick = {
	.title = "How much to allow",
	.hint = "Enter chooses, * is chosen now, i lists what it opens, Esc changes nothing",
	.titles = widen_titles,
	.count = widen_count,
	.row = widen_row,
	.choose = widen_choose,
	.about = widen_about,
	.wide = true,
};

static const struct app_pick merge_pick = {
	.title = "One statement for all tagged rules",
	.hint = "Enter chooses it for all of them, i lists what it opens, Esc changes nothing",
	.titles = widen_titles,
	.count = widen_count,
	.row = widen_row,
	.choose = widen_choose,
	.about = widen_about,
	.wide = true,
};

struct steps *steps_open(const struct app *app)
{
	return app->pick.free == steps_free ? app->pick.data : NULL;
}

const struct statement *steps_statement(const struct steps *s, size_t i)
{
	return &s->steps[i < s->count ? i : s->count - 1].statement;
}

void steps_show(struct app *app, struct steps *s, size_t at)
{
	app->pick.data = s;
	app->pick.free = steps_free;
	app->screen->pick(app->screen_ctx, s->id_count > 1 ? &merge_pick : &widen_pick, at);
}

ACTION_RUN(widen)
{
	const char *why;
	struct steps *s;
	size_t i, start = 0;

	(void)args;
	if (!app_take_targets(app, true))
		return app_say(app, DIAG_INFO, "no rule is selected");
	s = make_steps(app, &why);
	if (!s->count) {
		steps_free(s);
		return app_say(app, DIAG_INFO, "%s", why);
	}
	for (i = 0; i < s->count; i++) {
		if (s->steps[i].current) {
			start = i;
			break;
		}
	}
	steps_show(app, s, start);
	return DIRTY_SCREEN;
}
