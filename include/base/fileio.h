/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files in and out. What is written appears whole or not at all. */
#ifndef AVCURATE_BASE_FILEIO_H
#define AVCURATE_BASE_FILEIO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

/* Append the file to `out`; refuses one of more than `limit_bytes`. 0 or -1 with `d`. */
int fileio_read(const char *path, size_t limit_bytes, struct buf *out, struct diag *d);

/* Replace `path` by `n` bytes: a new file beside it, synced, renamed over it; a symbolic link is
 * followed to the file it names; mode and owner of an existing file are kept, a new one belongs to
 * the user who called sudo, where that is how we run. 0 or -1 with `d`, the old file untouched. */
int fileio_write(const char *path, const void *bytes, size_t n, struct diag *d);

struct fileio_file {
	const char *path;
	const void *bytes;
	size_t n;
	bool executable; /* by whoever may read it */
};

/* The same for several files: all of them are there anew, or none. The new ones are all written before
 * the first is put in place; where that fails half-way, the others are put back. */
int fileio_write_all(const struct fileio_file *files, size_t count, struct diag *d);

/* Write all of it to a descriptor. 0, or -1 with errno. */
int fileio_put(int fd, const void *bytes, size_t n);
/* Let a file that was just made belong to the user who called sudo, where that is how we run. */
void fileio_give_to_caller(int fd);

/* Whether both names are of one file that is there. */
bool fileio_same(const char *a, const char *b);
bool fileio_exists(const char *path);
/* -1 with `d` where there is something that is no file, as a pipe, at whose end one would wait for ever. */
int fileio_check_regular(const char *path, struct diag *d);
/* The last part of a path, borrowed; and the path without it, "." where there is none (caller
 * frees). */
const char *fileio_base(const char *path);
char *fileio_dir(const char *path);
/* DIR/NAME; caller frees. */
char *fileio_join(const char *dir, const char *name);

/* $XDG_STATE_HOME/avcurate, for what is kept between two runs and is no document. `make`: where it is
 * missing. Caller frees. */
char *fileio_state_dir(bool make);
/* A new private directory under $TMPDIR or /tmp; caller frees the path and calls
 * fileio_remove_dir. NULL with `d`. */
char *fileio_temp_dir(struct diag *d);
/* Remove a directory of plain files. */
void fileio_remove_dir(const char *dir);

#endif
