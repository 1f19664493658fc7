/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A scenario that is being played: screen.c plays it, expect.c looks whether what it expects holds. */
#ifndef TESTS_TUI_SCENARIO_H
#define TESTS_TUI_SCENARIO_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/lex.h"

#include "term.h"

#define FILE_BYTES_MAX (1 << 20)

struct scenario {
	const char *path, *name, *srcdir, *builddir;
	struct term *term;
	unsigned line;
	int rows, columns, deadline_ms;
	char *directory; /* where it runs */
	bool update;     /* goldens */
	struct buf why;  /* the failure */
	bool skip;
};

/* The rest of a line, or its words. */
struct arguments {
	const char *rest;
	struct lex_words words;
};

/* Say why it fails; returns -1. */
int scenario_fail(struct scenario *s, const char *fmt, ...) AV_PRINTF(2, 3);
/* Its terminal, made at first use. */
struct term *scenario_term(struct scenario *s);

/* Commands that wait until something holds: 0, or -1 when it does not in time. */
int expect_wait(struct scenario *s, const struct arguments *a);
int expect_gone(struct scenario *s, const struct arguments *a);
int expect_cursor_row(struct scenario *s, const struct arguments *a);
int expect_exit(struct scenario *s, const struct arguments *a);
int expect_stopped(struct scenario *s, const struct arguments *a);
int expect_restored(struct scenario *s, const struct arguments *a);
int expect_look(struct scenario *s, const struct arguments *a);
int expect_colour(struct scenario *s, const struct arguments *a);
int expect_ascii(struct scenario *s, const struct arguments *a);
int expect_screen(struct scenario *s, const struct arguments *a);

#endif
