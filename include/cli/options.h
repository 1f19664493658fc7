/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: one const table gives parsing, --help, the manual page and the completions. */
#ifndef AVCURATE_CLI_OPTIONS_H
#define AVCURATE_CLI_OPTIONS_H

#include "base/buf.h"
#include "session/options.h"

/* Returns 0, or -1 with `d`: what is wrong with the call, and the nearest option. */
int options_parse(struct options *o, int argc, char **argv, struct diag *d);
/* Append the text of --help. */
void options_help(struct buf *out);
/* Append the completions for a shell. Returns -1 with `d` if the shell is unknown. */
int options_completion(const char *shell, struct buf *out, struct diag *d);

/* Append a block of the manual page. */
void manual_synopsis(struct buf *out);
void manual_options(struct buf *out);
void manual_fields(struct buf *out); /* of the filter: the columns */
void manual_live(struct buf *out);   /* the live sources */
/* Tables of README, in Markdown. */
void manual_live_markdown(struct buf *out);
void manual_exports_markdown(struct buf *out);

#endif
