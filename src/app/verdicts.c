// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/verdicts.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "avcurate/fileio.h"
#include "avcurate/labels.h"
#include "avcurate/load.h"
#include "avcurate/mem.h"
#include "avcurate/text.h"

/* All that a session has of a policy. */
struct verdicts {
	struct policy_loader loader;
	struct policy *policy;
	struct judge *judge;
	struct prover *prover;
	struct labels *labels;
	char *identity;            /* worked out when it is first asked for */
	bool own;                  /* the policy is this host's */
	struct statement *removed; /* kept for a policy that comes later */
	size_t removed_count, removed_cap;
	struct row_judge row;
	uint64_t serial;
};

static struct verdicts *verdicts_get(struct session *s)
{
	if (!s->verdicts)
		s->verdicts = mem_zalloc(1, sizeof(*s->verdicts));
	return s->verdicts;
}

void verdicts_release(struct session *s)
{
	struct verdicts *v = s->verdicts;
	size_t i;

	if (!v)
		return;
	policy_load_cancel(&v->loader);
	prover_free(v->prover);
	judge_free(v->judge);
	labels_free(v->labels);
	free(v->identity);
	policy_free(v->policy);
	for (i = 0; i < v->removed_count; i++)
		statement_release(&v->removed[i]);
	free(v->removed);
	free(v);
	s->verdicts = NULL;
}

/* Rules whose source type the policy lacks: most of them, and the log is from another host. */
static void say_unknown_types(struct session *s, const struct verdicts *v)
{
	size_t i, unknown = 0, n = ledger_count(s->denials);

	for (i = 0; i < n; i++) {
		const struct rule *r = ledger_rule(s->denials, (rule_id)i);

		unknown += !polidx_value(&v->policy->ix, POLNAME_TYPE,
					 slice_of(intern_str(s->names, r->key.source))) ||
			   !polidx_value(&v->policy->ix, POLNAME_TYPE,
					 slice_of(intern_str(s->names, r->key.target)));
	}
	if (unknown)
		message_add(
			&s->messages, DIAG_WARNING,
			"%zu of %zu rules name types that %s does not have: is the log from another "
			"host? -p FILE names that host's policy",
			unknown, n, v->policy->path);
}

static const char *row_verdict(void *ctx, rule_id id)
{
	return verdicts_word(ctx, id);
}

static const char *row_proof(void *ctx, rule_id id)
{
	return verdicts_proof_word(ctx, id);
}

const struct row_judge *verdicts_row_judge(const struct session *s)
{
	return s->verdicts && s->verdicts->prover ? &s->verdicts->row : NULL;
}

uint64_t verdicts_serial(const struct session *s)
{
	return s->verdicts ? s->verdicts->serial : 0;
}

/* The file contexts that belong to the policy: those named, or POLICY/../../contexts/files of the
 * directory that the policy is installed in. */
static void open_labels(struct session *s, struct verdicts *v)
{
	char *dir = fileio_dir(v->policy->path), *beside = NULL;
	const char *path = s->options.file_contexts;
	struct diag d = { 0 };

	if (!path) {
		beside = fileio_join(dir, "../contexts/files/file_contexts");
		if (fileio_exists(beside))
			path = beside;
	}
	if (path || (v->policy->assumed && policy_host_mode() != POLICY_DISABLED)) {
		v->labels = labels_open(path, &d);
		if (!v->labels)
			message_add(&s->messages, DIAG_WARNING, "%s", diag_text(&d));
	}
	judge_set_labels(v->judge, v->labels);
	diag_release(&d);
	free(beside);
	free(dir);
}

static void adopt(struct session *s, struct policy *policy)
{
	struct verdicts *v = verdicts_get(s);
	char *host = policy_host_path();
	size_t i;

	v->policy = policy;
	v->own = policy->assumed || (host && strcmp(host, policy->path) == 0);
	free(host);
	v->judge = judge_new(&policy->ix, s->names);
	open_labels(s, v);
	for (i = 0; i < v->removed_count; i++)
		judge_remove(v->judge, &v->removed[i]);
	v->prover = prover_new(v->judge, s->names, s->denials, s->decisions);
	v->row = (struct row_judge){ s, row_verdict, row_proof };
	v->serial++;
	message_add(&s->messages, DIAG_INFO, "policy %s: version %u, %u types%s%s", policy->path,
		    policy->ix.header->version, policy->ix.header->type_count,
		    policy->ix.header->mls ? ", MLS or MCS" : "",
		    policy->assumed ? "; assumed, since -p named none" : "");
}

int verdicts_load(struct session *s, const char *path, struct diag *d)
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

