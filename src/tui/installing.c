// SPDX-License-Identifier: GPL-2.0-or-later
/* Install and uninstall from the screen: plan, question, semodule, proof. Knows neither how the
 * store works (module/) nor how the view draws its lines. */
#include "config.h"

#include "tui/installing.h"

#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action_run.h"
#include "session/install_pending.h"
#include "policy/load.h"
#include "base/mem.h"
#include "session/options.h"
#include "base/text.h"
#include "session/judging.h"

/* Milliseconds between two checks of semodule, and of the policy that is read afterwards. */
#define RUN_LOOK_MS  100
#define LOAD_LOOK_MS 5

enum installing_phase {
	PHASE_SHOWN, /* nothing is left to do */
	PHASE_ASKED, /* y starts it */
	PHASE_AT_WORK,
	PHASE_READING, /* the new policy, for the proof */
};

struct installing {
	enum installing_phase phase;
	bool seen; /* the question has been on the screen */
	struct install_place place;
	struct install_plan plan;
	struct install_run run;
	struct policy_loader loader;
	struct install_lines lines; /* shown now */
	uint64_t serial;
	int64_t shown_s; /* seconds of work that the screen shows */
};

static struct installing *get(struct app *app)
{
	if (!app->installing)
		app->installing = mem_zalloc(1, sizeof(*app->installing));
	return app->installing;
}

static void clear(struct installing *in)
{
	install_run_release(&in->run);
	install_plan_release(&in->plan);
	install_place_release(&in->place);
	policy_load_cancel(&in->loader);
	install_lines_release(&in->lines);
	in->phase = PHASE_SHOWN;
	in->serial++;
}

void installing_free(struct installing *in)
{
	if (!in)
		return;
	clear(in);
	free(in);
}

void installing_begin(struct app *app)
{
	struct install_place place = { 0 };
	struct install_lines lines = { 0 };
	struct buf left = { 0 };
	size_t i;

	if (install_place_find(&place, app->options ? app->options->store_dir : NULL, NULL) == 0)
		install_pending_left(place.active, &left);
	install_lines_add_all(&lines, "", INSTALL_WARN, buf_str(&left));
	for (i = 0; i < lines.count; i++)
		app_say(app, DIAG_WARNING, "%s", lines.items[i].text);
	install_lines_release(&lines);
	install_place_release(&place);
	buf_release(&left);
}

bool installing_at_work(const struct app *app)
{
	return app->installing && app->installing->phase == PHASE_AT_WORK;
}

const struct install_lines *installing_lines(const struct app *app)
{
	return app->installing ? &app->installing->lines : NULL;
}

uint64_t installing_serial(const struct app *app)
{
	return app->installing ? app->installing->serial : 0;
}

void installing_seen(struct app *app)
{
	if (app->installing)
		app->installing->seen = true;
}

const char *installing_note(const struct app *app)
{
	switch (app->installing ? app->installing->phase : PHASE_SHOWN) {
	case PHASE_SHOWN:
		break;
	case PHASE_ASKED:
		return "y does it, q leaves it";
	case PHASE_AT_WORK:
		return "semodule is running";
	case PHASE_READING:
		return "reading the policy";
	}
	return "";
}

static void add_view_line(struct app *app, const char *label, enum install_tone tone,
			  const char *text)
{
	struct installing *in = get(app);

	install_lines_add(&in->lines, label, tone, text);
	in->serial++;
}

static unsigned show(struct app *app)
{
	app->screen->show(app->screen_ctx, "install", NULL);
	return DIRTY_SCREEN;
}

/* Show why it cannot be done here, and the commands that do it elsewhere ("": no commands). */
static unsigned refuse(struct app *app, const char *why, const char *elsewhere)
{
	add_view_line(app, "no", INSTALL_WARN, why);
	if (*elsewhere) {
		add_view_line(app, "", INSTALL_PLAIN, "");
		add_view_line(app, "instead", INSTALL_PLAIN,
			      "on its own host, as root: commands to install, check and remove it");
		install_lines_add_all(&get(app)->lines, "", INSTALL_PLAIN, elsewhere);
	}
	app_say(app, DIAG_WARNING, "not installed: %s", why);
	return show(app);
}

