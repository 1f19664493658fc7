/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The effect of a way to fix a denial with booleans: how many accesses it opens in all, and what
 * the policy's documentation says of it. Computed once for each way, since many rules share
 * them. */
#ifndef AVCURATE_ADVICE_BOOLEAN_NOTE_H
#define AVCURATE_ADVICE_BOOLEAN_NOTE_H

#include <stdbool.h>
#include <stddef.h>

#include "policy/boolean.h"
#include "policy/docs.h"

struct boolean_note {
	struct boolean_fix fix;
	uint64_t opened;
	char *text;
};

/* Zeroed is empty. */
struct boolean_notes {
	struct boolean_note *items;
	size_t count, cap;
	struct docs *docs; /* the policy's, borrowed; or NULL */
};

void boolean_notes_release(struct boolean_notes *n);
/* "opens 12 kinds of access in all; httpd_use_nfs: Determine whether …"; borrowed. */
const char *boolean_note(struct boolean_notes *n, const struct policy_index *ix,
			 const struct boolean_fix *fix);
/* Sort by what they open, least first; single booleans before pairs. */
void boolean_notes_sort(struct boolean_notes *n, const struct policy_index *ix,
			struct boolean_fixes *fixes);

#endif
