// SPDX-License-Identifier: GPL-2.0-or-later
/* Check the terminal's type in terminfo. Separate from term.c because <term.h> makes macros of many
 * common words. Does not open the terminal. */
#include "config.h"

#include "terminfo_internal.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

enum terminfo_fitness terminfo_check(void)
{
	enum terminfo_fitness fitness = TERMINFO_UNKNOWN;
	int found;

	/* Check first: newterm leaks memory for a type that it does not know. */
	if (setupterm(NULL, STDOUT_FILENO, &found) != OK)
		return found == 1 ? TERMINFO_UNFIT : TERMINFO_UNKNOWN;
	fitness = cursor_address ? TERMINFO_FIT : TERMINFO_UNFIT;
	del_curterm(cur_term);
	return fitness;
}
