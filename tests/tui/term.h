/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program on a terminal of its own, and what that terminal shows. */
#ifndef TESTS_TUI_TERM_H
#define TESTS_TUI_TERM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"

enum job_state { JOB_NONE, JOB_RUNNING, JOB_STOPPED, JOB_EXITED };

struct term;

struct term *term_new(int rows, int columns);
/* Ends what still runs on it. */
void term_free(struct term *t);

/* Start a program in the foreground of the terminal, in the current directory and with the current
 * environment. 0 or -1 with errno. */
int term_run(struct term *t, char *const argv[]);
enum job_state term_job(const struct term *t);
/* Exit status, 128 + n for a signal; once it is JOB_EXITED. */
int term_exit_status(const struct term *t);
pid_t term_pid(const struct term *t);
/* Bring a stopped job to the foreground again, as fg does. */
void term_continue(struct term *t);

/* Take in what the program writes, for at most `ms`; returns false when nothing came. */
bool term_pump(struct term *t, int ms);

/* Bytes as they are. */
void term_send(struct term *t, const char *bytes, size_t n);
/* Type keys, written as in the command language: abc<Enter><C-r><Lt>. -1: no such key. */
int term_type(struct term *t, const char *keys);
void term_resize(struct term *t, int rows, int columns);
void term_size(const struct term *t, int *rows, int *columns);

/* The text of a row without its trailing blanks. */
void term_row(const struct term *t, int row, struct buf *out);
void term_cursor(const struct term *t, int *row, int *column);
/* What a cell looks like in words, "" for a plain one: "bold reverse fg=1 bg=4". */
void term_look(const struct term *t, int row, int column, struct buf *out);
/* The whole screen with its attributes, as goldens have it. */
void term_dump(const struct term *t, struct buf *out);

/* NULL when the terminal is as before the program ran, or what is not. */
const char *term_unrestored(const struct term *t);
/* How often the alternate screen was entered and left. */
unsigned term_flips(const struct term *t);

#endif
