/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files judging*.c share. */
#ifndef AVCURATE_SESSION_JUDGING_INTERNAL_H
#define AVCURATE_SESSION_JUDGING_INTERNAL_H

#include "policy/policy_extras.h"
#include "policy/watch.h"
#include "session/judging.h"

/* The session's policy and everything derived from it. */
struct judging {
	struct policy_loader loader;
	struct policy *policy;
	struct judge *judge;
	struct prover *prover;
	struct policy_extras beside;
	bool extras_failed;        /* opening them failed, and that was reported */
	char *identity;            /* computed on first use */
	struct finding_source ask; /* returned by judging_ask */
	bool own;                  /* the policy is this host's */
	struct statement *removed; /* applied to every later policy */
	size_t removed_count, removed_cap;
	struct declared by_hand; /* likewise */
	uint64_t serial;
	unsigned news;         /* not yet returned by judging_step */
	bool unknown_reported; /* types missing from the policy were reported */

	/* Detects that the policy changes. */
	char *wanted;              /* path given; NULL: this host's */
	bool watched;              /* a loop calls judging_step */
	bool again;                /* read it again */
	unsigned tries;            /* failed attempts to read it again */
	int64_t look_us, retry_us; /* next check, earliest retry; by clock_us */
	struct policy_watch watch;
	struct policy_change change;
};

/* Allocated on first use. */
struct judging *judging_get(struct session *s);
bool judging_is_loading(const struct session *s);
/* True if the statement was removed from the baseline; the other records a removal. */
bool judging_was_removed(const struct judging *v, const struct statement *st);
void judging_remember_removed(struct judging *v, const struct statement *st);

#endif
