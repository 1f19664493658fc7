/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands without a screen. */
#ifndef AVCURATE_CLI_BATCH_H
#define AVCURATE_CLI_BATCH_H

#include "session/options.h"

/* Run o->command and return the exit status; COMMAND_SCREEN runs like list. Results go to standard
 * output, messages to standard error. */
int batch_run(const struct options *o);

#endif