int verdicts_start(struct session *s, const char *path, struct diag *d)
{
	struct policy_source source = { path };
	char *host = path ? NULL : policy_host_path();

	if (!path && !host)
		return 0;
	free(host);
	return policy_load_start(&verdicts_get(s)->loader, &source, d);
}

int verdicts_fd(const struct session *s)
{
	return s->verdicts && s->verdicts->loader.pid ? s->verdicts->loader.fd : -1;
}

bool verdicts_step(struct session *s)
{
	struct pollfd ready = { .fd = verdicts_fd(s), .events = POLLIN };
	struct diag d = { 0 };
	struct policy *policy;

	if (ready.fd < 0 || poll(&ready, 1, 0) <= 0)
		return false;
	policy = policy_load_finish(&s->verdicts->loader, &d);
	if (policy)
		adopt(s, policy);
	else
		message_add(&s->messages, DIAG_ERROR, "%s", diag_text(&d));
	diag_release(&d);
	return policy != NULL;
}

void verdicts_loaded_all(struct session *s)
{
	if (s->verdicts && s->verdicts->policy && !s->told_unknown) {
		say_unknown_types(s, s->verdicts);
		s->told_unknown = true;
	}
}

const struct judgement *verdicts_of(const struct session *s, rule_id id)
{
	return s->verdicts && s->verdicts->prover ? prover_judgement(s->verdicts->prover, id)
						  : NULL;
}

const struct judge_proof *verdicts_proof(const struct session *s, rule_id id)
{
	return s->verdicts && s->verdicts->prover ? prover_proof(s->verdicts->prover, id) : NULL;
}

const char *verdicts_word(const struct session *s, rule_id id)
{
	const struct judgement *j = verdicts_of(s, id);

	return verdict_name(j ? j->lead : VERDICT_NO_POLICY);
}

const char *verdicts_proof_word(const struct session *s, rule_id id)
{
	const struct judge_proof *p = verdicts_proof(s, id);

	return proof_name(p ? p->proof : PROOF_UNPROVED);
}

void verdicts_header(const struct session *s, bool wide, struct buf *out)
{
	static const char *const modes[] = {
		[POLICY_DISABLED] = "disabled",
		[POLICY_PERMISSIVE] = "permissive",
		[POLICY_ENFORCING] = "enforcing",
	};
	const struct policy *p = s->verdicts ? s->verdicts->policy : NULL;

	if (!p) {
		buf_adds(out, verdicts_fd(s) >= 0 ? "policy loading" : "no policy");
		return;
	}
	if (s->verdicts->own)
		buf_addf(out, "%s  ", modes[policy_host_mode()]);
	text_clean(out, slice_of(fileio_base(p->path)));
	buf_addf(out, "%s", p->assumed ? " (assumed)" : "");
	if (wide)
		buf_addf(out, " version %u%s, %u types", p->ix.header->version,
			 p->ix.header->mls ? " MLS" : "", p->ix.header->type_count);
}

const char *verdicts_assumed(const struct session *s)
{
	const struct policy *p = s->verdicts ? s->verdicts->policy : NULL;

	return p && p->assumed ? fileio_base(p->path) : NULL;
}

const struct policy *verdicts_policy(const struct session *s)
{
	return s->verdicts ? s->verdicts->policy : NULL;
}

const char *verdicts_missing(const struct session *s)
{
	return verdicts_policy(s)    ? NULL
	       : verdicts_fd(s) >= 0 ? "the policy is still being read"
				     : "there is no policy to judge by; -p FILE names one";
}

struct judge *verdicts_judge(const struct session *s)
{
	return s->verdicts ? s->verdicts->judge : NULL;
}

struct prover *verdicts_prover(const struct session *s)
{
	return s->verdicts ? s->verdicts->prover : NULL;
}

struct finding_source verdicts_ask(const struct session *s)
{
	struct verdicts *v = s->verdicts;

	if (!v || !v->policy)
		return (struct finding_source){ 0 };
	if (!v->identity)
		v->identity = policy_identity(v->policy);
	return (struct finding_source){ v->judge, v->prover, v->identity };
}

const struct statement *verdicts_removed(const struct session *s, size_t *count)
{
	*count = s->verdicts ? s->verdicts->removed_count : 0;
	return s->verdicts ? s->verdicts->removed : NULL;
}

void verdicts_remove(struct session *s, const struct statement *st)
{
	struct verdicts *v = verdicts_get(s);

	v->removed =
		mem_grow(v->removed, &v->removed_cap, v->removed_count + 1, sizeof(*v->removed));
	v->removed[v->removed_count] = (struct statement){ 0 };
	statement_copy(&v->removed[v->removed_count++], st);
	if (v->judge) {
		judge_remove(v->judge, st);
		prover_forget(v->prover);
		v->serial++;
	}
}
