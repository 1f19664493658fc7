/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Proves the whole selection again and lists the statements, and the other fixes decided on,
 * that do not do what they are for. Shared by the screen (v, W) and build. */
#ifndef AVCURATE_SESSION_VERIFY_H
#define AVCURATE_SESSION_VERIFY_H

#include <stddef.h>

#include "session/session.h"
#include "advice/verdict.h"

struct verify_row {
	rule_id rule;
	enum proof proof; /* never PROOF_PROVEN */
	bool statement;   /* it has a statement in the module */
};

struct verify {
	struct verify_row *rows; /* blocked ones first, then unproved, then without effect */
	size_t count, cap;
	size_t proven;
	size_t useless; /* statements with denials here that are blocked or without effect */
};

void verify_release(struct verify *v);
/* Releases `out` first. Without a policy all is unproved. */
void verify_selection(const struct session *s, struct verify *out);
/* Append the reason for a row: "1 of 5,000 still blocked: a constraint forbids it". */
void verify_words(const struct session *s, const struct verify_row *row, struct buf *out);

#endif
