/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The effect a statement would have for a rule: what it opens and closes, what of that is
 * sensitive, and whether the denials would go away. */
#ifndef AVCURATE_MODULE_EFFECT_H
#define AVCURATE_MODULE_EFFECT_H

#include <stdbool.h>

#include "base/buf.h"
#include "advice/ladder.h"
#include "module/prove.h"
#include "policy/reach.h"

struct effect {
	bool known; /* false: the policy lacks a name in it; nothing else is set */
	bool quiet; /* a dontaudit, which opens nothing */
	struct reach reach;
	struct judge_proof proof;
	uint64_t more; /* opened accesses that were not denied */
};

void effect_release(struct effect *e);
/* The effect of `st` replacing the statements of all `n` rules. Releases `e` first. Lists up to
 * `list_max` of the accesses it opens. Without a prover (NULL) the proof is left out. */
void effect_find(struct judge *j, struct prover *p, const struct intern *names,
		 const struct ledger *denials, const rule_id *ids, size_t n,
		 const struct statement *st, size_t list_max, struct effect *e);

/* Sort the steps of each axis, with their effects, by how much they open. */
void effect_sort(struct ladder_step *steps, struct effect *effects, size_t count);

/* "2,345 accesses: 2,342 more than was denied"; "1 access: nothing else"; "nothing". */
void effect_opens_words(const struct effect *e, struct buf *out);
/* What a first list of ioctl commands takes away; appends nothing if it takes nothing. */
void effect_closes_words(const struct effect *e, struct buf *out);
/* The sensitive accesses opened, each with the reason, up to `max` bytes: "shadow_t: read (the
 * password hashes); …". Appends nothing if the list is empty. */
void effect_sensitive_words(const struct effect *e, const struct judge *j, size_t max,
			    struct buf *out);
/* Their types alone, each once, up to `max` bytes: "shadow_t security_t …". */
void effect_sensitive_names(const struct effect *e, const struct judge *j, size_t max,
			    struct buf *out);

/* True if a statement grants, on any axis, something that was not denied. */
bool effect_is_wider(const struct rule *r, const struct intern *names, const struct statement *st);
/* Append a number with thousands separators. */
void effect_count(struct buf *out, uint64_t n);

#endif
