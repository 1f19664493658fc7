/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of denial: one row for each says what makes its key, which statement answers it, how a policy
 * judges it, what may be decided of it, and how it reads in plain English. A new kind is a file kind_NAME.c
 * and a row of KIND_TABLE; nothing else asks which kind a record is, only what its row says. */
#ifndef AVCURATE_DENIAL_KIND_H
#define AVCURATE_DENIAL_KIND_H

#include <stdbool.h>
#include <stddef.h>

struct intern;
struct rule;
struct statement;

#define KIND_TABLE(ROW)                                         \
	ROW(RECORD_ACCESS, kind_access)                         \
	ROW(RECORD_ROLE, kind_role)                             \
	ROW(RECORD_BOUNDED_TRANSITION, kind_bounded_transition) \
	ROW(RECORD_VALIDATE_TRANSITION, kind_validate)          \
	ROW(RECORD_CONTEXT, kind_context)

#define KIND_ENUM(id, row) id,
enum record_kind { KIND_TABLE(KIND_ENUM) RECORD_KINDS };
#undef KIND_ENUM

/* How a policy judges a denial. */
enum kind_judge {
	KIND_NOT_JUDGED,      /* by no check that avcurate has */
	KIND_JUDGE_ACCESS,    /* type rules, constraints, levels, bounds, extended permissions */
	KIND_JUDGE_ROLE,      /* whether the role may have the type */
	KIND_SAYS_BOUNDS,     /* the record itself says that a type is not bounded */
	KIND_SAYS_CONSTRAINT, /* ... that a validatetrans constraint forbids it */
	KIND_SAYS_CONTEXT,    /* ... that the context is not valid */
};

/* What may be decided of it besides rejecting it. */
enum { KIND_MAY_ACCEPT = 1 << 0, KIND_MAY_DONTAUDIT = 1 << 1 };

struct kind {
	const char *name; /* in JSON, the filter language and `#@ rule` lines */

	/* The key of its rule. */
	bool has_perms;       /* class and permissions are there, checked, and counted */
	bool has_role;        /* the role of the target context is part of the key */
	bool new_context;     /* the target is the new context of the record, not the object's */
	bool source_optional; /* the record may lack the source context */

	enum kind_judge judge;
	const char *reason; /* why it is denied, where that kind of verdict has words of its own */
	unsigned decisions; /* KIND_MAY_* */

	/* Set the narrowest statement that answers the rule; `out` is empty but for source and target.
	 * NULL: no statement answers it. */
	void (*statement)(const struct rule *r, const struct intern *names, struct statement *out);

	/* What happened and what to check, where permissions do not say it: a sentence in which {source}
	 * {target} {role} {scontext} {tcontext} {object} {comms} {paths} become what the rule has. A
	 * part in [] is left out if a name in it is empty. NULL for a kind with permissions. */
	const char *words;
};

/* Never NULL; a row without a statement, judgement and decisions for RECORD_KINDS and beyond. */
const struct kind *kind_of(enum record_kind kind);
/* RECORD_KINDS if no kind has this name. */
enum record_kind kind_find(const char *name);

#define KIND_DECLARE(id, row) extern const struct kind row;
KIND_TABLE(KIND_DECLARE)
#undef KIND_DECLARE

#endif
