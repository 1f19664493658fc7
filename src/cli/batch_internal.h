/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands without a screen that have their own file. Each returns the exit status; `d` says
 * why if nothing was done. */
#ifndef AVCURATE_CLI_BATCH_INTERNAL_H
#define AVCURATE_CLI_BATCH_INTERNAL_H

#include "session/open.h"

/* `avcurate build`, on an open session. Sets `d` with STATUS_USAGE, STATUS_UNREADABLE and
 * STATUS_FAILED. */
enum status batch_build(struct session *s, const struct options *o, struct diag *d);

/* The others need no session. */

/* `avcurate check`: prints the findings on standard output. */
enum status batch_check(const struct options *o, struct diag *d);
/* `avcurate install` and `avcurate uninstall`: print the plan and the outcome on standard output,
 * the question and the progress on standard error. */
enum status batch_install(const struct options *o, struct diag *d);
/* `avcurate review`: a document that explains a module, made from its .te. */
enum status batch_review(const struct options *o, struct diag *d);

#endif
