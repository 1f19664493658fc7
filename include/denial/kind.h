/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of denial. One row for each says what makes its key, which statement answers it, how a
 * policy judges it, which decisions it allows, and how it reads in plain English. To add a kind, add a
 * file kind_NAME.c and a row of KIND_TABLE. Other code never asks for the kind, only for its row. A kind
 * need not come from SELinux: then its names are not types, it prints its own statements, and a .te does
 * not hold it. */
#ifndef AVCURATE_DENIAL_KIND_H
#define AVCURATE_DENIAL_KIND_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct intern;
struct rule;
struct statement;

#define KIND_TABLE(ROW)                                         \
	ROW(RECORD_ACCESS, kind_access)                         \
	ROW(RECORD_ROLE, kind_role)                             \
	ROW(RECORD_BOUNDED_TRANSITION, kind_bounded_transition) \
	ROW(RECORD_VALIDATE_TRANSITION, kind_validate)          \
	ROW(RECORD_CONTEXT, kind_context)                       \
	KIND_MORE(ROW)

/* Rows that a test adds (tests/unit/kind_more.h); none in the program. */
#ifndef KIND_MORE
#define KIND_MORE(ROW)
#endif

#define KIND_ENUM(id, row) id,
enum record_kind { KIND_TABLE(KIND_ENUM) RECORD_KINDS };
#undef KIND_ENUM

/* How a policy judges a denial. */
enum kind_judge {
	KIND_NOT_JUDGED,      /* avcurate cannot check it */
	KIND_JUDGE_ACCESS,    /* type rules, constraints, levels, bounds, extended permissions */
	KIND_JUDGE_ROLE,      /* checks whether the role may have the type */
	KIND_SAYS_BOUNDS,     /* the record itself says that a type is not bounded */
	KIND_SAYS_CONSTRAINT, /* the record says that a validatetrans constraint forbids it */
	KIND_SAYS_CONTEXT,    /* the record says that the context is not valid */
};

/* Decisions it allows besides rejecting it. */
enum {
	KIND_MAY_ACCEPT = 1 << 0,
	KIND_MAY_DONTAUDIT = 1 << 1,
	KIND_MAY_WIDEN = 1 << 2,  /* choose another statement along the axes of advice/ladder.h */
	KIND_MAY_NARROW = 1 << 3, /* drop single permissions */
};

struct kind {
	const char *name; /* in JSON, the filter language and `#@ rule` lines */
	bool usual;       /* titles do not name it */

	/* The key of its rule. */
	bool has_perms;       /* class and permissions are present, checked and counted */
	bool has_role;        /* the role of the target context is part of the key */
	bool new_context;     /* the target is the new context of the record, not the object's */
	bool source_optional; /* the record may lack the source context */
	bool whole_names;     /* source, target and class are whole fields, not types of contexts */

	enum kind_judge judge;
	const char *reason;  /* why it is denied, if the kind has its own words for the verdict */
	const char *checked; /* what was checked instead of a proof, if it cannot be proved */
	unsigned decisions;  /* KIND_MAY_* */
	bool in_te;          /* a .te may hold it; else its decisions are not for the module */

	/* Set the narrowest statement that answers the rule; `out` comes with source and target set
	 * and is empty otherwise. NULL: no statement answers it. */
	void (*statement)(const struct rule *r, const struct intern *names, struct statement *out);
	/* Append a STATEMENT_GRANT, each line ended by "\n". NULL for a kind that has none. */
	void (*print)(const struct statement *st, const struct intern *names, struct buf *out);

	/* What happened and what to check, unless the words for permissions (words/) say it: a sentence
	 * in which {source} {target} {class} {perms} {role} {scontext} {tcontext} {object} {comms}
	 * {paths} are replaced by the rule's values. A part in [] is left out if a name in it is
	 * empty. */
	const char *words;
	/* Likewise, what a STATEMENT_GRANT allows; {source} {target} {class} {perms} are the statement's. */
	const char *grants;
};

size_t kind_count(void);
/* Never NULL; RECORD_KINDS and beyond return a row without statement, judgement or decisions. */
const struct kind *kind_of(enum record_kind kind);
/* Return RECORD_KINDS if the name is unknown. */
enum record_kind kind_find(const char *name);
/* The kind whose rules an allow or dontaudit that was written by hand is taken for. */
enum record_kind kind_of_allow(void);

#define KIND_DECLARE(id, row) extern const struct kind row;
KIND_TABLE(KIND_DECLARE)
#undef KIND_DECLARE

#endif
