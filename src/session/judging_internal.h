/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files judging*.c share. */
#ifndef AVCURATE_SESSION_JUDGING_INTERNAL_H
#define AVCURATE_SESSION_JUDGING_INTERNAL_H

#include "policy/policy_extras.h"
#include "policy/watch.h"
#include "session/judging.h"

/* All that a session has of a policy. */
struct judging {
	struct policy_loader loader;
	struct policy *policy;
	struct judge *judge;
	struct prover *prover;
	struct policy_extras beside;
	bool extras_failed;        /* to open them, and that was reported */
	char *identity;            /* worked out when it is first asked for */
	struct finding_source ask; /* what judging_ask gives */
	bool own;                  /* the policy is this host's */
	struct statement *removed; /* kept for a policy that comes later */
	size_t removed_count, removed_cap;
	struct declared by_hand; /* likewise */
	uint64_t serial;
	unsigned news;     /* that judging_step has not told yet */
	bool told_unknown; /* types that the policy lacks */

	/* For a policy that changes while we look. */
	char *wanted;              /* as it was named; NULL: this host's */
	bool watched;              /* there is a loop that calls judging_step */
	bool again;                /* it is to be read anew */
	unsigned tries;            /* that failed to read it anew */
	int64_t look_us, retry_us; /* the next look, and not before; by clock_us */
	struct policy_watch watch;
	struct policy_change change;
};

/* Made when it is first asked for. */
struct judging *judging_get(struct session *s);
bool judging_is_loading(const struct session *s);
/* Whether the statement was taken off the baseline; remember that it was. */
bool judging_was_removed(const struct judging *v, const struct statement *st);
void judging_remember_removed(struct judging *v, const struct statement *st);

#endif
