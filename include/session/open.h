/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the command line to a session with its inputs opened; shared by screen and batch. */
#ifndef AVCURATE_SESSION_OPEN_H
#define AVCURATE_SESSION_OPEN_H

#include <stdbool.h>

#include "session/options.h"
#include "session/session.h"

/* Exit statuses (INTERFACES: Commands). */
enum status {
	STATUS_OK = 0,
	STATUS_SOME = 1, /* some records refused; open denials; names disagree */
	STATUS_USAGE = 2,
	STATUS_UNREADABLE = 3,
	STATUS_FAILED = 4, /* not written; does not compile */
};

/* The i-th policy that was named, by -p or else $AVCURATE_POLICY, or NULL. */
const char *open_policy_path(const struct options *o, size_t i);
/* Whether naming it so means that none is wanted: "none" and "". False for NULL. */
bool open_no_policy(const char *path);

/* Begin the session and add what is to be read. `live`: follow the last log; open_live is called next. Returns STATUS_OK,
 * STATUS_UNREADABLE when a log cannot be read (said in the messages; the others are worked);
 * STATUS_UNREADABLE or STATUS_USAGE with `d` where nothing can be done. Release the session in each case. */
enum status open_session(struct session *s, const struct options *o, bool live, struct diag *d);
/* Add the live source: the one of --source, or where no input was named at all, `configured` or (NULL)
 * the best one that may be read. To be called once, behind open_session with `live`, when the user's
 * settings are known. What cannot be read is said in the messages. */
void open_live(struct session *s, const struct options *o, const char *configured);

#endif
