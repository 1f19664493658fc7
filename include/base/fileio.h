/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes whole files. A file that is written appears whole or not at all. */
#ifndef AVCURATE_BASE_FILEIO_H
#define AVCURATE_BASE_FILEIO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

/* Append the file to `out`; refuse more than `limit_bytes`. Return 0, or -1 with `d`. */
int fileio_read(const char *path, size_t limit_bytes, struct buf *out, struct diag *d);

/* Replace `path` with `n` bytes: write a new file next to it, sync it, rename it over the old
 * one. A symbolic link is followed to its target. An existing file keeps its mode and owner; a
 * new one belongs to the user who called sudo, if we run under sudo. Return 0, or -1 with `d`
 * and the old file untouched. */
int fileio_write(const char *path, const void *bytes, size_t n, struct diag *d);

struct fileio_file {
	const char *path;
	const void *bytes;
	size_t n;
	bool executable; /* for everyone who may read it */
};

/* The same for several files: replace all or leave all. All new files are written before the
 * first rename; if a rename fails, those already replaced are restored. */
int fileio_write_all(const struct fileio_file *files, size_t count, struct diag *d);

/* Write all bytes to a descriptor. Return 0, or -1 with errno. */
int fileio_put(int fd, const void *bytes, size_t n);
/* Give a file that was just created to the user who called sudo, if we run under sudo. */
void fileio_give_to_caller(int fd);

/* True if both names refer to one existing file. */
bool fileio_same(const char *a, const char *b);
bool fileio_exists(const char *path);
/* Return -1 with `d` if the path exists and is not a regular file: reading a pipe, for instance,
 * could wait forever. */
int fileio_check_regular(const char *path, struct diag *d);
/* The last component of a path, borrowed; and the path without it, "." if there is nothing else
 * (caller frees). */
const char *fileio_base(const char *path);
char *fileio_dir(const char *path);
/* DIR/NAME; caller frees. */
char *fileio_join(const char *dir, const char *name);

/* $XDG_STATE_HOME/avcurate, for data kept between runs that is not a document. `make`: create it
 * if missing. Caller frees. */
char *fileio_state_dir(bool make);
/* Create a private directory under $TMPDIR or /tmp. Caller frees the path and calls
 * fileio_remove_dir. NULL with `d`. */
char *fileio_temp_dir(struct diag *d);
/* Remove a directory and the files in it; it holds no directories. */
void fileio_remove_dir(const char *dir);

#endif
