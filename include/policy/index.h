/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The policy as one flat, immutable block of offsets and ids without pointers, so that a child can
 * build it and its parent map it. This header defines the format, the check that makes any block
 * safe to read whoever wrote it, and look-up by name. eval.h knows what the rules mean.
 *
 * Types and attributes share one number space, as in a kernel policy. All values start at 1; 0
 * means "none"; arrays indexed by value have an unused first element. A bit set's bit is the
 * value itself. */
#ifndef AVCURATE_POLICY_INDEX_H
#define AVCURATE_POLICY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/slice.h"

/* A run of elements in a section. */
struct policy_index_run {
	uint32_t first, count;
};

struct policy_index_type {
	uint32_t name;    /* offset in the strings; 0 is the empty string */
	uint32_t bounds;  /* the type that bounds it, or 0 */
	uint32_t members; /* attribute: bit set of its types; type: 0 */
	uint8_t attribute, permissive, exists, unused;
	struct policy_index_run
		in; /* ids: what a rule may name to mean it: itself and its attributes */
};

struct policy_index_class {
	uint32_t name;
	struct policy_index_run constraints;
	uint32_t perms[32]; /* names, by bit */
};

struct policy_index_role {
	uint32_t name;
	uint32_t types, dominates, allow; /* bit sets; `allow` of roles it may change to */
};

struct policy_index_level {
	uint32_t sens;
	uint32_t cats; /* bit set */
};

struct policy_index_user {
	uint32_t name;
	uint32_t roles;
	struct policy_index_level low, high;
};

struct policy_index_sens {
	uint32_t name;
	uint32_t cats; /* those the user may have */
};

struct policy_index_bool {
	uint32_t name;
	uint32_t state;
};

enum policy_index_cond_op {
	COND_IS,
	COND_NO,
	COND_ANY,
	COND_BOTH,
	COND_DIFFER,
	COND_SAME,
	COND_OPS
};

struct policy_index_cond_expr {
	uint32_t op;
	uint32_t bool_value; /* COND_IS only */
};

struct policy_index_cond {
	struct policy_index_run expr; /* postfix */
	uint32_t state;               /* 1 true, 0 false, with the policy's own boolean values */
};

enum policy_index_rule_kind {
	RULE_ALLOW,
	RULE_AUDITALLOW,
	RULE_DONTAUDIT, /* data: permissions not audited */
	RULE_XPERM,     /* data: index of an xperm */
	RULE_KINDS
};

#define RULE_ALWAYS UINT32_MAX

/* One entry of the access vector table. Sorted by class, source, target; a group is the run of
 * one (class, source). */
struct policy_index_rule {
	uint16_t target;
	uint8_t kind;
	uint8_t branch; /* of the conditional: active if its state equals this */
	uint32_t data;
	uint32_t cond; /* or RULE_ALWAYS */
};

struct policy_index_group {
	uint32_t key; /* class << 16 | source; 0: free slot */
	struct policy_index_run rules;
};

enum policy_index_xperm_kind { XPERM_ALLOW, XPERM_AUDITALLOW, XPERM_DONTAUDIT, XPERM_KINDS };
enum policy_index_xperm_scope { XPERM_FUNCTION = 1, XPERM_DRIVER = 2, XPERM_NETLINK = 3 };

struct policy_index_xperm {
	uint8_t kind, scope, driver, unused;
	uint32_t bits[8];
};

struct policy_index_constraint {
	uint32_t perms;
	struct policy_index_run expr; /* postfix */
};

