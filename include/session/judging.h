/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session's policy: which one, how it is loaded, and what it says of the rules. */
#ifndef AVCURATE_SESSION_JUDGING_H
#define AVCURATE_SESSION_JUDGING_H

#include "policy/declared.h"
#include "base/diag.h"
#include "module/findings.h"
#include "policy/load.h"
#include "module/prove.h"
#include "session/session.h"

/* Load `path` (binary policy or CIL), or this host's policy if NULL, and wait for it. Without a
 * policy the session still works: not an error unless one was named. 0, or -1 with `d`. */
int judging_load(struct session *s, const char *path, struct diag *d);
/* Load without waiting: call judging_step whenever judging_timeout_ms has passed. Later changes
 * of the policy are detected, and it is read again. */
int judging_start(struct session *s, const char *path, struct diag *d);
void judging_wait(struct session *s);            /* wait until loading ends */
int judging_timeout_ms(const struct session *s); /* -1: no call needed */

enum {
	JUDGING_POLICY = 1 << 0,  /* a policy was loaded, the first or another one */
	JUDGING_CHANGED = 1 << 1, /* … and it replaced one: judging_change says how it differs */
	JUDGING_MODE = 1 << 2,    /* enforcing mode changed */
};
/* Process what has arrived and return it; failures go to the messages. JUDGING_POLICY
 * invalidates everything borrowed from the earlier policy. */
unsigned judging_step(struct session *s);
/* The policy may have changed (a module was installed, a record says so): read it again and
 * judge all rules anew. Does not wait; the old policy answers meanwhile. Does nothing unless
 * judging_start loaded a policy. */
void judging_reload(struct session *s);

/* The latest change of policy. */
struct policy_change {
	unsigned count; /* changes so far */
	int64_t at_ms;  /* time of detection */
	char *boolean;  /* the boolean that changed, if nothing else seems different; or NULL */
	bool boolean_on;
};
const struct policy_change *judging_change(const struct session *s); /* NULL: never */
void judging_release(struct session *s);

/* NULL without a policy. Borrowed until the next call. */
const struct judgement *judging_of(const struct session *s, rule_id id);
const struct judge_proof *judging_proof(const struct session *s, rule_id id);
/* Rises when the policy or the baseline changes, or a further change of policy becomes known. */
uint64_t judging_serial(const struct session *s);
/* The word of the proof, "unproved" without one. */
const char *judging_proof_word(const struct session *s, rule_id id);
/* All history has been read: report, once, how many rules name types that the policy lacks. */
void judging_loaded_all(struct session *s);
const struct policy *judging_policy(const struct session *s); /* or NULL */
bool judging_is_own(const struct session *s);                 /* the policy is this host's */
uint64_t judging_policy_serial(const struct session *s);      /* rises with the policy only */
/* Why there is not a policy; NULL if there is one. */
const char *judging_missing(const struct session *s);
struct judge *judging_judge(const struct session *s);   /* or NULL */
struct prover *judging_prover(const struct session *s); /* or NULL */
/* Source of the findings that go into a .te; NULL without a policy. Borrowed. */
const struct finding_source *judging_ask(const struct session *s);
/* Header words: "policy.33", "enforcing policy.33 (assumed)", "no policy". `wide` adds its
 * version, MLS or not, the number of types. The mode is this host's, and shown only with its own
 * policy. */
void judging_header(const struct session *s, bool wide, struct buf *out);
/* The name of a policy that was assumed and may be of another host than the denials; NULL if one
 * was named, there is no policy, or all sources are this host's own. Borrowed. */
const char *judging_assumed(const struct session *s);

/* Statements removed from the baseline by judging_remove; borrowed. */
const struct statement *judging_removed(const struct session *s, size_t *count);
/* Set the module's own declarations; takes the contents of `own`. */
void judging_set_own(struct session *s, struct declared *own);
/* Borrowed; NULL: nothing. */
const struct declared *judging_own(const struct session *s);
/* Remove a statement from the baseline: the loaded version of this module grants it. */
void judging_remove(struct session *s, const struct statement *st);

#endif
