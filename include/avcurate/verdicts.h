/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session's policy: whose, how it is loaded, and what it says of the rules. */
#ifndef AVCURATE_VERDICTS_H
#define AVCURATE_VERDICTS_H

#include "avcurate/diag.h"
#include "avcurate/finding.h"
#include "avcurate/load.h"
#include "avcurate/prove.h"
#include "avcurate/session.h"

/* Load `path` (binary policy or CIL), or this host's where it is NULL, and wait for it. No policy at
 * all is no error when none was named: the session works without. 0, or -1 with `d`. */
int verdicts_load(struct session *s, const char *path, struct diag *d);
/* The same without waiting: poll verdicts_fd() for input and call verdicts_step. */
int verdicts_start(struct session *s, const char *path, struct diag *d);
int verdicts_fd(const struct session *s); /* -1: nothing is being loaded */
/* Take what has come, if anything. True when there is a policy since; failure goes to the messages. */
bool verdicts_step(struct session *s);
void verdicts_release(struct session *s);

/* NULL without a policy. Borrowed until the next call. */
const struct judgement *verdicts_of(const struct session *s, rule_id id);
const struct judge_proof *verdicts_proof(const struct session *s, rule_id id);
/* For session_row; NULL without a policy. */
const struct row_judge *verdicts_row_judge(const struct session *s);
/* Rises when the policy or the baseline changes. */
uint64_t verdicts_serial(const struct session *s);
/* The word of the lead verdict and of the proof, "no-policy" and "unproved" without one. */
const char *verdicts_word(const struct session *s, rule_id id);
const char *verdicts_proof_word(const struct session *s, rule_id id);
/* All history has been read: say, once, how many rules name what the policy does not have. */
void verdicts_loaded_all(struct session *s);
const struct policy *verdicts_policy(const struct session *s); /* NULL: none */
/* Why there is none, NULL where there is one. */
const char *verdicts_missing(const struct session *s);
struct judge *verdicts_judge(const struct session *s);   /* NULL: none */
struct prover *verdicts_prover(const struct session *s); /* NULL: none */
/* Whom to ask for what goes into a .te; zeroed without a policy. Borrowed. */
struct finding_source verdicts_ask(const struct session *s);
/* "policy.33", "enforcing  policy.33 (assumed)", "no policy" for the header; `wide`: also its version,
 * MLS or not, the number of types. The mode is this host's, and told of its own policy only. */
void verdicts_header(const struct session *s, bool wide, struct buf *out);
/* The file name of a policy that nobody named, NULL when one was named or there is none. Borrowed. */
const char *verdicts_assumed(const struct session *s);

/* What was taken off the baseline so; borrowed. */
const struct statement *verdicts_removed(const struct session *s, size_t *count);
/* The loaded version of this module granted it: it is no part of the baseline. */
void verdicts_remove(struct session *s, const struct statement *st);

#endif
