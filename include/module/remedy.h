/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was decided in place of rules, taken apart: what an install script does besides the module, and
 * what of it goes into the package as file contexts. */
#ifndef AVCURATE_MODULE_REMEDY_H
#define AVCURATE_MODULE_REMEDY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "denial/decision.h"
#include "denial/ledger.h"
#include "te/read.h"

enum remedy_kind {
	REMEDY_BOOLEAN, /* name, on */
	REMEDY_LABEL, /* name (type), path, pattern, recursive, force: file contexts lack it yet */
	REMEDY_RELABEL, /* path, force: they have it, the file has not */
	REMEDY_PORT,    /* name (type), protocol, port, modify */
	REMEDY_BY_HAND, /* text: a level, or what is none of the commands that we write */
	REMEDY_KINDS
};

/* Names are checked as those of policy text are; paths and patterns are printable ASCII in one line. */
struct remedy {
	enum remedy_kind kind;
	char *name;
	char *path;
	char *pattern; /* of exactly that path, and below it where recursive */
	char *text;    /* cleaned */
	const char *protocol;
	unsigned port;
	bool on, recursive, force, modify;
};

/* Sorted by kind, then by what it is about; no two of the same. */
struct remedies {
	struct remedy *items;
	size_t count, cap;
};

void remedies_release(struct remedies *r);
/* All of a session, or of a .te: rules whose state is fixed. `out` is released first. */
void remedies_collect(struct remedies *out, const struct ledger *denials,
		      const struct decisions *decisions);
void remedies_collect_te(struct remedies *out, const struct te_file *te);
size_t remedies_count(const struct remedies *r, enum remedy_kind kind);

/* Append the lines that a package has as its file contexts (its .fc); nothing without a label. */
void remedies_contexts(const struct remedies *r, struct buf *out);

#endif
