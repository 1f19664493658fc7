// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of formats for `list` and `why`. */
#include "config.h"

#include "report/report.h"

#include <string.h>

#include "list_csv_internal.h"
#include "list_json_internal.h"
#include "list_text_internal.h"
#include "why_json_internal.h"
#include "why_text_internal.h"

const struct report report_table[] = {
	{ .name = "text",
	  .help = "a table for reading",
	  .list = list_text_write,
	  .why = why_text_write },
	{ .name = "json",
	  .help = "one document with everything known",
	  .list = list_json_write,
	  .why = why_json_write },
	{ .name = "csv", .help = "one line per rule", .list = list_csv_write },
	{ 0 },
};

const struct report *report_find(const char *name)
{
	const struct report *r;

	for (r = report_table; r->name; r++)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}
