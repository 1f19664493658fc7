/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files for the customer besides NAME.te and NAME.pp. A new exporter is a file export_NAME.c and a
 * row in exporters.c. */
#ifndef AVCURATE_REPORT_EXPORTERS_H
#define AVCURATE_REPORT_EXPORTERS_H

#include <stdbool.h>

#include "module/build.h"
#include "base/diag.h"

struct exporter {
	const char *name;   /* --export */
	const char *suffix; /* of the file, after the module's name */
	const char *help;
	const char *more; /* text for the manual page, in the markup of roff.h */
	bool executable;
	/* Return 0, or -1 with `d` if this module cannot be written in that form. */
	int (*write)(const struct build_made *m, struct buf *out, struct diag *d);
};

/* NULL-ended by name. */
extern const struct exporter exporters[];
#define EXPORT_ALL      (1u << 31) /* every possible one; the others are reported */
#define EXPORT_ALL_NAME "all"

/* Parse a list of names, separated by commas or blanks, into row bits. Return 0, or -1 with `d`. */
int export_choose(const char *list, unsigned *chosen, struct diag *d);

struct export_request {
	unsigned chosen;
	struct message_log *messages; /* exports that `all` skipped, and why */
	const char *dir;              /* output directory */
	struct buf old;               /* "NAME.cil, …": files left from an earlier build */
};
/* True if one of the files exists. */
bool export_any(const char *dir, const char *name);
/* Implements build_options.more; `ctx` is a struct export_request. */
int export_more(void *ctx, const struct build_made *m, struct build_files *out, struct diag *d);

/* The lines of install.sh, NULL-ended; see export_install.c for their marks. */
extern const char *const install_builtin[];

#endif
