/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fixes of a rule other than a statement: booleans, labels, ports, a level. The operator may
 * choose one; each is proved as if it had been made. */
#ifndef AVCURATE_ADVICE_OFFER_H
#define AVCURATE_ADVICE_OFFER_H

#include <stddef.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "advice/judge.h"

/* Limit of a command; what does not fit is omitted and counted. */
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

/* Prove the rule as if the fix were made. `s` must be begun (judge_select) and hold what was
 * accepted; this adds the booleans and finishes it. Unproved if the policy lacks a name. */
void offer_prove(struct judge *j, const struct rule *r, struct judge_selection *s, enum fix_by by,
		 const char *to, struct judge_proof *out);
/* "with these booleans, all 3 denied accesses are allowed". Without `decided`, say what would
 * be. */
void offer_proof_words(const struct judge_proof *p, enum fix_by by, bool decided, struct buf *out);

#endif
