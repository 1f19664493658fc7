/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records on disk that semodule was started, so that the next run can report the result if this
 * one ends first. */
#ifndef AVCURATE_SESSION_INSTALL_PENDING_H
#define AVCURATE_SESSION_INSTALL_PENDING_H

#include "base/buf.h"
#include "module/install.h"

/* If the record cannot be written, only this report is lost. */
void install_pending_note(const struct install_plan *p);
void install_pending_clear(const struct install_plan *p);
/* Append a line for each record about the store with this active directory: still running,
 * completed, or not. Then remove the record, unless semodule is still running. */
void install_pending_left(const char *active, struct buf *out);

#endif
