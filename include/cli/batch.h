/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands without a screen. */
#ifndef AVCURATE_CLI_BATCH_H
#define AVCURATE_CLI_BATCH_H

#include "session/options.h"

/* Runs o->command (not COMMAND_SCREEN, for which it does what list does); returns the exit
 * status. Results go to standard output, messages to standard error. */
int batch_run(const struct options *o);

#endif
