/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Following a file that is being written: being woken when it grows (inotify(7), or by the clock
 * where that is not to be had), and going on where its writer goes on when it is rotated or
 * truncated. */
#ifndef AVCURATE_INPUT_FOLLOW_INTERNAL_H
#define AVCURATE_INPUT_FOLLOW_INTERNAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "source_internal.h"

struct follow {
	bool active;
	int fd;        /* inotify; -1: by the clock */
	int watched;   /* watch of the file being read */
	int next;      /* of the one that stands under its name, when that is another */
	bool draining; /* the writer has moved on: read the old file to its end once more */
};

enum follow_turn {
	FOLLOW_WAIT,
	FOLLOW_AGAIN, /* read on in the same file */
	FOLLOW_NEXT,  /* the source goes on in another file: a new scanner is due */
};

/* `by_clock`: without inotify, which may be forbidden. */
void follow_start(struct follow *f, const struct source *s, bool by_clock);
void follow_stop(struct follow *f);
/* Take notice of what woke us. */
void follow_drain(struct follow *f);
/* The file has been read to its end: what now? What is worth telling is appended to `note`. */
enum follow_turn follow_at_end(struct follow *f, struct source *s, struct buf *note);
/* Milliseconds until it should be looked at without having been woken. */
int follow_timeout_ms(const struct follow *f);

#endif
