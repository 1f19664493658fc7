/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Formats text for manual pages. The text marks `bold` with backticks and *italic* with stars;
 * everything else is shown literally. */
#ifndef AVCURATE_BASE_ROFF_H
#define AVCURATE_BASE_ROFF_H

#include "base/buf.h"

/* Append the text without line breaks, for a tag. */
void roff_inline(struct buf *out, const char *text);
/* Append the text as lines, each sentence on a new line. */
void roff_text(struct buf *out, const char *text);
/* The same for a help string: capitalise it and add a full stop. */
void roff_help(struct buf *out, const char *help);
/* Append the usage of a command, options in bold and capitals in italic: "-M NAME [LOG]...". */
void roff_usage(struct buf *out, const char *usage);

#endif
