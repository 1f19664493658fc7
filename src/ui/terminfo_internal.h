/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the type of the terminal ($TERM) can be drawn on at all. */
#ifndef AVCURATE_UI_TERMINFO_INTERNAL_H
#define AVCURATE_UI_TERMINFO_INTERNAL_H

enum terminfo_fitness {
	TERMINFO_UNKNOWN, /* no description of it here */
	TERMINFO_UNFIT,   /* one that cannot place the cursor, such as dumb */
	TERMINFO_FIT,
};

enum terminfo_fitness terminfo_look(void);

#endif
