// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "ledger_fixture.h"

#include <string.h>

#include "scan/scan.h"

static bool take_record(void *ctx, const struct record *r, const char **why)
{
	return ledger_add(((struct heard *)ctx)->ledger, r, NULL, why) != RULE_NONE;
}

static void take_refusal(void *ctx, uint32_t line, const char *reason, struct slice text)
{
	(void)ctx;
	(void)line;
	(void)reason;
	(void)text;
}

static void take_companion(void *ctx, const struct companion *c)
{
	ledger_companion(((struct heard *)ctx)->ledger, c);
}

void hear(struct heard *h, const char *text, size_t piece)
{
	const struct scan_sink sink = {
		.ctx = h, .record = take_record, .refuse = take_refusal, .companion = take_companion
	};
	struct scan *s = scan_new(&sink);
	size_t n = strlen(text), at, some;

	h->names = intern_new();
	h->ledger = ledger_new(h->names, 0);
	for (at = 0; at < n; at += some) {
		some = n - at < piece ? n - at : piece;
		scan_feed(s, text + at, some);
	}
	scan_finish(s);
	scan_free(s);
}

void heard_release(struct heard *h)
{
	ledger_free(h->ledger);
	intern_free(h->names);
}
