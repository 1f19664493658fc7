/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Help texts of the table of options, with the words filled in. */
#ifndef AVCURATE_CLI_OPTION_TEXT_INTERNAL_H
#define AVCURATE_CLI_OPTION_TEXT_INTERNAL_H

#include "base/buf.h"
#include "options_internal.h"

/* Append the help; {} becomes the words, such as "auto (the first that may be read), log, journal". */
void option_text_help(const struct option_row *row, struct buf *out);

#endif
