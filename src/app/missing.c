// SPDX-License-Identifier: GPL-2.0-or-later
#include "config.h"

#include "avcurate/missing.h"

#include <ctype.h>
#include <string.h>

/* The number that follows, or that ends before, a place in the text. */
static uint64_t number_at(const char *p, const char *end)
{
	uint64_t n = 0;

	for (; p < end && isdigit((unsigned char)*p) && n < UINT64_MAX / 16; p++)
		n = n * 10 + (uint64_t)(*p - '0');
	return n;
}

static const char *find(struct slice text, const char *word)
{
	return memmem(text.p, text.n, word, strlen(word));
}

/* kernel/audit.c: "audit_lost=5 audit_rate_limit=0 audit_backlog_limit=64", the count since boot;
 * lib/ratelimit.c: "kauditd_printk_skb: 16 callbacks suppressed", those since the last time. */
static void take_lost(struct session *s, const struct mark *m)
{
	const char *end = m->text.p + m->text.n, *p = find(m->text, "audit_lost="), *digits;
	uint64_t n;

	if (p) {
		n = number_at(p + strlen("audit_lost="), end);
		if (n > s->lost)
			s->lost = n;
		if (s->lost)
			notices_count(&s->notices, &s->messages, NOTICE_LOST, s->lost);
		return;
	}
	p = find(m->text, " callbacks suppressed");
	if (!p) {
		/* "audit: backlog limit exceeded": how many follows in the next line. */
		if (!s->lost)
			notices_set(&s->notices, &s->messages, NOTICE_LOST, NULL);
		return;
	}
	for (digits = p; digits > m->text.p && isdigit((unsigned char)digits[-1]); digits--)
		;
	s->suppressed += number_at(digits, p);
	notices_count(&s->notices, &s->messages, NOTICE_SUPPRESSED, s->suppressed);
}

void missing_mark(struct session *s, const struct mark *m)
{
	switch (m->kind) {
	case MARK_LOST:
		take_lost(s, m);
		break;
	case MARK_BOOT:
		/* The kernel counts from here. */
		s->lost = 0;
		notices_clear(&s->notices, NOTICE_LOST);
		break;
	case MARK_POLICY_LOAD:
	case MARK_STATUS:
	case MARK_BOOLEAN:
	case MARK_AUDITD_START:
	case MARK_KINDS:
		break;
	}
}

void missing_sources(struct session *s)
{
	uint64_t overwritten = 0;
	const char *away = NULL;
	size_t i;

	for (i = 0; i < reader_count(s->reader); i++) {
		const struct reader_source *src = reader_source(s->reader, i);

		overwritten += src->overwritten;
		if (src->away)
			away = src->path;
	}
	if (overwritten)
		notices_count(&s->notices, &s->messages, NOTICE_OVERWRITTEN, overwritten);
	if (away)
		notices_set(&s->notices, &s->messages, NOTICE_NOT_CONNECTED, away);
	else
		notices_clear(&s->notices, NOTICE_NOT_CONNECTED);
}
