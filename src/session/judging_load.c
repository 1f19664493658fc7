// SPDX-License-Identifier: GPL-2.0-or-later
/* A session's policy is loaded, watched, and read again when it changes: then all rules are judged anew. */
#include "config.h"

#include "judging_internal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fileio.h"
#include "base/mem.h"
#include "denial/epoch.h"
#include "session/session.h"

#define LOAD_WAIT_MS  10000 /* at most, where nothing goes on without it */
#define LOAD_LOOK_MS  5     /* while one is being read, which takes some 50 */
#define WATCH_LOOK_MS 250   /* between two looks whether there is a new one */
/* Only one at a time may read the loaded one (linux/security/selinux/selinuxfs.c: sel_open_policy). */
#define RETRY_MS  1000
#define RETRY_MAX 10

/* File contexts and documentation of this policy, and of no other. */
static void open_beside(struct session *s, struct judging *v)
{
	struct diag d = { 0 };
	bool failed;

	failed = policy_extras_open(&v->beside, v->policy, s->options.file_contexts, &d) < 0;
	/* Once: it would cover what a reload of the policy has to say. */
	if (failed && !v->extras_failed)
		message_add(&s->messages, DIAG_WARNING, "%s", diag_text(&d));
	v->extras_failed = failed;
	judge_set_labels(v->judge, v->beside.labels);
	judge_set_docs(v->judge, v->beside.docs);
	diag_release(&d);
}

/* Before the policy is replaced: what it takes the statements of this session to allow was not allowed
 * without them, so if the next one allows it, the module does, that was written meanwhile. */
static void remove_own(struct session *s, struct judging *v)
{
	struct statement st = { 0 };
	char *path, *file;
	rule_id i;

	if (!s->module.name)
		return;
	file = mem_alloc(strlen(s->module.name) + 4);
	memcpy(file, s->module.name, strlen(s->module.name));
	memcpy(file + strlen(s->module.name), ".te", 4);
	path = fileio_join(s->module.dir, file);
	for (i = 0; fileio_exists(path) && i < ledger_count(s->denials); i++) {
		const struct decision *d = decisions_get(s->decisions, i);

		if (decision_module_state(d) == DECISION_OPEN)
			continue;
		if (prover_proof(v->prover, i)->proof != PROOF_PROVEN)
			continue;
		decision_module_statement(d, ledger_rule(s->denials, i), s->names, &st);
		if (!judging_was_removed(v, &st))
			judging_remember_removed(v, &st);
	}
	statement_release(&st);
	free(path);
	free(file);
}

/* What became different: the first boolean that stands otherwise, where nothing else seems to. */
static void note_change(struct judging *v, const struct policy *next)
{
	const struct policy_index *old = &v->policy->ix, *now = &next->ix;
	uint32_t i, other;

	free(v->change.boolean);
	v->change.boolean = NULL;
	v->change.count++;
	if (old->rule_count != now->rule_count || old->types_max != now->types_max)
		return;
	for (i = 1; i <= old->bools_max && !v->change.boolean; i++) {
		const char *name = policy_index_name_of(old, POLNAME_BOOL, i);

		other = policy_index_value(now, POLNAME_BOOL, slice_of(name));
		if (!other || old->bools[i].state == now->bools[other].state)
			continue;
		v->change.boolean = mem_strdup(name);
		v->change.boolean_on = now->bools[other].state;
	}
}

static void drop_policy(struct judging *v)
{
	prover_free(v->prover);
	judge_free(v->judge);
	policy_extras_release(&v->beside);
	free(v->identity);
	policy_free(v->policy);
	v->prover = NULL;
	v->judge = NULL;
	v->identity = NULL;
	v->policy = NULL;
}

/* It was touched, or loaded again as it was. Labels may be others all the same. */
static bool keep_same(struct session *s, struct judging *v, struct policy *policy)
{
	if (!v->policy || v->policy->map_bytes != policy->map_bytes ||
	    memcmp(v->policy->map, policy->map, policy->map_bytes) != 0)
		return false;
	message_add(&s->messages, DIAG_INFO, "policy %s read again: it is as it was",
		    v->policy->path);
	policy_free(policy);
	policy_extras_release(&v->beside);
	open_beside(s, v);
	prover_forget(v->prover);
	v->serial++;
	v->news |= JUDGING_POLICY;
	return true;
}

