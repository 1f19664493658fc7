// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "scan_fixture.h"

#include <inttypes.h>
#include <stdio.h>

void heard_release(struct heard *h)
{
	buf_release(&h->text);
	buf_release(&h->exact);
}

static void say(struct buf *b, const char *key, struct slice v)
{
	if (!v.n)
		return;
	buf_addc(b, ' ');
	buf_adds(b, key);
	buf_add(b, v.p, v.n);
}

static void say_when(struct buf *b, int64_t time_ms, uint64_t serial)
{
	if (time_ms != TIME_NONE)
		buf_addf(b, " t=%" PRId64, time_ms);
	if (serial)
		buf_addf(b, " #%" PRIu64, serial);
}

/* The text of a record must be what the source has at its place, when it takes as many bytes. */
static void check_place(struct heard *h, struct slice raw, uint64_t offset, size_t bytes)
{
	if (!h->source)
		return;
	if (offset > h->source_bytes || bytes > h->source_bytes - offset ||
	    (raw.n == bytes && memcmp(h->source + offset, raw.p, bytes) != 0)) {
		printf("# not at %" PRIu64 "+%zu: %.*s\n", offset, bytes, (int)raw.n, raw.p);
		h->wrong = true;
	}
}

static bool take_record(void *ctx, const struct record *r, const char **why)
{
	struct heard *h = ctx;
	size_t from = h->text.len;
	struct buf *b = &h->text;

	buf_adds(b, kind_of(r->kind)->name);
	buf_adds(b, r->granted ? " granted" : "");
	buf_adds(b, r->user ? " user" : "");
	buf_adds(b, r->suspect ? " suspect" : "");
	say(b, "", r->scontext);
	say(b, "", r->tcontext);
	say(b, "n=", r->ncontext);
	say(b, "", r->tclass);
	if (r->kind == RECORD_ACCESS)
		buf_addf(b, " {%.*s}", (int)r->perms.n, r->perms.p);
	if (r->permissive >= 0)
		buf_addf(b, " p=%d", r->permissive);
	say_when(b, r->time_ms, r->serial);
	say(b, "node=", r->node);
	say(b, "pid=", r->pid);
	say(b, "comm=", r->comm);
	say(b, "exe=", r->exe);
	say(b, "path=", r->path);
	say(b, "name=", r->name);
	say(b, "dev=", r->dev);
	say(b, "ino=", r->ino);
	say(b, "port=", r->port);
	if (r->ioctl != IOCTL_NONE)
		buf_addf(b, " cmd=0x%" PRIx32, r->ioctl);
	say(b, "srawcon=", r->raw_scontext);
	say(b, "trawcon=", r->raw_tcontext);
	buf_addf(b, " @%" PRIu32 "\n", r->line);
	buf_addf(&h->exact, "%" PRIu64 "+%zu [%.*s] %s", r->offset, r->bytes, (int)r->raw.n,
		 r->raw.p, buf_str(b) + from);
	check_place(h, r->raw, r->offset, r->bytes);
	if (r->scontext.n && memmem(r->scontext.p, r->scontext.n, "refuse_me", 9)) {
		b->len = from;
		b->data[from] = '\0';
		*why = "as asked";
		return false;
	}
	return true;
}

static const char *const mark_names[LOG_MARK_KINDS] = {
	[LOG_MARK_POLICY_LOAD] = "policy-load",
	[LOG_MARK_STATUS] = "status",
	[LOG_MARK_BOOLEAN] = "boolean",
	[LOG_MARK_AUDITD_START] = "auditd-start",
	[LOG_MARK_BOOT] = "boot",
	[LOG_MARK_LOST] = "lost",
	[LOG_MARK_AUDITD_END] = "auditd-end",
	[LOG_MARK_AUDIT_CONFIG] = "audit-config",
};

static void take_mark(void *ctx, const struct log_mark *m)
{
	struct heard *h = ctx;

	buf_addf(&h->text, "mark %s", mark_names[m->kind]);
	say_when(&h->text, m->time_ms, m->serial);
	buf_addf(&h->text, " @%" PRIu32 "\n", m->line);
	buf_addf(&h->exact, "mark %s %" PRIu64 " [%.*s]\n", mark_names[m->kind], m->offset,
		 (int)m->text.n, m->text.p);
}

static void take_refusal(void *ctx, uint32_t line, const char *reason, struct slice text)
{
	struct heard *h = ctx;

	buf_addf(&h->text, "refused: %s @%" PRIu32 "\n", reason, line);
	buf_addf(&h->exact, "refused: %s [%.*s]\n", reason, (int)text.n, text.p);
}

void hear(struct heard *h, const char *text, size_t n, size_t piece)
{
	struct scan_sink sink = { h, take_record, take_mark, take_refusal, NULL, NULL };
	struct scan *s = scan_new(&sink);
	const struct scan_counts *c = scan_counts(s);
	size_t at, some;

	buf_clear(&h->text);
	buf_clear(&h->exact);
	h->source = text;
	h->source_bytes = n;
	for (at = 0; at < n; at += some) {
		some = piece && n - at > piece ? piece : n - at;
		scan_feed(s, text + at, some);
	}
	scan_finish(s);
	h->counts = *c;
	if (c->records != c->denials + c->granted + c->skipped + c->refused || c->bytes != n) {
		printf("# %" PRIu64 " records, %" PRIu64 " denials, %" PRIu64 " granted, %" PRIu64
		       " skipped, %" PRIu64 " refused; %" PRIu64 " of %zu bytes\n",
		       c->records, c->denials, c->granted, c->skipped, c->refused, c->bytes, n);
		h->wrong = true;
	}
	scan_free(s);
}
