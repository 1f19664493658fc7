// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of views, made from VIEW_TABLE in view_table_internal.h. Does not know what a view does. */
#include "config.h"

#include "view_table_internal.h"

#include "base/attr.h"

#define VIEW_ROW(ops) &ops,
const struct view_ops *const view_table[] = { VIEW_TABLE(VIEW_ROW) };
const size_t view_count = AV_ARRAY_LEN(view_table);
