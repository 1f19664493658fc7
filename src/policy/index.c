// SPDX-License-Identifier: GPL-2.0-or-later
/* The format of the policy index: checks a block so that reading it is safe, and looks names up
 * in it. */
#include "config.h"

#include "policy/index.h"

#include <string.h>

#include "base/attr.h"
#include "base/hash.h"

static const struct section {
	const char *name;
	size_t bytes; /* of one element */
} sections[] = {
	[POLICY_INDEX_STRINGS] = { "strings", 1 },
	[POLICY_INDEX_BITS] = { "bits", sizeof(uint64_t) },
	[POLICY_INDEX_IDS] = { "ids", sizeof(uint32_t) },
	[POLICY_INDEX_TYPES] = { "types", sizeof(struct policy_index_type) },
	[POLICY_INDEX_CLASSES] = { "classes", sizeof(struct policy_index_class) },
	[POLICY_INDEX_ROLES] = { "roles", sizeof(struct policy_index_role) },
	[POLICY_INDEX_USERS] = { "users", sizeof(struct policy_index_user) },
	[POLICY_INDEX_SENSES] = { "sensitivities", sizeof(struct policy_index_sens) },
	[POLICY_INDEX_CATS] = { "categories", sizeof(uint32_t) },
	[POLICY_INDEX_BOOLS] = { "booleans", sizeof(struct policy_index_bool) },
	[POLICY_INDEX_CONDS] = { "conditionals", sizeof(struct policy_index_cond) },
	[POLICY_INDEX_COND_EXPRS] = { "conditions", sizeof(struct policy_index_cond_expr) },
	[POLICY_INDEX_RULES] = { "rules", sizeof(struct policy_index_rule) },
	[POLICY_INDEX_GROUPS] = { "groups", sizeof(struct policy_index_group) },
	[POLICY_INDEX_XPERMS] = { "extended permissions", sizeof(struct policy_index_xperm) },
	[POLICY_INDEX_CONSTRAINTS] = { "constraints", sizeof(struct policy_index_constraint) },
	[POLICY_INDEX_CEXPRS] = { "constraint expressions", sizeof(struct policy_index_cexpr) },
	[POLICY_INDEX_PORTS] = { "ports", sizeof(struct policy_index_port) },
	[POLICY_INDEX_TRANSITIONS] = { "transitions", sizeof(struct policy_index_transition) },
	[POLICY_INDEX_NAMES] = { "names", sizeof(struct policy_index_name) },
};
_Static_assert(AV_ARRAY_LEN(sections) == POLICY_INDEX_SECTIONS, "a row for each section");

static uint32_t count_of(const struct policy_index *ix, enum policy_index_section s)
{
	return ix->header->sections[s].count;
}

static bool run_ok(const struct policy_index *ix, struct policy_index_run r,
		   enum policy_index_section s)
{
	return r.first <= count_of(ix, s) && r.count <= count_of(ix, s) - r.first;
}

static bool string_ok(const struct policy_index *ix, uint32_t offset)
{
	return offset < count_of(ix, POLICY_INDEX_STRINGS);
}

static bool set_ok(const struct policy_index *ix, uint32_t first, uint32_t max)
{
	struct policy_index_run r = { first, policy_index_words(max) };

	return run_ok(ix, r, POLICY_INDEX_BITS);
}

static bool ids_ok(const struct policy_index *ix, struct policy_index_run r, uint32_t max)
{
	uint32_t i;

	if (!run_ok(ix, r, POLICY_INDEX_IDS))
		return false;
	for (i = 0; i < r.count; i++)
		if (ix->ids[r.first + i] == 0 || ix->ids[r.first + i] > max)
			return false;
	return true;
}

static bool types_ok(const struct policy_index *ix)
{
	uint32_t v;

	for (v = 1; v <= ix->types_max; v++) {
		const struct policy_index_type *t = &ix->types[v];

		if (!string_ok(ix, t->name) || t->bounds > ix->types_max ||
		    (t->attribute && !set_ok(ix, t->members, ix->types_max)) ||
		    !ids_ok(ix, t->in, ix->types_max))
			return false;
	}
	return true;
}

