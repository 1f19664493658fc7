/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session's policy: whose, how it is loaded, and what it says of the rules. */
#ifndef AVCURATE_SESSION_JUDGING_H
#define AVCURATE_SESSION_JUDGING_H

#include "policy/declared.h"
#include "base/diag.h"
#include "module/findings.h"
#include "policy/load.h"
#include "module/prove.h"
#include "session/session.h"

/* Load `path` (binary policy or CIL), or this host's where it is NULL, and wait for it. No policy at
 * all is no error when none was named: the session works without. 0, or -1 with `d`. */
int judging_load(struct session *s, const char *path, struct diag *d);
/* The same without waiting: call judging_step whenever judging_timeout_ms has passed. From then on
 * changes of the policy are noticed, and it is read again. */
int judging_start(struct session *s, const char *path, struct diag *d);
void judging_wait(struct session *s);            /* for the end of it */
int judging_timeout_ms(const struct session *s); /* -1: no need */

enum {
	JUDGING_POLICY = 1 << 0, /* there is a policy since, or another one */
	JUDGING_CHANGED =
		1 << 1, /* … and there was one before: judging_change says how it differs */
	JUDGING_MODE = 1 << 2, /* enforcing was switched */
};
/* Take what has come, if anything, and say so; failure goes to the messages. Whatever was given out of a
 * policy before is gone with JUDGING_POLICY. */
unsigned judging_step(struct session *s);
/* The policy may have changed (a module was installed, a record says so): read it again, and judge
 * everything anew. Does not wait; until it is read the old one answers. Without one that was read by
 * judging_start it does nothing. */
void judging_reload(struct session *s);

/* The last time that the policy became another one. */
struct policy_change {
	unsigned count; /* of changes so far */
	int64_t at_ms;  /* when it was noticed */
	char *boolean;  /* this one was switched, and nothing else seems different; NULL */
	bool boolean_on;
};
const struct policy_change *judging_change(const struct session *s); /* NULL: never */
void judging_release(struct session *s);

/* NULL without a policy. Borrowed until the next call. */
const struct judgement *judging_of(const struct session *s, rule_id id);
const struct judge_proof *judging_proof(const struct session *s, rule_id id);
/* Rises when the policy or the baseline changes, or more is known of changes of the policy. */
uint64_t judging_serial(const struct session *s);
/* The word of the proof, "unproved" without one. */
const char *judging_proof_word(const struct session *s, rule_id id);
/* All history has been read: say, once, how many rules name what the policy does not have. */
void judging_loaded_all(struct session *s);
const struct policy *judging_policy(const struct session *s); /* NULL: none */
bool judging_is_own(const struct session *s);                 /* it is this host's */
uint64_t judging_policy_serial(const struct session *s);      /* rises with the policy only */
/* Why there is none, NULL where there is one. */
const char *judging_missing(const struct session *s);
struct judge *judging_judge(const struct session *s);   /* NULL: none */
struct prover *judging_prover(const struct session *s); /* NULL: none */
/* Whom to ask for what goes into a .te; NULL without a policy. Borrowed. */
const struct finding_source *judging_ask(const struct session *s);
/* "policy.33", "enforcing  policy.33 (assumed)", "no policy" for the header; `wide`: also its version,
 * MLS or not, the number of types. The mode is this host's, and told of its own policy only. */
void judging_header(const struct session *s, bool wide, struct buf *out);
/* The name of a policy that nobody named and that may be another host's than the denials'; NULL when one
 * was named, there is none, or all that is read is this host's own. Borrowed. */
const char *judging_assumed(const struct session *s);

/* What was taken off the baseline so; borrowed. */
const struct statement *judging_removed(const struct session *s, size_t *count);
/* What the module has of its own (its contents are taken). */
void judging_set_own(struct session *s, struct declared *own);
/* NULL: nothing. Borrowed. */
const struct declared *judging_own(const struct session *s);
/* The loaded version of this module granted it: it is no part of the baseline. */
void judging_remove(struct session *s, const struct statement *st);

#endif
