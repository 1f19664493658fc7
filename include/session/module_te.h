/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME.te as a session holds it: opened and parsed once, borrowed by its users. Detects a change
 * on disk without opening the file. */
#ifndef AVCURATE_SESSION_MODULE_TE_H
#define AVCURATE_SESSION_MODULE_TE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "te/read.h"

struct module_te {
	char *path;         /* or NULL */
	struct te_file te;  /* as read; as written, once module_te_get parses it */
	struct buf written; /* text written last and not yet parsed */
	struct stat on_disk;
	bool unsure; /* `on_disk` may not show a change right after it was read */
};

void module_te_release(struct module_te *m);
/* Read `path`. 0, or -1 with `d`. Release `m` in either case. */
int module_te_read(struct module_te *m, const char *path, struct intern *names, struct diag *d);
/* `text` was just written to `path`. */
void module_te_written(struct module_te *m, const char *path, const struct buf *text);
/* The file as last read or written; NULL if neither. Borrowed until the next read or write. */
const struct te_file *module_te_get(struct module_te *m, struct intern *names);
/* The text of that file. */
const struct buf *module_te_text(const struct module_te *m);
/* True if `path` is this file, unchanged on disk. False also if only reading it would show. */
bool module_te_is_on_disk(const struct module_te *m, const char *path);
/* As module_te_get, but NULL also if the file on disk has changed. Reads it only if stat is not
 * conclusive. */
const struct te_file *module_te_unchanged(struct module_te *m, struct intern *names);

#endif
