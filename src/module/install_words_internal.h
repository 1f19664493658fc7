/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What semodule printed, in the words of the module that was to be installed: the compiler names lines of
 * CIL that nobody wrote. */
#ifndef AVCURATE_MODULE_INSTALL_WORDS_INTERNAL_H
#define AVCURATE_MODULE_INSTALL_WORDS_INTERNAL_H

#include "base/buf.h"

/* Append one line for each thing that semodule says of module `name`, whose CIL text is `cil`: what it
 * means, and where in the .te (`te`, its text, called `te_path`; NULL: there is none) it comes from.
 * Nothing where it says nothing that is known; its own words are shown besides. */
void install_words(const char *said, const char *name, const char *cil, const char *te,
		   const char *te_path, struct buf *out);
/* Append what it printed, cleaned, line by line, without what it says of everything and means nothing by. */
void install_said(const char *said, struct buf *out);

#endif
