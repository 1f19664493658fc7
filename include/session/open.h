/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opens a session and its inputs from the command line; shared by screen and batch. */
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

/* The i-th policy named by -p, or else by $AVCURATE_POLICY, or NULL. */
const char *open_policy_path(const struct options *o, size_t i);
/* True if the path asks for no policy: "none" or "". False for NULL. */
bool open_wants_no_policy(const char *path);

/* Begin the session and add its inputs. `live`: follow the last log; call open_live next. Return
 * STATUS_OK; STATUS_UNREADABLE if a log cannot be read (reported in the messages; the others are
 * used); STATUS_UNREADABLE or STATUS_USAGE with `d` if the session cannot work. Release the
 * session in each case. */
enum status open_session(struct session *s, const struct options *o, bool live, struct diag *d);
/* Add the live source: the one of --source, or if no input was named at all, `configured` or
 * (NULL) the best readable one. Call it once, after open_session with `live`, when the user's
 * settings are known. Failures are reported in the messages. */
void open_live(struct session *s, const struct options *o, const char *configured);

#endif
