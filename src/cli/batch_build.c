// SPDX-License-Identifier: GPL-2.0-or-later
/* `avcurate build` and `avcurate check`: decide by expressions, prove, write, and say what is left.
 * Knows neither the format of the module (te/) nor how a policy judges. */
#include "config.h"

#include "batch_internal.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "module/check.h"
#include "session/module_file.h"
#include "report/exporters.h"
#include "base/fileio.h"
#include "policy/load.h"
#include "base/mem.h"
#include "te/name.h"
#include "session/prunable.h"
#include "filter/query.h"
#include "session/policy_set.h"
#include "base/slice.h"
#include "policy/store_check.h"
#include "te/digest.h"
#include "te/identity.h"
#include "session/judging.h"

/* The rules that an expression of --accept, --reject or --dontaudit selects. `all` leaves out the
 * suspect ones, whose records may be forged. Caller frees `*ids`. */
static int matching(const struct session *s, const char *option, const char *expr, rule_id **ids,
		    size_t *n, struct diag *d)
{
	bool all = strcmp(expr, "all") == 0, none = strcmp(expr, "none") == 0;
	struct query *q = query_parse_option(option, all || none ? "" : expr, s->clock.began_ms, d);
	size_t i;

	if (!q)
		return -1;
	*ids = mem_alloc(ledger_count(s->denials) * sizeof(**ids));
	for (i = 0, *n = 0; i < ledger_count(s->denials) && !none; i++) {
		struct row row;

		session_row(s, (rule_id)i, &row);
		if (!session_lists(s, (rule_id)i))
			continue;
		if (all ? row.rule->suspect == 0 : query_match(q, &row))
			(*ids)[(*n)++] = (rule_id)i;
	}
	query_free(q);
	return 0;
}

/* `all` selects open rules only: a decision of the .te changes only if the expression names its
 * rule. */
static size_t only_open(const struct session *s, rule_id *ids, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (decisions_get(s->decisions, ids[i])->state == DECISION_OPEN)
			ids[kept++] = ids[i];
	return kept;
}

/* Leave out and report rules that cannot be decided so, because no statement answers their kind. */
static size_t only_possible(struct session *s, const struct options *o, const char *option,
			    rule_id *ids, size_t n, enum decision_state state)
{
	struct buf text = { 0 };
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (decision_is_possible(ledger_rule(s->denials, ids[i]), state))
			ids[kept++] = ids[i];
	if (kept < n) {
		buf_addf(&text, "%s: %zu rule%s left out: no statement answers that kind of denial",
			 option, n - kept, n - kept == 1 ? "" : "s");
		message_add(&s->messages, DIAG_WARNING, "%s", buf_str(&text));
		if (!o->messages)
			fprintf(stderr, "avcurate: %s\n", buf_str(&text));
	}
	buf_release(&text);
	return kept;
}

static int decide(struct session *s, const struct options *o, const char *option, const char *expr,
		  enum decision_state state, struct diag *d)
{
	rule_id *ids = NULL;
	size_t n = 0;

	if (!expr)
		return 0;
	if (matching(s, option, expr, &ids, &n, d) < 0)
		return -1;
	if (strcmp(expr, "all") == 0)
		n = only_open(s, ids, n);
	/* Only this warning shows a slip in a script. */
	if (n == 0 && strcmp(expr, "none") != 0 && strcmp(expr, "all") != 0) {
		message_add(&s->messages, DIAG_WARNING, "%s: no rule matches %s", option, expr);
		if (!o->messages)
			fprintf(stderr, "avcurate: %s: no rule matches %s\n", option, expr);
	}
	n = only_possible(s, o, option, ids, n, state);
	session_decide(s, ids, n, state);
	if (o->note)
		session_note(s, ids, n, o->note);
	free(ids);
	return 0;
}

static size_t count_open(const struct session *s, size_t *suspect)
{
	size_t i, open = 0;

	*suspect = 0;
	for (i = 0; i < ledger_count(s->denials); i++) {
		if (decisions_get(s->decisions, (rule_id)i)->state != DECISION_OPEN ||
		    !session_lists(s, (rule_id)i))
			continue;
		open++;
		*suspect += ledger_rule(s->denials, (rule_id)i)->suspect > 0;
	}
	return open;
}

