// SPDX-License-Identifier: GPL-2.0-or-later
/* No expression crashes, hangs or errs outside of itself; those that are taken match without harm. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "denial/ledger.h"
#include "base/mem.h"
#include "filter/query.h"

#define NOW_MS INT64_C(1795168800000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void match(struct query *q)
{
	struct record r = { .kind = RECORD_ACCESS,
			    .permissive = -1,
			    .time_ms = NOW_MS,
			    .ioctl = IOCTL_NONE,
			    .perms = slice_of("getattr open read"),
			    .scontext = slice_of("u:r:useradd_t:s0"),
			    .tcontext = slice_of("u:object_r:usr_t:s0"),
			    .tclass = slice_of("file"),
			    .comm = slice_of("\"useradd\""),
			    .path = slice_of("2F746D702F1B5B326A") };
	struct decision decision = { 0 };
	struct intern *names = intern_new();
	struct ledger *ledger = ledger_new(names, 0);
	struct row row = { .names = names, .decision = &decision, .now_ms = NOW_MS };
	const char *why;
	bool first;

	row.id = ledger_add(ledger, &r, NULL, &why);
	row.rule = ledger_rule(ledger, row.id);
	first = query_match(q, &row);
	if (first != query_match(q, &row))
		abort();
	ledger_free(ledger);
	intern_free(names);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *expr = mem_strndup((const char *)data, size);
	struct diag d = { 0 };
	unsigned column = 0;
	struct query *q = query_parse(expr, NOW_MS, &d, &column);
	int64_t ms;

	if (q)
		match(q);
	else if (column < 1 || column > strlen(expr) + 1 || !*diag_text(&d))
		abort();
	query_free(q);
	diag_release(&d);
	query_time(expr, NOW_MS, &ms, NULL);
	free(expr);
	return 0;
}