static bool classes_ok(const struct policy_index *ix)
{
	uint32_t v, i;

	for (v = 1; v <= ix->classes_max; v++) {
		const struct policy_index_class *c = &ix->classes[v];

		if (!string_ok(ix, c->name) ||
		    !run_ok(ix, c->constraints, POLICY_INDEX_CONSTRAINTS))
			return false;
		for (i = 0; i < 32; i++)
			if (!string_ok(ix, c->perms[i]))
				return false;
	}
	return true;
}

static bool level_ok(const struct policy_index *ix, struct policy_index_level l)
{
	return l.sens <= ix->senses_max && set_ok(ix, l.cats, ix->cats_max);
}

static bool names_of_people_ok(const struct policy_index *ix)
{
	uint32_t v;

	for (v = 1; v <= ix->roles_max; v++) {
		const struct policy_index_role *r = &ix->roles[v];

		if (!string_ok(ix, r->name) || !set_ok(ix, r->types, ix->types_max) ||
		    !set_ok(ix, r->dominates, ix->roles_max) ||
		    !set_ok(ix, r->allow, ix->roles_max))
			return false;
	}
	for (v = 1; v <= ix->users_max; v++) {
		const struct policy_index_user *u = &ix->users[v];

		if (!string_ok(ix, u->name) || !set_ok(ix, u->roles, ix->roles_max) ||
		    !level_ok(ix, u->low) || !level_ok(ix, u->high))
			return false;
	}
	for (v = 1; v <= ix->senses_max; v++)
		if (!string_ok(ix, ix->senses[v].name) ||
		    !set_ok(ix, ix->senses[v].cats, ix->cats_max))
			return false;
	for (v = 1; v <= ix->cats_max; v++)
		if (!string_ok(ix, ix->cats[v]))
			return false;
	return true;
}

/* Postfix: never pops more than there is, never goes deeper than a machine word of flags, leaves
 * one value. */
static bool depth_ok(unsigned *depth, unsigned takes)
{
	if (*depth < takes)
		return false;
	*depth += 1 - takes;
	return *depth <= 32;
}

static bool conds_ok(const struct policy_index *ix)
{
	uint32_t i, k;

	for (i = 1; i <= ix->bools_max; i++)
		if (!string_ok(ix, ix->bools[i].name))
			return false;
	for (i = 0; i < ix->cond_count; i++) {
		struct policy_index_run r = ix->conds[i].expr;
		unsigned depth = 0;

		if (!run_ok(ix, r, POLICY_INDEX_COND_EXPRS))
			return false;
		for (k = 0; k < r.count; k++) {
			const struct policy_index_cond_expr *e = &ix->cond_exprs[r.first + k];

			if (e->op >= COND_OPS || e->bool_value > ix->bools_max ||
			    !depth_ok(&depth, e->op == COND_IS   ? 0
					      : e->op == COND_NO ? 1
								 : 2))
				return false;
		}
		if (depth != 1)
			return false;
	}
	return true;
}

static bool rules_ok(const struct policy_index *ix)
{
	uint32_t i, used = 0;

	for (i = 0; i < ix->rule_count; i++) {
		const struct policy_index_rule *r = &ix->rules[i];

		if (r->target == 0 || r->target > ix->types_max || r->kind >= RULE_KINDS ||
		    (r->cond != RULE_ALWAYS && r->cond >= ix->cond_count) ||
		    (r->kind == RULE_XPERM && r->data >= ix->xperm_count))
			return false;
	}
	for (i = 0; i < ix->xperm_count; i++)
		if (ix->xperms[i].kind >= XPERM_KINDS)
			return false;
	for (i = 0; i <= ix->group_mask; i++) {
		uint32_t key = ix->groups[i].key;

		used += key != 0;
		if (key && ((key & 0xffff) == 0 || (key & 0xffff) > ix->types_max ||
			    key >> 16 == 0 || key >> 16 > ix->classes_max))
			return false;
		if (!run_ok(ix, ix->groups[i].rules, POLICY_INDEX_RULES))
			return false;
	}
	return used <= ix->group_mask; /* a free slot ends each search */
}

