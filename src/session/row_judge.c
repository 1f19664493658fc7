// SPDX-License-Identifier: GPL-2.0-or-later
/* What the columns of a list ask a session about a rule. */
#include "config.h"

#include "row_judge_internal.h"

#include "denial/storm.h"
#include "session/judging.h"
#include "session/outcomes.h"
#include "session/prunable.h"

static const char *row_verdict(void *ctx, rule_id id)
{
	const struct judgement *j = judging_of(ctx, id);

	return verdict_name(j ? j->lead : VERDICT_NO_POLICY);
}

static const char *row_proof(void *ctx, rule_id id)
{
	return judging_proof_word(ctx, id);
}

static uint32_t row_rate(void *ctx, rule_id id)
{
	const struct session *s = ctx;

	return storms_rate(s->storms, id, session_clock_ms(&s->clock));
}

static enum outcome row_outcome(void *ctx, rule_id id)
{
	return outcome_of(ctx, id);
}

static void row_outcome_words(void *ctx, rule_id id, struct buf *out)
{
	outcome_words(ctx, id, out);
}

static enum prunable row_prunable(void *ctx, rule_id id)
{
	return prunable_of(ctx, id);
}

static void row_prunable_words(void *ctx, rule_id id, struct buf *out)
{
	prunable_words(ctx, id, out);
}

struct row_judge row_judge_of(struct session *s)
{
	return (struct row_judge){
		.ctx = s,
		.verdict = row_verdict,
		.proof = row_proof,
		.rate = row_rate,
		.outcome = row_outcome,
		.outcome_words = row_outcome_words,
		.prunable = row_prunable,
		.prunable_words = row_prunable_words,
	};
}
