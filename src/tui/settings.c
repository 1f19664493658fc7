// SPDX-License-Identifier: GPL-2.0-or-later
/* The table of settings. Does not know what they do. */
#include "config.h"

#include "settings_internal.h"

#include <string.h>

#include "tui/app.h"

#define FIELD(f) .offset = offsetof(struct app_settings, f)

const struct setting_row setting_table[] = {
	{ .name = "advance", .help = "go to the next rule after a decision", FIELD(advance) },
	{ .name = "hints", .help = "show the keys at the foot of the screen", FIELD(hints) },
	{ .name = "marks",
	  .help = "show policy loads, switched booleans, setenforce, boots and starts of auditd as lines "
		  "between all events",
	  FIELD(marks) },
	{ .name = "mouse", .help = "select with clicks and scroll with the wheel", FIELD(mouse) },
	{ .name = "source",
	  .help = "where to read denials live when no LOG is named, as with --source of avcurate(1)",
	  .text = true,
	  FIELD(source) },
};
const size_t setting_count = AV_ARRAY_LEN(setting_table);

const struct setting_row *setting_find(const char *name)
{
	size_t i;

	for (i = 0; i < setting_count; i++)
		if (strcmp(setting_table[i].name, name) == 0)
			return &setting_table[i];
	return NULL;
}
