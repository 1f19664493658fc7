/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks a policy for the finding about a decided rule (te/finding.h). */
#ifndef AVCURATE_MODULE_FINDINGS_H
#define AVCURATE_MODULE_FINDINGS_H

#include "denial/decision.h"
#include "denial/ledger.h"
#include "module/prove.h"
#include "te/finding.h"
#include "te/write.h"

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
/* Implements te_content.find; find_source is a struct finding_source. */
te_find_fn findings_for_te;

#endif
