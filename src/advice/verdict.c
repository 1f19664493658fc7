// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "advice/verdict.h"

static const struct {
	const char *name, *words;
} verdict_table[VERDICTS] = {
	[VERDICT_NO_POLICY] = { "no-policy", "there is no policy to judge it by" },
	[VERDICT_NO_DENIAL] = { "no-denial", "none of its denials is in these logs" },
	[VERDICT_UNKNOWN] = { "unknown", "the policy does not know a name in it" },
	[VERDICT_INVALID_CONTEXT] = { "invalid-context",
				      "a context in it is not valid in the policy, or unlabeled" },
	[VERDICT_ALLOWED] = { "allowed", "the policy allows it already" },
	[VERDICT_RELABEL] = { "relabel", "the object does not have the label it should have" },
	[VERDICT_PORT] = { "port", "the port has no type that this domain may use" },
	[VERDICT_CONSTRAINT] = { "constraint",
				 "a constraint forbids it, whatever rules there are" },
	[VERDICT_ROLE] = { "role", "the role may not change to the target's role" },
	[VERDICT_BOUNDS] = { "bounds", "the type that bounds the source may not do it" },
	[VERDICT_XPERM] = { "xperm", "ioctl is limited to a list without this command" },
	[VERDICT_BOOLEAN] = { "boolean", "a boolean allows it" },
	[VERDICT_WRONG_DOMAIN] = { "wrong-domain",
				   "a generic domain runs what should have its own" },
	[VERDICT_LEAKED_FD] = { "leaked-fd",
				"a descriptor that was left open when the program was started" },
	[VERDICT_DAC] = { "dac", "it goes around file owner and mode: look at those first" },
	[VERDICT_DONTAUDIT] = { "dontaudit", "the policy denies it without a record, on purpose" },
	[VERDICT_MISSING_RULE] = { "missing-rule", "no type rule allows it" },
};

const char *verdict_name(enum verdict v)
{
	return v < VERDICTS ? verdict_table[v].name : "";
}

const char *verdict_words(enum verdict v)
{
	return v < VERDICTS ? verdict_table[v].words : "";
}

static const struct {
	const char *name, *label;
} proof_table[PROOFS] = {
	[PROOF_UNPROVED] = { "unproved", "unproved" },
	[PROOF_PROVEN] = { "proven", "PROVEN" },
	[PROOF_NO_EFFECT] = { "no-effect", "NO EFFECT" },
	[PROOF_BLOCKED] = { "blocked", "BLOCKED" },
};

const char *proof_name(enum proof p)
{
	return p < PROOFS ? proof_table[p].name : "";
}

const char *proof_label(enum proof p)
{
	return p < PROOFS ? proof_table[p].label : "";
}
