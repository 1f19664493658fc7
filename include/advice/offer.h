/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a rule could be fixed by in place of a statement: booleans, labels, ports, a level. Each is
 * something to be decided for, and proved as if it had been done. */
#ifndef AVCURATE_ADVICE_OFFER_H
#define AVCURATE_ADVICE_OFFER_H

#include <stddef.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "advice/judge.h"

/* Of a command; what does not fit is left out of it, and counted. */
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
/* `out` is released first. */
void offers_find(struct judge *j, const struct rule *r, const struct judgement *judged,
		 struct offers *out);

/* Prove the rule as if the fix were made: `s` is begun (judge_select) and has what was accepted;
 * booleans are laid over it, and it is finished here. Unproved where the policy lacks a name. */
void offer_prove(struct judge *j, const struct rule *r, struct judge_selection *s, enum fix_by by,
		 const char *to, struct judge_proof *out);
/* "with the booleans so, all 3 kinds of access that were denied are allowed". `decided`: it was; else
 * it is told as what would be. */
void offer_proof_words(const struct judge_proof *p, enum fix_by by, bool decided, struct buf *out);

#endif