/* Show the plan and ask. `path` NULL: the plan for removing `name`. */
static unsigned propose(struct app *app, const char *name, const char *path)
{
	struct installing *in = get(app);
	const struct policy *policy = judging_policy(app->session);
	const struct policy_index *ix = policy ? &policy->ix : NULL;
	const char *policy_path = policy ? policy->path : NULL;
	struct buf question = { 0 }, elsewhere = { 0 };
	struct diag d = { 0 };
	unsigned dirty, priority;
	int rc;

	clear(in);
	if (options_priority(app->options, path ? INSTALL_PRIORITY : 0, &priority, &d) < 0 ||
	    install_place_find(&in->place, app->options ? app->options->store_dir : NULL, &d) < 0 ||
	    install_place_check(&in->place, &d) < 0) {
		if (path)
			install_commands(name, path, priority, &elsewhere);
		dirty = refuse(app, diag_text(&d), buf_str(&elsewhere));
		goto out;
	}
	rc = path ? install_plan_add(&in->plan, &in->place, path, priority, ix, policy_path, &d)
		  : install_plan_remove(&in->plan, &in->place, name, priority, ix, policy_path, &d);
	if (rc < 0) {
		dirty = refuse(app, diag_text(&d), "");
		goto out;
	}
	install_plan_lines(&in->plan, &in->lines);
	if (path)
		install_fix_lines(app->session->decisions, app->session->denials, &in->lines);
	if (in->plan.refused) {
		dirty = refuse(app, in->plan.refused, "");
		goto out;
	}
	in->phase = PHASE_ASKED;
	in->seen = false;
	add_view_line(app, "", INSTALL_PLAIN, "");
	install_title(&in->plan, &question);
	if (question.len)
		question.data[0] = (char)(question.data[0] - 'a' + 'A');
	buf_adds(&question, "?  Only y does it; q leaves this.");
	add_view_line(app, "ask", INSTALL_WARN, buf_str(&question));
	dirty = show(app);
out:
	buf_release(&elsewhere);
	buf_release(&question);
	diag_release(&d);
	return dirty;
}

static unsigned propose_written(struct app *app, const char *package)
{
	return propose(app, app->session->module.name, package);
}

ACTION_RUN(install)
{
	if (installing_at_work(app))
		return show(app);
	return action_write_then(app, args, propose_written);
}

ACTION_RUN(uninstall)
{
	const char *name = args->count ? args->words[0] : app->session->module.name;

	if (installing_at_work(app))
		return show(app);
	if (!name)
		return app_say(app, DIAG_INFO, "uninstall: give the name of a module");
	if (!text_is_name(slice_of(name)))
		return app_say(app, DIAG_WARNING, "uninstall: not a valid module name");
	return propose(app, name, NULL);
}

ACTION_ENABLED(install_now)
{
	const struct installing *in = app->installing;

	if (!in || in->phase != PHASE_ASKED || app->screen->scope(app->screen_ctx) != SCOPE_INSTALL)
		return "no question is open; I asks whether to install the module";
	/* Keys typed before the question was shown do not answer it. */
	return in->seen ? NULL : "wait until the question is shown";
}

/* Put `first` above the lines of the plan. */
static void news(struct app *app, struct install_lines *first)
{
	struct installing *in = get(app);

	install_lines_release(&in->lines);
	in->lines = *first;
	*first = (struct install_lines){ 0 };
	install_lines_add(&in->lines, "", INSTALL_PLAIN, "");
	install_plan_lines(&in->plan, &in->lines);
	in->serial++;
}

static void tell_work(struct app *app)
{
	struct installing *in = get(app);
	struct install_lines lines = { 0 };
	struct buf text = { 0 };

	in->shown_s = install_ms(&in->run) / 1000;
	buf_addf(&text, "%s %s … %" PRId64 " s", in->plan.removal ? "removing" : "installing",
		 in->plan.name, in->shown_s);
	install_lines_add(&lines, "running", INSTALL_PLAIN, buf_str(&text));
	install_lines_add(&lines, "", INSTALL_PLAIN,
			  "semodule cannot be stopped halfway; you can go on working meanwhile");
	news(app, &lines);
	if (!app->status.text.len || strncmp(buf_str(&app->status.text), "installing ", 11) == 0 ||
	    strncmp(buf_str(&app->status.text), "removing ", 9) == 0)
		app_say(app, DIAG_INFO, "%s", buf_str(&text));
	buf_release(&text);
}

