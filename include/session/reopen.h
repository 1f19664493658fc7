/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules that are open again, since something new was seen of them. */
#ifndef AVCURATE_SESSION_REOPEN_H
#define AVCURATE_SESSION_REOPEN_H

#include <stddef.h>
#include <stdint.h>

struct session;

/* What session_reopen looked at last. */
struct reopening {
	uint64_t ledger;   /* its serial then */
	uint32_t *changed; /* by rule: its `changed` then */
	size_t count, cap;
};

/* A decided rule is open again when a permission, ioctl command, command, path or level was seen that the
 * decision does not know of; a message says which. What was accepted stays in the module meanwhile.
 * session_step calls it whenever it has read all there is. Returns how many. */
size_t session_reopen(struct session *s);
/* The same for all rules, also those that have no new record: a .te was opened. */
size_t session_reopen_all(struct session *s);
void reopening_release(struct reopening *r);

#endif
