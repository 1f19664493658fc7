/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The candidate rule for one (source type, target type, class): all the denials that one statement
 * would answer, counted, with every distinct tuple that was denied. */
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

/* A rule's identity: it stays the same over sorting, reloads and sessions. */
struct rule_key {
	enum record_kind kind;
	name_id source, target, class; /* `target` is the type's name even where it is self */
	name_id role;                  /* of kinds with `has_role`; else NAME_EMPTY */
};

bool rule_key_same(const struct rule_key *a, const struct rule_key *b);
uint64_t rule_key_hash(const struct rule_key *key); /* for an index (index.h) */

/* What was denied, as exactly as constraints and extended permissions need it. */
struct tuple {
	name_id scontext, tcontext; /* whole contexts */
	name_id perm;
	uint32_t ioctl; /* or IOCTL_NONE */
	uint32_t count;
	uint32_t
		inherited; /* of these, of a descriptor that was open when the program was started */
};

struct rule_perm {
	name_id perm;
	uint32_t count;
};

/* Things seen with the rule, and how often. At most RULE_SEEN_MAX distinct ones of a kind are kept,
 * each cut at RULE_SEEN_BYTES. */
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
	name_id text; /* the bytes themselves, not cleaned */
	uint32_t count;
	enum seen_kind kind;
	uint32_t perms; /* SEEN_PORT: denied with it, as bits of their places in the rule */
};

/* A record as it was logged, or its beginning. Of a rule, the first and those that brought something
 * new are kept. */
struct rule_sample {
	char *text;      /* RULE_SAMPLE_BYTES at most; not cleaned */
	uint32_t kept;   /* bytes in `text` */
	uint32_t bytes;  /* of the whole */
	char sha256[65]; /* of the whole, where it was cut; else "" */
};
#define RULE_SAMPLES 3
/* Of those that are not kept only a sum of their hashes, which is the same in whatever order they come. */
#define RULE_SAMPLE_BYTES 700 /* fits on one #@ line, however it has to be escaped */

struct index;

struct rule {
	struct rule_key key;
	uint64_t count;            /* denial records */
	uint64_t permissive;       /* of these, with permissive=1 */
	uint64_t granted;          /* granted records of the same key */
	uint64_t suspect;          /* of `count`, suspect ones */
	uint64_t rest;             /* of the records that are no samples; 0: none */
	uint64_t own;              /* of `count`, avcurate's own doing */
	int64_t first_ms, last_ms; /* or TIME_NONE */
	struct rule_perm *perms;   /* in order of first appearance */
	struct tuple *tuples;      /* in order of first appearance */
	struct seen *seen;         /* all kinds in one list, in order of first appearance */
	struct rule_sample *samples;
	struct index *tuple_index; /* once there are many; the ledger's own */
	uint32_t perm_count, tuple_count, seen_count, sample_count;
	uint32_t tuples_lost;           /* denials of tuples over the ledger's memory bound */
	uint32_t seen_more[SEEN_KINDS]; /* sightings of others than those kept */
	uint32_t changed;               /* rises with each record, for redraw */
};

void rule_release(struct rule *r);
/* A copy as it is now, to be released and freed. It is no ledger's: without an index of tuples. */
struct rule *rule_snapshot(const struct rule *r);
/* Point to what was seen of the kind to `out` (RULE_SEEN_MAX places); returns how many. */
size_t rule_seen(const struct rule *r, enum seen_kind kind, const struct seen *out[RULE_SEEN_MAX]);
/* Number of distinct (source context, target context) pairs. */
size_t rule_context_pairs(const struct rule *r);
/* The distinct ioctl commands, sorted; at most `max`; returns how many there are in all. */
size_t rule_ioctls(const struct rule *r, uint32_t *out, size_t max);
/* Whether source and target are the same type of a kind where policy says `self`. */
bool rule_is_self(const struct rule *r);

/* The narrowest statement that answers it: the observed permissions, the exact ioctl commands
 * where ioctl was denied with a command. `out` is released first. */
void rule_statement(const struct rule *r, const struct intern *names, struct statement *out);

#endif
