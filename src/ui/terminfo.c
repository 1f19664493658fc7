// SPDX-License-Identifier: GPL-2.0-or-later
/* Apart from term.c: <term.h> makes macros of many common words. */
#include "config.h"

#include "terminfo_internal.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

enum terminfo_fitness terminfo_look(void)
{
	enum terminfo_fitness fitness = TERMINFO_UNKNOWN;
	int found;

	/* newterm would leave memory behind for a type it does not know. */
	if (setupterm(NULL, STDOUT_FILENO, &found) != OK)
		return found == 1 ? TERMINFO_UNFIT : TERMINFO_UNKNOWN;
	fitness = cursor_address ? TERMINFO_FIT : TERMINFO_UNFIT;
	del_curterm(cur_term);
	return fitness;
}
