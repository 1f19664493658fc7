/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reviewer needs to know of a module, collected from its .te alone, and better with a policy:
 * one struct that every format and the screen show. All texts in it are cleaned; each is owned by it. */
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
	struct rule_key key; /* by the names it was collected with */
	char digest[65];     /* what a mark is bound to */
	char recorded[65];   /* the digest of who, where and the records (te_strip.h), or "" */
	enum decision_state state;
	bool again;  /* open again; `state` is what it was, and stands in the module meanwhile */
	char *title; /* "useradd_t usr_t:dir { write }" */
	char *source, *target;
	char *class;     /* "" for kinds without one */
	char *statement; /* lines of policy, each ended by a line break; of what is no rule in the
			  * module: what was asked for; "" for none */
	char *words;     /* one sentence for it */
	struct finding_lines permissions; /* each, and what it allows */
	struct risk risk;
	struct finding finding;
	struct finding_lines why;    /* the finding's, without the fixes, which are among: */
	struct finding_lines others; /* answers not taken */
	struct te_evidence evidence;
	char *step; /* how it was chosen, where it is not what was observed; what a fixed one is
		     * fixed by; or NULL */
	char *fix_command; /* of a fixed one; or NULL */
	char *fix_effect;  /* and what it does besides; or NULL */
	enum review_mark mark;
	bool mark_void;                      /* what it was for has changed since */
	char *mark_by, *mark_at, *mark_note; /* or NULL */
	char *note, *by, *at;                /* or NULL */
};

struct review {
	char *name, *version;
	char *policy;       /* the one given, or NULL */
	const char *common; /* the one by which all was found, one of the rules' own; or NULL */
	struct review_rule *rules; /* riskiest first */
	size_t count;
	size_t states[DECISION_STATES];
	size_t marks[REVIEW_MARKS];        /* those that hold, of all rules */
	uint64_t denials[DECISION_STATES]; /* on record */
	bool hand_written;                 /* there are statements that no rule stands for */
	char *summary;                     /* what it opens, one paragraph */
	char *coverage;                    /* what became of all denials, one sentence */
};

void review_release(struct review *r);

/* Read the module. `policy` may be NULL: then what was found when it was decided is told. `beside` is
 * what belongs to the policy, or NULL. 0, or -1 with `d`: it cannot be read, or is not ours. Release
 * `r` in either case. */
int review_collect(const char *te_path, const struct policy *policy,
		   const struct policy_extras *beside, struct review *r, struct diag *d);
/* The same from a file that was read, with its names. */
void review_from(const struct te_file *te, struct intern *names, const struct policy *policy,
		 const struct policy_extras *beside, struct review *r);
/* Whether something in it is still open, questioned or refused. */
bool review_unsettled(const struct review *r);

#endif
