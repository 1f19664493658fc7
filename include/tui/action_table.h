/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All actions. Only the maker of an app needs this table: it goes into app->actions. */
#ifndef AVCURATE_TUI_ACTION_TABLE_H
#define AVCURATE_TUI_ACTION_TABLE_H

#include "tui/action.h"

extern const struct action_set action_table;

#endif
