/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reopens decided rules when something new was seen of them. */
#ifndef AVCURATE_SESSION_REOPEN_H
#define AVCURATE_SESSION_REOPEN_H

#include <stddef.h>
#include <stdint.h>

struct session;

/* State at the last call of session_reopen. */
struct reopening {
	uint64_t ledger;   /* ledger serial */
	uint32_t *changed; /* `changed` of each rule */
	size_t count, cap;
};

/* Reopen each decided rule for which a permission, ioctl command, command, path or level was
 * seen that the decision does not cover; a message says which. What was accepted stays in the
 * module meanwhile. session_step calls it whenever all input has been read. Return how many. */
size_t session_reopen(struct session *s);
/* Check all rules, also those without a new record: after opening a .te. */
size_t session_reopen_all(struct session *s);
void reopening_release(struct reopening *r);

#endif
