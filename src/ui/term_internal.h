/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal: taken over, restored on every way out, its keys as numbers. */
#ifndef AVCURATE_UI_TERM_INTERNAL_H
#define AVCURATE_UI_TERM_INTERNAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "tui/key.h"

struct screen;
struct _win_st;

struct term {
	struct screen *screen; /* ncurses' SCREEN */
	struct _win_st *input; /* a window that is never drawn, to read keys from */
	FILE *tty;             /* /dev/tty if standard input is the log; else NULL */
	int key_fd;
	bool utf8; /* locale and --ascii allow UTF-8 */
	bool color;
	int rows, cols;
};

/* Take over the terminal on standard output. Keys come from standard input, or from /dev/tty if
 * that is not a terminal. 0, or -1 with `d`: not a terminal, or one that terminfo does not
 * know. */
int term_init(struct term *t, bool ascii, struct diag *d);
void term_release(struct term *t);
/* Return the next key, or KEYCODE_NONE. With KEYCODE_MOUSE: where and what. */
enum { KEYCODE_MOUSE = 0x800000 };
struct term_mouse {
	int row, col;
	enum { MOUSE_NONE, MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } what;
};
key_code term_key(struct term *t, struct term_mouse *mouse);
/* True after the terminal has hung up. */
bool term_is_gone(const struct term *t);
/* Adopt the new size after SIGWINCH; true if it changed. */
bool term_take_size(struct term *t);
/* Restore the terminal, stop as after ^Z, and take the terminal over again when continued. */
void term_suspend(struct term *t);
void term_mouse(struct term *t, bool on);
/* Put bytes into the clipboard of the terminal (OSC 52), also through tmux. -1 with `d` if
 * terminals do not accept that much. */
int term_copy(struct term *t, const char *bytes, size_t n, struct diag *d);
/* For mem_set_oom_hook. */
void term_restore_now(void);

#endif
