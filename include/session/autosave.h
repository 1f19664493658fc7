/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Journals each decision to disk until the module is written: an append-only file next to the
 * module (.NAME.te.swp), or in $XDG_STATE_HOME/avcurate for an unnamed module. The file remains
 * if a run ends without quitting; the next run on the same module finds it. */
#ifndef AVCURATE_SESSION_AUTOSAVE_H
#define AVCURATE_SESSION_AUTOSAVE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/diag.h"
#include "session/session.h"

enum autosave_found {
	AUTOSAVE_NEW,  /* no journal of an earlier run */
	AUTOSAVE_LEFT, /* decisions of a run that did not quit: recover, discard or compare */
	AUTOSAVE_BUSY, /* another avcurate has this module open: this run keeps no journal */
};

struct autosave;

/* Open the journal of the session's module under its current name; `logs` distinguishes unnamed
 * sessions. `*pid` is the process that holds it (0: unknown). Return NULL with `d` if the file
 * cannot be written: the session continues without a journal. */
struct autosave *autosave_open(struct session *s, const char *const *logs, size_t log_count,
			       enum autosave_found *found, pid_t *pid, struct diag *d);
/* `quit`: remove the file; otherwise keep it for the next run. */
void autosave_close(struct autosave *j, bool quit);
/* True if the journal belongs to the module's current name. */
bool autosave_is_current(const struct autosave *j);

/* The decisions left by the last run: count them; apply them as one step of undo and return how
 * many changed; report in the messages how they differ from the current ones. The file does not
 * change. */
size_t autosave_left(const struct autosave *j);
bool autosave_is_pending(
	const struct autosave *j); /* until the operator recovers or discards what was left */
size_t autosave_recover(struct autosave *j);
void autosave_compare(struct autosave *j);
/* The operator has recovered or discarded what was left: record changes from now on. */
void autosave_begin(struct autosave *j);

/* Append the changes since the last call, with the note being typed, and sync them to disk. Does
 * nothing before autosave_begin. Return 0, or -1 with `d` once: the journal is then given up. */
int autosave_record(struct autosave *j, struct diag *d);
/* Return the pid of a process that tried to open the same module since the last call; 0: nobody. */
pid_t autosave_visitor(struct autosave *j);
/* Record the note being typed for a rule; NULL text: typing ended or was cancelled. */
void autosave_draft(struct autosave *j, rule_id id, const char *text);
/* The module was written: discard the journal's contents. */
void autosave_written(struct autosave *j);

#endif
