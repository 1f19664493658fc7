// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "session/judging.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "policy/policy_extras.h"
#include "base/clock.h"
#include "denial/epoch.h"
#include "base/fileio.h"
#include "policy/load.h"
#include "base/mem.h"
#include "base/text.h"
#include "policy/watch.h"
#include "policy/whatif.h"

#define LOAD_WAIT_MS  10000 /* at most, where nothing goes on without it */
#define LOAD_LOOK_MS  5     /* while one is being read, which takes some 50 */
#define WATCH_LOOK_MS 250   /* between two looks whether there is a new one */
/* Only one at a time may read the loaded one (linux/security/selinux/selinuxfs.c: sel_open_policy). */
#define RETRY_MS  1000
#define RETRY_MAX 10

/* All that a session has of a policy. */
struct judging {
	struct policy_loader loader;
	struct policy *policy;
	struct judge *judge;
	struct prover *prover;
	struct policy_extras beside;
	bool extras_failed;        /* to open them, and that was reported */
	char *identity;            /* worked out when it is first asked for */
	struct finding_source ask; /* what judging_ask gives */
	bool own;                  /* the policy is this host's */
	struct statement *removed; /* kept for a policy that comes later */
	size_t removed_count, removed_cap;
	struct declared by_hand; /* likewise */
	uint64_t serial;
	unsigned news; /* that judging_step has not told yet */

	/* For a policy that changes while we look. */
	char *wanted;              /* as it was named; NULL: this host's */
	bool watched;              /* there is a loop that calls judging_step */
	bool again;                /* it is to be read anew */
	unsigned tries;            /* that failed to read it anew */
	int64_t look_us, retry_us; /* the next look, and not before; by clock_us */
	struct policy_watch watch;
	struct policy_change change;
};

static struct judging *judging_get(struct session *s)
{
	if (!s->judging)
		s->judging = mem_zalloc(1, sizeof(*s->judging));
	return s->judging;
}

void judging_release(struct session *s)
{
	struct judging *v = s->judging;
	size_t i;

	if (!v)
		return;
	policy_load_cancel(&v->loader);
	prover_free(v->prover);
	judge_free(v->judge);
	policy_extras_release(&v->beside);
	free(v->identity);
	policy_free(v->policy);
	policy_watch_end(&v->watch);
	for (i = 0; i < v->removed_count; i++)
		statement_release(&v->removed[i]);
	free(v->removed);
	declared_release(&v->by_hand);
	free(v->wanted);
	free(v->change.boolean);
	free(v);
	s->judging = NULL;
}

/* Of the file that the kernel gives, the name would say nothing. */
static const char *name_of(const struct policy *p)
{
	const char *base = fileio_base(p->path);

	return strcmp(base, "policy") == 0 ? "loaded policy" : base;
}

/* Rules with a type that the policy lacks: most of them, and the log is from another host. */
static void say_unknown_types(struct session *s, const struct judging *v)
{
	const struct eval_overlay *o = judge_baseline(v->judge);
	size_t i, unknown = 0, n = ledger_count(s->denials);

	for (i = 0; i < n; i++) {
		const struct rule_key *key = &ledger_rule(s->denials, (rule_id)i)->key;

		unknown += !whatif_type_value(o, &v->policy->ix,
					      slice_of(intern_str(s->names, key->source))) ||
			   !whatif_type_value(o, &v->policy->ix,
					      slice_of(intern_str(s->names, key->target)));
	}
	if (unknown)
		message_add(
			&s->messages, DIAG_WARNING,
			"%zu of %zu rules %s types not in %s: from another host? -p FILE names its "
			"policy; else a module is missing there",
			unknown, n, unknown == 1 ? "names" : "name", name_of(v->policy));
}

uint64_t judging_serial(const struct session *s)
{
	return epochs_serial(s->epochs) + (s->judging ? s->judging->serial : 0);
}

/* File contexts and documentation of this policy, and of no other. */
static void open_beside(struct session *s, struct judging *v)
{
	struct diag d = { 0 };

	bool failed = policy_extras_open(&v->beside, v->policy, s->options.file_contexts, &d) < 0;

	/* Once: it would cover what a reload of the policy has to say. */
	if (failed && !v->extras_failed)
		message_add(&s->messages, DIAG_WARNING, "%s", diag_text(&d));
	v->extras_failed = failed;
	judge_set_labels(v->judge, v->beside.labels);
	judge_set_docs(v->judge, v->beside.docs);
	diag_release(&d);
}

static bool is_removed(const struct judging *v, const struct statement *st)
{
	size_t i;

	for (i = 0; i < v->removed_count; i++)
		if (statement_equal(&v->removed[i], st))
			return true;
	return false;
}

