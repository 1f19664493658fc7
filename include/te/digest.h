/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The digest that binds a review mark to the statement, the decision and the evidence. A mark is
 * valid for exactly these: any change voids it. */
#ifndef AVCURATE_TE_DIGEST_H
#define AVCURATE_TE_DIGEST_H

#include <stdbool.h>

#include "te/read.h"

/* SHA-256 in hex. It does not cover who decided, when, or the notes. */
void te_digest(const struct te_block *b, const struct intern *names, char out[65]);
/* The valid mark of a block, or REVIEW_NONE if it has no mark or the rule changed since. */
enum review_mark te_mark(const struct te_block *b, const struct intern *names);

/* Count the rules of the module that lack a valid approval, and add a message for each. */
size_t te_unapproved(const struct te_file *f, const struct intern *names, struct message_log *m);

#endif
