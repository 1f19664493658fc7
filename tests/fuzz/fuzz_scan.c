// SPDX-License-Identifier: GPL-2.0-or-later
/* No log crashes the scanner; the counts add up; what it finds does not depend on how the bytes come
 * in; every slice of a record can be read. The first byte says how long the pieces are. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "denial/ledger.h"
#include "base/mem.h"
#include "scan/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct heard {
	struct intern *names;
	struct ledger *ledger;
	uint64_t sum; /* of what was heard, and where */
};

static void add(struct heard *h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;

	while (n--)
		h->sum = (h->sum ^ *p++) * 1099511628211u;
}

static void add_slice(struct heard *h, struct slice s)
{
	add(h, s.p, s.n);
	add(h, &s.n, sizeof(s.n));
}

static bool take_record(void *ctx, const struct record *r, const char **why)
{
	const struct slice all[] = { r->node,     r->perms,  r->scontext,     r->tcontext,
				     r->ncontext, r->tclass, r->raw_scontext, r->raw_tcontext,
				     r->comm,     r->exe,    r->path,         r->name,
				     r->dev,      r->ino,    r->pid,          r->port,
				     r->raw };
	struct heard *h = ctx;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		add_slice(h, all[i]);
	add(h, &r->time_ms, sizeof(r->time_ms));
	add(h, &r->serial, sizeof(r->serial));
	add(h, &r->offset, sizeof(r->offset));
	add(h, &r->bytes, sizeof(r->bytes));
	add(h, &r->line, sizeof(r->line));
	return ledger_add(h->ledger, r, NULL, why) != RULE_NONE;
}

static void take_mark(void *ctx, const struct log_mark *m)
{
	add_slice(ctx, m->text);
	add(ctx, &m->time_ms, sizeof(m->time_ms));
}

static void take_refusal(void *ctx, uint32_t line, const char *reason, struct slice text)
{
	add_slice(ctx, slice_of(reason));
	add_slice(ctx, text);
	add(ctx, &line, sizeof(line));
}

static void take_companion(void *ctx, const struct companion *c)
{
	struct heard *h = ctx;

	add_slice(h, c->node);
	add_slice(h, c->text);
	add_slice(h, c->inode);
	add(h, &c->kind, sizeof(c->kind));
	add(h, &c->time_ms, sizeof(c->time_ms));
	add(h, &c->serial, sizeof(c->serial));
	ledger_companion(h->ledger, c);
}

static uint64_t scan(const char *text, size_t n, size_t piece)
{
	struct heard h = { .sum = 14695981039346656037u };
	const struct scan_sink sink = { &h,           take_record,    take_mark,
					take_refusal, take_companion, NULL };
	struct scan *s = scan_new(&sink);
	struct scan_counts c;
	size_t at, some;

	h.names = intern_new();
	h.ledger = ledger_new(h.names, 0);
	for (at = 0; at < n; at += some) {
		some = n - at > piece ? piece : n - at;
		scan_feed(s, text + at, some);
	}
	scan_finish(s);
	c = *scan_counts(s);
	if (c.records != c.denials + c.granted + c.skipped + c.refused || c.bytes != n)
		abort();
	add(&h, &c, sizeof(c));
	scan_free(s);
	ledger_free(h.ledger);
	intern_free(h.names);
	return h.sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;
	size_t piece;

	if (!size)
		return 0;
	piece = 1 + data[0];
	text = mem_alloc(size - 1 ? size - 1 : 1); /* its own: a byte read too far is seen */
	memcpy(text, data + 1, size - 1);
	if (scan(text, size - 1, size) != scan(text, size - 1, piece))
		abort();
	free(text);
	return 0;
}
