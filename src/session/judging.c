// SPDX-License-Identifier: GPL-2.0-or-later
/* What a session's policy says of its rules. How the policy came here and is watched: judging_load.c; what
 * the screen says of it: judging_words.c. */
#include "config.h"

#include "judging_internal.h"

#include <stdlib.h>

#include "base/mem.h"
#include "denial/epoch.h"

struct judging *judging_get(struct session *s)
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

uint64_t judging_serial(const struct session *s)
{
	return epochs_serial(s->epochs) + (s->judging ? s->judging->serial : 0);
}

bool judging_was_removed(const struct judging *v, const struct statement *st)
{
	size_t i;

	for (i = 0; i < v->removed_count; i++)
		if (statement_equal(&v->removed[i], st))
			return true;
	return false;
}

void judging_remember_removed(struct judging *v, const struct statement *st)
{
	v->removed =
		mem_grow(v->removed, &v->removed_cap, v->removed_count + 1, sizeof(*v->removed));
	v->removed[v->removed_count] = (struct statement){ 0 };
	statement_copy(&v->removed[v->removed_count++], st);
}

bool judging_is_loading(const struct session *s)
{
	return s->judging && s->judging->loader.pid;
}

const struct policy_change *judging_change(const struct session *s)
{
	return s->judging && s->judging->change.count ? &s->judging->change : NULL;
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

	judging_remember_removed(v, st);
	if (v->judge) {
		judge_remove(v->judge, st);
		prover_forget(v->prover);
		v->serial++;
	}
}
