// SPDX-License-Identifier: GPL-2.0-or-later
/* Remember, for recent records, where the ledger counted them. Does not count itself. */
#include "config.h"

#include "memo_internal.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

#define ENTRIES 512 /* a power of two; a new record replaces the entry in its slot */

void memo_release(struct memo *m)
{
	free(m->entries);
	m->entries = NULL;
}

void memo_clear(struct memo *m)
{
	size_t i;

	for (i = 0; m->entries && i < ENTRIES; i++)
		memo_drop(&m->entries[i]);
}

void memo_drop(struct memo_entry *e)
{
	e->n[3] = 0;
}

/* Hash a few of the text's bytes: a collision only costs a full lookup. */
static uint64_t sample_bytes(struct slice s)
{
	uint64_t head = 0, tail = 0;

	if (s.n < 8) {
		memcpy(&head, s.p, s.n);
		return head ^ s.n;
	}
	memcpy(&head, s.p + (s.n - 8) / 2, 8);
	memcpy(&tail, s.p + s.n - 8, 8);
	return (head ^ (tail << 7 | tail >> 57)) + s.n;
}

struct memo_entry *memo_entry(struct memo *m, const struct record *r, bool *hit)
{
	const struct slice parts[4] = { r->scontext, r->tcontext, r->tclass, r->perms };
	uint64_t hash = r->ioctl;
	struct memo_entry *e;
	size_t i, at, total = 0;

	for (i = 0; i < 4; i++) {
		if (!parts[i].n || parts[i].n > MEMO_TEXT_BYTES)
			return NULL;
		total += parts[i].n;
		hash = hash_step(hash, sample_bytes(parts[i]));
	}
	if (!kind_of(r->kind)->has_perms || total > MEMO_TEXT_BYTES)
		return NULL;
	if (!m->entries)
		m->entries = mem_zalloc(ENTRIES, sizeof(*m->entries));
	e = &m->entries[(hash >> 32) & (ENTRIES - 1)];
	*hit = e->ioctl == r->ioctl && e->kind == r->kind;
	for (i = at = 0; *hit && i < 4; at += parts[i++].n)
		*hit = e->n[i] == parts[i].n && memcmp(e->text + at, parts[i].p, parts[i].n) == 0;
	if (*hit)
		return e;
	for (i = at = 0; i < 4; at += parts[i++].n) {
		memcpy(e->text + at, parts[i].p, parts[i].n);
		e->n[i] = (uint8_t)parts[i].n;
	}
	e->ioctl = r->ioctl;
	e->kind = r->kind;
	e->perm_count = 0;
	return e;
}