ACTION_RUN(install_now)
{
	struct installing *in = get(app);
	struct diag d = { 0 };

	(void)args;
	install_pending_note(&in->plan);
	if (install_start(&in->run, &in->plan, &d) < 0) {
		install_pending_clear(&in->plan);
		in->phase = PHASE_SHOWN;
		add_view_line(app, "failed", INSTALL_WARN, diag_text(&d));
		app_say(app, DIAG_ERROR, "not installed: %s", diag_text(&d));
	} else {
		in->phase = PHASE_AT_WORK;
		tell_work(app);
	}
	diag_release(&d);
	return DIRTY_SCREEN;
}

/* Copy the lines to the messages, which keep them when the view shows something else. */
static void into_messages(struct app *app, const struct install_lines *lines)
{
	size_t i;

	for (i = 0; i < lines->count; i++) {
		const struct install_line *l = &lines->items[i];

		message_add(&app->session->messages,
			    l->tone == INSTALL_WARN ? DIAG_ERROR : DIAG_INFO, "%s%s%s", l->label,
			    *l->label ? ": " : "", l->text);
	}
}

/* semodule has ended. */
static void finish_install(struct app *app)
{
	struct installing *in = get(app);
	struct install_lines lines = { 0 };
	char *path = install_place_policy(&in->place);
	struct policy_source source = { path };
	struct diag d = { 0 };

	install_pending_clear(&in->plan);
	install_result_lines(&in->run, &lines);
	in->phase = PHASE_SHOWN;
	if (in->run.outcome == INSTALL_DONE && path) {
		if (policy_load_start(&in->loader, &source, &d) == 0)
			in->phase = PHASE_READING;
		else
			install_lines_add(&lines, "proof", INSTALL_WARN, diag_text(&d));
	}
	into_messages(app, &lines);
	app_say(app, DIAG_INFO, "%s", lines.items[0].text);
	app->status.level = in->run.outcome == INSTALL_DONE ? DIAG_INFO : DIAG_ERROR;
	news(app, &lines);
	diag_release(&d);
	free(path);
}

/* The new policy has been read: prove the module with it. */
static void finish_proof(struct app *app)
{
	struct installing *in = get(app);
	struct session *s = app->session;
	struct install_lines lines = { 0 }, proof_lines = { 0 };
	struct install_proof proof = { 0 };
	struct diag d = { 0 };
	struct policy *policy = policy_load_finish(&in->loader, &d);

	in->phase = PHASE_SHOWN;
	install_result_lines(&in->run, &lines);
	if (policy) {
		/* The proof is about this session's module, unless another was removed. */
		if (!in->plan.removal)
			install_prove_rules(&proof, &policy->ix, s->names, s->denials,
					    s->decisions);
		install_prove_package(&proof, &policy->ix, &in->plan);
		install_prove_labels(&proof, &in->plan);
		install_proof_lines(&proof, in->plan.removal, policy->path, &proof_lines);
		install_proof_lines(&proof, in->plan.removal, policy->path, &lines);
		app_say(app, DIAG_INFO, "%s: %s", lines.items[0].text, proof_lines.items[0].text);
	} else {
		install_lines_add(&proof_lines, "proof", INSTALL_WARN, diag_text(&d));
		install_lines_add(&lines, "proof", INSTALL_WARN, diag_text(&d));
	}
	into_messages(app, &proof_lines);
	news(app, &lines);
	install_lines_release(&proof_lines);
	install_proof_release(&proof);
	policy_free(policy);
	diag_release(&d);
}

unsigned installing_step(struct app *app)
{
	struct installing *in = app->installing;
	struct pollfd ready = { .events = POLLIN };

	switch (in ? in->phase : PHASE_SHOWN) {
	case PHASE_SHOWN:
	case PHASE_ASKED:
		break;
	case PHASE_AT_WORK:
		if (install_step(&in->run))
			finish_install(app);
		else if (install_ms(&in->run) / 1000 == in->shown_s)
			return 0;
		else
			tell_work(app);
		return DIRTY_SCREEN;
	case PHASE_READING:
		ready.fd = in->loader.fd;
		if (poll(&ready, 1, 0) <= 0)
			return 0;
		finish_proof(app);
		return DIRTY_SCREEN;
	}
	return 0;
}

int installing_timeout_ms(const struct app *app)
{
	switch (app->installing ? app->installing->phase : PHASE_SHOWN) {
	case PHASE_SHOWN:
	case PHASE_ASKED:
		break;
	case PHASE_AT_WORK:
		return RUN_LOOK_MS;
	case PHASE_READING:
		return LOAD_LOOK_MS;
	}
	return -1;
}
