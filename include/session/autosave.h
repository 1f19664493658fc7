/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was decided since the last write, on disk at once: an append-only file beside the module
 * (.NAME.te.swp), or in $XDG_STATE_HOME/avcurate while it has no name. A run that ends without
 * quitting leaves it; the next one on the same module finds it. */
#ifndef AVCURATE_SESSION_AUTOSAVE_H
#define AVCURATE_SESSION_AUTOSAVE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/diag.h"
#include "session/session.h"

enum autosave_found {
	AUTOSAVE_NEW,  /* nothing was left */
	AUTOSAVE_LEFT, /* decisions of a run that did not quit: recover, discard or compare */
	AUTOSAVE_BUSY, /* another avcurate is at this module: nothing is kept for this one */
};

struct autosave;

/* The journal of the session's module as it is named now; `logs` tells unnamed sessions apart. `*pid`
 * is who is busy (0 unknown). NULL with `d` where no file can be written: the session goes on
 * without. */
struct autosave *autosave_open(struct session *s, const char *const *logs, size_t log_count,
			       enum autosave_found *found, pid_t *pid, struct diag *d);
/* `quit`: the operator is done with it, the file goes; else it stays for the next run. */
void autosave_close(struct autosave *j, bool quit);
/* Whether it still is the journal of the module's name. */
bool autosave_fits(const struct autosave *j);

/* What was left: how many decisions; take them over as one step of undo, returns how many changed;
 * tell in the messages how they differ from what stands. Each leaves the file as it is. */
size_t autosave_left(const struct autosave *j);
bool autosave_waits(const struct autosave *j); /* for what was left to be dealt with */
size_t autosave_recover(struct autosave *j);
void autosave_compare(struct autosave *j);
/* What was left is dealt with; from here on changes are recorded. */
void autosave_begin(struct autosave *j);

/* Append what changed since the last call, and bring it to the disk, with the notes that are being typed. Nothing before autosave_begin.
 * 0, or -1 with `d`, once: the file is given up. */
int autosave_record(struct autosave *j, struct diag *d);
/* Who has opened the same module since it was asked last, and found it taken; 0: nobody. */
pid_t autosave_visitor(struct autosave *j);
/* A note that is being typed for a rule; NULL text: it is done or given up. */
void autosave_draft(struct autosave *j, rule_id id, const char *text);
/* The module was written: nothing is left to be recovered. */
void autosave_written(struct autosave *j);

#endif
