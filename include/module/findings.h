/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks a policy for the findings about decided rules (te/finding.h), before they are written. */
#ifndef AVCURATE_MODULE_FINDINGS_H
#define AVCURATE_MODULE_FINDINGS_H

#include "denial/decision.h"
#include "denial/ledger.h"
#include "module/prove.h"
#include "te/finding.h"

/* The policy to ask. All borrowed. Zeroed: no policy. */
struct finding_source {
	struct judge *judge; /* NULL: no policy */
	struct prover *prover;
	const char *policy; /* its identity, in words */
};

/* Release `f`, then fill it. `st` is the statement that was decided on. */
void findings_make(const struct finding_source *s, struct intern *names, const struct ledger *l,
		   rule_id id, const struct decision *d, const struct statement *st,
		   struct finding *f);

/* The findings of all rules that belong in a .te, by rule id. Zeroed: no policy was asked. */
struct findings {
	struct finding *items; /* zeroed for other rules */
	size_t count;
};

/* Releases `found` first. */
void findings_collect(const struct finding_source *s, struct intern *names, const struct ledger *l,
		      const struct decisions *decisions, struct findings *found);
void findings_release(struct findings *found);

#endif
