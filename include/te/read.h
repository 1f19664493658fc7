/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A .te as read: who wrote it, its name and version, the decisions in it, and everything else byte
 * for byte. */
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

/* A hand-written rule that could become a decision: one source, one target, outside any block. */
struct te_rule {
	struct statement statement;
	size_t from, to; /* in the file's text */
	unsigned line;
};

struct te_range {
	size_t from, to; /* in the file's text; both 0: absent */
};

struct te_file {
	char *path;
	struct buf text; /* the whole file */
	bool ours;       /* its first line is `#@ avcurate 1` */
	char *name, *version;
	size_t name_offset; /* of the module's name in `text` */
	unsigned name_line, name_column;

	struct te_block *blocks; /* in file order; only if `ours` */
	size_t block_count, block_cap;
	struct index index;
	struct te_needs needs;           /* the first require block */
	struct te_range module, require; /* the module line, and that block */
	struct buf hand;                 /* the hand-written text; it starts with: */
	struct buf unknown;              /* the blocks of kinds that this version lacks */
	size_t unknown_blocks;           /* the number of these */
	bool hand_statements;            /* it holds more than comments */
	struct te_rule *rules;           /* its plain rules, in file order */
	size_t rule_count, rule_cap;
	struct te_decls decls; /* its declarations */
	size_t hand_blocks;    /* blocks left in `hand`: no rule can represent their statement */
	uint64_t open_rules, open_denials; /* undecided when the file was written */
};

void te_file_release(struct te_file *f);

/* Read a module. Return 0, or -1 with `d`: FILE:LINE:COLUMN, what is wrong and what was expected. A
 * file that avcurate did not write has no blocks: all of it counts as hand-written. Always release
 * `f`. */
int te_read(const char *path, struct intern *names, struct te_file *f, struct diag *d);
/* The same from memory; `path` is used for messages and the module's name. */
int te_parse(const char *path, const char *text, size_t n, struct intern *names, struct te_file *f,
	     struct diag *d);

/* Load its decisions into a session. A rule without denials is created; decisions that the session
 * already holds win over the file. */
void te_load(const struct te_file *f, struct ledger *denials, struct decisions *decisions);
/* The block of a rule, or NULL. */
const struct te_block *te_find_block(const struct te_file *f, const struct rule_key *key);

/* For module/te_adopt.h. Add a block, moved out of `b`; borrowed until the next call. */
struct te_block *te_file_add_block(struct te_file *f, struct te_block *b);
/* Append to the hand-written text, without the blank lines around it. */
void te_file_add_hand(struct te_file *f, const char *from, const char *to);
/* Set `hand_statements`. */
void te_file_set_hand_statements(struct te_file *f);

#endif
