/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A .te as it was read: whose it is, its name and version, the decisions in it, and everything else
 * byte for byte. */
#ifndef AVCURATE_TE_READ_H
#define AVCURATE_TE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "denial/decision.h"
#include "base/diag.h"
#include "base/index.h"
#include "base/intern.h"
#include "denial/ledger.h"
#include "te/block.h"
#include "te/grammar.h"
#include "te/needs.h"

#define TE_FILE_MAX_BYTES ((size_t)64 << 20)

/* A rule written by hand that a decision could stand for: one source, one target, in no block. */
struct te_rule {
	struct statement statement;
	size_t from, to; /* in the file's text */
	unsigned line;
};

struct te_range {
	size_t from, to; /* in the file's text; both 0: not there */
};

struct te_file {
	char *path;
	struct buf text; /* the whole file */
	bool ours;       /* its first line is `#@ avcurate 1` */
	char *name, *version;
	size_t name_offset; /* of the name in `text` */
	unsigned name_line, name_column;

	struct te_block *blocks; /* only when `ours`, in the file's order */
	size_t block_count, block_cap;
	struct index index;
	struct te_needs needs;           /* the first require block */
	struct te_range module, require; /* where that and the module line stand */
	struct buf hand;                 /* what was written by hand; at its beginning: */
	struct buf unknown;              /* the blocks of kinds that this version lacks */
	size_t unknown_blocks;           /* how many these are */
	bool hand_statements;            /* there is more in it than comments */
	struct te_rule *rules;           /* the plain ones in it, in the file's order */
	size_t rule_count, rule_cap;
	struct te_decls decls; /* what is declared in it */
	size_t hand_blocks;    /* blocks whose statement no rule can stand for: left in `hand` */
	uint64_t open_rules, open_denials; /* there and not decided when it was written */
};

void te_file_release(struct te_file *f);

/* Read a module. 0, or -1 with `d`: FILE:LINE:COLUMN, what is wrong and what was expected. A file that is
 * not ours has no blocks: all of it was written by hand. Release it in either case. */
int te_read(const char *path, struct intern *names, struct te_file *f, struct diag *d);
/* The same from memory; `path` is for messages and the identity. */
int te_parse(const char *path, const char *text, size_t n, struct intern *names, struct te_file *f,
	     struct diag *d);

/* Put what was decided in it into a session: rules that have no denial are made; what the session has
 * decided already stands over the file. */
void te_load(const struct te_file *f, struct ledger *denials, struct decisions *decisions);
/* The block of a rule, or NULL. */
const struct te_block *te_find(const struct te_file *f, const struct rule_key *key);

/* Parts of reading, for te_take.h. Add a block, which is moved out of `b`. Borrowed until the next. */
struct te_block *te_file_add(struct te_file *f, struct te_block *b);
/* Add text to what was written by hand, without the blank lines around it. */
void te_file_add_hand(struct te_file *f, const char *from, const char *to);
/* Whether there is more than comments in it. */
void te_file_count_hand(struct te_file *f);

#endif
