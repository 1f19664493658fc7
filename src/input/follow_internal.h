/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Follow a file that is being written: wake up when it grows (by inotify(7), or by polling if that
 * is not available), and continue where its writer does after rotation or truncation. */
#ifndef AVCURATE_INPUT_FOLLOW_INTERNAL_H
#define AVCURATE_INPUT_FOLLOW_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "source_internal.h"

struct follow {
	bool active;
	int fd;        /* inotify; -1: polling */
	int watched;   /* watch of the file being read */
	int next;      /* watch of the file that now has its name, if that is a different one */
	bool draining; /* the writer has moved on: read the old file to its end once more */
};

enum follow_turn {
	FOLLOW_WAIT,
	FOLLOW_AGAIN, /* read on in the same file */
	FOLLOW_NEXT,  /* the source continues in another file: start a new scanner */
};

/* `by_clock`: poll instead of using inotify, which the policy may forbid. */
void follow_start(struct follow *f, const struct source *s, bool by_clock);
void follow_stop(struct follow *f);
/* Discard the inotify events that woke us. */
void follow_drain(struct follow *f);
/* Decide what to do at the end of the file. Appends to `note` what the operator should know. */
enum follow_turn follow_at_end(struct follow *f, struct source *s, struct buf *note);
/* Milliseconds until the next check if nothing wakes us. */
int follow_timeout_ms(const struct follow *f);

#endif
