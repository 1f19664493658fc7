/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes whole files. A written file appears whole or not at all. */
#ifndef AVCURATE_BASE_FILEIO_H
#define AVCURATE_BASE_FILEIO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

/* Append the file to `out`; refuse a file larger than `limit_bytes`. 0 or -1 with `d`. */
int fileio_read(const char *path, size_t limit_bytes, struct buf *out, struct diag *d);

/* Replace `path` by `n` bytes: write a new file next to it, sync it, rename it over the old one.
 * Follows a symbolic link to the file it names. Keeps mode and owner of an existing file; a new
 * file belongs to the user who called sudo, if any. 0, or -1 with `d` and the old file
 * untouched. */
int fileio_write(const char *path, const void *bytes, size_t n, struct diag *d);

struct fileio_file {
	const char *path;
	const void *bytes;
	size_t n;
	bool executable; /* for everyone who may read it */
};

/* The same for several files: replace all of them or leave all of them. Writes every new file
 * before it renames the first; if a rename fails, puts the earlier ones back. */
int fileio_write_all(const struct fileio_file *files, size_t count, struct diag *d);

/* Write all of it to a descriptor. 0, or -1 with errno. */
int fileio_put(int fd, const void *bytes, size_t n);
/* Give a file that we just created to the user who called sudo, if any. */
void fileio_give_to_caller(int fd);

/* True if both names lead to the same existing file. */
bool fileio_same(const char *a, const char *b);
bool fileio_exists(const char *path);
/* -1 with `d` if `path` exists and is not a regular file: reading a pipe might wait for ever. */
int fileio_check_regular(const char *path, struct diag *d);
/* The last component of a path, borrowed; and the path without it, or "." (caller frees). */
const char *fileio_base(const char *path);
char *fileio_dir(const char *path);
/* DIR/NAME; caller frees. */
char *fileio_join(const char *dir, const char *name);

/* $XDG_STATE_HOME/avcurate, for what we keep between runs. `make`: create it if missing. Caller
 * frees. */
char *fileio_state_dir(bool make);
/* A new private directory under $TMPDIR or /tmp; caller frees the path and calls
 * fileio_remove_dir. NULL with `d`. */
char *fileio_temp_dir(struct diag *d);
/* Remove a directory of plain files. */
void fileio_remove_dir(const char *dir);

#endif
