/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a statement would do if it were a rule's: what it opens and closes, what of that is
 * sensitive, and whether the denials would go away. */
#ifndef AVCURATE_MODULE_EFFECT_H
#define AVCURATE_MODULE_EFFECT_H

#include <stdbool.h>

#include "base/buf.h"
#include "advice/ladder.h"
#include "module/prove.h"
#include "policy/reach.h"

struct effect {
	bool known; /* false: it names what the policy lacks; nothing else is set */
	bool quiet; /* it is a dontaudit, which opens nothing */
	struct reach reach;
	struct judge_proof proof;
	uint64_t more; /* of what it opens, so much was not denied */
};

void effect_release(struct effect *e);
/* Of `st` in place of the statements of all `n` rules, whose denials it is to answer. `e` is released
 * first. Up to `list_max` of the tuples that it opens are listed. Without a prover (NULL) the proof
 * is left out. */
void effect_find(struct judge *j, struct prover *p, const struct intern *names,
		 const struct ledger *denials, const rule_id *ids, size_t n,
		 const struct statement *st, size_t list_max, struct effect *e);

/* Put the steps of each axis, and their effects with them, in order of what they open. */
void effect_sort(struct ladder_step *steps, struct effect *effects, size_t count);

/* "2,345 tuples: 2,342 more than was denied"; "1 tuple: nothing else"; "nothing". */
void effect_opens_words(const struct effect *e, struct buf *out);
/* "closes 3: …", what the first list of ioctl commands takes away; nothing where it takes none. */
void effect_closes_words(const struct effect *e, struct buf *out);
/* The sensitive things opened, each with why, up to `max` bytes: "shadow_t: read (the password
 * hashes); …". Nothing where there are none. */
void effect_sensitive_words(const struct effect *e, const struct judge *j, size_t max,
			    struct buf *out);
/* Their types alone, each once, up to `max` bytes: "shadow_t security_t …". */
void effect_sensitive_names(const struct effect *e, const struct judge *j, size_t max,
			    struct buf *out);

/* Whether a statement grants, on any axis, what was not denied. */
bool effect_is_wider(const struct rule *r, const struct intern *names, const struct statement *st);
/* Append a number with commas. */
void effect_count(struct buf *out, uint64_t n);

#endif