static bool constraint_ok(const struct policy_index *ix, const struct policy_index_constraint *c)
{
	unsigned depth = 0;
	uint32_t k;

	if (!run_ok(ix, c->expr, POLICY_INDEX_CEXPRS))
		return false;
	for (k = 0; k < c->expr.count; k++) {
		const struct policy_index_cexpr *e = &ix->cexprs[c->expr.first + k];
		uint32_t max = ix->types_max;

		if (e->op >= CEXPR_OPS || e->attr >= CATTRS || e->cmp >= CCMPS ||
		    !depth_ok(&depth, e->op >= CEXPR_OP_ATTR  ? 0
				      : e->op == CEXPR_OP_NOT ? 1
							      : 2))
			return false;
		if (e->op != CEXPR_OP_NAMES)
			continue;
		if (e->attr > CATTR_TYPE)
			return false;
		if (e->attr != CATTR_TYPE)
			max = e->attr == CATTR_USER ? ix->users_max : ix->roles_max;
		if (!set_ok(ix, e->names, max) || !ids_ok(ix, e->written, max))
			return false;
	}
	return depth == 1;
}

static bool constraints_ok(const struct policy_index *ix)
{
	uint32_t i;

	for (i = 0; i < count_of(ix, POLICY_INDEX_CONSTRAINTS); i++)
		if (!constraint_ok(ix, &ix->constraints[i]))
			return false;
	return true;
}

static uint32_t name_max(const struct policy_index *ix, uint32_t kind)
{
	const uint32_t max[POLNAME_KINDS] = {
		[POLNAME_TYPE] = ix->types_max, [POLNAME_CLASS] = ix->classes_max,
		[POLNAME_ROLE] = ix->roles_max, [POLNAME_USER] = ix->users_max,
		[POLNAME_BOOL] = ix->bools_max, [POLNAME_SENS] = ix->senses_max,
		[POLNAME_CAT] = ix->cats_max,
	};

	return kind < POLNAME_KINDS ? max[kind] : 0;
}

static bool names_ok(const struct policy_index *ix)
{
	uint32_t i, used = 0;

	for (i = 0; i < ix->port_count; i++)
		if (ix->ports[i].type > ix->types_max)
			return false;
	for (i = 0; i < ix->transition_count; i++) {
		const struct policy_index_transition *t = &ix->transitions[i];

		if (t->source > ix->types_max || t->target > ix->types_max ||
		    t->type > ix->types_max)
			return false;
	}
	for (i = 0; i <= ix->name_mask; i++) {
		const struct policy_index_name *n = &ix->names[i];

		if (n->kind == POLNAME_NONE)
			continue;
		used++;
		if (!string_ok(ix, n->name) || n->value == 0 || n->value > name_max(ix, n->kind))
			return false;
	}
	return used <= ix->name_mask;
}

static const void *section(const struct policy_index *ix, enum policy_index_section s)
{
	return (const char *)ix->header + ix->header->sections[s].offset;
}

/* An array indexed by value has one element more than the highest value. */
static uint32_t highest(const struct policy_index *ix, enum policy_index_section s)
{
	return count_of(ix, s) - 1;
}

