// SPDX-License-Identifier: GPL-2.0-or-later
/* `avcurate check -p POLICY`: proves each statement of a .te with the evidence that the file keeps.
 * Does not read logs. */
#include "config.h"

#include <inttypes.h>

#include "module/check.h"
#include "module/prove.h"
#include "te/evidence.h"
#include "te/handwritten.h"
#include "te/read.h"
#include "base/text.h"

static void add_unproven(struct check_result *r, const struct intern *names,
			 const struct rule *rule, const char *policy, const char *word,
			 const char *why)
{
	message_add(&r->findings, DIAG_ERROR, "%s: %s %s:%s: %s: %s", policy,
		    intern_str(names, rule->key.source), intern_str(names, rule->key.target),
		    intern_str(names, rule->key.class), word, why);
	r->not_proven++;
}

static void prove_block(struct prover *p, const struct te_block *b, const struct ledger *l,
			bool evidence, const struct intern *names, const char *policy,
			struct check_result *r)
{
	rule_id id = ledger_find(l, &b->key);
	const struct rule *rule = ledger_rule(l, id);
	struct buf words = { 0 };
	enum proof proof;

	if (!rule->tuple_count) {
		add_unproven(r, names, rule, policy, proof_name(PROOF_UNPROVED),
			     "the .te has no evidence for it");
		return;
	}
	proof = prover_module_proof(p, id, &words);
	if (proof != PROOF_PROVEN)
		add_unproven(r, names, rule, policy, proof_name(proof), buf_str(&words));
	else if (!evidence)
		add_unproven(r, names, rule, policy, proof_name(PROOF_UNPROVED),
			     "the .te kept only part of the evidence");
	else
		r->proven++;
	buf_release(&words);
}

int check_prove(const struct policy_index *ix, const char *policy, struct check_result *r,
		struct diag *d)
{
	struct intern *names = r->names;
	const struct te_file *te = &r->te;
	struct ledger *l = ledger_new(names, 0);
	struct decisions *decisions = decisions_new();
	struct judge *judge = judge_new(ix, names);
	struct prover *prover = prover_new(judge, names, l, decisions);
	struct declared own = { 0 };
	int rc = r->syntax.text.len ? diag_set(d, "%s", diag_text(&r->syntax)) : 0;
	uint64_t proven = r->proven;
	size_t i;

	if (rc < 0)
		goto out;
	te_load(te, l, decisions);
	for (i = 0; i < te->block_count; i++)
		if (te->blocks[i].stands)
			judge_remove(judge, &te->blocks[i].written);
	te_handwritten(te, names, &own);
	judge_set_own(judge, &own);
	for (i = 0; i < te->block_count; i++) {
		const struct te_block *b = &te->blocks[i];
		bool evidence = te_evidence_count(b, names, l);

		if (b->stands)
			prove_block(prover, b, l, evidence, names, policy, r);
	}
	if (!te->ours || own.statement_count || own.left_out) {
		message_add(&r->findings, DIAG_WARNING,
			    "%s: unproved: hand-written statements have no evidence to prove them "
			    "with",
			    policy);
		r->not_proven++;
	}
	message_add(&r->findings, DIAG_INFO, "%s: %" PRIu64 " statement%s proven", policy,
		    r->proven - proven, r->proven - proven == 1 ? "" : "s");
out:
	prover_free(prover);
	judge_free(judge);
	decisions_free(decisions);
	ledger_free(l);
	declared_release(&own);
	return rc;
}
