/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a session came to, as text for people and for programs. One file an exporter, one row of the
 * table each. */
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

/* What a report is made of. Borrowed. */
struct report_input {
	struct intern *names; /* steps of widening may add to it */
	const struct ledger *denials, *granted;
	const struct decisions *decisions;
	const struct reader *reader;
	const struct policy *policy; /* NULL: none, and no judge or prover then */
	struct judge *judge;
	struct prover *prover;
	const struct row_judge *rows; /* what became of rules; NULL: not asked */
	int64_t now_ms;               /* what "today" is, for showing times */
	const rule_id *rules;         /* those to show, in order */
	size_t rule_count;
	bool opened; /* with the list of what each opens */
};

/* The row of one of the rules, for its columns. */
void report_row(const struct report_input *in, rule_id id, struct row *row);

struct report {
	const char *name; /* --format */
	const char *help;
	void (*list)(const struct report_input *in, FILE *out);
	void (*why)(const struct report_input *in, FILE *out); /* NULL: not in this format */
};

/* NULL-ended by name. */
extern const struct report report_table[];
const struct report *report_find(const char *name);

#endif
