/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The policy as one flat, immutable block: offsets and ids, no pointers, so that a child can build
 * it and its parent map it. This is its format, the check that makes a block safe to read whoever
 * wrote it, and look-up by name. What the rules mean is a matter of eval.h.
 *
 * Types and attributes share one number space, as in a kernel policy. All values start at 1; 0 is
 * "none"; arrays by value have an unused first element. A bit set's bit is the value itself. */
#ifndef AVCURATE_POLIDX_H
#define AVCURATE_POLIDX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "avcurate/diag.h"
#include "avcurate/slice.h"

/* A run of elements in some section. */
struct polidx_run {
	uint32_t first, count;
};

struct polidx_type {
	uint32_t name;    /* offset in the strings; 0 is the empty string */
	uint32_t bounds;  /* the type that bounds it, or 0 */
	uint32_t members; /* attribute: bit set of its types; a type: 0 */
	uint8_t attribute, permissive, exists, unused;
	struct polidx_run in; /* ids: what a rule may name to mean it: itself and its attributes */
};

struct polidx_class {
	uint32_t name;
	struct polidx_run constraints;
	uint32_t perms[32]; /* names by bit */
};

struct polidx_role {
	uint32_t name;
	uint32_t types, dominates, allow; /* bit sets; `allow` of roles it may change to */
};

struct polidx_level {
	uint32_t sens;
	uint32_t cats; /* bit set */
};

struct polidx_user {
	uint32_t name;
	uint32_t roles;
	struct polidx_level low, high;
};

struct polidx_sens {
	uint32_t name;
	uint32_t cats; /* those it may have */
};

struct polidx_bool {
	uint32_t name;
	uint32_t state;
};

enum polidx_cond_op { COND_IS, COND_NO, COND_ANY, COND_BOTH, COND_DIFFER, COND_SAME, COND_OPS };

struct polidx_cond_expr {
	uint32_t op;
	uint32_t bool_value; /* COND_IS only */
};

struct polidx_cond {
	struct polidx_run expr; /* postfix */
	uint32_t state;         /* 1 true, 0 false, as the booleans stand in the policy */
};

enum polidx_rule_kind {
	RULE_ALLOW,
	RULE_AUDITALLOW,
	RULE_DONTAUDIT, /* data: permissions not audited */
	RULE_XPERM,     /* data: index of an xperm */
	RULE_KINDS
};

#define RULE_ALWAYS UINT32_MAX

/* One entry of the access vector table. Sorted by class, source, target: a group is the run of one
 * (class, source). */
struct polidx_rule {
	uint16_t target;
	uint8_t kind;
	uint8_t branch; /* of the conditional: active when its state equals this */
	uint32_t data;
	uint32_t cond; /* or RULE_ALWAYS */
};

struct polidx_group {
	uint32_t key; /* class << 16 | source; 0: free slot */
	struct polidx_run rules;
};

enum polidx_xperm_kind { XPERM_ALLOW, XPERM_AUDITALLOW, XPERM_DONTAUDIT, XPERM_KINDS };
enum polidx_xperm_scope { XPERM_FUNCTION = 1, XPERM_DRIVER = 2, XPERM_NETLINK = 3 };

struct polidx_xperm {
	uint8_t kind, scope, driver, unused;
	uint32_t bits[8];
};

struct polidx_constraint {
	uint32_t perms;
	struct polidx_run expr; /* postfix */
};

/* Leaves of a constraint compare source (1) with target (2), or one of them with a set. */
enum polidx_cexpr_op {
	CEXPR_OP_NOT,
	CEXPR_OP_AND,
	CEXPR_OP_OR,
	CEXPR_OP_ATTR,  /* u1 == u2, r1 dom r2, l1 domby h2 … */
	CEXPR_OP_NAMES, /* t1 == { … } */
	CEXPR_OPS
};
enum polidx_cexpr_attr {
	CATTR_USER,
	CATTR_ROLE,
	CATTR_TYPE,
	CATTR_L1L2,
	CATTR_L1H2,
	CATTR_H1L2,
	CATTR_H1H2,
	CATTR_L1H1,
	CATTR_L2H2,
	CATTRS
};
enum polidx_cexpr_cmp { CCMP_EQ, CCMP_NEQ, CCMP_DOM, CCMP_DOMBY, CCMP_INCOMP, CCMPS };

struct polidx_cexpr {
	uint8_t op, attr, cmp;
	uint8_t target;            /* CEXPR_OP_NAMES: it is the target's, else the source's */
	uint32_t names;            /* bit set of types, roles or users */
	struct polidx_run written; /* ids: as the policy's author wrote it, attributes kept */
};

struct polidx_port {
	uint8_t protocol, unused; /* IPPROTO_TCP … */
	uint16_t low, high, unused2;
	uint32_t type;
};

/* type_transition SOURCE TARGET:process TYPE; source and target may be attributes. */
struct polidx_transition {
	uint32_t source, target, type;
};

