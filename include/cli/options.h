/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: one const table gives parsing, --help and the man page's list. */
#ifndef AVCURATE_CLI_OPTIONS_H
#define AVCURATE_CLI_OPTIONS_H

#include "base/buf.h"
#include "session/options.h"

/* 0, or -1 with `d`: how the call is wrong and what comes near. */
int options_parse(struct options *o, int argc, char **argv, struct diag *d);
/* The text of --help. */
void options_help(struct buf *out);

#endif