static void set_pointers(struct policy_index *ix)
{
	ix->strings = section(ix, POLICY_INDEX_STRINGS);
	ix->bits = section(ix, POLICY_INDEX_BITS);
	ix->ids = section(ix, POLICY_INDEX_IDS);
	ix->types = section(ix, POLICY_INDEX_TYPES);
	ix->classes = section(ix, POLICY_INDEX_CLASSES);
	ix->roles = section(ix, POLICY_INDEX_ROLES);
	ix->users = section(ix, POLICY_INDEX_USERS);
	ix->senses = section(ix, POLICY_INDEX_SENSES);
	ix->cats = section(ix, POLICY_INDEX_CATS);
	ix->bools = section(ix, POLICY_INDEX_BOOLS);
	ix->conds = section(ix, POLICY_INDEX_CONDS);
	ix->cond_exprs = section(ix, POLICY_INDEX_COND_EXPRS);
	ix->rules = section(ix, POLICY_INDEX_RULES);
	ix->groups = section(ix, POLICY_INDEX_GROUPS);
	ix->xperms = section(ix, POLICY_INDEX_XPERMS);
	ix->constraints = section(ix, POLICY_INDEX_CONSTRAINTS);
	ix->cexprs = section(ix, POLICY_INDEX_CEXPRS);
	ix->ports = section(ix, POLICY_INDEX_PORTS);
	ix->transitions = section(ix, POLICY_INDEX_TRANSITIONS);
	ix->names = section(ix, POLICY_INDEX_NAMES);
	ix->types_max = highest(ix, POLICY_INDEX_TYPES);
	ix->classes_max = highest(ix, POLICY_INDEX_CLASSES);
	ix->roles_max = highest(ix, POLICY_INDEX_ROLES);
	ix->users_max = highest(ix, POLICY_INDEX_USERS);
	ix->senses_max = highest(ix, POLICY_INDEX_SENSES);
	ix->cats_max = highest(ix, POLICY_INDEX_CATS);
	ix->bools_max = highest(ix, POLICY_INDEX_BOOLS);
	ix->cond_count = count_of(ix, POLICY_INDEX_CONDS);
	ix->rule_count = count_of(ix, POLICY_INDEX_RULES);
	ix->xperm_count = count_of(ix, POLICY_INDEX_XPERMS);
	ix->port_count = count_of(ix, POLICY_INDEX_PORTS);
	ix->transition_count = count_of(ix, POLICY_INDEX_TRANSITIONS);
	ix->group_mask = highest(ix, POLICY_INDEX_GROUPS);
	ix->name_mask = highest(ix, POLICY_INDEX_NAMES);
	ix->type_words = policy_index_words(ix->types_max);
	ix->cat_words = policy_index_words(ix->cats_max);
}

static bool is_power_of_two(uint32_t n)
{
	return n && (n & (n - 1)) == 0;
}

static int check_shape(const struct policy_index *ix, size_t bytes, struct diag *d)
{
	static const enum policy_index_section by_value[] = {
		POLICY_INDEX_TYPES,  POLICY_INDEX_CLASSES, POLICY_INDEX_ROLES, POLICY_INDEX_USERS,
		POLICY_INDEX_SENSES, POLICY_INDEX_CATS,    POLICY_INDEX_BOOLS, POLICY_INDEX_STRINGS,
	};
	const struct policy_index_header *h = ix->header;
	size_t i;

	for (i = 0; i < POLICY_INDEX_SECTIONS; i++) {
		uint32_t offset = h->sections[i].offset;

		if (offset % 8 || offset > bytes ||
		    h->sections[i].count > (bytes - offset) / sections[i].bytes)
			return diag_set(d, "the policy index is damaged: %s", sections[i].name);
	}
	for (i = 0; i < AV_ARRAY_LEN(by_value); i++)
		if (h->sections[by_value[i]].count == 0)
			return diag_set(d, "the policy index is damaged: no %s",
					sections[by_value[i]].name);
	if (!is_power_of_two(count_of(ix, POLICY_INDEX_GROUPS)) ||
	    !is_power_of_two(count_of(ix, POLICY_INDEX_NAMES)) ||
	    count_of(ix, POLICY_INDEX_TYPES) > 65536 || count_of(ix, POLICY_INDEX_CLASSES) > 65536)
		return diag_set(d, "the policy index is damaged: its tables");
	return 0;
}

