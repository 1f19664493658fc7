// SPDX-License-Identifier: GPL-2.0-or-later
/* A rule of a report as the columns want it. */
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
