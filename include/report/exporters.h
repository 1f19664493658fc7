/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What goes to the customer with NAME.te and NAME.pp. A new one is a file export_NAME.c and a row in
 * exporters.c. */
#ifndef AVCURATE_REPORT_EXPORTERS_H
#define AVCURATE_REPORT_EXPORTERS_H

#include <stdbool.h>

#include "module/build.h"
#include "base/diag.h"

struct exporter {
	const char *name;   /* --export */
	const char *suffix; /* of the file, after the module's name */
	const char *help;
	const char *more; /* the manual page, in the markup of roff.h */
	bool executable;
	/* 0, or -1 with `d`: this module cannot be had in that form. */
	int (*write)(const struct build_made *m, struct buf *out, struct diag *d);
};

/* NULL-ended by name. */
extern const struct exporter exporters[];
#define EXPORT_ALL      (1u << 31) /* each that can be had; the others are reported */
#define EXPORT_ALL_NAME "all"

/* A list of names, separated by commas or blanks, as bits of the rows. 0, or -1 with `d`. */
int export_choose(const char *list, unsigned *chosen, struct diag *d);

struct export_request {
	unsigned chosen;
	struct message_log *messages; /* what of `all` cannot be had, and why */
	const char *dir;              /* where to */
	struct buf
		old; /* "NAME.cil, …": those there that are not of this build and not made anew */
};
/* Whether one of the files is there. */
bool export_any(const char *dir, const char *name);
/* For build_options.more; `ctx` is a struct export_request. */
int export_more(void *ctx, const struct build_made *m, struct build_files *out, struct diag *d);

/* The lines of install.sh, NULL-ended; export_install.c says what their marks mean. */
extern const char *const install_builtin[];

#endif
