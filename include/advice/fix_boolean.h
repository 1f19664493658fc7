/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to say about a boolean fix besides its command: what it opens in all, and the policy's
 * description of the boolean. Computed once for each fix, since many rules share it. */
#ifndef AVCURATE_ADVICE_FIX_BOOLEAN_H
#define AVCURATE_ADVICE_FIX_BOOLEAN_H

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
	struct docs *docs; /* the policy's documentation, borrowed; may be NULL */
};

void boolean_notes_release(struct boolean_notes *n);
/* "opens 12 accesses in all; httpd_use_nfs: Determine whether …"; borrowed. */
const char *boolean_note(struct boolean_notes *n, const struct policy_index *ix,
			 const struct boolean_fix *fix);
/* Sort the fixes: those that open least first, singles before pairs. */
void boolean_notes_sort(struct boolean_notes *n, const struct policy_index *ix,
			struct boolean_fixes *fixes);

#endif
