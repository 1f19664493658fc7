/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `avcurate review`: a document that explains a module, made from its .te. */
#ifndef AVCURATE_CLI_BATCH_REVIEW_INTERNAL_H
#define AVCURATE_CLI_BATCH_REVIEW_INTERNAL_H

#include "session/open.h"

/* Needs no session. Returns the exit status; `d` says why where nothing was written. */
enum status batch_review(const struct options *o, struct diag *d);

#endif