static void adopt(struct session *s, struct policy *policy)
{
	struct judging *v = judging_get(s);
	char *host = policy_host_path();
	bool again = v->policy;
	size_t i;

	if (keep_same(s, v, policy)) {
		free(host);
		return;
	}
	if (again) {
		remove_own(s, v);
		note_change(v, policy);
		drop_policy(v);
	}
	v->policy = policy;
	v->own = policy->assumed || (host && strcmp(host, policy->path) == 0);
	free(host);
	v->judge = judge_new(&policy->ix, s->names);
	open_beside(s, v);
	for (i = 0; i < v->removed_count; i++)
		judge_remove(v->judge, &v->removed[i]);
	judge_set_own(v->judge, &v->by_hand);
	v->prover = prover_new(v->judge, s->names, s->denials, s->decisions);
	v->serial++;
	v->news |= JUDGING_POLICY | (again ? JUDGING_CHANGED : 0);
	if (again)
		epochs_notice(s->epochs, v->change.at_ms, v->change.boolean, v->change.boolean_on);
	if (v->change.boolean && again)
		message_add(&s->messages, DIAG_INFO, "boolean %s is %s: all rules are judged anew",
			    v->change.boolean, v->change.boolean_on ? "on" : "off");
	else
		message_add(&s->messages, DIAG_INFO, "policy %s%s: version %u, %u types%s%s%s",
			    policy->path, again ? " read again, it changed" : "",
			    policy->ix.header->version, policy->ix.header->type_count,
			    policy->ix.header->mls ? ", MLS or MCS" : "",
			    policy->assumed && !again && !reader_is_own(s->reader)
				    ? "; assumed, since -p named none"
				    : "",
			    again ? "; all rules are judged anew" : "");
}

int judging_load(struct session *s, const char *path, struct diag *d)
{
	struct policy_source source = { path };
	struct policy *policy;
	char *host = path ? NULL : policy_host_path();

	if (!path && !host)
		return 0;
	free(host);
	policy = policy_load(&source, d);
	if (!policy)
		return -1;
	adopt(s, policy);
	return 0;
}

/* Begin to read it; what happens to it from now on is news. */
static int start(struct judging *v, struct diag *d)
{
	struct policy_source source = { v->wanted };
	char *host = policy_host_path();
	const char *path = v->wanted ? v->wanted : host;
	int rc;

	if (path)
		policy_watch_begin(&v->watch, path, host && strcmp(host, path) == 0);
	rc = policy_load_start(&v->loader, &source, d);
	free(host);
	return rc;
}

int judging_start(struct session *s, const char *path, struct diag *d)
{
	char *host = path ? NULL : policy_host_path();
	struct judging *v;

	if (!path && !host)
		return 0;
	free(host);
	v = judging_get(s);
	v->wanted = path ? mem_strdup(path) : NULL;
	v->watched = true;
	return start(v, d);
}

void judging_reload(struct session *s)
{
	struct judging *v = s->judging;

	if (!v || !v->watched)
		return;
	if (!v->again && !v->loader.pid)
		v->change.at_ms = clock_wall_ms();
	v->again = true;
	v->tries = 0;
	v->look_us = v->retry_us = 0;
}

int judging_timeout_ms(const struct session *s)
{
	const struct judging *v = s->judging;
	int64_t left;

	if (!v || !v->watched)
		return -1;
	if (v->loader.pid)
		return LOAD_LOOK_MS;
	left = v->look_us - clock_us();
	return left > 0 ? (int)(left / 1000) + 1 : 0;
}

/* It could not be read: what was read before goes on, and the loaded one is tried again. */
static void failed(struct session *s, struct judging *v, const struct diag *d)
{
	bool busy = strstr(diag_text(d), strerror(EBUSY)) != NULL;

	if (v->watch.loaded && (v->policy || busy) && ++v->tries < RETRY_MAX) {
		v->again = true;
		v->retry_us = clock_us() + (int64_t)RETRY_MS * 1000;
		return;
	}
	v->tries = 0;
	if (v->policy)
		message_add(
			&s->messages, DIAG_ERROR,
			"the policy changed and cannot be read; what is said here is by the one "
			"read before: %s",
			diag_text(d));
	else
		message_add(&s->messages, DIAG_ERROR, "%s", diag_text(d));
}

static void take_loaded(struct session *s, struct judging *v)
{
	struct pollfd ready = { .fd = v->loader.fd, .events = POLLIN };
	struct diag d = { 0 };
	struct policy *policy;

	if (poll(&ready, 1, 0) <= 0)
		return;
	policy = policy_load_finish(&v->loader, &d);
	if (policy) {
		v->tries = 0;
		adopt(s, policy);
	} else {
		failed(s, v, &d);
	}
	diag_release(&d);
}

void judging_wait(struct session *s)
{
	struct pollfd ready = { .events = POLLIN };

	if (!judging_is_loading(s))
		return;
	ready.fd = s->judging->loader.fd;
	poll(&ready, 1, LOAD_WAIT_MS);
	take_loaded(s, s->judging);
}

unsigned judging_step(struct session *s)
{
	struct judging *v = s->judging;
	struct diag d = { 0 };
	unsigned news;
	int64_t now;

	if (!v || (!v->watched && !v->loader.pid))
		return 0;
	now = clock_us();
	if (now >= v->look_us) {
		unsigned seen = policy_watch_check(&v->watch);

		v->look_us = now + (int64_t)WATCH_LOOK_MS * 1000;
		if (seen & WATCH_POLICY)
			judging_reload(s);
		if (seen & WATCH_MODE)
			v->news |= JUDGING_MODE;
	}
	if (v->loader.pid) {
		take_loaded(s, v);
	} else if (v->again && now >= v->retry_us) {
		v->again = false;
		if (start(v, &d) < 0)
			failed(s, v, &d);
	}
	diag_release(&d);
	news = v->news;
	v->news = 0;
	return news;
}
