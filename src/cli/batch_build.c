// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "batch_build_internal.h"

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

/* The rules that an expression of --accept, --reject or --dontaudit means. `all` leaves out the
 * suspect ones: somebody tried to put words into those records. Caller frees `*ids`. */
static int matching(const struct session *s, const char *option, const char *expr, rule_id **ids,
		    size_t *n, struct diag *d)
{
	bool all = strcmp(expr, "all") == 0, none = strcmp(expr, "none") == 0;
	struct query *q = query_parse_option(option, all || none ? "" : expr, s->now_ms, d);
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

/* `all` is for what is still open: decisions of the .te stand unless they are named. */
static size_t only_open(const struct session *s, rule_id *ids, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (decisions_get(s->decisions, ids[i])->state == DECISION_OPEN)
			ids[kept++] = ids[i];
	return kept;
}

/* Those that cannot be decided so, since no statement answers their kind, are left out and reported. */
static size_t only_possible(struct session *s, const char *option, rule_id *ids, size_t n,
			    enum decision_state state)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (decision_is_possible(ledger_rule(s->denials, ids[i]), state))
			ids[kept++] = ids[i];
	if (kept < n)
		message_add(&s->messages, DIAG_WARNING,
			    "%s: %zu rule%s left out: no statement answers that kind of denial",
			    option, n - kept, n - kept == 1 ? "" : "s");
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
	/* Of a slip in a script nothing else would tell. */
	if (n == 0 && strcmp(expr, "none") != 0 && strcmp(expr, "all") != 0) {
		message_add(&s->messages, DIAG_WARNING, "%s: no rule matches %s", option, expr);
		if (!o->messages)
			fprintf(stderr, "avcurate: %s: no rule matches %s\n", option, expr);
	}
	n = only_possible(s, option, ids, n, state);
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

/* Without a log those that were open when there was one: the module has their number (te_write.c). */
static size_t count_open_before(const struct session *s, const char *te_path)
{
	struct te_file te = { 0 };
	size_t i, n = 0;

	for (i = 0; i < ledger_count(s->denials); i++)
		if (ledger_rule(s->denials, (rule_id)i)->count)
			return 0;
	if (te_read(te_path, s->names, &te, NULL) == 0)
		n = (size_t)te.open_rules;
	te_file_release(&te);
	return n;
}

/* What is open again, and in the module as it was until it is decided. */
static void say_held(const struct session *s)
{
	size_t i;

	for (i = 0; i < ledger_count(s->denials); i++) {
		const struct rule *r = ledger_rule(s->denials, (rule_id)i);
		const struct decision *d = decisions_get(s->decisions, (rule_id)i);

		if (d->held != DECISION_OPEN)
			printf("%s %s:%s is open again: until it is decided it stays in this module "
			       "as it was\n",
			       intern_str(s->names, r->key.source),
			       intern_str(s->names, r->key.target),
			       intern_str(s->names, r->key.class));
	}
}

/* What seems not to be needed any more, and why. It stays. `several`: what one policy grants another needs;
 * what none needs was told before. */
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

/* A statement of the .te that grants more than was denied needs a word on why. How many lack it; each is
 * a message. */
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
			    "%s %s:%s: %s is wider than what was denied, and no note says why",
			    intern_str(s->names, r->key.source),
			    intern_str(s->names, r->key.target), intern_str(s->names, r->key.class),
			    d->step);
		lacking++;
	}
	return lacking;
}

/* Rules in the file that no reviewer has approved as they are, each with a message. */
static size_t count_unapproved(struct session *s, const char *te_path)
{
	struct te_file te = { 0 };
	size_t n = 1;

	if (te_read(te_path, s->names, &te, NULL) == 0)
		n = te_unapproved(&te, s->names, &s->messages);
	te_file_release(&te);
	return n;
}

/* Statements that do not help, or that no policy needs, are not shipped by accident; nor are permissions
 * that every policy allows that was named. 0, or -1 with the status: not to be written. */
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
		message_add(
			&s->messages, DIAG_ERROR,
			"%s was not written: %zu of its statements are of no use (above); reject "
			"them, or write them all the same with --allow-unproved",
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
	/* A rule that more than one expression means is rejected rather than accepted: the order is
	 * from the widest to what opens nothing. */
	if (decide(s, o, "--accept", o->accept, DECISION_ACCEPTED, d) < 0 ||
	    decide(s, o, "--dontaudit", o->dontaudit, DECISION_DONTAUDIT, d) < 0 ||
	    decide(s, o, "--reject", o->reject, DECISION_REJECTED, d) < 0)
		return STATUS_USAGE;
	if (count_unreasoned(s)) {
		message_add(&s->messages, DIAG_ERROR,
			    "%s was not written: a wider statement (above) needs its reason; give "
			    "it with --note",
			    s->module.name);
		return STATUS_FAILED;
	}
	if (prove_build(s, o, &left_out, &status, d) < 0)
		goto out;
	if (!judging_policy(s))
		message_add(&s->messages, DIAG_WARNING, "not proved: no policy");
	if (module_file_write(s, o, 0, &result, d) == 0) {
		open = count_open(s, &suspect) + count_open_before(s, result.te_path);
		say_result(s, &result, open, suspect, o->policies.count > 1);
		fputs(buf_str(&left_out), stdout);
		status = open && o->require_decided ? STATUS_SOME : STATUS_OK;
		if (o->require_approved && count_unapproved(s, result.te_path))
			status = STATUS_SOME;
	}
out:
	buf_release(&left_out);
	build_result_release(&result);
	return status;
}

/* In the store that was listed: a name that is somebody else's is a finding. */
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

/* Each policy that was named, or this host's; without one nothing is proved, which is said. */
static int check_policies(const struct options *o, const char *te_path, struct check_result *result,
			  struct diag *d)
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
		rc = check_prove(te_path, &policy->ix, policy->path, result, d);
		policy_free(policy);
		if (rc < 0)
			return rc;
	} while (++i < o->policies.count);
	return 0;
}

/* Some seconds: at a terminal it says how far it is. ^C ends it and the child with it. */
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

/* Compile the whole store with the package in it, neverallow and bounds checked: the one that the source
 * gives now or, where it was not compiled, the one beside it. */
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
			 "there is no package to try with the store: %s was not compiled, and "
			 "%s is not there",
			 te_path, pp);
		goto out;
	}
	if (!result->made.len) {
		message_add(&result->findings, DIAG_WARNING,
			    "not tried with the store: the source gives no package");
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
	if (check_module(path, package, &result, d) < 0 || check_policies(o, path, &result, d) < 0)
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
