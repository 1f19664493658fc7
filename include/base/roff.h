/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes text for manual pages: `bold` in backticks, *italic* in stars, everything else
 * literally. */
#ifndef AVCURATE_BASE_ROFF_H
#define AVCURATE_BASE_ROFF_H

#include "base/buf.h"

/* Append the text without a line break, for a tag. */
void roff_inline(struct buf *out, const char *text);
/* Append the text as lines, each sentence beginning one. */
void roff_text(struct buf *out, const char *text);
/* The same for a help string: adds a capital letter and a full stop. */
void roff_help(struct buf *out, const char *help);
/* Append what may follow a command, with options bold and words in capitals italic: "-M NAME
 * [LOG]...". */
void roff_usage(struct buf *out, const char *usage);

#endif
