/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fixes that were chosen instead of rules, parsed: what an install script does besides installing
 * the module, and which file contexts go into the package. */
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
	REMEDY_LABEL,   /* name (type), path, pattern, recursive, force: file contexts lack it */
	REMEDY_RELABEL, /* path, force: file contexts have it, the file does not */
	REMEDY_PORT,    /* name (type), protocol, port, modify */
	REMEDY_BY_HAND, /* text: a level, or a command that avcurate did not write */
	REMEDY_KINDS
};

/* Names are checked like those in policy text; paths and patterns are printable ASCII on one
 * line. */
struct remedy {
	enum remedy_kind kind;
	char *name;
	char *path;
	char *pattern; /* matches exactly that path, and everything below if recursive */
	char *text;    /* cleaned */
	const char *protocol;
	unsigned port;
	bool on, recursive, force, modify;
};

/* Sorted by kind, then by subject; no duplicates. */
struct remedies {
	struct remedy *items;
	size_t count, cap;
};

void remedies_release(struct remedies *r);
/* Release `out`, then collect those of all fixed rules in a session, or in a .te. */
void remedies_collect(struct remedies *out, const struct ledger *denials,
		      const struct decisions *decisions);
void remedies_collect_te(struct remedies *out, const struct te_file *te);
size_t remedies_count(const struct remedies *r, enum remedy_kind kind);

/* Append the file contexts for the package (its .fc); nothing if there are no labels. */
void remedies_contexts(const struct remedies *r, struct buf *out);

#endif
