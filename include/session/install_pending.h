/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A note on disk that semodule was set to work, so that the next run can tell what became of it where this
 * one did not see the end. */
#ifndef AVCURATE_SESSION_INSTALL_PENDING_H
#define AVCURATE_SESSION_INSTALL_PENDING_H

#include "base/buf.h"
#include "module/install.h"

/* Where it cannot be written, nothing is lost but that. */
void install_pending_note(const struct install_plan *p);
void install_pending_clear(const struct install_plan *p);
/* Append a line for each note about the store whose active directory this is: still at work, carried out,
 * or not. It is gone afterwards, unless semodule is still at work. */
void install_pending_left(const char *active, struct buf *out);

#endif
