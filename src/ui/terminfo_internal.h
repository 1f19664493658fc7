/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether we can draw on the type of terminal ($TERM). */
#ifndef AVCURATE_UI_TERMINFO_INTERNAL_H
#define AVCURATE_UI_TERMINFO_INTERNAL_H

enum terminfo_fitness {
	TERMINFO_UNKNOWN, /* this host has no description of it */
	TERMINFO_UNFIT,   /* cannot place the cursor, like dumb */
	TERMINFO_FIT,
};

enum terminfo_fitness terminfo_check(void);

#endif
