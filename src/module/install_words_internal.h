/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Explains semodule's output in terms of the module that was to be installed: the compiler names
 * lines of CIL that nobody wrote. */
#ifndef AVCURATE_MODULE_INSTALL_WORDS_INTERNAL_H
#define AVCURATE_MODULE_INSTALL_WORDS_INTERNAL_H

#include "base/buf.h"

/* Append one line for each known message about module `name`, whose CIL text is `cil`: what it
 * means, and where it comes from in the .te (text `te`, may be NULL; named `te_path`). Unknown
 * messages add nothing: semodule's own output is shown as well. */
void install_explain(const char *said, const char *name, const char *cil, const char *te,
		     const char *te_path, struct buf *out);
/* Append semodule's output, cleaned, line by line, without its noise. */
void install_output(const char *said, struct buf *out);

#endif
