// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of verdicts and proofs: their names in JSON and filters, and their words on the
 * screen. */
#include "config.h"

#include "advice/verdict.h"

static const struct {
	const char *name, *words;
} verdict_table[VERDICTS] = {
	[VERDICT_NO_POLICY] = { "no-policy", "there is no policy to judge it by" },
	[VERDICT_NO_DENIAL] = { "no-denial", "these logs hold no denial for it" },
	[VERDICT_UNKNOWN] = { "unknown", "the policy does not know one of its names" },
	[VERDICT_INVALID_CONTEXT] = { "invalid-context",
				      "a context is not valid in the policy, or is unlabeled" },
	[VERDICT_ALLOWED] = { "allowed", "the policy already allows it" },
	[VERDICT_RELABEL] = { "relabel", "the object has the wrong label" },
	[VERDICT_PORT] = { "port", "this domain may not use ports of this port's type" },
	[VERDICT_CONSTRAINT] = { "constraint", "a constraint forbids it, whatever the rules say" },
	[VERDICT_ROLE] = { "role", "the role may not change to the target's role" },
	[VERDICT_BOUNDS] = { "bounds", "the type that bounds the source is not allowed it either" },
	[VERDICT_XPERM] = { "xperm", "ioctl is limited to a list that lacks this command" },
	[VERDICT_BOOLEAN] = { "boolean", "a boolean would allow it" },
	[VERDICT_WRONG_DOMAIN] = { "wrong-domain",
				   "a generic domain runs it: give this program a domain of its own" },
	[VERDICT_LEAKED_FD] = { "leaked-fd",
				"a file descriptor leaked: it was left open when the program started" },
	[VERDICT_DAC] = { "dac",
			  "it bypasses Unix permissions: check the file's owner and mode first" },
	[VERDICT_DONTAUDIT] = { "dontaudit",
				"the policy expects this denial and normally hides it (dontaudit)" },
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
