// SPDX-License-Identifier: GPL-2.0-or-later
/* The review on the screen (R): one page for each rule, and the marks of the reviewer. report/
 * makes the document. */
#include "config.h"

#include "tui/reviewing.h"

#include <stdlib.h>
#include <string.h>

#include "tui/action_run.h"
#include "session/review_marks.h"
#include "base/mem.h"
#include "session/preview.h"
#include "te/read.h"

struct reviewing {
	struct preview preview; /* the text that would be written: the review reads it */
	struct review review;
	size_t at;
	rule_id rule; /* of the page; RULE_NONE before the first */
	uint64_t serial;
};

static struct reviewing *get(struct app *app)
{
	if (!app->reviewing) {
		app->reviewing = mem_zalloc(1, sizeof(*app->reviewing));
		app->reviewing->rule = RULE_NONE;
	}
	return app->reviewing;
}

void reviewing_free(struct reviewing *r)
{
	if (!r)
		return;
	review_release(&r->review);
	preview_release(&r->preview);
	free(r);
}

static void make(struct app *app, struct reviewing *r)
{
	struct session *s = app->session;
	const struct buf *text = &r->preview.text;
	struct te_file te = { 0 };

	review_release(&r->review);
	if (te_parse("", buf_str(text), text->len, s->names, &te, NULL) == 0)
		review_from(&te, s->names, NULL, NULL, &r->review);
	te_file_release(&te);
}

/* Find the page of the rule that the reviewer was at, whatever its index is now. */
static void find_page(struct app *app, struct reviewing *r)
{
	size_t i;

	for (i = 0; i < r->review.count; i++)
		if (ledger_find(app->session->denials, &r->review.rules[i].key) == r->rule)
			r->at = i;
	if (r->at >= r->review.count)
		r->at = r->review.count ? r->review.count - 1 : 0;
}

static void go(struct app *app, struct reviewing *r, size_t at)
{
	r->at = at;
	r->rule = ledger_find(app->session->denials, &r->review.rules[at].key);
	r->serial++;
	/* Closing the review goes to this rule in the list, if the list shows it. */
	if (rule_list_index(app->list.rules, r->rule) != SIZE_MAX) {
		app->list.selected = r->rule;
		app->screen->go_to_rule(app->screen_ctx);
	}
}

const struct review *reviewing_update(struct app *app)
{
	struct reviewing *r = get(app);

	if (preview_update(&r->preview, app->session)) {
		make(app, r);
		r->serial++;
		find_page(app, r);
	}
	return r->review.count ? &r->review : NULL;
}

uint64_t reviewing_serial(const struct app *app)
{
	return app->reviewing ? app->reviewing->serial : 0;
}

int64_t reviewing_again_us(const struct app *app)
{
	return app->reviewing ? app->reviewing->preview.again_us : 0;
}

size_t reviewing_at(const struct app *app)
{
	return app->reviewing ? app->reviewing->at : 0;
}

/* The actions */

ACTION_RUN(review)
{
	(void)args;
	if (!reviewing_update(app))
		return app_say(app, DIAG_INFO, "nothing to review: no rule is decided yet");
	go(app, app->reviewing, reviewing_at(app));
	app->screen->show(app->screen_ctx, "review", NULL);
	return DIRTY_SCREEN;
}

ACTION_ENABLED(review)
{
	return app->screen->scope(app->screen_ctx) == SCOPE_REVIEW ? NULL
								   : "open the review (R) first";
}

static unsigned turn(struct app *app, bool back)
{
	const struct review *r = reviewing_update(app);
	size_t at = reviewing_at(app);

	if (!r || (back ? at == 0 : at + 1 >= r->count))
		return app_say(app, DIAG_INFO,
			       back ? "this is the first rule" : "this is the last rule");
	go(app, app->reviewing, back ? at - 1 : at + 1);
	app->screen->move(app->screen_ctx, MOVE_FIRST);
	return DIRTY_SCREEN;
}

ACTION_RUN(next_rule)
{
	(void)args;
	return turn(app, false);
}

ACTION_RUN(previous_rule)
{
	(void)args;
	return turn(app, true);
}

static unsigned mark(struct app *app, enum review_mark with, const char *note)
{
	const struct review *r = reviewing_update(app);
	const struct review_rule *rule = r ? &r->rules[reviewing_at(app)] : NULL;
	rule_id id = rule ? ledger_find(app->session->denials, &rule->key) : RULE_NONE;
	struct buf name = { 0 };

	if (id == RULE_NONE)
		return app_say(app, DIAG_INFO, "no rule here");
	session_review(app->session, id, with, rule->digest, note);
	app_rule_name(app, id, &name);
	app_say(app, DIAG_INFO, "%s %s", review_mark_name(with), buf_str(&name));
	buf_release(&name);
	return DIRTY_ROWS;
}

static unsigned question_done(struct app *app, const char *text)
{
	return mark(app, REVIEW_QUESTIONED, text);
}

static unsigned refuse_done(struct app *app, const char *text)
{
	return mark(app, REVIEW_REFUSED, text);
}

static const struct app_prompt question_prompt = {
	.label = "question",
	.history = "review",
	.done = question_done,
};

static const struct app_prompt refuse_prompt = {
	.label = "refuse, because",
	.history = "review",
	.done = refuse_done,
};

ACTION_RUN(approve)
{
	return mark(app, REVIEW_APPROVED, args->rest);
}

static unsigned ask(struct app *app, const struct action_args *args,
		    const struct app_prompt *prompt)
{
	if (*args->rest)
		return prompt->done(app, args->rest);
	app->screen->prompt(app->screen_ctx, prompt, "");
	return DIRTY_SCREEN;
}

ACTION_RUN(question)
{
	return ask(app, args, &question_prompt);
}

ACTION_RUN(refuse)
{
	return ask(app, args, &refuse_prompt);
}
