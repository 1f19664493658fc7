/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME.te as W would write it now, for the screen. */
#ifndef AVCURATE_SESSION_PREVIEW_H
#define AVCURATE_SESSION_PREVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "session/session.h"
#include "te/write.h"

struct preview {
	struct buf text;
	struct te_written written;
	/* Serials that it was made from. */
	uint64_t decisions, ledger, policy;
	char *module; /* name, version and directory; NULL: not yet made */
	int64_t made_us;
	int64_t again_us; /* outdated, make it again at this time (clock_us); 0: up to date */
};

/* Make it again if anything changed. Evidence changes constantly while denials arrive: for that
 * alone at most twice a second. Return true if it was made. */
bool preview_update(struct preview *p, struct session *s);
void preview_release(struct preview *p);

#endif