/* Leaves of a constraint compare source (1) with target (2), or one of them with a set. */
enum policy_index_cexpr_op {
	CEXPR_OP_NOT,
	CEXPR_OP_AND,
	CEXPR_OP_OR,
	CEXPR_OP_ATTR,  /* u1 == u2, r1 dom r2, l1 domby h2 … */
	CEXPR_OP_NAMES, /* t1 == { … } */
	CEXPR_OPS
};
enum policy_index_cexpr_attr {
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
enum policy_index_cexpr_cmp { CCMP_EQ, CCMP_NEQ, CCMP_DOM, CCMP_DOMBY, CCMP_INCOMP, CCMPS };

struct policy_index_cexpr {
	uint8_t op, attr, cmp;
	uint8_t target;                  /* CEXPR_OP_NAMES: the target's, else the source's */
	uint32_t names;                  /* bit set of types, roles or users */
	struct policy_index_run written; /* ids: as the policy's author wrote it, with attributes */
};

struct policy_index_port {
	uint8_t protocol, unused; /* IPPROTO_TCP … */
	uint16_t low, high, unused2;
	uint32_t type;
};

/* type_transition SOURCE TARGET:process TYPE; source and target may be attributes. */
struct policy_index_transition {
	uint32_t source, target, type;
};

/* A slot in the table of names, which includes aliases. */
enum policy_index_name_kind {
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

struct policy_index_name {
	uint32_t name;
	uint32_t kind;
	uint32_t value;
};

enum policy_index_section {
	POLICY_INDEX_STRINGS,
	POLICY_INDEX_BITS,
	POLICY_INDEX_IDS,
	POLICY_INDEX_TYPES,
	POLICY_INDEX_CLASSES,
	POLICY_INDEX_ROLES,
	POLICY_INDEX_USERS,
	POLICY_INDEX_SENSES,
	POLICY_INDEX_CATS, /* names */
	POLICY_INDEX_BOOLS,
	POLICY_INDEX_CONDS,
	POLICY_INDEX_COND_EXPRS,
	POLICY_INDEX_RULES,
	POLICY_INDEX_GROUPS,
	POLICY_INDEX_XPERMS,
	POLICY_INDEX_CONSTRAINTS,
	POLICY_INDEX_CEXPRS,
	POLICY_INDEX_PORTS,
	POLICY_INDEX_TRANSITIONS,
	POLICY_INDEX_NAMES,
	POLICY_INDEX_SECTIONS
};

/* How the policy treats a class or permission that it does not know. */
enum policy_index_unknown { POLICY_INDEX_DENY, POLICY_INDEX_REJECT, POLICY_INDEX_ALLOW };

#define POLICY_INDEX_MAGIC UINT64_C(0x3178646970637661) /* "avcpidx1" */

struct policy_index_header {
	uint64_t magic;
	uint32_t bytes;   /* of the block */
	uint32_t version; /* of the policy */
	uint32_t mls;
	uint32_t unknown;                     /* enum policy_index_unknown */
	uint32_t type_count, attribute_count; /* those that exist */
	char sha256[68]; /* of the input, if it can be read only once; else empty */
	struct {
		uint32_t offset, count;
	} sections[POLICY_INDEX_SECTIONS];
};

/* A block ready for reading. The count of each value space is its highest value. */
struct policy_index {
	const struct policy_index_header *header;
	const char *strings;
	const uint64_t *bits;
	const uint32_t *ids;
	const struct policy_index_type *types;
	const struct policy_index_class *classes;
	const struct policy_index_role *roles;
	const struct policy_index_user *users;
	const struct policy_index_sens *senses;
	const uint32_t *cats;
	const struct policy_index_bool *bools;
	const struct policy_index_cond *conds;
	const struct policy_index_cond_expr *cond_exprs;
	const struct policy_index_rule *rules;
	const struct policy_index_group *groups;
	const struct policy_index_xperm *xperms;
	const struct policy_index_constraint *constraints;
	const struct policy_index_cexpr *cexprs;
	const struct policy_index_port *ports;
	const struct policy_index_transition *transitions;
	const struct policy_index_name *names;
	uint32_t types_max, classes_max, roles_max, users_max, senses_max, cats_max, bools_max;
	uint32_t cond_count, rule_count, xperm_count, port_count, transition_count;
	uint32_t group_mask, name_mask;
	uint32_t type_words, cat_words; /* 64-bit words in a set of types, of categories */
	uint32_t process_class;         /* the class for which role changes are judged, or 0 */
	uint32_t process_transitions;   /* its permissions transition and dyntransition */
};

static inline uint32_t policy_index_words(uint32_t max)
{
	return max / 64 + 1;
}

static inline bool policy_index_bit(const uint64_t *set, uint32_t value)
{
	return set[value / 64] >> (value % 64) & 1;
}

/* Point `ix` into the block after checking every offset, count and id in it; the functions of
 * this layer then stay within it. Borrowed. -1 with `d`. */
int policy_index_attach(struct policy_index *ix, const void *block, size_t bytes, struct diag *d);

/* The value of a name or alias, or 0. */
uint32_t policy_index_value(const struct policy_index *ix, enum policy_index_name_kind kind,
			    struct slice name);
/* The permission's bit in the class, or 0. */
uint32_t policy_index_perm(const struct policy_index *ix, uint32_t class_value, struct slice name);
/* The name of a value; "" if it has no name. */
const char *policy_index_name_of(const struct policy_index *ix, enum policy_index_name_kind kind,
				 uint32_t value);

/* True if the type is the named one, or has the named attribute. */
static inline bool policy_index_type_is(const struct policy_index *ix, uint32_t type,
					uint32_t named)
{
	const struct policy_index_type *n = &ix->types[named];

	return type == named || (n->attribute && policy_index_bit(ix->bits + n->members, type));
}

/* The rules of one (class, source type or attribute); may be empty. */
struct policy_index_run policy_index_group(const struct policy_index *ix, uint32_t class_value,
					   uint32_t source);

/* The hash of the table of names, shared with the code that builds it. */
uint32_t policy_index_hash(enum policy_index_name_kind kind, struct slice name);
uint32_t policy_index_group_hash(uint32_t key);

#endif