/* Parse the .te that was written; empty if that fails. */
static void parse_written(const struct session *s, const struct build_result *r, struct te_file *te)
{
	if (te_parse(r->te_path, buf_str(&r->te), r->te.len, s->names, te, NULL) < 0)
		te_file_release(te);
}

static bool denials_were_read(const struct session *s)
{
	size_t i;

	for (i = 0; i < ledger_count(s->denials); i++)
		if (ledger_rule(s->denials, (rule_id)i)->count)
			return true;
	return false;
}

/* Report rules that are open again and stay in the module until they are decided. */
static void say_held(const struct session *s)
{
	size_t i;

	for (i = 0; i < ledger_count(s->denials); i++) {
		const struct rule *r = ledger_rule(s->denials, (rule_id)i);
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);

		if (d->held != DECISION_OPEN)
			printf("%s %s:%s is open again; the module keeps it unchanged until it is "
			       "decided\n",
			       intern_str(s->names, r->key.source),
			       intern_str(s->names, r->key.target),
			       intern_str(s->names, r->key.class));
	}
}

/* Report rules that may not be needed any more, and why. They stay. `several` policies: one may
 * need what another grants; rules that all of them grant were reported before. */
static void say_prunable(const struct session *s, bool several)
{
	struct buf words = { 0 };
	size_t i;

	for (i = 0; i < ledger_count(s->denials); i++) {
		const struct rule *r = ledger_rule(s->denials, (rule_id)i);

		buf_clear(&words);
		if (!several || prunable_of(s, (rule_id)i) != PRUNABLE_GRANTED)
			prunable_words(s, (rule_id)i, &words);
		if (words.len)
			printf("%s %s:%s could be dropped: %s\n",
			       intern_str(s->names, r->key.source),
			       intern_str(s->names, r->key.target),
			       intern_str(s->names, r->key.class), buf_str(&words));
	}
	buf_release(&words);
}

static void say_result(const struct session *s, const struct build_result *r, size_t open,
		       size_t suspect, bool several)
{
	size_t i, fixed = decisions_count(s->decisions, DECISION_FIXED);

	printf("module %s %s: %zu accepted, %zu dontaudit, %zu rejected, ", s->module.name,
	       r->version, decisions_count(s->decisions, DECISION_ACCEPTED),
	       decisions_count(s->decisions, DECISION_DONTAUDIT),
	       decisions_count(s->decisions, DECISION_REJECTED));
	if (fixed)
		printf("%zu fixed, ", fixed);
	printf("%zu open", open);
	if (suspect)
		printf(" (%zu suspect: accept them by name)", suspect);
	printf("\n  %s\n", r->te_path);
	if (r->pp_path)
		printf("  %s\n", r->pp_path);
	for (i = 0; i < r->more_count; i++)
		printf("  %s\n", r->more_paths[i]);
	if (r->remark)
		printf("%s\n", r->remark);
	say_held(s);
	say_prunable(s, several);
	if (!judging_policy(s))
		printf("not proved: no policy\n");
}

/* Count the statements of the .te that grant more than was denied without a note that says why.
 * Each adds a message. */
static size_t count_unreasoned(struct session *s)
{
	size_t i, lacking = 0;

	for (i = 0; i < ledger_count(s->denials); i++) {
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);
		const struct rule *r = ledger_rule(s->denials, (rule_id)i);

		if (d->state != DECISION_ACCEPTED || !r->count ||
		    !session_lacks_reason(s, (rule_id)i))
			continue;
		message_add(&s->messages, DIAG_ERROR,
			    "%s %s:%s: %s allows more than was denied, and no note says why",
			    intern_str(s->names, r->key.source),
			    intern_str(s->names, r->key.target), intern_str(s->names, r->key.class),
			    d->step);
		lacking++;
	}
	return lacking;
}

/* Count the rules in the file that no reviewer has approved in this form. Each adds a message. */
static size_t count_unapproved(struct session *s, const struct te_file *te)
{
	return te->name ? te_unapproved(te, s->names, &s->messages) : 1;
}

/* Refuse statements that do not help or that no policy needs, and leave out permissions that every
 * named policy already allows. Returns 0, or -1 with the status if the module must not be written. */
