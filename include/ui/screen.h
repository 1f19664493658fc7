/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The screen, from the first frame until the terminal is restored. */
#ifndef AVCURATE_UI_SCREEN_H
#define AVCURATE_UI_SCREEN_H

#include <stdbool.h>

#include "base/diag.h"
#include "session/session.h"

struct options;

struct screen_options {
	const struct options *options; /* command line: how to name and write modules */
	const char *theme;             /* name or file; NULL: default */
	const char *config;            /* file to read instead of the usual ones, or NULL */
	const char *view;              /* the first view; NULL: denials */
	bool no_config;
	bool ascii;
	bool mouse;
};

/* Run until the operator quits. 0; 128 + n after signal n; or -1 with `d` without a usable
 * terminal. */
int screen_run(struct session *s, const struct screen_options *o, struct diag *d);

#endif