/* A slot of the table of names, aliases included. */
enum polidx_name_kind {
	POLNAME_NONE, /* free slot */
	POLNAME_TYPE,
	POLNAME_CLASS,
	POLNAME_ROLE,
	POLNAME_USER,
	POLNAME_BOOL,
	POLNAME_SENS,
	POLNAME_CAT,
	POLNAME_KINDS
};

struct polidx_name {
	uint32_t name;
	uint32_t kind;
	uint32_t value;
};

enum polidx_section {
	POLIDX_STRINGS,
	POLIDX_BITS,
	POLIDX_IDS,
	POLIDX_TYPES,
	POLIDX_CLASSES,
	POLIDX_ROLES,
	POLIDX_USERS,
	POLIDX_SENSES,
	POLIDX_CATS, /* names */
	POLIDX_BOOLS,
	POLIDX_CONDS,
	POLIDX_COND_EXPRS,
	POLIDX_RULES,
	POLIDX_GROUPS,
	POLIDX_XPERMS,
	POLIDX_CONSTRAINTS,
	POLIDX_CEXPRS,
	POLIDX_PORTS,
	POLIDX_TRANSITIONS,
	POLIDX_NAMES,
	POLIDX_SECTIONS
};

/* What is done about a class or permission that the policy does not know. */
enum polidx_unknown { POLIDX_DENY, POLIDX_REJECT, POLIDX_ALLOW };

#define POLIDX_MAGIC UINT64_C(0x3178646970637661) /* "avcpidx1" */

struct polidx_header {
	uint64_t magic;
	uint32_t bytes;   /* of the block */
	uint32_t version; /* of the policy */
	uint32_t mls;
	uint32_t unknown;                     /* enum polidx_unknown */
	uint32_t type_count, attribute_count; /* those that exist */
	char sha256[68]; /* of what was read, where that can be read only once; else empty */
	struct {
		uint32_t offset, count;
	} sections[POLIDX_SECTIONS];
};

/* A block as it is read. Counts of the value spaces are the highest value. */
struct polidx {
	const struct polidx_header *header;
	const char *strings;
	const uint64_t *bits;
	const uint32_t *ids;
	const struct polidx_type *types;
	const struct polidx_class *classes;
	const struct polidx_role *roles;
	const struct polidx_user *users;
	const struct polidx_sens *senses;
	const uint32_t *cats;
	const struct polidx_bool *bools;
	const struct polidx_cond *conds;
	const struct polidx_cond_expr *cond_exprs;
	const struct polidx_rule *rules;
	const struct polidx_group *groups;
	const struct polidx_xperm *xperms;
	const struct polidx_constraint *constraints;
	const struct polidx_cexpr *cexprs;
	const struct polidx_port *ports;
	const struct polidx_transition *transitions;
	const struct polidx_name *names;
	uint32_t types_max, classes_max, roles_max, users_max, senses_max, cats_max, bools_max;
	uint32_t cond_count, rule_count, xperm_count, port_count, transition_count;
	uint32_t group_mask, name_mask;
	uint32_t type_words, cat_words; /* 64-bit words of a set of types, of categories */
	uint32_t process_class;         /* where a change of role is judged, 0: none */
	uint32_t process_transitions;   /* its permissions transition and dyntransition */
};

static inline uint32_t polidx_words(uint32_t max)
{
	return max / 64 + 1;
}

static inline bool polidx_bit(const uint64_t *set, uint32_t value)
{
	return set[value / 64] >> (value % 64) & 1;
}

/* Point `ix` into the block, after checking every offset, count and id in it: reading by the
 * functions of this layer then stays within it. Borrowed. -1 with `d`. */
int polidx_attach(struct polidx *ix, const void *block, size_t bytes, struct diag *d);

/* The value of a name, aliases included; 0 when there is none. */
uint32_t polidx_value(const struct polidx *ix, enum polidx_name_kind kind, struct slice name);
/* The permission's bit in the class, or 0. */
uint32_t polidx_perm(const struct polidx *ix, uint32_t class_value, struct slice name);
/* The name of a value; "" when it has none. */
const char *polidx_name_of(const struct polidx *ix, enum polidx_name_kind kind, uint32_t value);

/* Whether the type is the one named, or has the attribute named. */
static inline bool polidx_type_is(const struct polidx *ix, uint32_t type, uint32_t named)
{
	const struct polidx_type *n = &ix->types[named];

	return type == named || (n->attribute && polidx_bit(ix->bits + n->members, type));
}

/* The rules of one (class, source type or attribute); empty when there are none. */
struct polidx_run polidx_group(const struct polidx *ix, uint32_t class_value, uint32_t source);

/* The hash of the table of names, shared with what builds it. */
uint32_t polidx_hash(enum polidx_name_kind kind, struct slice name);
uint32_t polidx_group_hash(uint32_t key);

#endif