static int prove_build(struct session *s, const struct options *o, struct buf *left_out,
		       enum status *status, struct diag *d)
{
	struct policy_set policies;
	size_t useless;
	int rc = policy_set_open(&policies, s, o, d);

	*status = STATUS_UNREADABLE;
	if (rc < 0) {
		message_add(&s->messages, DIAG_ERROR, "%s", diag_text(d));
		goto out;
	}
	*status = STATUS_FAILED;
	useless = policy_set_count_useless(&policies, s);
	if (useless && !o->allow_unproved) {
		message_add(&s->messages, DIAG_ERROR,
			    "%s was not written: %zu statements would have no effect (see above); "
			    "reject them, or write them anyway with --allow-unproved",
			    s->module.name, useless);
		rc = -1;
	} else if (o->policies.count) {
		policy_set_leave_out(&policies, s, left_out);
	}
out:
	policy_set_release(&policies);
	return rc;
}

enum status batch_build(struct session *s, const struct options *o, struct diag *d)
{
	struct build_result result = { 0 };
	struct te_file written = { 0 };
	enum status status = STATUS_FAILED;
	struct buf left_out = { 0 };
	size_t open, suspect;
	unsigned exports;

	if (!o->module && !o->te) {
		diag_set(d, "build needs the module's name: -M NAME");
		return STATUS_USAGE;
	}
	if (o->export && export_choose(o->export, &exports, d) < 0)
		return STATUS_USAGE;
	if (o->module && module_file_name(s, o->module, o, d) < 0)
		return STATUS_USAGE;
	session_read_all(s);
	/* If several expressions select a rule, --reject wins over --dontaudit, and that over
	 * --accept: the last one decides. */
	if (decide(s, o, "--accept", o->accept, DECISION_ACCEPTED, d) < 0 ||
	    decide(s, o, "--dontaudit", o->dontaudit, DECISION_DONTAUDIT, d) < 0 ||
	    decide(s, o, "--reject", o->reject, DECISION_REJECTED, d) < 0)
		return STATUS_USAGE;
	if (count_unreasoned(s)) {
		message_add(
			&s->messages, DIAG_ERROR,
			"%s was not written: a wider statement (see above) needs a reason; give "
			"it with --note",
			s->module.name);
		return STATUS_FAILED;
	}
	if (prove_build(s, o, &left_out, &status, d) < 0)
		goto out;
	if (!judging_policy(s))
		message_add(&s->messages, DIAG_WARNING, "not proved: no policy");
	if (module_file_write(s, o, 0, &result, d) == 0) {
		bool denied = denials_were_read(s);

		if (!denied || o->require_approved)
			parse_written(s, &result, &written);
		open = count_open(s, &suspect);
		/* Without a log, use the number of rules that the module records as open
		 * (te/write.c). */
		if (!denied)
			open += (size_t)written.open_rules;
		say_result(s, &result, open, suspect, o->policies.count > 1);
		fputs(buf_str(&left_out), stdout);
		status = open && o->require_decided ? STATUS_SOME : STATUS_OK;
		if (o->require_approved && count_unapproved(s, &written))
			status = STATUS_SOME;
	}
out:
	te_file_release(&written);
	buf_release(&left_out);
	build_result_release(&result);
	return status;
}

/* Check the listed store: a name that another module has is a finding. */
static bool name_is_free(const struct options *o, const char *path)
{
	struct store store = { 0 };
	struct diag d = { 0 };
	char *name = name_of_file(path);
	bool is_free = true;

	if (o->store_list && (store_read_list(&store, o->store_list, &d) < 0 ||
			      name_store_check(&store, name, true, &d) < 0)) {
		printf("%s: %s\n", path, diag_text(&d));
		is_free = false;
	}
	free(name);
	store_release(&store);
	diag_release(&d);
	return is_free;
}

/* Check with each named policy, or this host's. Without a policy nothing is proved: say so. */
static int check_policies(const struct options *o, struct check_result *result, struct diag *d)
{
	size_t i = 0;

	do {
		const char *path = open_policy_path(o, i);
		struct policy_source source = { path };
		char *host = path ? NULL : policy_host_path();
		struct policy *policy;
		int rc;

		if (open_no_policy(path) || (!path && !host)) {
			message_add(&result->findings, DIAG_INFO, "not proved: no policy");
			return 0;
		}
		free(host);
		policy = policy_load(&source, d);
		if (!policy)
			return -1;
		rc = check_prove(&policy->ix, policy->path, result, d);
		policy_free(policy);
		if (rc < 0)
			return rc;
	} while (++i < o->policies.count);
	return 0;
}

