/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `list` and `why`: the rules of a session as text for people and for programs. Each format is one
 * row of the table. */
#ifndef AVCURATE_REPORT_REPORT_H
#define AVCURATE_REPORT_REPORT_H

#include <stdio.h>

#include "denial/decision.h"
#include "base/intern.h"
#include "filter/column.h"
#include "denial/ledger.h"
#include "policy/load.h"
#include "module/prove.h"
#include "input/reader.h"

/* The input of a report. All borrowed. */
struct report_input {
	struct intern *names; /* widening steps may add names */
	const struct ledger *denials, *granted;
	const struct decisions *decisions;
	const struct reader *reader;
	const struct policy *policy; /* may be NULL; then judge and prover are NULL, too */
	struct judge *judge;
	struct prover *prover;
	const struct row_judge *rows; /* outcomes of rules; may be NULL */
	int64_t now_ms;               /* the current time, for relative dates */
	const rule_id *rules;         /* the rules to show, in order */
	size_t rule_count;
	bool opened; /* list what each rule opens */
};

/* Fill `row` for one of the rules, for the columns to print. */
void report_row(const struct report_input *in, rule_id id, struct row *row);

struct report {
	const char *name; /* --format */
	const char *help;
	void (*list)(const struct report_input *in, FILE *out);
	void (*why)(const struct report_input *in, FILE *out); /* NULL: not available */
};

/* NULL-ended by name. */
extern const struct report report_table[];
const struct report *report_find(const char *name);

#endif