int policy_index_attach(struct policy_index *ix, const void *block, size_t bytes, struct diag *d)
{
	static const struct {
		bool (*ok)(const struct policy_index *ix);
		const char *what;
	} checks[] = {
		{ types_ok, "types" },        { classes_ok, "classes" },
		{ conds_ok, "conditionals" }, { names_of_people_ok, "users and roles" },
		{ rules_ok, "rules" },        { constraints_ok, "constraints" },
		{ names_ok, "names" },
	};
	const struct policy_index_header *h = block;
	size_t i;

	*ix = (struct policy_index){ .header = h };
	if ((uintptr_t)block % 8 || bytes < sizeof(*h) || h->magic != POLICY_INDEX_MAGIC ||
	    h->bytes != bytes || h->unknown > POLICY_INDEX_ALLOW)
		return diag_set(d, "the policy index is damaged");
	if (check_shape(ix, bytes, d) < 0)
		return -1;
	set_pointers(ix);
	if (ix->strings[count_of(ix, POLICY_INDEX_STRINGS) - 1] != '\0')
		return diag_set(d, "the policy index is damaged: strings");
	for (i = 0; i < AV_ARRAY_LEN(checks); i++)
		if (!checks[i].ok(ix))
			return diag_set(d, "the policy index is damaged: %s", checks[i].what);
	ix->process_class = policy_index_value(ix, POLNAME_CLASS, slice_of("process"));
	ix->process_transitions =
		policy_index_perm(ix, ix->process_class, slice_of("transition")) |
		policy_index_perm(ix, ix->process_class, slice_of("dyntransition"));
	return 0;
}

uint32_t policy_index_hash(enum policy_index_name_kind kind, struct slice name)
{
	return (uint32_t)hash_step(hash_stable(name.p, name.n), kind);
}

uint32_t policy_index_group_hash(uint32_t key)
{
	return (uint32_t)hash_step(0, key);
}

uint32_t policy_index_value(const struct policy_index *ix, enum policy_index_name_kind kind,
			    struct slice name)
{
	uint32_t i = policy_index_hash(kind, name) & ix->name_mask;

	for (; ix->names[i].kind != POLNAME_NONE; i = (i + 1) & ix->name_mask)
		if (ix->names[i].kind == kind && slice_is(name, ix->strings + ix->names[i].name))
			return ix->names[i].value;
	return 0;
}

uint32_t policy_index_perm(const struct policy_index *ix, uint32_t class_value, struct slice name)
{
	unsigned i;

	if (class_value == 0 || class_value > ix->classes_max || name.n == 0)
		return 0;
	for (i = 0; i < 32; i++)
		if (slice_is(name, ix->strings + ix->classes[class_value].perms[i]))
			return UINT32_C(1) << i;
	return 0;
}

const char *policy_index_name_of(const struct policy_index *ix, enum policy_index_name_kind kind,
				 uint32_t value)
{
	uint32_t name = 0;

	if (value == 0 || value > name_max(ix, kind))
		return "";
	switch (kind) {
	case POLNAME_TYPE:
		name = ix->types[value].name;
		break;
	case POLNAME_CLASS:
		name = ix->classes[value].name;
		break;
	case POLNAME_ROLE:
		name = ix->roles[value].name;
		break;
	case POLNAME_USER:
		name = ix->users[value].name;
		break;
	case POLNAME_BOOL:
		name = ix->bools[value].name;
		break;
	case POLNAME_SENS:
		name = ix->senses[value].name;
		break;
	case POLNAME_CAT:
		name = ix->cats[value];
		break;
	case POLNAME_NONE:
	case POLNAME_KINDS:
		break;
	}
	return ix->strings + name;
}

struct policy_index_run policy_index_group(const struct policy_index *ix, uint32_t class_value,
					   uint32_t source)
{
	uint32_t key = class_value << 16 | source;
	uint32_t i = policy_index_group_hash(key) & ix->group_mask;

	for (; ix->groups[i].key; i = (i + 1) & ix->group_mask)
		if (ix->groups[i].key == key)
			return ix->groups[i].rules;
	return (struct policy_index_run){ 0, 0 };
}
