/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials that reading and installing caused themselves. They are no evidence for anybody's module, so
 * that they are counted apart and not listed. A name alone never makes one ours: any process may call
 * itself avcurate. */
#ifndef AVCURATE_OWN_H
#define AVCURATE_OWN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "avcurate/record.h"

/* Zeroed: nothing is ours. */
struct own {
	pid_t pid;
	int64_t start_ms; /* of this process */
	char *type;       /* of our context; NULL: SELinux is off here */
	char *log_dir;    /* where this host's audit log stands */
	char *live_path;  /* of this host's live source, when that is read */
	char *exe;        /* our program; NULL: unknown */
	uint64_t count;
};

void own_init(struct own *o);
void own_release(struct own *o);
/* The session reads this host's denials from the source of that path. */
void own_expect(struct own *o, const char *path);
/* Whether the source of that path has this host's records. One from elsewhere has pids and names of its own. */
bool own_here(const struct own *o, const char *path);
/* Whether the record, from the source of that path, is ours: of this process since its start; of one that
 * it started; or of another avcurate, which runs in our own domain. */
bool own_is(const struct own *o, const struct record *r, const char *path);
/* Whether it says that it is an avcurate's, so that the rest of its event is worth a look. */
bool own_may_be(const struct own *o, const struct record *r, const char *path);
/* Whether that shows our program: `text` is from the record on. */
bool own_shows(const struct own *o, struct slice text);

#endif
