/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The session's module: open NAME.te, name it, write it. Shared by the screen (m, W) and the
 * batch commands. */
#ifndef AVCURATE_SESSION_MODULE_FILE_H
#define AVCURATE_SESSION_MODULE_FILE_H

#include <stdbool.h>

#include "module/build.h"
#include "base/diag.h"
#include "module/findings.h"
#include "session/module_te.h"
#include "session/options.h"

struct session;

/* A NAME.te that avcurate did not write; the operator is asked about it. */
struct foreign_te {
	char *path;   /* or NULL */
	size_t rules; /* rules that could be taken over */
	bool asked;
};

/* A NAME.te whose module line has another name. */
struct misnamed_te {
	char *path;   /* NULL: the file opened last had the right name */
	char *inside; /* the name in the module line */
	bool ours;
};

struct module_file {
	char *name;          /* NULL while unnamed */
	char *dir;           /* output directory; "." by default */
	char *path;          /* the NAME.te opened or written last, or NULL */
	struct module_te te; /* parsed from `path` */
	char *version;       /* "1.0" for a new one */
	struct foreign_te foreign;
	struct misnamed_te misnamed;
	char *adopted_te; /* taken over and not yet written, or NULL */
};

void module_file_init(struct module_file *m);
void module_file_release(struct module_file *m);

/* Open an existing NAME.te: restore its decisions and make it the session's module. A file that
 * is not ours is refused and remembered as `foreign`, unless --take-over was given. If the
 * module line differs from the file's name, refuse and name both repairs: --rename-file and
 * --rename-module. 0, or -1 with `d`. */
int module_file_open(struct session *s, const char *path, const struct options *o, struct diag *d);

/* Take over the rules of `foreign` as decisions, as --take-over does. 0, or -1 with `d`. */
int module_file_take_over(struct session *s, const struct options *o, struct diag *d);
/* Contents of the module as of now, with what the policy says of it (`found`, zeroed by the
 * caller; release it afterwards). All borrowed. */
struct te_content module_file_te_content(const struct session *s, struct findings *found);

/* Name the session's module after `arg` (pf9, pf9.te, out/pf9.pp); it is written to the
 * directory in `arg` or to -o. Refuse a name that another module in the store has (--store-list,
 * or this host's store if it can be read); without a store, say so in the messages. Open an
 * existing NAME.te of ours there; refuse one that is not ours. 0, or -1 with `d`. */
int module_file_name(struct session *s, const char *arg, const struct options *o, struct diag *d);

/* Write NAME.te and NAME.pp, and the exports (export.h) of --export and of `exports`. Report the
 * result in the messages too, each compiler error with its rule (result->issues). 0, or -1 with
 * `d`: nothing was written. Release `result`. */
int module_file_write(struct session *s, const struct options *o, unsigned exports,
		      struct build_result *result, struct diag *d);

/* Write the module to `dir` with its evidence as digests (te_strip.h), as --strip does; the
 * session's module does not change. Otherwise as module_file_write. */
int module_file_strip(struct session *s, const struct options *o, const char *dir,
		      struct build_result *result, struct diag *d);
/* The value of build_options.origin when writing to `dir`. Borrowed. */
const char *module_file_origin(const struct session *s, const char *dir);

#endif
