/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The views, one file each, and their table. Only screen.c needs it, to make the views. */
#ifndef AVCURATE_UI_VIEW_TABLE_INTERNAL_H
#define AVCURATE_UI_VIEW_TABLE_INTERNAL_H

#include "view_internal.h"

extern const struct view_ops *const view_table[];
extern const size_t view_count;

extern const struct view_ops view_denials_ops;
extern const struct view_ops view_why_ops;
extern const struct view_ops view_rule_events_ops;
extern const struct view_ops view_events_ops;
extern const struct view_ops view_event_ops;
extern const struct view_ops view_module_ops;
extern const struct view_ops view_messages_ops;
extern const struct view_ops view_help_ops;
extern const struct view_ops view_verify_ops;
extern const struct view_ops view_review_ops;
extern const struct view_ops view_install_ops;

#endif
