/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal: taken, given back on every way out, and its keys as numbers. */
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
	FILE *tty;             /* /dev/tty, when standard input is the log; else NULL */
	int key_fd;
	bool utf8; /* locale and --ascii allow more than ASCII */
	bool color;
	int rows, cols;
};

/* Needs a terminal on standard output; keys come from standard input, or from /dev/tty when that
 * is no terminal. 0, or -1 with `d`: no terminal, or one that terminfo does not know. */
int term_init(struct term *t, bool ascii, struct diag *d);
void term_release(struct term *t);
/* The next key, KEYCODE_NONE when there is none now. With KEYCODE_MOUSE: where and what. */
enum { KEYCODE_MOUSE = 0x800000 };
struct term_mouse {
	int row, col;
	enum { MOUSE_NONE, MOUSE_CLICK, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN } what;
};
key_code term_key(struct term *t, struct term_mouse *mouse);
/* Whether the terminal has gone away (hang-up). */
bool term_is_gone(const struct term *t);
/* Take the new size after SIGWINCH; true when it changed. */
bool term_take_size(struct term *t);
/* Give the terminal back, stop as after ^Z, and take it again when continued. */
void term_suspend(struct term *t);
void term_mouse(struct term *t, bool on);
/* Put bytes into the clipboard of the terminal (OSC 52), through tmux where we run in it. -1 with
 * `d` when it is more than terminals take. */
int term_copy(struct term *t, const char *bytes, size_t n, struct diag *d);
/* For mem_set_oom_hook. */
void term_restore_now(void);

#endif
