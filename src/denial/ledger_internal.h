/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the ledger's files share:
 *   ledger.c        rules, their permissions and tuples, samples of records
 *   ledger_seen.c   what was seen with them: commands, paths, ports
 *   ledger_event.c  what the other records of an event add to its denials */
#ifndef AVCURATE_DENIAL_LEDGER_INTERNAL_H
#define AVCURATE_DENIAL_LEDGER_INTERNAL_H

#include "base/index.h"
#include "base/mem.h"
#include "denial/ledger.h"
#include "memo_internal.h"
#include "waiting_internal.h"

/* Rules are stored in chunks, so that growing never copies and a rule's address is stable. */
#define CHUNK_RULES 128

/* Type and role of a context, by the id of its text; filled in when first needed. */
struct context {
	name_id type; /* NAME_NONE: not a context; 0: not parsed yet */
	name_id role;
};

struct ledger {
	struct intern *names;
	struct index index;
	struct rule **chunks;
	size_t count, chunk_cap;
	struct context *contexts;
	size_t context_cap;
	size_t bytes, limit_bytes;
	size_t sample_bytes; /* part of `bytes` */
	bool no_samples, no_companions;
	uint64_t tuples_lost, serial;
	struct memo memo;
	struct waiting waiting;
	struct buf scratch;
};

/* Indexes of the tuples that one record was counted in, up to WAITING_PERMS. */
struct places {
	uint32_t at[WAITING_PERMS], n;
};

static inline struct rule *ledger_at(const struct ledger *l, rule_id id)
{
	return &l->chunks[id / CHUNK_RULES][id % CHUNK_RULES];
}

/* Make room for one more item in an array whose capacity is its count rounded up to a power of
 * two. */
static inline void *ledger_push(struct ledger *l, void *items, size_t count, size_t bytes)
{
	if (count & (count - 1))
		return items;
	l->bytes += (count ? count : 1) * bytes;
	return mem_realloc(items, count ? count * 2 : 1, bytes);
}

void ledger_see_bytes(struct ledger *l, struct rule *r, enum seen_kind kind, struct slice text);
/* Count a field as written in a record: quoted, in hex, or bare. */
void ledger_see(struct ledger *l, struct rule *r, enum seen_kind kind, struct slice field);
/* Replace one sighting of `old` by `text`. */
void ledger_see_instead(struct ledger *l, struct rule *r, enum seen_kind kind, name_id old,
			struct slice text);
/* Count the record's permissions for its port: a rule may bind one port and connect to another. */
void ledger_see_port(struct ledger *l, struct rule *r, const struct record *rec);

/* Remember the denial until the other records of its event arrive. */
void ledger_await(struct ledger *l, const struct record *rec, rule_id id,
		  const struct places *places);

#endif
