/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME.te as W would write it now, for what shows it. */
#ifndef AVCURATE_SESSION_PREVIEW_H
#define AVCURATE_SESSION_PREVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "session/session.h"
#include "te/write.h"

struct preview {
	struct buf text;
	struct te_written written;
	/* What it was made from. */
	uint64_t decisions, ledger, policy;
	char *module; /* its name, version and directory; NULL: it was not made yet */
	int64_t made_us;
	int64_t again_us; /* it is behind, and to be made again then (clock_us); 0: it is not */
};

/* Make it anew where something of it is different, which evidence is all the time while denials arrive:
 * for that alone not more than twice a second. Returns whether it was made. */
bool preview_update(struct preview *p, struct session *s);
void preview_release(struct preview *p);

#endif
