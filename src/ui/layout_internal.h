/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The panes of the main screen, placed by the size of the terminal. */
#ifndef AVCURATE_UI_LAYOUT_INTERNAL_H
#define AVCURATE_UI_LAYOUT_INTERNAL_H

#include <stdbool.h>

/* The smallest terminal that we draw on. */
#define LAYOUT_MIN_COLS 40
#define LAYOUT_MIN_ROWS 10

struct layout_rect {
	int row, col, rows, cols; /* with the border, which neighbours share; rows 0: not shown */
};

enum { LAYOUT_DENIALS, LAYOUT_WHY, LAYOUT_EVENTS, LAYOUT_PANES };

bool layout_fits(int rows, int cols);
/* Place `panes` in a body of rows x cols. `only` >= 0: show only that pane. `rules`: number of
 * rules to list; room that they do not need goes to the other panes. Returns how many panes are
 * shown. */
int layout_panes(int rows, int cols, int only, int focus, int rules,
		 struct layout_rect panes[LAYOUT_PANES]);

#endif
