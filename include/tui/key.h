/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A key as one number, and how it is written: `a`, `<Space>`, `<Enter>`, `<C-r>`, `<M-x>`, `<F1>`.
 * A character is its code point, controls included; keys without a character are above Unicode. */
#ifndef AVCURATE_TUI_KEY_H
#define AVCURATE_TUI_KEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

typedef uint32_t key_code;

enum {
	KEYCODE_NONE = 0,
	KEYCODE_TAB = '\t',
	KEYCODE_ENTER = '\r',
	KEYCODE_ESC = 0x1b,
	KEYCODE_BACKSPACE = 0x7f,
	KEYCODE_UP = 0x110000,
	KEYCODE_DOWN,
	KEYCODE_LEFT,
	KEYCODE_RIGHT,
	KEYCODE_PAGE_UP,
	KEYCODE_PAGE_DOWN,
	KEYCODE_HOME,
	KEYCODE_END,
	KEYCODE_INSERT,
	KEYCODE_DELETE,
	KEYCODE_BACK_TAB,
	KEYCODE_F0, /* KEYCODE_F0 + n is Fn, n up to 24 */
	KEYCODE_F_LAST = KEYCODE_F0 + 24,
	KEYCODE_ALT = 0x1000000, /* or'ed in */
};

#define KEYCODE_CTRL(c) ((key_code)(c)&0x1f)

/* Append the key as it is written in a `bind` line. */
void key_write(key_code key, struct buf *out);

/* Parse a sequence of keys ("gg", "<C-x>a") into `out`, at most `max`. Returns how many, or -1 with
 * `d`. */
#define KEY_SEQUENCE_MAX 4
int key_parse(const char *text, key_code *out, size_t max, struct diag *d);

#endif
