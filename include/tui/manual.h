/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of the manual pages, from the tables of the screen. */
#ifndef AVCURATE_TUI_MANUAL_H
#define AVCURATE_TUI_MANUAL_H

#include "base/buf.h"

void manual_actions(struct buf *out);
void manual_settings(struct buf *out);
void manual_scopes(struct buf *out); /* in which keys can be bound */

#endif
