/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The views, one file each, and their table: a new one is a file view_NAME.c and a row here. Only screen.c
 * needs it, to make the views. */
#ifndef AVCURATE_UI_VIEW_TABLE_INTERNAL_H
#define AVCURATE_UI_VIEW_TABLE_INTERNAL_H

#include "view_internal.h"

/* The panes first, in the order in which Tab goes through them. */
#define VIEW_TABLE(ROW)           \
	ROW(view_denials_ops)     \
	ROW(view_why_ops)         \
	ROW(view_rule_events_ops) \
	ROW(view_events_ops)      \
	ROW(view_event_ops)       \
	ROW(view_module_ops)      \
	ROW(view_messages_ops)    \
	ROW(view_help_ops)        \
	ROW(view_verify_ops)      \
	ROW(view_review_ops)      \
	ROW(view_install_ops)

#define VIEW_DECLARE(ops) extern const struct view_ops ops;
VIEW_TABLE(VIEW_DECLARE)
#undef VIEW_DECLARE

extern const struct view_ops *const view_table[];
extern const size_t view_count;

#endif
