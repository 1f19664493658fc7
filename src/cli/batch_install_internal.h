/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `avcurate install` and `avcurate uninstall`. */
#ifndef AVCURATE_CLI_BATCH_INSTALL_INTERNAL_H
#define AVCURATE_CLI_BATCH_INSTALL_INTERNAL_H

#include "session/open.h"

/* Need no session. The plan and what came of it go to standard output, the question and the progress to
 * standard error. `d` says why where nothing was tried. */
enum status batch_install(const struct options *o, struct diag *d);

#endif
