/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was decided since the last write, on disk at once: an append-only file beside the module
 * (.NAME.te.swp), or in $XDG_STATE_HOME/avcurate while it has no name. A run that ends without
 * quitting leaves it; the next one on the same module finds it. */
#ifndef AVCURATE_JOURNAL_H
#define AVCURATE_JOURNAL_H

#include <stdbool.h>
#include <sys/types.h>

#include "avcurate/diag.h"
#include "avcurate/session.h"

enum journal_found {
	JOURNAL_NEW,  /* nothing was left */
	JOURNAL_LEFT, /* decisions of a run that did not quit: recover, discard or compare */
	JOURNAL_BUSY, /* another avcurate is at this module: nothing is kept for this one */
};

struct journal;

/* The journal of the session's module as it is named now; `logs` tells unnamed sessions apart. `*pid`
 * is who is busy (0 unknown). NULL with `d` where no file can be written: the session goes on
 * without. */
struct journal *journal_open(struct session *s, const char *const *logs, size_t log_count,
			     enum journal_found *found, pid_t *pid, struct diag *d);
/* `quit`: the operator is done with it, the file goes; else it stays for the next run. */
void journal_close(struct journal *j, bool quit);
/* Whether it still is the journal of the module's name. */
bool journal_fits(const struct journal *j);

/* What was left: how many decisions; take them over as one step of undo, returns how many changed;
 * tell in the messages how they differ from what stands. Each leaves the file as it is. */
size_t journal_left(const struct journal *j);
bool journal_waits(const struct journal *j); /* for what was left to be dealt with */
size_t journal_recover(struct journal *j);
void journal_compare(struct journal *j);
/* What was left is dealt with; from here on changes are recorded. */
void journal_begin(struct journal *j);

/* Append what changed since the last call, and bring it to the disk, with the notes that are being typed. Nothing before journal_begin.
 * 0, or -1 with `d`, once: the file is given up. */
int journal_record(struct journal *j, struct diag *d);
/* Who has opened the same module since it was asked last, and found it taken; 0: nobody. */
pid_t journal_visitor(struct journal *j);
/* A note that is being typed for a rule; NULL text: it is done or given up. */
void journal_draft(struct journal *j, rule_id id, const char *text);
/* The module was written: nothing is left to be recovered. */
void journal_written(struct journal *j);

#endif
