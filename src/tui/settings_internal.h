/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The settings that `set` changes, one row each. */
#ifndef AVCURATE_TUI_SETTINGS_INTERNAL_H
#define AVCURATE_TUI_SETTINGS_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

struct setting_row {
	const char *name;
	const char *help;
	bool text;     /* a text, used at the next start; false: yes or no */
	size_t offset; /* in struct app_settings */
};

extern const struct setting_row setting_table[];
extern const size_t setting_count;
/* Return NULL if there is no such setting. */
const struct setting_row *setting_find(const char *name);

#endif
