// SPDX-License-Identifier: GPL-2.0-or-later
/* Compute where the panes of the main screen go. Does not draw and does not know what the panes
 * show. */
#include "config.h"

#include "layout_internal.h"

#include <string.h>

/* From this width on, panes are side by side; the list alone needs about 80 cells. */
#define WIDE_COLS 120
/* Each of three stacked panes needs a border and two rows. */
#define STACK_ROWS    13
#define STACK_COLS    60
#define LIST_ROWS_MIN 6

bool layout_fits(int rows, int cols)
{
	return rows >= LAYOUT_MIN_ROWS && cols >= LAYOUT_MIN_COLS;
}

/* Rows for borders and column titles, in addition to the rules. */
static int list_rows(int most, int rules)
{
	if (most <= rules + 3)
		return most;
	return rules + 3 > LIST_ROWS_MIN ? rules + 3 : LIST_ROWS_MIN;
}

int layout_panes(int rows, int cols, int only, int focus, int rules,
		 struct layout_rect panes[LAYOUT_PANES])
{
	int first, second, left;

	memset(panes, 0, sizeof(*panes) * LAYOUT_PANES);
	if (only < 0 && (rows < STACK_ROWS || cols < STACK_COLS))
		only = focus;
	if (only >= 0) {
		panes[only] = (struct layout_rect){ 0, 0, rows, cols };
		return 1;
	}
	if (cols >= WIDE_COLS) {
		left = cols * 55 / 100;
		first = list_rows(rows * 60 / 100, rules);
		panes[LAYOUT_DENIALS] = (struct layout_rect){ 0, 0, first, left };
		panes[LAYOUT_EVENTS] = (struct layout_rect){ first - 1, 0, rows - first + 1, left };
		panes[LAYOUT_WHY] = (struct layout_rect){ 0, left - 1, rows, cols - left + 1 };
		return LAYOUT_PANES;
	}
	/* Neighbours share a border. */
	first = list_rows(rows * 45 / 100, rules);
	left = rows - first + 1;
	second = left * 62 / 100;
	panes[LAYOUT_DENIALS] = (struct layout_rect){ 0, 0, first, cols };
	panes[LAYOUT_WHY] = (struct layout_rect){ first - 1, 0, second, cols };
	panes[LAYOUT_EVENTS] =
		(struct layout_rect){ first + second - 2, 0, left - second + 1, cols };
	return LAYOUT_PANES;
}
