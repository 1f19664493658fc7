// SPDX-License-Identifier: GPL-2.0-or-later
/* Prepares a rule of a report for the columns. */
#include "config.h"

#include "report/report.h"

void report_row(const struct report_input *in, rule_id id, struct row *row)
{
	*row = (struct row){ .names = in->names,
			     .rule = ledger_rule(in->denials, id),
			     .decision = decisions_get(in->decisions, id),
			     .id = id,
			     .judge = in->rows,
			     .now_ms = in->now_ms };
}
