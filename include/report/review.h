/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reviewer needs to know about a module, collected from its .te, and from a policy if there
 * is one. Every format and the screen show this struct. It owns all texts in it, and they are
 * cleaned. */
#ifndef AVCURATE_REPORT_REVIEW_H
#define AVCURATE_REPORT_REVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/policy_extras.h"
#include "base/buf.h"
#include "denial/decision.h"
#include "base/diag.h"
#include "te/finding.h"
#include "policy/load.h"
#include "advice/risk.h"
#include "te/evidence.h"
#include "te/read.h"

struct review_rule {
	struct rule_key key; /* ids of the names it was collected with */
	char digest[65];     /* the digest that a mark is bound to */
	char recorded[65];   /* digest of commands, hosts and records (te/strip.h), or "" */
	enum decision_state state;
	bool again;  /* reopened; `state` is the previous one, which the module keeps meanwhile */
	char *title; /* "useradd_t usr_t:dir { write }" */
	char *source, *target;
	char *class;     /* "" for kinds without one */
	char *statement; /* lines of policy, each with a line break; for a rule that is not in the
			  * module, what was denied; may be "" */
	char *words;     /* the same as a sentence */
	struct finding_lines permissions; /* each permission, and what it allows */
	struct risk risk;
	struct finding finding;
	struct finding_lines why;    /* the finding's, without the fixes, which are in: */
	struct finding_lines others; /* alternatives not chosen */
	struct te_evidence evidence;
	char *step; /* how it was chosen, if not as observed; for a fixed rule the fix; or NULL */
	char *fix_command; /* of a fixed rule; or NULL */
	char *fix_effect;  /* its side effects; or NULL */
	enum review_mark mark;
	bool mark_void;                      /* the rule changed after it was marked */
	char *mark_by, *mark_at, *mark_note; /* or NULL */
	char *note, *by, *at;                /* or NULL */
};

struct review {
	char *name, *version;
	char *policy; /* the one given, or NULL */
	const char *
		common; /* the policy that all findings come from (borrowed from a rule); or NULL */
	struct review_rule *rules; /* riskiest first */
	size_t count;
	size_t states[DECISION_STATES];
	size_t marks[REVIEW_MARKS];        /* valid marks over all rules */
	uint64_t denials[DECISION_STATES]; /* denials recorded */
	bool hand_written;                 /* there are hand-written statements */
	char *summary;                     /* what the module opens, one paragraph */
	char *coverage;                    /* what was decided about all denials, one sentence */
};

void review_release(struct review *r);

/* Review a parsed module with its names. If `policy` is NULL, the findings recorded in the file are used.
 * `beside` are files that belong to the policy, or NULL. Release `r`. */
void review_from(const struct te_file *te, struct intern *names, const struct policy *policy,
		 const struct policy_extras *beside, struct review *r);
/* True if a rule is still open, questioned or refused. */
bool review_unsettled(const struct review *r);

#endif
