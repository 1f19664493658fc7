/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text for manual pages. In it `bold` stands in backticks and *italic* in stars; all else is shown as it
 * is. */
#ifndef AVCURATE_BASE_ROFF_H
#define AVCURATE_BASE_ROFF_H

#include "base/buf.h"

/* Append the text without a line break, for a tag. */
void roff_inline(struct buf *out, const char *text);
/* Append the text as lines, each sentence beginning one. */
void roff_text(struct buf *out, const char *text);
/* The same of a help string: with a capital, and a full stop. */
void roff_help(struct buf *out, const char *help);
/* Append what may follow a command, with options bold and words in capitals italic: "-M NAME [LOG]...". */
void roff_usage(struct buf *out, const char *usage);

#endif
