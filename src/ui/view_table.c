// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of views, one row each. Does not know what a view does. */
#include "config.h"

#include "view_table_internal.h"

#include "base/attr.h"

/* Panes first, in the order of Tab. */
const struct view_ops *const view_table[] = {
	&view_denials_ops, &view_why_ops,    &view_rule_events_ops, &view_events_ops,
	&view_event_ops,   &view_module_ops, &view_messages_ops,    &view_help_ops,
	&view_verify_ops,  &view_review_ops, &view_install_ops,
};

const size_t view_count = AV_ARRAY_LEN(view_table);
