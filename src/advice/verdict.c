// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/verdict.h"

static const struct {
	const char *name, *words;
	bool needs_rule;
} verdict_table[VERDICTS] = {
	[VERDICT_NO_POLICY] = { "no-policy", "there is no policy to judge it by", true },
	[VERDICT_UNKNOWN] = { "unknown", "the policy does not know a name in it", false },
	[VERDICT_INVALID_CONTEXT] = { "invalid-context",
				      "a context in it is not valid in the policy, or unlabeled",
				      false },
	[VERDICT_ALLOWED] = { "allowed", "the policy allows it already", false },
	[VERDICT_RELABEL] = { "relabel", "the object does not have the label it should have",
			      false },
	[VERDICT_PORT] = { "port", "the port has no type that this domain may use", false },
	[VERDICT_CONSTRAINT] = { "constraint", "a constraint forbids it, whatever rules there are",
				 false },
	[VERDICT_ROLE] = { "role", "the role may not change to the target's role", false },
	[VERDICT_BOUNDS] = { "bounds", "the type that bounds the source may not do it", false },
	[VERDICT_XPERM] = { "xperm", "ioctl is limited to a list without this command", true },
	[VERDICT_BOOLEAN] = { "boolean", "a boolean allows it", false },
	[VERDICT_WRONG_DOMAIN] = { "wrong-domain", "a generic domain runs what should have its own",
				   true },
	[VERDICT_DAC] = { "dac", "it goes around file owner and mode: look at those first", true },
	[VERDICT_DONTAUDIT] = { "dontaudit", "the policy denies it without a record, on purpose",
				true },
	[VERDICT_MISSING_RULE] = { "missing-rule", "no type rule allows it", true },
};

const char *verdict_name(enum verdict v)
{
	return v < VERDICTS ? verdict_table[v].name : "";
}

const char *verdict_words(enum verdict v)
{
	return v < VERDICTS ? verdict_table[v].words : "";
}

bool verdict_needs_rule(enum verdict v)
{
	return v < VERDICTS && verdict_table[v].needs_rule;
}

const char *proof_name(enum proof p)
{
	static const char *const names[PROOFS] = {
		[PROOF_UNPROVED] = "unproved",
		[PROOF_PROVEN] = "proven",
		[PROOF_NO_EFFECT] = "no-effect",
		[PROOF_BLOCKED] = "blocked",
	};

	return p < PROOFS ? names[p] : "";
}
