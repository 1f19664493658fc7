/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a review mark is bound to: the statement, what was decided, and the evidence. The mark holds
 * for exactly that, and for nothing after a change of it. */
#ifndef AVCURATE_TE_DIGEST_H
#define AVCURATE_TE_DIGEST_H

#include <stdbool.h>

#include "te/read.h"

/* SHA-256 in hex. Who decided, when, and the notes do not count. */
void te_digest(const struct te_block *b, const struct intern *names, char out[65]);
/* The mark of a block, or REVIEW_NONE where there is none or it was for something else. */
enum review_mark te_mark(const struct te_block *b, const struct intern *names);

/* How many rules of the module were not approved as they are, and a message for each. */
size_t te_unapproved(const struct te_file *f, const struct intern *names, struct message_log *m);

#endif