/* Takes some seconds: show the progress at a terminal. ^C ends it together with the child. */
static void wait_for_store(struct store_check *check)
{
	struct pollfd ready = { .fd = check->fd, .events = POLLIN };
	bool tell = isatty(STDERR_FILENO);

	while (!store_check_step(check)) {
		if (tell && check->phase == STORE_READING)
			fprintf(stderr, "\r%s %u/%u ", store_phase_words(check->phase), check->done,
				check->total);
		else if (tell)
			fprintf(stderr, "\r\033[K%s ", store_phase_words(check->phase));
		poll(&ready, 1, -1);
	}
	if (tell)
		fputs("\r\033[K", stderr);
}

/* Compile the whole store with this module in it, and check neverallow and bounds. Uses the package
 * that the source gives now or, if it was not compiled, NAME.pp next to it. */
static int check_whole_store(const struct options *o, const char *te_path,
			     struct check_result *result, struct diag *d)
{
	char *dir = fileio_dir(te_path), *name = name_of_file(te_path);
	char *pp = build_path(dir, name, ".pp");
	struct store_check check = { 0 };
	struct store_result found = { 0 };
	struct store store = { 0 };
	int rc = -1;

	if (!result->made.len && result->compiles == CHECK_UNTRIED &&
	    (!fileio_exists(pp) ||
	     fileio_read(pp, BUILD_PACKAGE_MAX_BYTES, &result->made, d) < 0)) {
		diag_set(d,
			 "cannot try the module with the store: %s was not compiled, and %s "
			 "is missing",
			 te_path, pp);
		goto out;
	}
	if (!result->made.len) {
		message_add(&result->findings, DIAG_WARNING,
			    "not tried with the store: the source does not compile to a package");
		rc = 0;
		goto out;
	}
	if (store_read(&store, o->store_dir, d) < 0 ||
	    store_check_start(&check, &store, name, &result->made, d) < 0)
		goto out;
	wait_for_store(&check);
	rc = store_check_finish(&check, &found, d);
	if (rc == 0) {
		message_add(&result->findings, found.ok ? DIAG_INFO : DIAG_ERROR, "%s: %s%s",
			    store.dir,
			    found.ok     ? "compiles with this module, no neverallow and no bounds "
					   "violated"
			    : found.ours ? "does not compile with this module: "
					 : "does not compile, with or without this module: ",
			    found.ok ? "" : found.text);
		if (!found.ok)
			result->compiles = CHECK_REFUSED;
	}
out:
	store_result_release(&found);
	store_release(&store);
	free(pp);
	free(name);
	free(dir);
	return rc;
}

enum status batch_check(const struct options *o, struct diag *d)
{
	struct check_result result = { 0 };
	enum status status = STATUS_UNREADABLE;
	char *renamed = NULL;
	const char *path = o->te, *package = NULL;
	size_t i;

	if (o->logs.count && slice_ends(slice_of(o->logs.items[0]), ".pp"))
		package = o->logs.items[0];
	if (!path || o->logs.count > (package ? 1 : 0)) {
		diag_set(d, "check takes one NAME.te, and the NAME.pp to compare it with%s%s",
			 o->logs.count ? ", not " : "",
			 o->logs.count ? o->logs.items[o->logs.count - 1] : "");
		return STATUS_USAGE;
	}
	if (o->rename_file && te_identity_rename_file(path, &renamed, d) < 0)
		goto out;
	if (o->rename_module && te_identity_rename_module(path, d) < 0)
		goto out;
	if (renamed)
		path = renamed;
	if (check_module(path, package, &result, d) < 0 || check_policies(o, &result, d) < 0)
		goto out;
	if ((o->store || o->store_dir) && check_whole_store(o, path, &result, d) < 0)
		goto out;
	for (i = 0; i < result.findings.count; i++)
		printf("%s\n", result.findings.items[i].text);
	status = (enum status)check_status(&result);
	if (!name_is_free(o, path) && status == STATUS_OK)
		status = STATUS_SOME;
out:
	check_result_release(&result);
	free(renamed);
	return status;
}
