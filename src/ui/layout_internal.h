/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the panes of the main screen stand, by the size of the terminal. */
#ifndef AVCURATE_UI_LAYOUT_INTERNAL_H
#define AVCURATE_UI_LAYOUT_INTERNAL_H

#include <stdbool.h>

/* The smallest terminal that is drawn on. */
#define LAYOUT_MIN_COLS 40
#define LAYOUT_MIN_ROWS 10

struct layout_rect {
	int row, col, rows, cols; /* with the border, that neighbours share; rows 0: not shown */
};

enum { LAYOUT_DENIALS, LAYOUT_WHY, LAYOUT_EVENTS, LAYOUT_PANES };

bool layout_fits(int rows, int cols);
/* `panes` of a body of rows x cols. `only` >= 0: that pane alone. `rules`: how many there are to list;
 * room they do not need goes to the others. Returns how many panes are shown. */
int layout_panes(int rows, int cols, int only, int focus, int rules,
		 struct layout_rect panes[LAYOUT_PANES]);

#endif