static void remember_removed(struct judging *v, const struct statement *st)
{
	v->removed =
		mem_grow(v->removed, &v->removed_cap, v->removed_count + 1, sizeof(*v->removed));
	v->removed[v->removed_count] = (struct statement){ 0 };
	statement_copy(&v->removed[v->removed_count++], st);
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

		if (decision_stands(d) == DECISION_OPEN)
			continue;
		if (prover_proof(v->prover, i)->proof != PROOF_PROVEN)
			continue;
		decision_standing(d, ledger_rule(s->denials, i), s->names, &st);
		if (!is_removed(v, &st))
			remember_removed(v, &st);
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

static bool is_loading(const struct session *s)
{
	return s->judging && s->judging->loader.pid;
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

	if (!is_loading(s))
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
		unsigned seen = policy_watch_look(&v->watch);

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

const struct policy_change *judging_change(const struct session *s)
{
	return s->judging && s->judging->change.count ? &s->judging->change : NULL;
}

void judging_loaded_all(struct session *s)
{
	if (s->judging && s->judging->policy && !s->told_unknown) {
		say_unknown_types(s, s->judging);
		s->told_unknown = true;
	}
}

const struct judgement *judging_of(const struct session *s, rule_id id)
{
	return s->judging && s->judging->prover ? prover_judgement(s->judging->prover, id) : NULL;
}

const struct judge_proof *judging_proof(const struct session *s, rule_id id)
{
	return s->judging && s->judging->prover ? prover_proof(s->judging->prover, id) : NULL;
}

const char *judging_proof_word(const struct session *s, rule_id id)
{
	const struct judge_proof *p = judging_proof(s, id);

	return proof_name(p ? p->proof : PROOF_UNPROVED);
}

void judging_header(const struct session *s, bool wide, struct buf *out)
{
	static const char *const modes[] = {
		[POLICY_DISABLED] = "disabled",
		[POLICY_PERMISSIVE] = "permissive",
		[POLICY_ENFORCING] = "enforcing",
	};
	const struct policy *p = s->judging ? s->judging->policy : NULL;

	if (!p) {
		buf_adds(out, is_loading(s) ? "policy loading" : "no policy");
		return;
	}
	if (s->judging->own)
		buf_addf(out, "%s  ", modes[policy_host_mode()]);
	text_clean(out, slice_of(name_of(p)));
	buf_addf(out, "%s", judging_assumed(s) ? " (assumed)" : "");
	if (wide)
		buf_addf(out, " version %u%s, %u types", p->ix.header->version,
			 p->ix.header->mls ? " MLS" : "", p->ix.header->type_count);
}

const char *judging_assumed(const struct session *s)
{
	const struct policy *p = s->judging ? s->judging->policy : NULL;

	/* What this host denied is judged by this host's policy: nothing is assumed. */
	return p && p->assumed && !reader_is_own(s->reader) ? name_of(p) : NULL;
}

const struct policy *judging_policy(const struct session *s)
{
	return s->judging ? s->judging->policy : NULL;
}

bool judging_is_own(const struct session *s)
{
	return s->judging && s->judging->policy && s->judging->own;
}

uint64_t judging_policy_serial(const struct session *s)
{
	return s->judging ? s->judging->serial : 0;
}

const char *judging_missing(const struct session *s)
{
	return judging_policy(s) ? NULL
	       : is_loading(s)   ? "the policy is still being read"
				 : "there is no policy to judge by; -p FILE names one";
}

struct judge *judging_judge(const struct session *s)
{
	return s->judging ? s->judging->judge : NULL;
}

struct prover *judging_prover(const struct session *s)
{
	return s->judging ? s->judging->prover : NULL;
}

const struct finding_source *judging_ask(const struct session *s)
{
	struct judging *v = s->judging;

	if (!v || !v->policy)
		return NULL;
	if (!v->identity)
		v->identity = policy_identity(v->policy);
	v->ask = (struct finding_source){ v->judge, v->prover, v->identity };
	return &v->ask;
}

const struct statement *judging_removed(const struct session *s, size_t *count)
{
	*count = s->judging ? s->judging->removed_count : 0;
	return s->judging ? s->judging->removed : NULL;
}

void judging_set_own(struct session *s, struct declared *own)
{
	struct judging *v = judging_get(s);

	declared_release(&v->by_hand);
	v->by_hand = *own;
	*own = (struct declared){ 0 };
	if (v->judge) {
		judge_set_own(v->judge, &v->by_hand);
		prover_forget(v->prover);
		v->serial++;
	}
}

const struct declared *judging_own(const struct session *s)
{
	return s->judging ? &s->judging->by_hand : NULL;
}

void judging_remove(struct session *s, const struct statement *st)
{
	struct judging *v = judging_get(s);

	remember_removed(v, st);
	if (v->judge) {
		judge_remove(v->judge, st);
		prover_forget(v->prover);
		v->serial++;
	}
}
