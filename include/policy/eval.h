/* SPDX-License-Identifier: GPL-2.0-or-later */
/* May this source do this to that target, and if not, why. A pure function of a policy, a query
 * and an overlay: what the kernel's security server would answer, with each thing that takes a
 * permission away kept apart. Nothing here knows of libsepol. */
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

/* One rule laid over the policy. ROW_REMOVE takes permissions off the policy's own rule of exactly
 * this source, target and class: what a module that is loaded gave it. */
struct eval_row {
	enum eval_row_kind kind;
	bool self;
	uint32_t class_value, source, target, perms;
	struct policy_index_run ioctls; /* ROW_XPERM */
};

/* A type or attribute that only the overlay has; its value is the policy's highest + 1 + its place. */
struct eval_type {
	char *name;
	uint32_t *in; /* its own value and its attributes, sorted */
	uint32_t in_count;
	bool attribute;
};

/* A type of the policy with attributes that it has besides. */
struct eval_member {
	uint32_t type;
	uint32_t *in; /* all of them and itself, sorted */
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
	struct eval_role *roles; /* types that roles may have besides */
	uint8_t *bools;          /* state by value; NULL: as in the policy */
	uint8_t *cond_states;    /* of each conditional, likewise */
	uint32_t row_count, ioctl_count, type_count, member_count, alias_count, role_count;
	bool removes;        /* has a ROW_REMOVE */
	bool borrowed_types; /* types, members and aliases are another overlay's */
};

struct eval_query {
	const struct policy_context *source, *target;
	uint32_t class_value, perms;
	uint32_t ioctl; /* or IOCTL_NONE */
	bool assume;    /* judge as if the type rules allowed `perms` */
};

enum eval_reason {
	EVAL_NO_RULE = 1 << 0,
	EVAL_CONSTRAINT = 1 << 1,
	EVAL_ROLE = 1 << 2,
	EVAL_BOUNDS = 1 << 3,
	EVAL_XPERM = 1 << 4, /* there is a list of ioctl commands, without this one */
};

#define EVAL_NONE UINT32_MAX

/* Vectors are over all permissions of the class, not only those asked for. */
struct eval_answer {
	unsigned reasons; /* why not all of the permissions asked for are allowed; 0: they are */
	uint32_t allowed;
	uint32_t rules; /* what type rules give, before anything takes away */
	uint32_t constrained, role_denied, bounded; /* what was taken away */
	uint32_t auditallow, auditdeny;             /* auditdeny: a clear bit is a dontaudit */
	uint32_t constraint; /* first that fails for a permission asked for, or EVAL_NONE */
	bool listed;         /* ioctl is limited to a list of commands here */
	bool permissive;     /* the source is let do all this and more, but it is not allowed */
	bool invalid;        /* a context is not valid in this policy */
	bool unsure;         /* a constraint could not be judged, for a part that is not known */
};

/* `overlay` may be NULL. */
void policy_query(const struct policy_index *ix, const struct eval_query *query,
		  const struct eval_overlay *overlay, struct eval_answer *out);

/* Whether all of the queries would be allowed, entirely, if their target had the type; the rest of
 * its context stays, as restorecon leaves it. False for none. */
bool eval_allowed_with(const struct policy_index *ix, const struct eval_overlay *overlay,
		       const struct eval_query *queries, size_t count, uint32_t type);

/* The name of a type or attribute, of the policy or the overlay; "" where neither has it. */
const char *eval_type_name(const struct policy_index *ix, const struct eval_overlay *overlay,
			   uint32_t type);
/* Whether it is an attribute, of the policy or the overlay. */
bool eval_is_attribute(const struct policy_index *ix, const struct eval_overlay *overlay,
		       uint32_t type);
/* Whether a type, of the policy or the overlay, is the type named or has the attribute named. */
bool eval_type_is(const struct policy_index *ix, const struct eval_overlay *overlay, uint32_t type,
		  uint32_t named);
/* What a rule may name to mean the type. */
const uint32_t *eval_type_in(const struct policy_index *ix, const struct eval_overlay *overlay,
			     uint32_t type, uint32_t *count);

/* The rows of exactly this class and source; none where `overlay` is NULL. */
struct policy_index_run eval_rows(const struct eval_overlay *overlay, uint32_t class_value,
				  uint32_t source);
/* The permissions that the overlay takes off the policy's rule of exactly this source, target and
 * class. */
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

/* The source's role may not change to the target's, whatever rules and constraints say. */
bool eval_role_forbids(const struct policy_index *ix, const struct eval_query *query);

/* A constraint judged in three values. */
enum eval_truth { EVAL_FALSE, EVAL_UNKNOWN, EVAL_TRUE };
/* One leaf (CEXPR_OP_ATTR, CEXPR_OP_NAMES); and a whole one. */
enum eval_truth eval_leaf(const struct policy_index *ix, const struct eval_overlay *overlay,
			  const struct policy_index_cexpr *e, const struct policy_context *source,
			  uint32_t source_type, const struct policy_context *target,
			  uint32_t target_type);
enum eval_truth eval_constraint(const struct policy_index *ix, const struct eval_overlay *overlay,
				const struct policy_index_constraint *c,
				const struct policy_context *source, uint32_t source_type,
				const struct policy_context *target, uint32_t target_type);

#endif
