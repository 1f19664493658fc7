/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session and its module: opening NAME.te again, naming it, writing it. Shared by the screen (m, W)
 * and the batch commands. */
#ifndef AVCURATE_SESSION_MODULE_FILE_H
#define AVCURATE_SESSION_MODULE_FILE_H

#include <stdbool.h>

#include "module/build.h"
#include "base/diag.h"
#include "module/findings.h"
#include "session/module_te.h"
#include "session/options.h"

struct session;

/* A NAME.te that is not ours, to be asked about. */
struct foreign_te {
	char *path;   /* NULL: none */
	size_t rules; /* in it, that could be taken over */
	bool asked;
};

/* A NAME.te whose module line says another name. */
struct misnamed_te {
	char *path;   /* NULL: none, or what was opened last was right */
	char *inside; /* the name that it says */
	bool ours;
};

struct module_file {
	char *name;          /* NULL while unnamed */
	char *dir;           /* where it is written; "." by default */
	char *path;          /* of the NAME.te that was opened or written last; NULL: none */
	struct module_te te; /* that file */
	char *version;       /* "1.0" for a new one */
	struct foreign_te foreign;
	struct misnamed_te misnamed;
	char *adopted_te; /* taken over and not written yet; NULL: none */
};

void module_file_init(struct module_file *m);
void module_file_release(struct module_file *m);

/* Open an existing NAME.te: its decisions come back, it becomes the session's module. One that is not ours
 * is refused, and remembered as `foreign`, unless --take-over was given. A module line
 * that differs from the file's name is refused with both ways to mend it, which --rename-file and
 * --rename-module take. 0, or -1 with `d`. */
int module_file_open(struct session *s, const char *path, const struct options *o, struct diag *d);

/* Take over the rules of `foreign` as decisions, as --take-over does. 0, or -1 with `d`. */
int module_file_take_over(struct session *s, const struct options *o, struct diag *d);
/* What goes into the module now, with what the policy says of it (`found`, which comes zeroed; release it
 * afterwards). All borrowed. */
struct te_content module_file_te_content(const struct session *s, struct findings *found);

/* Name the session's module after `arg` (pf9, pf9.te, out/pf9.pp), to be written to the directory in
 * it or to -o. Another module's name in the store (--store-list, or this host's where it can be read)
 * is refused; where no store is known that is said in the messages. An existing NAME.te of ours there
 * is opened; one that is not ours is refused. 0, or -1 with `d`. */
int module_file_name(struct session *s, const char *arg, const struct options *o, struct diag *d);

/* Write NAME.te and NAME.pp, and the exports (export.h) of --export and of `exports`; what came of it goes to the messages too, each compiler error with the
 * rule it belongs to (result->issues). 0, or -1 with `d`: nothing was written. Release `result`. */
int module_file_write(struct session *s, const struct options *o, unsigned exports,
		      struct build_result *result, struct diag *d);

/* Write it to `dir` with its evidence as digests (te_strip.h), as --strip does; the module of the session
 * stays as it is. The same otherwise. */
int module_file_strip(struct session *s, const struct options *o, const char *dir,
		      struct build_result *result, struct diag *d);
/* For build_options.origin, when writing to `dir`. Borrowed. */
const char *module_file_origin(const struct session *s, const char *dir);

#endif
