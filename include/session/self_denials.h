/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials that reading and installing caused themselves. They are no evidence for anybody's module, so
 * that they are counted apart and not listed. A name alone never makes one ours: any process may call
 * itself avcurate. */
#ifndef AVCURATE_SESSION_SELF_DENIALS_H
#define AVCURATE_SESSION_SELF_DENIALS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "denial/record.h"

/* Zeroed: nothing is ours. */
struct self_denials {
	pid_t pid;
	int64_t start_ms; /* of this process */
	char *type;       /* of our context; NULL: SELinux is off here */
	char *exe;        /* our program; NULL: unknown */
	uint64_t count;
};

void self_denials_init(struct self_denials *o);
void self_denials_release(struct self_denials *o);
/* Whether the record, which must be from a source of this host's (others have pids and names of their own), is
 * ours: of this process since its start; of one that it started; or of another avcurate, which runs in our own
 * domain. */
bool self_denials_is(const struct self_denials *o, const struct record *r);
/* Whether it says that it is an avcurate's, so that the rest of its event is worth a look. */
bool self_denials_may_be(const struct record *r);
/* Whether that shows our program: `text` is from the record on. */
bool self_denials_shows(const struct self_denials *o, struct slice text);

#endif
