/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fixes that a rule can have instead of a statement: booleans, labels, ports, a level. Each
 * can be decided for, and is proved as if it had been made. */
#ifndef AVCURATE_ADVICE_OFFER_H
#define AVCURATE_ADVICE_OFFER_H

#include <stddef.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "advice/judge.h"

/* Limit of a command; what does not fit is left out and counted. */
#define OFFER_COMMAND_MAX_BYTES 800

struct offer {
	enum fix_by by;
	char *to, *command; /* as in struct decision */
	char *words;        /* "set httpd_use_nfs=on" */
};

struct offers {
	struct offer *items;
	size_t count, cap;
};

void offers_release(struct offers *o);
/* Releases `out` first. */
void offers_find(struct judge *j, const struct rule *r, const struct judgement *judged,
		 struct offers *out);

/* Prove the rule as if the fix were made. `s` has been begun (judge_select) and holds what was
 * accepted; this applies the booleans and finishes it. Unproved if the policy lacks a name. */
void offer_prove(struct judge *j, const struct rule *r, struct judge_selection *s, enum fix_by by,
		 const char *to, struct judge_proof *out);
/* "with the boolean set, everything that was denied is allowed". `decided`: the fix was chosen;
 * otherwise say what would happen. */
void offer_proof_words(const struct judge_proof *p, enum fix_by by, bool decided, struct buf *out);

#endif
