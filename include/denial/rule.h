/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The candidate rule for one source type, target type and class: all denials that one statement
 * would answer, counted, with every distinct denied tuple. */
#ifndef AVCURATE_DENIAL_RULE_H
#define AVCURATE_DENIAL_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/intern.h"
#include "denial/record.h"
#include "denial/statement.h"

typedef uint32_t rule_id;
#define RULE_NONE UINT32_MAX

/* A rule's identity: the same across sorting, reloads and sessions. */
struct rule_key {
	enum record_kind kind;
	name_id source, target, class; /* `target` is the type's name even if it is self */
	name_id role;                  /* for kinds with `has_role`; else NAME_EMPTY */
};

bool rule_key_same(const struct rule_key *a, const struct rule_key *b);
uint64_t rule_key_hash(const struct rule_key *key); /* for an index (index.h) */

/* A denied access, with the whole contexts and the ioctl command, which constraints and extended
 * permissions need. */
struct tuple {
	name_id scontext, tcontext; /* whole contexts */
	name_id perm;
	uint32_t ioctl; /* or IOCTL_NONE */
	uint32_t count;
	uint32_t inherited; /* part of `count`: of a descriptor open when the program was started */
};

struct rule_perm {
	name_id perm;
	uint32_t count;
};

/* What was seen with the rule, and how often. At most RULE_SEEN_MAX distinct texts of a kind are
 * kept, each cut at RULE_SEEN_BYTES. */
enum seen_kind {
	SEEN_COMM,
	SEEN_EXE,
	SEEN_PATH,
	SEEN_HOST,
	SEEN_PORT,        /* decimal text */
	SEEN_RAW_CONTEXT, /* srawcon=, trawcon=: a label the policy did not know */
	SEEN_KINDS
};
#define RULE_SEEN_MAX   16
#define RULE_SEEN_BYTES 4096

struct seen {
	name_id text; /* raw bytes, not cleaned */
	uint32_t count;
	enum seen_kind kind;
	uint32_t perms; /* SEEN_PORT: permissions denied for it; bit i is perms[i] of the rule */
};

/* A record as logged, or its beginning. A rule keeps its first record and those that brought
 * something new. */
struct rule_sample {
	char *text;      /* RULE_SAMPLE_BYTES at most; not cleaned */
	uint32_t kept;   /* bytes in `text` */
	uint32_t bytes;  /* in the whole record */
	char sha256[65]; /* of the whole record if it was cut; else "" */
};
#define RULE_SAMPLES 3
/* Fits on one #@ line even if every byte is escaped. */
#define RULE_SAMPLE_BYTES 700

struct index;

struct rule {
	struct rule_key key;
	uint64_t count;      /* denial records */
	uint64_t permissive; /* part of `count`: with permissive=1 */
	uint64_t granted;    /* granted records of the same key */
	uint64_t suspect;    /* part of `count`: may be forged */
	uint64_t rest;       /* sum of the hashes of records not kept, in any order; 0: all kept */
	uint64_t own;        /* part of `count`: caused by avcurate */
	int64_t first_ms, last_ms; /* or TIME_NONE */
	struct rule_perm *perms;   /* in order of first appearance */
	struct tuple *tuples;      /* in order of first appearance */
	struct seen *seen;         /* all kinds in one list, in order of first appearance */
	struct rule_sample *samples;
	struct index *tuple_index; /* NULL while there are few tuples; for the ledger only */
	uint32_t perm_count, tuple_count, seen_count, sample_count;
	uint32_t tuples_lost;           /* denials not kept as tuples: over the memory bound */
	uint32_t seen_more[SEEN_KINDS]; /* sightings of texts that are not kept */
	uint32_t changed;               /* rises with each record, so that views redraw */
};

void rule_release(struct rule *r);
/* Copy the rule, without its index of tuples. The caller releases and frees the copy. */
struct rule *rule_snapshot(const struct rule *r);
/* Point `out` (RULE_SEEN_MAX places) to what was seen of the kind. Returns how many. */
size_t rule_seen(const struct rule *r, enum seen_kind kind, const struct seen *out[RULE_SEEN_MAX]);
/* Count the distinct pairs of source context and target context. */
size_t rule_context_pairs(const struct rule *r);
/* Give the distinct ioctl commands, sorted, at most `max`. Returns how many the rule has in all. */
size_t rule_ioctls(const struct rule *r, uint32_t *out, size_t max);
/* True if source and target are the same type, so that the policy says `self`. */
bool rule_is_self(const struct rule *r);

/* Give the narrowest statement that answers the rule: the observed permissions, and the exact ioctl
 * commands if the denials named them. `out` is released first. */
void rule_statement(const struct rule *r, const struct intern *names, struct statement *out);

#endif
