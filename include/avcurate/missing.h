/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the records themselves show to be missing: lost ones, suppressed ones, paths. It sets and
 * clears the session's notices. */
#ifndef AVCURATE_MISSING_H
#define AVCURATE_MISSING_H

#include "avcurate/mark.h"
#include "avcurate/session.h"

/* A mark that was read. */
void missing_mark(struct session *s, const struct mark *m);

/* What the inputs say of themselves, after each step of reading. */
void missing_sources(struct session *s);

#endif
