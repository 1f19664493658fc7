/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NAME.te as a session holds it: opened and parsed once, borrowed by all who need it. Whether the file on
 * disk is another since is seen without opening it. */
#ifndef AVCURATE_SESSION_MODULE_TE_H
#define AVCURATE_SESSION_MODULE_TE_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/intern.h"
#include "te/read.h"

struct module_te {
	char *path;         /* NULL: none */
	struct te_file te;  /* as it was read; of what was written, once somebody asks for it */
	struct buf written; /* what was written last and is not parsed yet */
	struct stat on_disk;
	bool unsure; /* a change right after `on_disk` was taken may not show in it */
};

void module_te_release(struct module_te *m);
/* Open it. 0, or -1 with `d`. Release `m` in either case. */
int module_te_read(struct module_te *m, const char *path, struct intern *names, struct diag *d);
/* It was just written so. */
void module_te_written(struct module_te *m, const char *path, const struct buf *text);
/* As it was read or written last; NULL: it was not. Borrowed until it is read or written again. */
const struct te_file *module_te_get(struct module_te *m, struct intern *names);
/* Its bytes. */
const struct buf *module_te_text(const struct module_te *m);
/* Whether `path` is this file, and on disk as it was. False also where only reading it can tell. */
bool module_te_is_on_disk(const struct module_te *m, const char *path);
/* As module_te_get; NULL also where the file on disk is another now. Reads it where nothing else can tell. */
const struct te_file *module_te_unchanged(struct module_te *m, struct intern *names);

#endif
