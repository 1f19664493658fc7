/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides whether a source may do this to a target, and if not, why. A pure function of a
 * policy, a query and an overlay: it gives the answer of the kernel's security server, and keeps
 * apart everything that denies a permission. Does not use libsepol. */
#ifndef AVCURATE_POLICY_EVAL_H
#define AVCURATE_POLICY_EVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "policy/context.h"
#include "policy/index.h"
#include "denial/record.h"
#include "denial/statement.h"

enum eval_row_kind { ROW_ALLOW, ROW_DONTAUDIT, ROW_XPERM, ROW_REMOVE };

/* A rule applied on top of the policy. ROW_REMOVE removes permissions from the policy's own rule
 * of exactly this source, target and class: what a loaded module gave it. */
struct eval_row {
	enum eval_row_kind kind;
	bool self;
	uint32_t class_value, source, target, perms;
	struct policy_index_run ioctls; /* ROW_XPERM */
};

/* A type or attribute that only the overlay has; its value is the policy's highest + 1 + its
 * position. */
struct eval_type {
	char *name;
	uint32_t *in; /* its own value and its attributes, sorted */
	uint32_t in_count;
	bool attribute;
};

/* A type of the policy with additional attributes. */
struct eval_member {
	uint32_t type;
	uint32_t *in; /* itself and all of its attributes, sorted */
	uint32_t in_count;
};

/* Another name of a type. */
struct eval_alias {
	char *name;
	uint32_t type;
};

struct eval_role {
	uint32_t role, type;
};

/* Built by whatif.h. */
struct eval_overlay {
	struct eval_row *rows; /* sorted by class and source */
	struct ioctl_range *ioctls;
	struct eval_type *types;
	struct eval_member *members; /* sorted by type */
	struct eval_alias *aliases;
	struct eval_role *roles; /* additional types of roles */
	uint8_t *bools;          /* state by value; NULL: as in the policy */
	uint8_t *cond_states;    /* state of each conditional; NULL: as in the policy */
	uint32_t row_count, ioctl_count, type_count, member_count, alias_count, role_count;
	bool removes;        /* has a ROW_REMOVE */
	bool borrowed_types; /* types, members and aliases belong to another overlay */
};

struct eval_query {
	const struct policy_context *source, *target;
	uint32_t class_value, perms;
	uint32_t ioctl; /* or IOCTL_NONE */
	bool assume;    /* assume that the type rules allow `perms` */
};

enum eval_reason {
	EVAL_NO_RULE = 1 << 0,
	EVAL_CONSTRAINT = 1 << 1,
	EVAL_ROLE = 1 << 2,
	EVAL_BOUNDS = 1 << 3,
	EVAL_XPERM = 1 << 4, /* a list of ioctl commands exists and lacks this one */
};

#define EVAL_NONE UINT32_MAX

/* Vectors cover all permissions of the class, not only those asked for. */
struct eval_answer {
	unsigned reasons; /* why some of the permissions asked for are denied; 0: all are allowed */
	uint32_t allowed;
	uint32_t rules; /* what type rules give, before anything is denied */
	uint32_t constrained, role_denied, bounded; /* what each of these denies */
	uint32_t auditallow, auditdeny;             /* auditdeny: a clear bit is a dontaudit */
	uint32_t constraint; /* the first that fails for a permission asked for, or EVAL_NONE */
	bool listed;         /* ioctl is limited to a list of commands here */
	bool permissive;     /* the source is permissive: everything succeeds, but is not allowed */
	bool invalid;        /* a context is not valid in this policy */
	bool unsure;         /* a constraint could not be judged because a part is unknown */
};

/* `overlay` may be NULL. */
void policy_query(const struct policy_index *ix, const struct eval_query *query,
		  const struct eval_overlay *overlay, struct eval_answer *out);

/* True if all of the queries would be allowed, entirely, if their target had the type; the rest
 * of its context stays, as with restorecon. False if there are no queries. */
bool eval_allowed_with(const struct policy_index *ix, const struct eval_overlay *overlay,
		       const struct eval_query *queries, size_t count, uint32_t type);

/* The name of a type or attribute, of the policy or the overlay; "" if neither has it. */
const char *eval_type_name(const struct policy_index *ix, const struct eval_overlay *overlay,
			   uint32_t type);
/* True if it is an attribute, of the policy or the overlay. */
bool eval_is_attribute(const struct policy_index *ix, const struct eval_overlay *overlay,
		       uint32_t type);
/* True if a type, of the policy or the overlay, is the named type or has the named attribute. */
bool eval_type_is(const struct policy_index *ix, const struct eval_overlay *overlay, uint32_t type,
		  uint32_t named);
/* The values that a rule may name to mean the type. */
const uint32_t *eval_type_in(const struct policy_index *ix, const struct eval_overlay *overlay,
			     uint32_t type, uint32_t *count);

/* The rows of exactly this class and source; empty if `overlay` is NULL. */
struct policy_index_run eval_rows(const struct eval_overlay *overlay, uint32_t class_value,
				  uint32_t source);
/* The permissions that the overlay removes from the policy's rule of exactly this source, target
 * and class. */
uint32_t eval_removed(const struct eval_overlay *overlay, uint32_t class_value, uint32_t source,
		      uint32_t target);

static inline bool eval_cond(const struct policy_index *ix, const struct eval_overlay *overlay,
			     uint32_t cond, uint8_t branch)
{
	uint32_t state;

	if (cond == RULE_ALWAYS)
		return true;
	state = overlay && overlay->cond_states ? overlay->cond_states[cond]
						: ix->conds[cond].state;
	return state == branch;
}

/* True if the source's role may not change to the target's, whatever rules and constraints say. */
bool eval_role_forbids(const struct policy_index *ix, const struct eval_query *query);

/* The three truth values of a constraint. */
enum eval_truth { EVAL_FALSE, EVAL_UNKNOWN, EVAL_TRUE };
/* Evaluate one leaf (CEXPR_OP_ATTR, CEXPR_OP_NAMES), and a whole constraint. */
enum eval_truth eval_leaf(const struct policy_index *ix, const struct eval_overlay *overlay,
			  const struct policy_index_cexpr *e, const struct policy_context *source,
			  uint32_t source_type, const struct policy_context *target,
			  uint32_t target_type);
enum eval_truth eval_constraint(const struct policy_index *ix, const struct eval_overlay *overlay,
				const struct policy_index_constraint *c,
				const struct policy_context *source, uint32_t source_type,
				const struct policy_context *target, uint32_t target_type);

#endif
